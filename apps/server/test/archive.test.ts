import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { archiveRoutes, consoleRoutes, handoverRoutes, type HandoverView } from '@jieli/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { begin, walk } from '../../../scripts/rig/walk.ts'
import { pack, unpack, verifyArchive } from '../src/handover/index.ts'
import { openDatabase } from '../src/platform/db.ts'
import { openSafe, readIdentity } from '../src/vault/index.ts'
import { draftFor, startWhole, until, type Whole } from './whole.ts'

// A handover is reported, archived with a power cut in between, verified offline, held, and shredded in its time.
type Entry = Parameters<typeof pack>[0][number]

let whole: Whole
let id: string
let dir: string
let logKeys: readonly string[]
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 })

const hr: Whole['apis']['hr'] = (route, input) => whole.apis.hr(route, input)
const view = async (): Promise<HandoverView> => {
  const got = await hr(handoverRoutes.get, { params: { id } })
  if (!got.ok) throw new Error(got.why)
  return got.value
}
const kept = async () => {
  const got = await hr(archiveRoutes.archive, { params: { id } })
  if (!got.ok) throw new Error(got.why)
  return got.value
}
const acts = async () => {
  const log = await hr(handoverRoutes.log, { params: { id } })
  return log.ok ? log.value.entries.map(({ action }) => action) : []
}
const daysOn = async (days: number) =>
  whole.company.advanceTo(new Date((await whole.company.now()).getTime() + days * 86_400_000))
const identity = () => readIdentity(join(whole.stateDir, 'backup.key'))
const opened = async () => {
  const file = join(dir, `${id}.age`)
  return openSafe(await readFile(file), await identity(), file)
}
const filesIn = async () => [...(unpack(await opened()) ?? [])]

beforeAll(async () => {
  whole = await startWhole('archive')
  dir = join(whole.stateDir, 'backups', 'archives')
  id = await begin({ hr: whole.apis.hr }, await draftFor(whole.company))
  await walk(
    { company: whole.company, hr: whole.apis.hr, operator: whole.apis.operator, withinMs: 90_000 },
    id,
  )
})
afterAll(() => whole.stop())

test('after the report there is a week for signatures; nothing is archived yet', async () => {
  const { archive, dueAt } = await kept()
  expect(archive).toBeNull()
  expect(dueAt).not.toBeNull()
  await daysOn(6)
  expect(await hr(archiveRoutes.file, { params: { id } })).toMatchObject({ ok: false, why: 'NOT_ARCHIVED' })
  expect((await view()).state).toBe('reported')
})

test('a power cut after the log has the manifest and before the file lies there: archived once, in the end', async () => {
  // A file stands where the directory should go.
  await writeFile(dir, '')
  await daysOn(2)
  await until(async () => (await acts()).includes('handover.archive-sealed'), acts)
  expect((await view()).state).toBe('reported')
  await whole.jieli.child.kill()
  await rm(dir)
  await whole.restart()
  await until(async () => (await view()).state === 'archived', view)
  expect(await readdir(dir)).toEqual([`${id}.age`])
  const { archive, dueAt } = await kept()
  const file = await readFile(join(dir, `${id}.age`))
  expect(archive).toMatchObject({
    sha256: createHash('sha256').update(file).digest('hex'),
    bytes: file.length,
    shreddedAt: null,
    hold: null,
  })
  expect(dueAt).toBeNull()
  const report = await hr(handoverRoutes.report, { params: { id } })
  const reported = new Date(report.ok ? report.value.times.reported : 0)
  reported.setUTCFullYear(reported.getUTCFullYear() + 3)
  expect(archive?.keepUntil).toBe(reported.toISOString())
})

test('what is archived does not change any more, and is archived only once', async () => {
  expect(await hr(archiveRoutes.make, { params: { id }, body: {} })).toMatchObject({ why: 'ALREADY_SO' })
})

