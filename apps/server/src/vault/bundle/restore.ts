import { performance } from 'node:perf_hooks'
import type { ClientBase } from 'pg'
import { connect } from './connect.ts'
import { differing, linesIn, verifyBackup } from './read.ts'
import { rowTree } from './row-tree.ts'
import { quoted, rowsOf, tablesOf, type TableShape } from './tables.ts'
import { BackupError } from './trouble.ts'
import type { Manifest, TableSum } from './write.ts'

export interface Restored {
  readonly rows: number
  readonly tables: number
  readonly root: string
  /** Tables whose counts or roots differ from the manifest after reading them back. */
  readonly differs: readonly string[]
  readonly seconds: number
}

/** Puts a backup into an empty, migrated database, as its owner, and reads it back. All of it, or nothing. */
export async function restoreBackup(file: string, identity: string, ownerUrl: string): Promise<Restored> {
  const { manifest } = await verifyBackup(file, identity)
  const startedAt = performance.now()
  const client = await connect(ownerUrl)
  try {
    await client.query('begin')
    const shapes = new Map((await tablesOf(client)).map((one) => [one.table, one]))
    await refuseUnless(client, manifest, [...shapes.values()])
    // What guards each act of the running application is proved by the roots here.
    for (const { table } of manifest.tables) await client.query(`alter table ${table} disable trigger user`)
    await fill(client, { file, identity, shapes, into: (table) => table })
    for (const { table } of manifest.tables) await client.query(`alter table ${table} enable trigger user`)
    for (const { name, at } of manifest.sequences)
      await client.query('select setval($1::regclass, $2::bigint)', [name, at])
    const found = await sumsOf(client, manifest, shapes)
    const differs = differing(manifest.tables, found)
    if (differs.length > 0)
      throw new BackupError('CHANGED', `恢复后和备份不符，已撤回：${differs.join('、')}`)
    await client.query('commit')
    return resultOf(manifest, differs, startedAt)
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    await client.end().catch(() => {})
  }
}

/** Puts a backup into temporary tables of the same shape, which end with the connection, and reads it back. */
export async function restoreToScratch(
  file: string,
  identity: string,
  databaseUrl: string,
): Promise<Restored> {
  const { manifest } = await verifyBackup(file, identity)
  const startedAt = performance.now()
  const client = await connect(databaseUrl)
  try {
    await client.query('begin')
    const real = new Map((await tablesOf(client)).map((one) => [one.table, one]))
    const scratch = new Map<string, TableShape>()
    for (const [at, { table }] of manifest.tables.entries()) {
      const shape = real.get(table)
      if (!shape)
        throw new BackupError('OTHER_VERSION', `${table} 在这个版本里没有 / does not exist in this version`)
      await client
        .query(`create temporary table scratch_${at} (like ${table}) on commit drop`)
        .catch(noScratch)
      scratch.set(table, { ...shape, table: `pg_temp.scratch_${at}` })
    }
    await fill(client, { file, identity, shapes: real, into: (table) => scratch.get(table)?.table ?? table })
    const found = await sumsOf(client, manifest, scratch)
    return resultOf(manifest, differing(manifest.tables, found), startedAt)
  } finally {
    await client.query('rollback').catch(() => {})
    await client.end().catch(() => {})
  }
}

function noScratch(error: unknown): never {
  if (error instanceof Error && 'code' in error && error.code === '42501')
    throw new BackupError(
      'NO_SCRATCH',
      '数据库账号不能建临时表，备份没法恢复核对。请设置 DATABASE_OWNER_URL，或执行 GRANT TEMPORARY ON DATABASE / the login may not make temporary tables; set DATABASE_OWNER_URL or grant it',
      { cause: error },
    )
  throw error
}

function resultOf(manifest: Manifest, differs: readonly string[], startedAt: number): Restored {
  const rows = manifest.tables.reduce((sum, one) => sum + one.rows, 0)
  const seconds = Math.round((performance.now() - startedAt) / 10) / 100
  return { rows, tables: manifest.tables.length, root: manifest.root, differs, seconds }
}

async function refuseUnless(
  client: ClientBase,
  manifest: Manifest,
  shapes: readonly TableShape[],
): Promise<void> {
  const { rows: migrations } = await client.query<{ name: string }>(
    'select name from platform.migration order by name',
  )
  const here = migrations.map(({ name }) => name)
  if (here.join() !== manifest.migrations.join())
    throw new BackupError(
      'OTHER_VERSION',
      `备份是另一个版本的数据库（${manifest.migrations.at(-1) ?? '—'}，这里是 ${here.at(-1) ?? '—'}）。请用同一版本恢复，再升级 / restore with the same version, then upgrade`,
    )
  const known = new Set(manifest.tables.map(({ table }) => table))
  for (const { table } of shapes) {
    // Migrations put a few rows into some tables; they come back with the backup.
    if (seeded.has(table) && known.has(table)) {
      await client.query(`alter table ${table} disable trigger user`)
      await client.query(`delete from ${table}`)
      await client.query(`alter table ${table} enable trigger user`)
      continue
    }
    const { rowCount } = await client.query(`select 1 from ${table} limit 1`)
    if ((rowCount ?? 0) > 0)
      throw new BackupError(
        'NOT_EMPTY',
        `目标数据库不是空的（${table} 里有数据）。请建一个新的空数据库 / the target holds data already; make an empty database`,
      )
  }
}

// One row each, put there by the migrations.
const seeded: ReadonlySet<string> = new Set(['approvals.policy', 'audit.state', 'directory.poll'])

interface Filling {
  readonly file: string
  readonly identity: string
  readonly shapes: ReadonlyMap<string, TableShape>
  readonly into: (table: string) => string
}

const rowsAtOnce = 500

async function fill(client: ClientBase, { file, identity, shapes, into }: Filling): Promise<void> {
  let shape: TableShape | undefined
  let waiting: string[] = []
  const flush = async () => {
    if (shape && waiting.length > 0) {
      const list = shape.columns.map(quoted).join(', ')
      await client.query(
        `insert into ${into(shape.table)} (${list}) overriding system value
          select ${list} from jsonb_populate_recordset(null::${shape.table}, $1::jsonb)`,
        [`[${waiting.join(',')}]`],
      )
    }
    waiting = []
  }
  for await (const line of linesIn(file, identity)) {
    if ('row' in line) {
      waiting.push(line.row)
      if (waiting.length >= rowsAtOnce) await flush()
      continue
    }
    await flush()
    if ('table' in line) shape = shapes.get(line.table)
  }
  await flush()
}

async function sumsOf(
  client: ClientBase,
  manifest: Manifest,
  shapes: ReadonlyMap<string, TableShape>,
): Promise<readonly TableSum[]> {
  const sums: TableSum[] = []
  for (const { table } of manifest.tables) {
    const shape = shapes.get(table)
    if (!shape) continue
    const tree = rowTree()
    for await (const row of rowsOf(client, shape, undefined)) tree.add(row)
    sums.push({ table, rows: tree.rows, root: tree.root() })
  }
  return sums
}
