import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { systemWall } from '../platform/clock.ts'
import { openDatabase } from '../platform/db.ts'
import { createAudit } from './append.ts'
import type { Act, EntryId } from './audit.ts'
import { createSequencer, type Alarm, type SequencerOptions } from './create-sequencer.ts'
import { leafHash, rootOf } from './merkle.ts'
import { readPayload } from './payload.ts'
import { publishedFile } from './publish.ts'
import { covered, effectsAllowed, findDropped, loggedAfter, loggedFor, readMetrics } from './reads.ts'
import { openSigner, type Signer } from './signer.ts'
import { loadTree } from './store.ts'

const origin = 'test.example/audit'
const at = new Date('2026-03-02T01:00:00Z')
const act = (action = 'handover.start', more: Partial<Act> = {}): Act => ({
  at,
  actor: 'zhang',
  role: 'hr',
  action,
  objects: { handover: 'h1' },
  result: 'ok',
  ...more,
})
const { append, appendAll } = createAudit({
  seal: (_tx, _id, plaintext) =>
    Promise.resolve({ sealed: Buffer.from(plaintext.map((byte) => byte ^ 0x5a)) }),
})
const soon = { timeout: 10_000, interval: 20 }

let dir: string
let database: TestDatabase
let signer: Signer & { close(): Promise<void> }

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'jieli-audit-'))
  database = await freshDatabase()
  signer = await openSigner({ stateDir: join(dir, 'signer'), origin, wall: systemWall })
})

afterAll(async () => {
  await signer.close()
  await database.close()
  await rm(dir, { recursive: true, force: true })
})

const alarms: Alarm[] = []
const sequencer = (more: Partial<SequencerOptions> = {}) =>
  createSequencer({
    database,
    origin,
    signer,
    pollMs: 10,
    onAlarm: (alarm) => alarms.push(alarm),
    checkpointEveryMs: 3_600_000,
    checkpointEveryLeaves: 1_000_000,
    ...more,
  })
const metrics = () => readMetrics(database.db)
const leaves = async () =>
  (
    await sql<{ seq: number; bytes: Buffer; hash: Buffer; entryId: string }>`
    select seq, bytes, hash, entry_id as "entryId" from audit.leaf where log = 1 order by seq`.execute(
      database.db,
    )
  ).rows

describe('an entry', () => {
  test('exists when its act is committed and not when it is rolled back', async () => {
    const kept = await database.inTx((tx) =>
      append(tx, act('handover.start', { payload: { name: '王小明' } })),
    )
    await database
      .inTx(async (tx) => {
        await append(tx, act('handover.cancel'))
        throw new Error('power cut')
      })
      .catch(() => {})
    const { rows } = await sql<{ id: string }>`select entry_id as id from audit.entry`.execute(database.db)
    expect(rows.map(({ id }) => id)).toEqual([kept])
    expect(await metrics()).toMatchObject({ unnumbered: 1, size: 0 })
  })

  test('holds its payload only sealed, bound by a commitment that the sealed salt opens', async () => {
    const { rows } = await sql<{ id: string; all: string }>`
      select entry_id as id, entry::text as all from audit.entry entry`.execute(database.db)
    expect(rows[0]?.all).not.toContain('王')
    const id = rows[0]?.id ?? ''
    // Read from the table of entries.
    const entryId = id as EntryId
    const open = (mask: number) => (_: unknown, __: unknown, sealed: Buffer) =>
      Promise.resolve(mask === 0 ? undefined : Buffer.from(sealed.map((byte) => byte ^ mask)))
    expect(await readPayload(database.db, entryId, open(0x5a))).toEqual({ name: '王小明' })
    expect(await readPayload(database.db, entryId, open(0))).toBeUndefined()
    const lie = Buffer.from(JSON.stringify({ payload: { name: '王大明' }, salt: 'AAAA' }))
    await expect(readPayload(database.db, entryId, () => Promise.resolve(lie))).rejects.toThrow(/committed/)
  })

  test.each(['handover', 'Handover.start', 'handover start', ''])(
    'is refused with the action %j',
    async (action) => {
      await expect(database.inTx((tx) => append(tx, act(action)))).rejects.toThrow(/malformed/)
    },
  )

  test('with a payload is refused where nothing can seal it', async () => {
    const { append: bare } = createAudit({})
    await expect(database.inTx((tx) => bare(tx, act('x.y', { payload: 1 })))).rejects.toThrow(/vault/)
  })
})

