import type { Charge, QuotaLedger } from '@jieli/wecom'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { days, later, minutes, seconds } from '../platform/clock.ts'
import { withCredit } from './quota-credit.ts'
import { createQuotaLedger, tidyQuotas } from './quota-ledger.ts'

const start = new Date('2026-11-20T01:00:00Z')
let database: TestDatabase
let ledger: QuotaLedger
let numbers = 0

beforeAll(async () => {
  database = await freshDatabase()
  ledger = createQuotaLedger(database.db)
})
afterAll(() => database.close())

const minute = (limit: number, over: Partial<Charge> = {}): Charge => ({
  quota: 'message-member-minute',
  bucket: `b${(numbers += 1)}`,
  amount: 1,
  limit,
  window: 'minute',
  clock: 'wall',
  ...over,
})

function take(charges: readonly Charge[], at: Date, by: QuotaLedger = ledger, lane = 'app /x') {
  return by.take({ lane, charges, atWall: at, atBusiness: at })
}

test('the 31st in a minute is refused until the first has left the window, whatever second it is', async () => {
  const member = minute(30)
  for (let i = 0; i < 30; i += 1) {
    expect((await take([member], later(start, i * 1_500))).ok).toBe(true)
  }
  const refused = await take([member], later(start, seconds(50)))
  expect(refused).toMatchObject({ ok: false, bucket: member.bucket, clock: 'wall' })
  if (refused.ok) return
  expect((await take([member], later(refused.retryAt, -2))).ok).toBe(false)
  expect((await take([member], refused.retryAt)).ok).toBe(true)
  expect(refused.retryAt.getTime() - start.getTime()).toBeGreaterThanOrEqual(minutes(1))
})

test('several budgets are taken all or none', async () => {
  const [wide, narrow] = [minute(100), minute(1)]
  expect((await take([wide, narrow], start)).ok).toBe(true)
  for (let i = 0; i < 5; i += 1) expect((await take([wide, narrow], start)).ok).toBe(false)
  const { rows } = await sql<{ used: number }>`
    select used from gateway.quota_use where bucket = ${wide.bucket}`.execute(database.db)
  expect(rows).toEqual([{ used: 1 }])
})

test('200 callers at once over several connections get exactly the budget', async () => {
  const [a, b] = [minute(50), minute(70)]
  // In both orders, so that a wrong order of locks would deadlock here.
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, i) => take(i % 2 ? [a, b] : [b, a], start)),
  )
  expect(answers.filter(({ ok }) => ok)).toHaveLength(50)
})

test('a day is a Shanghai day of business time, 90 days roll', async () => {
  const day = minute(2, { window: 'day', clock: 'business' })
  const at = (wall: Date, business: Date) =>
    ledger.take({ lane: 'app /x', charges: [day], atWall: wall, atBusiness: business })
  const evening = new Date('2026-11-20T15:59:00Z')
  expect([(await at(start, evening)).ok, (await at(start, evening)).ok]).toEqual([true, true])
  const refused = await at(start, evening)
  expect(refused).toMatchObject({
    ok: false,
    clock: 'business',
    retryAt: new Date('2026-11-20T16:00:00.001Z'),
  })
  // The wall has not moved: only business time counts.
  expect((await at(start, new Date('2026-11-20T16:00:01Z'))).ok).toBe(true)

  const rolling = minute(2, { window: '90 days', clock: 'business' })
  expect((await take([rolling], start)).ok).toBe(true)
  expect((await take([rolling], later(start, days(40)))).ok).toBe(true)
  expect((await take([rolling], later(start, days(80)))).ok).toBe(false)
  expect((await take([rolling], later(start, days(91)))).ok).toBe(true)
  expect((await take([rolling], later(start, days(92)))).ok).toBe(false)
})

test('a paused lane refuses and remembers its strikes until it recovers', async () => {
  const lane = 'app /paused'
  await ledger.pause(lane, later(start, minutes(2)), 2)
  // An answer that was under way says less; the longer pause stays.
  await ledger.pause(lane, later(start, minutes(1)), 1)
  const refused = await take([minute(9)], start, ledger, lane)
  expect(refused).toMatchObject({ ok: false, retryAt: later(start, minutes(2)) })
  expect(await take([minute(9)], later(start, minutes(2)), ledger, lane)).toEqual({ ok: true, strikes: 2 })
  await ledger.recovered(lane)
  expect(await take([minute(9)], later(start, minutes(2)), ledger, lane)).toEqual({ ok: true, strikes: 0 })
})

test('credit never overspends a big budget, and asks the database far less often', async () => {
  let asked = 0
  const counting: QuotaLedger = {
    ...ledger,
    take: (request) => {
      asked += 1
      return ledger.take(request)
    },
  }
  const processes = [withCredit(counting), withCredit(counting), withCredit(counting)]
  const big = minute(2_000)
  let taken = 0
  for (let i = 0; i < 3_000; i += 1) {
    const at = later(start, Math.floor(i / 100))
    const by = processes[i % 3] ?? ledger
    if ((await take([big], at, by)).ok) taken += 1
  }
  expect(taken).toBeLessThanOrEqual(2_000)
  // What idle processes may hold back is a small share.
  expect(taken).toBeGreaterThan(1_900)
  expect(asked).toBeLessThan(700)
})

test('six readers side by side reserve little more than they use', async () => {
  let charged = 0
  const own = withCredit({
    ...ledger,
    take: async (request) => {
      const answer = await ledger.take(request)
      if (answer.ok) for (const { amount } of request.charges) charged += amount
      return answer
    },
  })
  const big = minute(10_000)
  const rounds = 150
  for (let i = 0; i < rounds; i += 1) {
    const at = later(start, i * 100)
    const answers = await Promise.all(Array.from({ length: 6 }, () => take([big], at, own)))
    expect(answers.every(({ ok }) => ok)).toBe(true)
  }
  expect(charged).toBeLessThan(2 * 6 * rounds)
})

test('credit is given up with a pause of the own process, and after a second for that of another', async () => {
  const own = withCredit(ledger)
  const lane = 'app /credit'
  const big = minute(100_000)
  for (let i = 0; i < 12; i += 1) await take([big], start, own, lane)
  await ledger.pause(lane, later(start, minutes(1)), 1)
  expect((await take([big], later(start, seconds(1.1)), own, lane)).ok).toBe(false)
  await own.pause(lane, later(start, minutes(1)), 1)
  expect((await take([big], start, own, lane)).ok).toBe(false)
})

test('credit that a refused call had reserved is there for the next one', async () => {
  let asked = 0
  const own = withCredit({
    ...ledger,
    take: (request) => {
      asked += 1
      return ledger.take(request)
    },
  })
  const [big, small] = [minute(100_000), minute(1)]
  await take([small], start)
  // One and a chunk of one, then one and a chunk of two: two are left.
  for (let i = 0; i < 3; i += 1) await take([big], start, own)
  expect((await take([big, small], start, own)).ok).toBe(false)
  const before = asked
  for (let i = 0; i < 2; i += 1) expect((await take([big], start, own)).ok).toBe(true)
  expect(asked).toBe(before)
  await take([big], start, own)
  expect(asked).toBe(before + 1)
})

test('old rows are forgotten by their own clock', async () => {
  await take([minute(5), minute(5, { window: 'day', clock: 'business' })], start)
  const wall = { now: () => later(start, days(3)) }
  await tidyQuotas(database.db, wall, { now: () => Promise.resolve(start) })
  const { rows } = await sql<{ clock: string }>`select distinct clock from gateway.quota_use`.execute(
    database.db,
  )
  expect(rows).toEqual([{ clock: 'business' }])
})
