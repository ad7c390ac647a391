import { expect, test } from 'vitest'
import { isDatabaseAway, isLocal, tlsFor } from './db.ts'

function coded(code: string, message = 'x'): Error {
  return Object.assign(new Error(message), { code })
}

test.each([
  ['57P01', 'ended by an administrator'],
  ['57P02', 'crashed'],
  ['57P03', 'starting up'],
  ['08006', 'connection failure'],
  ['53300', 'too many clients'],
  ['ECONNREFUSED', 'nobody listens'],
  ['ECONNRESET', 'cut'],
])('%s (%s) means that the database is away', (code) => {
  expect(isDatabaseAway(coded(code))).toBe(true)
})

test('so do the words of the driver that come without a code, and any of several addresses', () => {
  for (const words of ['Connection terminated unexpectedly', 'timeout exceeded when trying to connect']) {
    expect(isDatabaseAway(new Error(words))).toBe(true)
  }
  expect(isDatabaseAway(new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')]))).toBe(true)
})

test.each(['23505', '23514', '42501', '40001', '40P01', 'JA001', '22P02', ''])(
  '%j is an answer of a database that is there',
  (code) => {
    expect(isDatabaseAway(coded(code))).toBe(false)
    expect(isDatabaseAway('text')).toBe(false)
  },
)

test('beyond this machine the server must prove who it is', () => {
  for (const here of [
    'postgres://u:p@localhost/x',
    'postgres://u:p@127.0.0.1:1/x',
    'postgres:///x?host=/run/pg',
  ]) {
    expect([isLocal(here), tlsFor(here)]).toEqual([true, {}])
  }
  const there = 'postgres://u:p@db.example.cn/x'
  expect([isLocal(there), tlsFor(there)]).toEqual([false, { ssl: { rejectUnauthorized: true } }])
})
