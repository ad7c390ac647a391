import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { giveRole } from '../src/access/index.ts'
import { compose } from '../src/compose.ts'
import { readConfig } from '../src/config.ts'
import { createLog } from '../src/platform/log.ts'
import { freshDatabase, tableText } from './database.ts'

// The contacts as they were read; no reading goes on meanwhile.
const database = await freshDatabase()
const { handovers, database: inside } = compose({
  config: readConfig({
    WECOM_BASE_URL: 'http://127.0.0.1:9',
    WECOM_CORP_ID: 'ww1234567890abcdef',
    WECOM_AGENT_ID: '1000002',
    WECOM_APP_SECRET: 'app-secret-of-the-test',
    WECOM_CALLBACK_TOKEN: 'callback-token-of-the-test',
    WECOM_CALLBACK_AES_KEY: 'k'.repeat(43),
  }),
  databaseUrl: database.urls.app,
  rootKey: randomBytes(32),
  signer: undefined,
  log: createLog('silent'),
  domainFile: undefined,
})
afterAll(async () => {
  await inside.close()
  await database.close()
})

const person = (userid: string, status: string, leaders: readonly string[] = []) =>
  database.inTx((tx) =>
    sql`insert into directory.person (userid, status, leaders, changed_at)
      values (${userid}, ${status}, ${leaders}::text[], now())
      on conflict (userid) do update set status = excluded.status, changed_at = excluded.changed_at`.execute(
      tx,
    ),
  )
const toldWhom = async () => {
  const rows = JSON.parse(await tableText(database.urls.app, 'notify.message')) as {
    to_userid: string
    about_kind: string
    about_id: string
  }[]
  return rows
    .filter(({ about_kind }) => about_kind === 'gone')
    .map(({ to_userid, about_id }) => `${to_userid} ${about_id}`)
    .toSorted()
}

beforeAll(async () => {
  await person('boss', 'active')
  await person('stays', 'active', ['boss'])
  await person('Gone', 'deleted', ['boss'])
})

test('while there is nobody to tell it stays open', async () => {
  await person('alone', 'disabled')
  expect(await handovers.tellOfGone()).toBe(1)
  expect(await toldWhom()).toEqual(['boss Gone'])
})

test('a handover is asked for at once, also where there is nobody to tell, and once', async () => {
  await handovers.tellOfGone()
  const { rows } = await sql<{ person: string; source: string; state: string }>`
    select person, source, state from handover.start_request order by lower(person)`.execute(database.db)
  expect(rows).toEqual(['alone', 'Gone'].map((person) => ({ person, source: 'safety-net', state: 'open' })))
})

test('HR and the direct leaders hear of it, once, however many look at the same time', async () => {
  await database.inTx((tx) => giveRole(tx, { userid: 'hr', role: 'hr', by: 'test', at: new Date() }))
  await person('second', 'left', ['boss'])
  const told = await Promise.all(Array.from({ length: 4 }, () => handovers.tellOfGone()))
  expect(told.reduce((sum, n) => sum + n, 0)).toBe(2)
  expect(await handovers.tellOfGone()).toBe(0)
  expect((await toldWhom()).filter((one) => one.startsWith('boss'))).toEqual(['boss Gone', 'boss second'])
  expect((await toldWhom()).some((one) => one.startsWith('hr '))).toBe(true)
})

test('whoever hands over is no surprise; who was cancelled is one again', async () => {
  await sql`insert into handover.handover
    (id, trigger, leaver, initiator, state, plan, created_at, transfer_start_at, freeze_at)
    values ('H-2026-0001', 'resign', 'third', 'hr', 'executing', '{}', now(), now(), now() + interval '9 days')`.execute(
    database.db,
  )
  await person('third', 'disabled', ['boss'])
  expect(await handovers.tellOfGone()).toBe(0)
  await sql`update handover.handover set state = 'cancelled' where id = 'H-2026-0001'`.execute(database.db)
  expect(await handovers.tellOfGone()).toBe(1)
})

test('each stands on the log', async () => {
  const entries = JSON.parse(await tableText(database.urls.app, 'audit.entry')) as {
    action: string
    objects: { person: string }
  }[]
  const people = entries
    .filter(({ action }) => action === 'handover.missing')
    .map(({ objects }) => objects.person)
  expect(people.toSorted()).toEqual(['Gone', 'alone', 'second', 'third'])
})
