import { auditRoutes, handoverRoutes } from '@jieli/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { giveRole } from '../src/access/index.ts'
import { openDatabase, type Database } from '../src/platform/db.ts'
import { draftFor, startWhole, until, type Whole } from './whole.ts'

let whole: Whole
let database: Database

beforeAll(async () => {
  whole = await startWhole('safety-net')
  database = openDatabase({ url: whole.cluster.url('jieli_app'), max: 1 })
  await database.inTx((tx) => giveRole(tx, { userid: 'hr', role: 'hr', by: 'test', at: new Date() }))
})
afterAll(async () => {
  await database.close()
  await whole.stop()
})

/** As the contacts are read the next time; the reading itself has tests of its own. */
async function shown(userid: string, status: string): Promise<void> {
  const at = await whole.company.now()
  await database.inTx((tx) =>
    sql`update directory.person set status = ${status}, changed_at = ${at} where userid = ${userid}`.execute(
      tx,
    ),
  )
}

const textsOf = async (userid: string) => {
  const { messages } = await whole.company.get<{ messages: { body: { content?: string } }[] }>(
    `/people/${userid}/inbox`,
  )
  return messages.map(({ body }) => body.content ?? '').filter((text) => text.includes('还没有交接'))
}
const nameOf = async (userid: string) => {
  const { people } = await whole.company.get<{ people: { userid: string; name: string }[] }>('/people')
  return people.find((one) => one.userid === userid)?.name ?? ''
}

test('whoever is deleted in WeCom without a handover is told of to HR, once, by any number of looks', async () => {
  const name = await nameOf('colleague')
  await until(async () => {
    const person = await sql`select from directory.person where userid = 'colleague'`.execute(database.db)
    return person.rows.length > 0
  })
  await shown('colleague', 'deleted')
  await until(async () => (await textsOf('hr')).some((text) => text.includes(name)))
  // Looks go on meanwhile, each second.
  await new Promise((later) => setTimeout(later, 3_000))
  expect((await textsOf('hr')).filter((text) => text.includes(name))).toHaveLength(1)
})

test('whoever is disabled by the very handover that is under way is nobody’s surprise', async () => {
  const created = await whole.apis.hr(handoverRoutes.create, { body: await draftFor(whole.company) })
  expect(created.ok).toBe(true)
  const name = await nameOf('leaver')
  await shown('leaver', 'disabled')
  await new Promise((later) => setTimeout(later, 3_000))
  expect((await textsOf('hr')).filter((text) => text.includes(name))).toEqual([])
})

test('it stands on the log, once', async () => {
  const found = await until(async () => {
    const got = await whole.apis.security(auditRoutes.entries, { query: { action: 'handover.missing' } })
    return got.ok && got.value.entries.length > 0 && got.value.entries
  })
  expect(found.filter(({ objects }) => objects['person'] === 'colleague')).toHaveLength(1)
  expect(found.filter(({ objects }) => objects['person'] === 'leaver')).toEqual([])
})
