import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../../test/database.ts'
import { openDatabase } from '../../platform/db.ts'
import { identityIn, readIdentity, recipientOf } from './identity.ts'
import { linesIn, verifyBackup } from './read.ts'
import { restoreBackup } from './restore.ts'
import { rowTree } from './row-tree.ts'
import { restoreToScratch } from './scratch.ts'
import { writeBackup } from './write.ts'

const canary = 'canary-李店长-7788'
const now = new Date('2026-11-12T02:00:00Z')
let database: TestDatabase
let dir: string
let identity: string
let recipient: string
let file: string

beforeAll(async () => {
  database = await freshDatabase()
  dir = await mkdtemp(join(tmpdir(), 'backup-'))
  identity = await identityIn(join(dir, 'keys', 'backup.key'))
  recipient = await recipientOf(identity)
  file = join(dir, 'whole.age')
  await database.inTx(async (tx) => {
    for (let at = 1; at <= 1_200; at += 1)
      await sql`insert into handover.known_transfer (kind, subject, at, source)
        values ('customer', ${`wm${at}`}, '2026-11-12T02:00:00.123456Z', ${canary})`.execute(tx)
    await sql`insert into handover.handover
      (id, trigger, leaver, initiator, state, plan, preview, message, created_at, transfer_start_at, freeze_at)
      values ('H-2026-0001', 'resign', 'leaver', 'hr', 'executing', '{"rules": [], "n": 1.50}', null,
        ${Buffer.from([0, 1, 255])}, now(), now(), now())`.execute(tx)
    await sql`insert into handover.item (id, handover_id, kind, subject, position, fallbacks, state, evidence,
      found_at, updated_at) values (gen_random_uuid(), 'H-2026-0001', 'customer', 'wm1', 1, ${['a', 'b,"c']}::text[],
      'planned', '{"x": "\\"quoted\\"\\nline"}', now(), now())`.execute(tx)
    await sql`insert into handover.item_event (handover_id, item_id, at, what, to_state, by)
      select 'H-2026-0001', id, now(), 'found', 'planned', 'system' from handover.item`.execute(tx)
    await sql`select nextval('handover.number')`.execute(tx)
  })
  await write(file)
})
afterAll(async () => {
  await database.close()
  await rm(dir, { recursive: true, force: true })
})

function write(out: string, url = database.urls.owner) {
  return writeBackup({ databaseUrl: url, out, recipients: [recipient], about: 'everything', now })
}

test('a backup is read again line by line and agrees with its own manifest', async () => {
  const { manifest, rows } = await verifyBackup(file, identity)
  expect(manifest.tables.find(({ table }) => table === 'handover.known_transfer')?.rows).toBe(1_200)
  expect(rows).toBeGreaterThan(1_203)
  // What was shredded is known before anything else comes back.
  expect(manifest.tables[0]?.table).toBe('vault.shredded')
})

test('nothing of it can be read without the key of the backups, and with it no root key is found', async () => {
  const bytes = await readFile(file)
  expect(bytes.includes(Buffer.from(canary))).toBe(false)
  expect(bytes.subarray(0, 21).toString()).toBe('age-encryption.org/v1')
  const other = await identityIn(join(dir, 'other.key'))
  await expect(verifyBackup(file, other)).rejects.toMatchObject({ trouble: 'WRONG_KEY' })
  const tables: string[] = []
  for await (const line of linesIn(file, identity)) if ('table' in line) tables.push(line.table)
  expect(tables.filter((table) => /root|identity/.test(table))).toEqual([])
})

test.each([0.2, 0.5, 0.97])('one flipped bit at %d of the file is found', async (where) => {
  const bytes = await readFile(file)
  const at = Math.floor(bytes.length * where)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  const broken = join(dir, `flipped-${where}.age`)
  await writeFile(broken, bytes)
  await expect(verifyBackup(broken, identity)).rejects.toMatchObject({ trouble: 'CHANGED' })
})