test('the file, its key and the key of the log prove everything: no database, no network', async () => {
  const list = await hr(archiveRoutes.list, {})
  logKeys = list.ok ? list.value.logKeys : []
  const checked = verifyArchive(await opened(), logKeys)
  expect(checked.findings).toEqual([])
  expect(checked.entries).toBeGreaterThan(10)
  const files = new Map((await filesIn()).map(({ path, data }) => [path, data]))
  expect([...files.keys()]).toEqual(
    expect.arrayContaining(['report.json', 'report.html', 'report.pdf', 'report.xlsx', 'seal.tlog-proof']),
  )
  expect(files.get('report.pdf')?.toString('latin1', 0, 5)).toBe('%PDF-')
  const items = files.get('items.jsonl')?.toString('utf8').trim().split('\n') ?? []
  expect(items).toHaveLength(19)
  const customer = items.map((line) => JSON.parse(line)).find(({ kind }) => kind === 'customer')
  expect(customer.name).not.toBe('')
  expect(customer.history.length).toBeGreaterThan(2)

  const cli = await jieli(['archive', 'verify', join(dir, `${id}.age`), ...keyArgs()])
  expect(cli).toMatchObject({ code: 0 })
  expect(cli.out).toContain('OK')
})

test('a flipped bit, a missing, an added and an edited file are each found and named', async () => {
  const file = join(dir, `${id}.age`)
  const flipped = Buffer.from(await readFile(file))
  flipped.writeUInt8(flipped.readUInt8(flipped.length - 40) ^ 1, flipped.length - 40)
  const bad = join(whole.dir, 'flipped.age')
  await writeFile(bad, flipped)
  const cli = await jieli(['archive', 'verify', bad, ...keyArgs()])
  expect(cli).toMatchObject({ code: 1 })
  expect(cli.out).toContain('flipped.age 被改过')

  const files = await filesIn()
  const found = (changed: readonly Entry[], keys = logKeys) =>
    verifyArchive(pack(changed, new Date(0)), keys).findings.map(({ file: of, what }) => `${of} ${what}`)
  expect(found(files.filter(({ path }) => path !== 'tasks.jsonl'))).toEqual(['tasks.jsonl missing'])
  const more = { path: 'more.txt', data: Buffer.from('x') }
  expect(found([...files, more])).toEqual(['more.txt not listed'])
  const edited = files.map((one) =>
    one.path === 'report.json'
      ? {
          ...one,
          data: Buffer.from(one.data.toString('utf8').replace('"leaver": "leaver"', '"leaver": "another"')),
        }
      : one,
  )
  expect(found(edited)).toEqual(['report.json changed'])
  // Whoever holds the key makes the manifest fit again: the log still says which one it was.
  expect(found(edited.map((one) => (one.path === 'manifest.json' ? fitting(one, edited) : one)))).toEqual([
    'manifest.json changed',
  ])
  expect(found(files, [])).toEqual(
    expect.arrayContaining(['seal.tlog-proof not proved', 'audit/checkpoint-1 not proved']),
  )
  // One entry of the log less.
  const shorter = files.map((one) =>
    one.path === 'audit/entries.jsonl'
      ? { ...one, data: Buffer.from(one.data.toString('utf8').split('\n').slice(1).join('\n')) }
      : one,
  )
  expect(found(shorter)).toContain('audit/entries.jsonl changed')
})

test('whoever may not take it along is refused, and taking it along stands in the log', async () => {
  expect(
    await whole.apis.operator(archiveRoutes.file, { params: { id } }).catch(({ status }) => status),
  ).toBe(403)
  const taken = await hr(archiveRoutes.file, { params: { id } })
  if (!taken.ok) throw new Error(taken.why)
  expect(Buffer.from(taken.value.base64, 'base64')).toEqual(await readFile(join(dir, `${id}.age`)))
  await until(async () => (await acts()).includes('handover.archive-taken'), acts)
})