describe('the tables', () => {
  test.each(['entry', 'leaf', 'node', 'checkpoint', 'receipt', 'origin', 'key'])(
    'audit.%s can be changed neither by the application nor, by mistake, by its owner',
    async (table) => {
      const name = sql.table(`audit.${table}`)
      await expect(sql`delete from ${name}`.execute(database.db)).rejects.toThrow(/permission denied/)
      await expect(sql`truncate ${name}`.execute(database.db)).rejects.toThrow(/permission denied/)
      const owner = openDatabase({ url: database.urls.owner, max: 1 })
      await expect(sql`truncate ${name} cascade`.execute(owner.db)).rejects.toThrow(/append-only/)
      await owner.close()
    },
  )

  test('an owner cannot edit an entry, and the application cannot fill the queue', async () => {
    const owner = openDatabase({ url: database.urls.owner, max: 1 })
    await expect(sql`update audit.entry set actor = 'li'`.execute(owner.db)).rejects.toThrow(/append-only/)
    await owner.close()
    await expect(
      sql`insert into audit.unnumbered (entry_id, urgent) values (gen_random_uuid(), false)`.execute(
        database.db,
      ),
    ).rejects.toThrow(/permission denied/)
    await expect(sql`create table audit.mine (a int)`.execute(database.db)).rejects.toThrow(
      /permission denied/,
    )
  })
})

describe('numbering', () => {
  test('is gap-free, in order, complete, with eight writers and two processes', async () => {
    const one = sequencer({ batch: 7 })
    const two = sequencer({ batch: 7 })
    one.start()
    two.start()
    await Promise.all(
      Array.from({ length: 8 }, async (_, writer) => {
        for (let i = 0; i < 40; i += 1) await database.inTx((tx) => append(tx, act(`test.w${writer}`)))
      }),
    )
    await database.inTx((tx) =>
      appendAll(
        tx,
        Array.from({ length: 5_000 }, () => act('test.bulk')),
      ),
    )
    await expect.poll(metrics, soon).toMatchObject({ unnumbered: 0, size: 5_321 })
    expect([one.isLeader(), two.isLeader()].filter(Boolean)).toHaveLength(1)
    await one.stop()
    await two.stop()
    const all = await leaves()
    expect(all.map(({ seq }) => seq)).toEqual(all.map((_, i) => i))
    expect(new Set(all.map(({ entryId }) => entryId)).size).toBe(5_321)
    expect(all.every(({ bytes, hash }) => leafHash(bytes).equals(hash))).toBe(true)
    const tree = await loadTree(database.db, 1, all.length)
    expect(tree.root()).toEqual(rootOf(all.map(({ hash }) => hash)))
    expect(await findDropped(database.db)).toEqual([])
  })

  test('writes canonical bytes with place and both times', async () => {
    const [first] = await leaves()
    const leaf: unknown = JSON.parse(first?.bytes.toString() ?? '')
    expect(leaf).toMatchObject({
      v: 1,
      log: 1,
      seq: 0,
      actor: 'zhang',
      action: 'handover.start',
      at: at.toISOString(),
    })
    expect(first?.bytes.toString()).not.toContain('王')
    expect(first?.bytes.toString()).toMatch(/"commit":"[0-9a-f]{64}"/)
  })

  test('is read as a cursor, and as the trail of a handover', async () => {
    const page = await loggedAfter(database.db, { log: 1, seq: 4 }, 3)
    expect(page.map(({ seq }) => seq)).toEqual([5, 6, 7])
    expect(page[0]?.objects).toEqual({ handover: 'h1' })
    expect(await loggedFor(database.db, 'h1', 2)).toHaveLength(2)
    expect(await loggedFor(database.db, 'h2')).toEqual([])
  })

  test('never happens twice, even if a restore queued entries again', async () => {
    const superuser = openDatabase({ url: database.urls.superuser, max: 1 })
    await sql`insert into audit.unnumbered (entry_id, urgent)
      select entry_id, false from audit.leaf order by seq limit 20`.execute(superuser.db)
    await superuser.close()
    const { size } = await metrics()
    const running = sequencer()
    running.start()
    await expect.poll(metrics, soon).toMatchObject({ unnumbered: 0 })
    await running.stop()
    expect((await metrics()).size).toBe(size)
  })

  test('goes on after its connection was cut', async () => {
    const running = sequencer()
    running.start()
    await expect.poll(() => running.isLeader(), soon).toBe(true)
    const admin = openDatabase({ url: database.urls.superuser, max: 1 })
    await sql`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objid = 7215040
      and database = (select oid from pg_database where datname = current_database())`.execute(admin.db)
    await admin.close()
    const before = (await metrics()).size
    await database.inTx((tx) => append(tx, act()))
    await expect.poll(async () => (await metrics()).size, soon).toBe(before + 1)
    await running.stop()
  })

  test('late numbering raises an alarm, in whichever process', async () => {
    alarms.length = 0
    await database.inTx((tx) => append(tx, act()))
    const holder = openDatabase({ url: database.urls.app, max: 1 })
    await holder.db.connection().execute(async (connection) => {
      await sql`select pg_advisory_lock(7215040)`.execute(connection)
      const waiting = sequencer({ alarmAfterMs: 50 })
      waiting.start()
      await expect.poll(() => alarms.some(({ kind }) => kind === 'UNNUMBERED'), soon).toBe(true)
      await waiting.stop()
      await sql`select pg_advisory_unlock(7215040)`.execute(connection)
    })
    await holder.close()
    expect((await metrics()).unnumberedAgeMs).toBeGreaterThan(0)
  })
})

