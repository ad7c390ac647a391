import { performance } from 'node:perf_hooks'
import type { ClientBase } from 'pg'
import { liftBackwardKeys } from './backward-keys.ts'
import { connect } from './connect.ts'
import { fill, sumsOf } from './fill.ts'
import { differing, verifyBackup } from './read.ts'
import { withSession } from './session.ts'
import { shredAgain, type Shredded } from './shredded.ts'
import { tablesOf, type TableShape } from './tables.ts'
import { BackupError } from './trouble.ts'
import { migrationsOf, type Manifest } from './write.ts'

export interface Restored {
  readonly rows: number
  readonly tables: number
  readonly root: string
  /** Tables whose counts or roots differ from the manifest after reading them back. */
  readonly differs: readonly string[]
  /** Scopes shredded since the backup was made, and shredded again. */
  readonly shreddedAgain: number
  readonly seconds: number
}

export interface Restoring {
  readonly file: string
  readonly identity: string
  /** Of an empty, migrated database. */
  readonly ownerUrl: string
  /** From newer backups: their keys do not come back. */
  readonly shreddedSince?: readonly Shredded[]
}

/** Puts a backup into an empty, migrated database, as its owner, and reads it back. All of it, or nothing. */
export async function restoreBackup(restoring: Restoring): Promise<Restored> {
  const { file, identity, ownerUrl, shreddedSince = [] } = restoring
  const { manifest } = await verifyBackup(file, identity)
  const startedAt = performance.now()
  return withSession(ownerUrl, async (client) => {
    await client.query('begin')
    const shapes = new Map((await tablesOf(client)).map((one) => [one.table, one]))
    await refuseUnless(client, manifest, [...shapes.values()])
    const tables = manifest.tables.map(({ table }) => table)
    const putKeysBack = await liftBackwardKeys(client, tables)
    // What guards each act of the running application is proved by the roots here.
    for (const table of tables) await client.query(`alter table ${table} disable trigger user`)
    await fill(client, { file, identity, shapes, into: (table) => table })
    for (const table of tables) await client.query(`alter table ${table} enable trigger user`)
    await putKeysBack()
    for (const { name, at } of manifest.sequences)
      await client.query('select setval($1::regclass, $2::bigint)', [name, at])
    const differs = differing(manifest.tables, await sumsOf(client, manifest, shapes))
    if (differs.length > 0)
      throw new BackupError(
        'CHANGED',
        `恢复后和备份不符，已撤回：${differs.join('、')} / differs once restored; nothing was kept`,
      )
    // After the comparison, which is about the backup as it was; before anybody can see the keys.
    const shreddedAgain = await shredAgain(client, shreddedSince)
    await client.query('commit')
    return resultOf(manifest, { differs, shreddedAgain, startedAt })
  })
}

/** Whether this database is one of Jieli's, of whatever version. */
export async function isMigrated(url: string): Promise<boolean> {
  const client = await connect(url)
  try {
    const { rows } = await client.query(`select 1 where to_regclass('platform.migration') is not null`)
    return rows.length > 0
  } finally {
    await client.end()
  }
}

interface Outcome {
  readonly differs: readonly string[]
  readonly shreddedAgain: number
  readonly startedAt: number
}

export function resultOf(manifest: Manifest, { differs, shreddedAgain, startedAt }: Outcome): Restored {
  const rows = manifest.tables.reduce((sum, one) => sum + one.rows, 0)
  const seconds = Math.round((performance.now() - startedAt) / 10) / 100
  return { rows, tables: manifest.tables.length, root: manifest.root, differs, shreddedAgain, seconds }
}

async function refuseUnless(
  client: ClientBase,
  manifest: Manifest,
  shapes: readonly TableShape[],
): Promise<void> {
  const here = await migrationsOf(client)
  if (here.join() !== manifest.migrations.join())
    throw new BackupError(
      'OTHER_VERSION',
      `备份是另一个版本的数据库（${manifest.migrations.at(-1) ?? '—'}，这里是 ${here.at(-1) ?? '—'}）。请用同一版本恢复，再升级 / restore with the same version, then upgrade`,
    )
  const known = new Set(manifest.tables.map(({ table }) => table))
  for (const { table } of shapes) {
    // Migrations put a few rows into some tables; they come back with the backup, or stay where it has none.
    if (seeded.has(table)) {
      if (known.has(table)) await clear(client, table)
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

async function clear(client: ClientBase, table: string): Promise<void> {
  await client.query(`alter table ${table} disable trigger user`)
  await client.query(`delete from ${table}`)
  await client.query(`alter table ${table} enable trigger user`)
}
