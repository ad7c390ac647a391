import { expect, test } from 'vitest'
import { catalogue } from '../catalogue/index.ts'
import { chargesOf, laneOf } from './charges.ts'

const account = { corpId: 'wwA', agentId: 7, accountCap: 500 }
const base = ['corp-api-minute', 'corp-api-hour', 'ip-api-minute', 'ip-api-hour']

test('every call is counted per API; windows and clocks come from the table', () => {
  expect(chargesOf(catalogue.getUser, { userid: 'a' }, account)).toMatchObject([
    {
      bucket: 'corp-api-minute:wwA:/cgi-bin/user/get',
      amount: 1,
      limit: 10_000,
      window: 'minute',
      clock: 'wall',
    },
    { bucket: 'corp-api-hour:wwA:/cgi-bin/user/get', limit: 150_000 },
    { bucket: 'ip-api-minute:/cgi-bin/user/get', limit: 20_000 },
    { bucket: 'ip-api-hour:/cgi-bin/user/get', limit: 600_000 },
  ])
})

test('a message is counted once per named person, and for the app as many as there are', () => {
  const charges = chargesOf(catalogue.sendMessage, { touser: 'A|b|a|' }, account).slice(base.length)
  expect(charges.map(({ bucket, amount, limit, clock }) => [bucket, amount, limit, clock])).toEqual([
    ['message-app-day:wwA:7', 2, 100_000, 'business'],
    ['message-member-minute:wwA:7:a', 1, 30, 'wall'],
    ['message-member-minute:wwA:7:b', 1, 30, 'wall'],
    ['message-member-hour:wwA:7:a', 1, 1_000, 'wall'],
    ['message-member-hour:wwA:7:b', 1, 1_000, 'wall'],
  ])
})

test('@all names nobody, and an unknown account cap is not guessed', () => {
  expect(chargesOf(catalogue.sendMessage, { touser: '@all' }, account).map((one) => one.quota)).toEqual(base)
  const charges = chargesOf(catalogue.sendMessage, { touser: 'a' }, { corpId: 'wwA', agentId: 7 })
  expect(charges.map((one) => one.quota)).not.toContain('message-app-day')
})

test('budgets only the caller can know are left to him', () => {
  const charges = chargesOf(catalogue.transferGroups, { chat_id_list: ['wr1'], new_owner: 'b' }, account)
  expect(charges.map((one) => one.quota)).toEqual(base)
})

test('a lane is one API of one secret; two webhooks have two', () => {
  expect(laneOf(catalogue.getUser, 'app', { userid: 'a' })).toBe('app /cgi-bin/user/get')
  expect(laneOf(catalogue.getUser, 'contacts', {})).not.toBe(laneOf(catalogue.getUser, 'app', {}))
  expect(laneOf(catalogue.sendWebhook, 'none', { key: 'K1' })).not.toBe(
    laneOf(catalogue.sendWebhook, 'none', { key: 'K2' }),
  )
})
