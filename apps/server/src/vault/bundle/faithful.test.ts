import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Encrypter } from 'age-encryption'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../../test/database.ts'
import { migrate, readMigrations } from '../../platform/migrate.ts'
import { createVault } from '../index.ts'
import { newKey } from '../wrap.ts'
import { identityIn, readIdentity, recipientOf } from './identity.ts'
import { linesIn, verifyBackup } from './read.ts'
import { restoreBackup } from './restore.ts'
import { proveBackup } from './scratch.ts'
import { shreddedIn } from './shredded.ts'
import { writeBackup } from './write.ts'

// What a backup must carry through unchanged, whatever the server's settings and the texts in it.
const now = new Date('2026-11-12T02:00:00Z')
let dir: string
let identity: string
let recipient: string
const open: TestDatabase[] = []

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'faithful-'))
  identity = await identityIn(join(dir, 'backup.key'))
  recipient = await recipientOf(identity)
})
afterAll(async () => {
  for (const one of open) await one.close()
  await rm(dir, { recursive: true, force: true })
})

async function aDatabase(): Promise<TestDatabase> {
  const database = await freshDatabase()
  open.push(database)
  return database
}

async function asOwner<T>(
  database: TestDatabase,
  work: (client: Client) => Promise<T>,
  url = database.urls.owner,
) {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

async function backUp(database: TestDatabase, name: string, url = database.urls.owner) {
  const file = join(dir, name)
  const manifest = await writeBackup({
    databaseUrl: url,
    out: file,
    recipients: [recipient],
    about: 'everything',
    now,
  })
  return { file, manifest }
}

const transfer = (source: string) =>
  `insert into handover.known_transfer (kind, subject, at, source) values ('customer', 'wm1', '2026-11-12T02:00:00.123456Z', '${source}')`

test.each([
  ['line separator', '\u2028'],
  ['paragraph separator', '\u2029'],
  ['carriage return', '\r'],
  ['next line', '\u0085'],
])('a text with a %s in it is backed up and restored', async (name, sign) => {
  const database = await aDatabase()
  const target = await aDatabase()
  await asOwner(database, (client) => client.query(transfer(`甲${sign}乙`)))
  const { file, manifest } = await backUp(database, `${name}.age`)
  expect(await restoreBackup({ file, identity, ownerUrl: target.urls.owner })).toMatchObject({
    root: manifest.root,
  })
  const { rows } = await asOwner(target, (client) =>
    client.query('select source from handover.known_transfer'),
  )
  expect(rows).toEqual([{ source: `甲${sign}乙` }])
})

test('a server with other settings for times, bytes and fractions computes the same roots', async () => {
  const database = await aDatabase()
  const target = await aDatabase()
  await asOwner(database, async (client) => {
    await client.query(transfer('x'))
    await client.query(
      `insert into vault.bundle values (gen_random_uuid(), 'a', 'f', repeat('0', 64), 1, now(), now(), now(), 0.1234567890123456, null)`,
    )
    await client.query(
      `insert into directory.person (userid, name_sealed, status, changed_at) values ('p1', '\\x00ff5c', 'active', now())`,
    )
  })
  const { file, manifest } = await backUp(database, 'settings.age')
  await asOwner(
    target,
    async (client) => {
      for (const setting of [
        `timezone = 'Asia/Shanghai'`,
        `bytea_output = 'escape'`,
        'extra_float_digits = -5',
        `datestyle = 'SQL, DMY'`,
      ])
        await client.query(`alter database ${target.name} set ${setting}`)
    },
    target.urls.superuser,
  )
  expect(await restoreBackup({ file, identity, ownerUrl: target.urls.owner })).toMatchObject({
    root: manifest.root,
  })
})

test('a JSON null is not a missing value', async () => {
  const database = await aDatabase()
  const target = await aDatabase()
  const handover = (id: string, preview: string) => `insert into handover.handover
    (id, trigger, leaver, initiator, state, plan, preview, created_at, transfer_start_at, freeze_at)
    values ('${id}', 'resign', '${id}', 'hr', 'reported', 'null', ${preview}, now(), now(), now())`
  await asOwner(database, async (client) => {
    await client.query(handover('H1', `'null'`))
    await client.query(handover('H2', 'null'))
  })
  const { file } = await backUp(database, 'json-null.age')
  await restoreBackup({ file, identity, ownerUrl: target.urls.owner })
  const look = (one: TestDatabase) =>
    asOwner(
      one,
      async (client) =>
        (
          await client.query(
            'select id, preview is null as "isMissing", plan::text from handover.handover order by id',
          )
        ).rows,
    )
  expect(await look(target)).toEqual(await look(database))
})

test('rows that refer to later rows of their own table come back', async () => {
  const database = await aDatabase()
  const target = await aDatabase()
  const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
  await asOwner(database, async (client) => {
    await client.query(`insert into notify.message (id, lane, to_userid, kind, body_sealed, state, created_at, due_at, task_id)
      values ('${id(999_999)}', 'person:a', 'a', 'card', 'x', 'sent', now(), now(), 't')`)
    await client.query(`insert into notify.message (id, lane, to_userid, kind, body_sealed, state, created_at, due_at, card_id)
      select ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'person:a', 'a', 'update', 'x', 'sent', now(), now(), '${id(999_999)}'
      from generate_series(1, 700) n`)
  })
  const { file, manifest } = await backUp(database, 'self.age')
  expect(await restoreBackup({ file, identity, ownerUrl: target.urls.owner })).toMatchObject({
    root: manifest.root,
  })
})

test('numbers that count up go on, or the login that cannot read them is refused', async () => {
  const database = await aDatabase()
  const target = await aDatabase()
  const change = `insert into directory.change (userid, what, noticed_at) values ('a', 'joined', now())`
  await asOwner(database, (client) => client.query(change))
  const made = await backUp(database, 'numbers.age', database.urls.app).catch((error: unknown) => error)
  if (made instanceof Error) {
    expect(made).toMatchObject({ trouble: 'NOT_ALLOWED' })
    await backUp(database, 'numbers.age')
  }
  await restoreBackup({ file: join(dir, 'numbers.age'), identity, ownerUrl: target.urls.owner })
  await asOwner(target, (client) => client.query(change))
})

test('an old backup does not bring back the key of what was shredded since', async () => {
  const database = await aDatabase()
  const target = await aDatabase()
  const rootKey = newKey()
  const scope = { kind: 'handover', id: 'H1' } as const
  const vault = createVault({ database, rootKey, tenant: 'ww1' })
  const at = { table: 'handover.item', column: 'name', row: '1' }
  const sealed = (await vault.box(database.db, scope)).seal(at, '李店长')
  await vault.settle()
  const old = await backUp(database, 'old.age')
  await asOwner(database, (client) =>
    client.query(
      `insert into vault.shredded (tenant, scope_kind, scope_id) values ('ww1', 'handover', 'H1')`,
    ),
  )
  const newer = await backUp(database, 'new.age')
  const shreddedSince = await shreddedIn(newer.file, identity)
  expect(
    await restoreBackup({ file: old.file, identity, ownerUrl: target.urls.owner, shreddedSince }),
  ).toMatchObject({ shreddedAgain: 1 })
  const opened = await createVault({ database: target, rootKey, tenant: 'ww1' })
    .box(target.db, scope)
    .then(
      (box) => box.open(at, sealed),
      (error: unknown) => error,
    )
  expect(opened).toMatchObject({ trouble: 'SHREDDED' })
})

test('a key file that others can read is refused', async () => {
  const loose = join(dir, 'loose.key')
  await identityIn(loose)
  await chmod(loose, 0o644)
  await expect(readIdentity(loose)).rejects.toMatchObject({ trouble: 'NO_IDENTITY' })
})

test('what a killed run left beside the file does not make it readable for others', async () => {
  const database = await aDatabase()
  await writeFile(join(dir, 'left.age.part'), 'x', { mode: 0o644 })
  const { file } = await backUp(database, 'left.age')
  expect((await stat(file)).mode & 0o777).toBe(0o600)
})

test('two runs into one file at once leave one whole file', async () => {
  const database = await aDatabase()
  await Promise.all([backUp(database, 'both.age'), backUp(database, 'both.age')])
  expect((await verifyBackup(join(dir, 'both.age'), identity)).rows).toBeGreaterThan(0)
})

test('a row changed by whoever can write bundles is found, and its table is named', async () => {
  const database = await aDatabase()
  await asOwner(database, (client) => client.query(transfer('original')))
  const { file } = await backUp(database, 'honest.age')
  const lines: string[] = []
  for await (const line of linesIn(file, identity))
    lines.push('row' in line ? line.row.replace('original', 'forged') : JSON.stringify(line))
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  await writeFile(join(dir, 'forged.age'), await encrypter.encrypt(`${lines.join('\n')}\n`))
  await expect(verifyBackup(join(dir, 'forged.age'), identity)).rejects.toThrow('handover.known_transfer')
})

test.each([30, 60, 120, 180])('one flipped bit in the head, at byte %d, is found', async (at) => {
  const database = await aDatabase()
  const { file } = await backUp(database, `head-${at}.age`)
  const bytes = await readFile(file)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  await writeFile(file, bytes)
  await expect(verifyBackup(file, identity)).rejects.toHaveProperty('trouble')
})

test('every table comes back with the root key nowhere in it', async () => {
  const database = await aDatabase()
  const rootKey = newKey()
  const vault = createVault({ database, rootKey, tenant: 'ww1' })
  await vault.box(database.db, { kind: 'handover', id: 'H1' })
  const { file } = await backUp(database, 'keys.age')
  const lines: string[] = []
  for await (const line of linesIn(file, identity)) lines.push(JSON.stringify(line))
  const text = lines.join('\n')
  expect(text).toContain('vault.tenant_key_wrap')
  for (const form of [rootKey.toString('hex'), rootKey.toString('base64'), identity])
    expect(text).not.toContain(form)
})

test('a drill restores into a database of its own and leaves none behind', async () => {
  const database = await aDatabase()
  await asOwner(database, (client) => client.query(transfer('x')))
  const { file, manifest } = await backUp(database, 'drill.age')
  const cluster = { adminUrl: database.urls.superuser, ownerUrl: database.urls.owner, owner: 'jieli_owner' }
  const migrations = await readMigrations(new URL('../../../../../db/migrations', import.meta.url).pathname)
  const proved = await proveBackup(file, identity, { ...cluster, migrate: (url) => migrate(url, migrations) })
  expect(proved).toMatchObject({ root: manifest.root, differs: [] })
  const broken = () => Promise.reject(new Error('no migration'))
  await expect(proveBackup(file, identity, { ...cluster, migrate: broken })).rejects.toThrow('no migration')
  const left = await asOwner(database, (client) =>
    client.query(`select 1 from pg_database where datname like 'jieli\\_drill\\_%'`),
  )
  expect(left.rows).toEqual([])
})

test('a login that may not create databases is refused by name', async () => {
  const database = await aDatabase()
  const { file } = await backUp(database, 'refused.age')
  const cluster = {
    adminUrl: database.urls.app,
    ownerUrl: database.urls.owner,
    migrate: () => Promise.resolve(),
  }
  await expect(proveBackup(file, identity, cluster)).rejects.toMatchObject({ trouble: 'NO_SCRATCH' })
})
