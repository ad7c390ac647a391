import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { hours, later, minutes, seconds } from '../platform/clock.ts'
import { endSession, endSessionsOf, forgetOld, holderOfOpen, sessionOf, startSession } from './sessions.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())

const begin = new Date('2026-11-23T01:00:00Z')
const started = () => database.inTx((tx) => startSession(tx, 'linxiao', begin))
const at = (ms: number) => later(begin, ms)
const look = (key: string, ms: number) => sessionOf(database.db, key, at(ms))

/** Uses the session every hour as a browser does: with the newest key. */
async function used(key: string, untilMs: number): Promise<string> {
  let newest = key
  for (let ms = 0; ms <= untilMs; ms += hours(1)) newest = (await look(newest, ms))?.key ?? newest
  return newest
}

test('a session ends after two hours without a request', async () => {
  const { key } = await started()
  expect(await look(key, hours(2))).toBeUndefined()
  const other = await started()
  expect(await look(other.key, minutes(119))).toMatchObject({ userid: 'linxiao' })
})

test('whatever happens it ends after twelve hours, and says so from the start', async () => {
  const { id, key } = await started()
  expect((await look(key, 0))?.endsAt).toEqual(at(hours(12)))
  const newest = await used(key, hours(11))
  expect(await look(newest, hours(12) - 1)).toBeDefined()
  expect(await look(newest, hours(12))).toBeUndefined()
  expect(await holderOfOpen(database.db, id, at(hours(12)))).toBeUndefined()
})

test('after a quarter of an hour the key is another; the one before is good for half a minute', async () => {
  const { id, key } = await started()
  expect((await look(key, minutes(15) - 1))?.key).toBeUndefined()
  const next = (await look(key, minutes(15)))?.key ?? ''
  expect(next).not.toBe(key)
  expect(await look(key, minutes(15) + seconds(29))).toMatchObject({ id })
  expect(await look(key, minutes(15) + seconds(30))).toBeUndefined()
  expect(await look(next, minutes(16))).toMatchObject({ id })
})

test('many requests at the moment of the change make one new key, and none is turned away', async () => {
  const { id, key } = await started()
  const seen = await Promise.all(Array.from({ length: 10 }, () => look(key, minutes(20))))
  expect(seen.map((one) => one?.id)).toEqual(Array.from({ length: 10 }, () => id))
  expect(seen.filter((one) => one?.key !== undefined)).toHaveLength(1)
})

test('what was ended stays ended, with each of its keys; other people go on', async () => {
  const [mine, other] = [await started(), await started()]
  const hers = await database.inTx((tx) => startSession(tx, 'sumin', begin))
  const next = (await look(mine.key, minutes(15)))?.key ?? ''
  await database.inTx((tx) => endSession(tx, mine.id, 'logged out', at(minutes(15))))
  for (const key of [mine.key, next]) expect(await look(key, minutes(15) + 1)).toBeUndefined()
  expect(await look(other.key, minutes(1))).toBeDefined()
  // Ids of people differ in nothing but capitals nowhere in WeCom.
  await database.inTx((tx) => endSessionsOf(tx, 'LinXiao', 'by admin', at(minutes(16))))
  expect(await look(other.key, minutes(17))).toBeUndefined()
  expect(await look(hers.key, minutes(17))).toBeDefined()
})

test('no key is kept, only its hash', async () => {
  const { id, key } = await started()
  const { rows } = await sql<{ row: string }>`
    select to_jsonb(s)::text || encode(hash, 'escape') as row from access.session s where id = ${id}`.execute(
    database.db,
  )
  expect(rows[0]?.row).toContain(id)
  expect(rows[0]?.row).not.toContain(key)
})

test('what lies idle is closed in the table too', async () => {
  const { id } = await started()
  await database.inTx((tx) => forgetOld(tx, at(hours(3))))
  const { rows } = await sql<{ why: string }>`
    select ended_why as why from access.session where id = ${id}`.execute(database.db)
  expect(rows).toEqual([{ why: 'idle' }])
})