describe('a checkpoint', () => {
  test('covers an urgent entry at once, reaches the file, and not an entry after it', async () => {
    const places = { dir: join(dir, 'published') }
    const running = sequencer({ places })
    running.start()
    const urgent = await database.inTx((tx) => append(tx, act('handover.freeze', { urgent: true })))
    await expect.poll(() => covered(database.db, [urgent]), soon).toBe(true)
    const later = await database.inTx((tx) => append(tx, act()))
    await expect.poll(metrics, soon).toMatchObject({ unnumbered: 0 })
    expect(await covered(database.db, [urgent, later])).toBe(false)
    await expect
      .poll(() => readFile(join(places.dir, publishedFile), 'utf8').catch(() => ''), soon)
      .toContain(origin)
    await running.stop()
    // A stop signs what is left.
    expect(await covered(database.db, [urgent, later])).toBe(true)
  })

  test('comes after so many leaves, and after so much wall time', async () => {
    let now = Date.now() + 1_000
    const running = sequencer({
      wall: { now: () => new Date(now) },
      checkpointEveryLeaves: 10,
      checkpointEveryMs: 60_000,
    })
    running.start()
    await expect.poll(() => running.isLeader(), soon).toBe(true)
    const ids = await database.inTx((tx) =>
      appendAll(
        tx,
        Array.from({ length: 10 }, () => act()),
      ),
    )
    await expect.poll(() => covered(database.db, ids), soon).toBe(true)
    const id = await database.inTx((tx) => append(tx, act()))
    await expect.poll(metrics, soon).toMatchObject({ unnumbered: 0 })
    expect(await covered(database.db, [id])).toBe(false)
    now += 61_000
    await expect.poll(() => covered(database.db, [id]), soon).toBe(true)
    await running.stop()
  })
})

describe('silence', () => {
  test('a dropped leaf turns the check red', async () => {
    const id = await database.inTx((tx) => append(tx, act('handover.transfer')))
    await sql`delete from audit.unnumbered where entry_id = ${id}`.execute(database.db)
    expect(await findDropped(database.db)).toEqual([
      { entryId: id, action: 'handover.transfer', why: 'dropped' },
    ])
  })
})

describe('a log shorter than what was published', () => {
  test('numbers nothing and allows no effect', async () => {
    const restored = await freshDatabase()
    const halted: Alarm[] = []
    const running = sequencer({
      database: restored,
      places: { dir: join(dir, 'published') },
      onAlarm: (a) => halted.push(a),
    })
    await restored.inTx((tx) => append(tx, act()))
    expect((await effectsAllowed(restored.db)).ok).toBe(true)
    running.start()
    await expect.poll(async () => (await effectsAllowed(restored.db)).ok, soon).toBe(false)
    expect(halted).toContainEqual({ kind: 'HALTED', why: 'SHORTER_THAN_PUBLISHED' })
    await running.stop()
    await restored.close()
  })
})
