import { describe, expect, expectTypeOf, test } from 'vitest'
import { errcodes, isKnownCode } from './errcodes.ts'
import { catalogue, type CallName, type Output, type Received, type Refusals } from './index.ts'
import { quotas } from './quotas.ts'
import { samples } from './samples/index.ts'

// Object.keys forgets the names; the table is closed, so they are all there.
const names = Object.keys(catalogue) as CallName[]

describe.each(names)('%s', (name) => {
  const row = catalogue[name]
  const { request, replies } = samples[name]

  test('takes its sample request whole', () => {
    expect(row.input.parse(request)).toMatchObject(asRead(request))
  })

  test('reads its good samples without losing a field', () => {
    const good = replies.filter((reply) => (reply.errcode ?? 0) === 0)
    expect(good.length).toBeGreaterThan(0)
    for (const reply of good) {
      const { errcode: _code, errmsg: _text, ...answer } = reply
      expect(row.output.parse(reply)).toMatchObject(answer)
    }
  })

  test('knows the batch, serial, paging and query fields it names', () => {
    const fields = Object.keys(row.input.parse(request))
    const { batch, serial, query } = allOf(row)
    for (const field of [...(batch ? [batch.field] : []), ...(serial?.by ?? []), ...(query ?? [])]) {
      expect(fields).toContain(field)
    }
  })

  test('refuses one item more than its batch', () => {
    const { batch } = allOf(row)
    if (!batch) return
    // A list of the sample's first entry: its type is checked by parsing it.
    const one = (request as unknown as Record<string, unknown[]>)[batch.field]?.[0]
    const many = (count: number) => ({ ...request, [batch.field]: Array.from({ length: count }, () => one) })
    expect(row.input.safeParse(many(batch.max)).success).toBe(true)
    expect(row.input.safeParse(many(batch.max + 1)).error?.issues[0]?.path).toEqual([batch.field])
  })
})

test('every call has one sample and no other', () => {
  expect(Object.keys(samples).sort()).toEqual([...names].sort())
})

test('method and path are unique', () => {
  const addresses = names.map((name) => `${catalogue[name].method} ${catalogue[name].path}`)
  expect(new Set(addresses).size).toBe(addresses.length)
})

test('every code of every row is in the table, in words of both languages', () => {
  for (const name of names) {
    for (const code of [...catalogue[name].refuses, ...catalogue[name].refusesItem]) {
      expect(isKnownCode(code)).toBe(true)
    }
  }
  for (const one of Object.values(errcodes)) {
    for (const words of [one.zh, one.en, one.remedy.zh, one.remedy.en])
      expect(words.length).toBeGreaterThan(1)
  }
})

test('calls that do a second thing the second time are never marked safe', () => {
  const acting = names.filter((name) =>
    /transfer(_customer)?$|send|create|delete|add_corp_tag|applyevent/.test(catalogue[name].path),
  )
  expect(acting.length).toBeGreaterThan(12)
  expect(acting.filter((name) => catalogue[name].repeat === 'safe')).toEqual([])
})

test('short windows run on the wall, long ones on business time', () => {
  for (const one of Object.values(quotas)) {
    expect(one.clock).toBe(one.window === 'minute' || one.window === 'hour' ? 'wall' : 'business')
  }
})

test('types: codes are literal, ids are branded, a stranger code does not compile', () => {
  expectTypeOf<Refusals<'recallMessage'>>().toEqualTypeOf<42052>()
  expectTypeOf<Output<'transferCustomer'>['customer'][number]['errcode']>().toEqualTypeOf<number>()
  expectTypeOf<string>().not.toExtend<Output<'findUserByEmail'>['userid']>()
  expectTypeOf<Received<'transferCustomer'>['external_userid']>().toEqualTypeOf<string[]>()
  expectTypeOf<Received<'listApprovals'>['new_cursor']>().toEqualTypeOf<string>()
  expect(isKnownCode(999_001)).toBe(false)
})

// A query number may be text in a sample; the row reads it as a number.
function asRead(request: object): object {
  return Object.fromEntries(
    Object.entries(request).map(([key, value]) => [key, key === 'department_id' ? Number(value) : value]),
  )
}

function allOf(row: (typeof catalogue)[CallName]) {
  return {
    batch: 'batch' in row ? row.batch : undefined,
    serial: 'serial' in row ? row.serial : undefined,
    query: 'query' in row ? row.query : undefined,
  }
}