test('the database shreds nothing before its time, under a hold, or past the row', async () => {
  const database = openDatabase({ url: whole.cluster.url('jieli_app') })
  const early = sql`update handover.archive set shredded_at = made_at`.execute(database.db)
  await expect(early).rejects.toThrow('kept_long_enough')
  const past = sql`insert into vault.shredded (tenant, scope_kind, scope_id)
    select tenant, scope_kind, scope_id from vault.data_key where scope_kind = 'handover'`.execute(
    database.db,
  )
  await expect(past).rejects.toThrow('still to be kept')
  const longer = sql`update handover.archive set keep_until = made_at`.execute(database.db)
  await expect(longer).rejects.toThrow('permission denied')
  // A restore of an older backup, by the owner, shreds again what was shredded since.
  const owner = openDatabase({ url: whole.cluster.url('jieli_owner') })
  const again = owner.inTx(async (tx) => {
    const { numAffectedRows } = await sql`insert into vault.shredded (tenant, scope_kind, scope_id)
      select tenant, scope_kind, scope_id from vault.data_key where scope_kind = 'handover'`.execute(tx)
    throw new Error(`taken back after ${String(numAffectedRows)}`)
  })
  await expect(again).rejects.toThrow('taken back after 1')
  await owner.close()
  const body = { isHeld: true, why: '劳动仲裁 2029 字第 7 号' }
  expect(await hr(archiveRoutes.hold, { params: { id }, body })).toMatchObject({
    ok: true,
    value: { hold: { by: 'hr', why: expect.stringContaining('劳动仲裁') } },
  })
  await daysOn(4 * 365)
  const held = sql`update handover.archive set shredded_at = keep_until + interval '1 year'`.execute(
    database.db,
  )
  await expect(held).rejects.toThrow('kept_long_enough')
  await database.close()
  expect((await kept()).archive?.shreddedAt).toBeNull()
  expect(await readdir(dir)).toEqual([`${id}.age`])
})

test('released, it is shredded with an entry, the file goes, ids and counts stay, texts are gone', async () => {
  const body = { isHeld: false, why: '仲裁已结束' }
  expect(await hr(archiveRoutes.hold, { params: { id }, body })).toMatchObject({ ok: true })
  await until(async () => (await kept()).archive?.shreddedAt, kept)
  await until(
    async () => (await readdir(dir)).length === 0,
    () => readdir(dir),
  )
  expect(await hr(archiveRoutes.file, { params: { id } })).toMatchObject({ ok: false, why: 'SHREDDED' })
  const page = await hr(handoverRoutes.items, { params: { id }, query: { limit: 50 } })
  expect(page.ok && page.value.items).toHaveLength(19)
  expect(JSON.stringify(page)).toContain('已粉碎')
  const customer = page.ok ? page.value.items.find(({ kind }) => kind === 'customer')?.id : undefined
  const opened = await hr(consoleRoutes.item, { params: { id, item: customer ?? '' } })
  expect(opened).toMatchObject({ ok: true, value: { id: customer, tags: 0 } })
  const report = await hr(handoverRoutes.report, { params: { id } })
  expect(report).toMatchObject({ ok: true, value: { items: 19, open: 0 } })
  await until(async () => (await acts()).includes('handover.shredded'), acts)
  expect(await acts()).toEqual(
    expect.arrayContaining(['handover.archived', 'handover.archive-held', 'handover.archive-released']),
  )
})

function fitting(manifest: Entry, files: readonly Entry[]): Entry {
  const read = JSON.parse(manifest.data.toString('utf8'))
  for (const one of read.files) {
    const data = files.find(({ path }) => path === one.path)?.data ?? Buffer.alloc(0)
    one.sha256 = createHash('sha256').update(data).digest('hex')
    one.bytes = data.length
  }
  return { ...manifest, data: Buffer.from(`${JSON.stringify(read, null, 2)}\n`) }
}

const keyArgs = () => [
  '--identity',
  join(whole.stateDir, 'backup.key'),
  ...logKeys.flatMap((key) => ['--log-key', key]),
]

/** The operator's tool in an environment that knows neither database nor server. */
async function jieli(args: readonly string[]): Promise<{ code: number; out: string }> {
  const bin = resolve('apps/server/bin/jieli.mjs')
  const env = { PATH: process.env['PATH'] ?? '', HOME: whole.dir }
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [bin, ...args], { env, cwd: whole.dir })
    return { code: 0, out: stdout }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, out: stdout + stderr }
  }
}
