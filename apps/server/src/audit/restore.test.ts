import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { systemWall } from '../platform/clock.ts'
import { openDatabase } from '../platform/db.ts'
import { createAudit } from './append.ts'
import { exportBundle } from './bundle.ts'
import { createSequencer } from './create-sequencer.ts'
import { publishedFile, publishedNote } from './publish.ts'
import { covered, effectsAllowed } from './reads.ts'
import { startNewOrigin } from './restore.ts'
import { openSigner, type Signer } from './signer.ts'
import { goBack } from './test/tampered-log.ts'
import { verifyBundle } from './verify.mjs'

const origin = 'test.example/audit'
const soon = { timeout: 15_000, interval: 20 }
const at = new Date('2026-03-02T01:00:00Z')
const { append } = createAudit({})
let dir: string
let published: string
let database: TestDatabase
let signer: Signer & { close(): Promise<void> }
const told: string[] = []

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'jieli-restore-'))
  published = join(dir, 'published')
  database = await freshDatabase()
  signer = await openSigner({ stateDir: join(dir, 'signer'), origin, wall: systemWall })
})
afterAll(async () => {
  await signer.close()
  await database.close()
  await rm(dir, { recursive: true, force: true })
})

const sequencer = () =>
  createSequencer({
    database,
    origin,
    signer,
    pollMs: 10,
    places: { dir: published, toGroup: (text) => Promise.resolve(void told.push(text)) },
  })
const write = (urgent = true) =>
  database.inTx((tx) =>
    append(tx, {
      at,
      actor: 'a',
      role: 'hr',
      action: 'handover.freeze',
      objects: { set: 's' },
      result: 'denied',
      urgent,
    }),
  )
const checked = async (bundle: string) => {
  await exportBundle(database.db, join(dir, bundle), { publishedDir: published })
  return verifyBundle(join(dir, bundle), { signer: join(dir, 'signer') })
}

test('a restore that lost entries halts the log; a new origin commits to the old one and goes on', async () => {
  const before = sequencer()
  before.start()
  for (let i = 0; i < 6; i += 1) {
    const id = await write()
    await expect.poll(() => covered(database.db, [id]), soon).toBe(true)
  }
  await before.stop()
  expect(told.at(-1)).toMatch(/^留痕检查点：handover\.freeze/)

  const superuser = openDatabase({ url: database.urls.superuser, max: 1 })
  await superuser.inTx(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx)
    await goBack(tx, 3)
    await sql`delete from audit.entry e where not exists (select from audit.leaf l where l.entry_id = e.entry_id)`.execute(
      tx,
    )
  })
  await superuser.close()

  const running = sequencer()
  running.start()
  await expect
    .poll(() => effectsAllowed(database.db), soon)
    .toMatchObject({
      ok: false,
      why: 'AUDIT_HALTED',
      facts: { why: 'SHORTER_THAN_PUBLISHED' },
    })
  const waiting = await write()
  expect(await covered(database.db, [waiting])).toBe(false)
  expect(await checked('lost')).toMatchObject({
    ok: false,
    verdict: { kind: 'restore to past', from: 3, to: 5 },
  })

  const lastNote = (await publishedNote(published, origin))?.note ?? ''
  const world = { database, signer, wall: systemWall, origin, actor: 'operator', at }
  expect(
    await startNewOrigin({ ...world, lastNote: lastNote.replace(origin, 'other.example') }),
  ).toMatchObject({
    why: 'NOT_A_CHECKPOINT',
  })
  expect(await startNewOrigin({ ...world, lastNote })).toEqual({ ok: true, value: { log: 2, lost: 3 } })
  expect(await startNewOrigin({ ...world, lastNote })).toMatchObject({ why: 'AUDIT_NOT_HALTED' })

  await expect.poll(() => covered(database.db, [waiting]), soon).toBe(true)
  expect((await effectsAllowed(database.db)).ok).toBe(true)
  await running.stop()
  expect(await readFile(join(published, publishedFile), 'utf8')).toContain(`${origin}/2\\n`)
  expect(await checked('found')).toMatchObject({
    ok: true,
    logs: [
      { log: 1, origin, size: 3 },
      { log: 2, origin: `${origin}/2`, size: 2 },
    ],
  })
})

test('a log under another name is refused, not begun anew', async () => {
  const alarms: unknown[] = []
  const other = createSequencer({
    database,
    origin: 'renamed.example/audit',
    onAlarm: (alarm) => alarms.push(alarm),
  })
  other.start()
  await expect.poll(() => alarms.length, soon).toBeGreaterThan(0)
  await other.stop()
  expect(alarms[0]).toMatchObject({ kind: 'FAILED', part: 'sequencer' })
})