test('a flipped bit is found, and after which row', async () => {
  const bytes = await readFile(file)
  const at = Math.floor(bytes.length * 0.97)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  const broken = join(dir, 'where.age')
  await writeFile(broken, bytes)
  await expect(verifyBackup(broken, identity)).rejects.toThrow(/（[a-z]+\.[a-z_]+ 第 \d+ 行之后/)
})

test('a backup that ends too early is found', async () => {
  const bytes = await readFile(file)
  const cut = join(dir, 'cut.age')
  await writeFile(cut, bytes.subarray(0, Math.floor(bytes.length * 0.8)))
  await expect(verifyBackup(cut, identity)).rejects.toMatchObject({ trouble: 'CHANGED' })
})

test('restored into an empty database it is equal by counts and roots, and its numbers go on', async () => {
  const target = await freshDatabase()
  const restored = await restoreBackup({ file, identity, ownerUrl: target.urls.owner })
  const { manifest } = await verifyBackup(file, identity)
  expect(restored).toMatchObject({ differs: [], root: manifest.root })
  expect(restored.seconds).toBeGreaterThan(0)
  const again = join(dir, 'again.age')
  const second = await write(again, target.urls.owner)
  expect(second.root).toBe(manifest.root)
  const next = async (one: TestDatabase) =>
    (await sql<{ n: number }>`select nextval('handover.number') as n`.execute(one.db)).rows[0]?.n
  expect(await next(target)).toBe(await next(database))
  // What guards the running application stands again.
  await expect(target.pool.query(`update handover.item set subject = 'other'`)).rejects.toMatchObject({
    code: 'JA008',
  })
  await target.close()
})

test('a database that holds something is not written over', async () => {
  await expect(restoreBackup({ file, identity, ownerUrl: database.urls.owner })).rejects.toMatchObject({
    trouble: 'NOT_EMPTY',
  })
})

test('the application itself can prove a backup in scratch tables, and leaves nothing behind', async () => {
  const proved = await restoreToScratch(file, identity, database.urls.app)
  expect(proved).toMatchObject({ differs: [] })
  const { rows } = await database.pool.query(`select 1 from pg_class where relname like 'scratch\\_%'`)
  expect(rows).toEqual([])
})

test('a place that cannot be written to is named, and nothing half is left', async () => {
  const taken = join(dir, 'a-file')
  await writeFile(taken, 'x')
  await expect(write(join(taken, 'b.age'))).rejects.toMatchObject({ trouble: 'NOT_WRITABLE' })
})

test.each(['write', 'restore'] as const)(
  'a connection that is cut while it is used to %s fails that backup and not the process',
  async (what) => {
    const out = join(dir, `cut-${what}.age`)
    const working = what === 'write' ? write(out) : restoreToScratch(file, identity, database.urls.owner)
    const ended = working.then(
      () => 'done',
      () => 'failed',
    )
    const admin = openDatabase({ url: database.urls.superuser, max: 1 })
    const cut = setInterval(() => {
      void admin.pool
        .query(
          `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'jieli backup'`,
        )
        .catch(() => {})
    }, 1)
    expect(await ended).toBe('failed')
    clearInterval(cut)
    await admin.close()
    await expect(readFile(out)).rejects.toThrow('ENOENT')
  },
)

test('a missing or empty key file is named', async () => {
  await expect(readIdentity(join(dir, 'none'))).rejects.toMatchObject({ trouble: 'NO_IDENTITY' })
  await writeFile(join(dir, 'empty'), '\n')
  await expect(readIdentity(join(dir, 'empty'))).rejects.toMatchObject({ trouble: 'NO_IDENTITY' })
})

test('the root tells rows in another order, fewer and changed ones', () => {
  const of = (...rows: string[]) => {
    const tree = rowTree()
    for (const row of rows) tree.add(row)
    return tree.root()
  }
  const roots = [of(), of('a'), of('a', 'b'), of('b', 'a'), of('a', 'b', 'c'), of('a', 'b', 'x'), of('ab')]
  expect(new Set(roots).size).toBe(roots.length)
})
