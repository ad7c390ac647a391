import { performance } from 'node:perf_hooks'
import { randomBytes } from 'node:crypto'
import { sqlState } from '../../platform/db.ts'
import { connect } from './connect.ts'
import { fill, sumsOf } from './fill.ts'
import { differing, verifyBackup } from './read.ts'
import { restoreBackup, resultOf, type Restored } from './restore.ts'
import { withSession } from './session.ts'
import { quoted, tablesOf, type TableShape } from './tables.ts'
import { BackupError } from './trouble.ts'

/** Puts a backup into temporary tables of the same shape, which end with the connection, and reads it back. */
export async function restoreToScratch(
  file: string,
  identity: string,
  databaseUrl: string,
): Promise<Restored> {
  const { manifest } = await verifyBackup(file, identity)
  const startedAt = performance.now()
  return withSession(databaseUrl, async (client) => {
    await client.query('begin')
    const real = new Map((await tablesOf(client)).map((one) => [one.table, one]))
    const scratch = new Map<string, TableShape>()
    for (const [at, { table }] of manifest.tables.entries()) {
      const shape = real.get(table)
      if (!shape)
        throw new BackupError('OTHER_VERSION', `${table} 在这个版本里没有 / does not exist in this version`)
      await client
        .query(`create temporary table scratch_${at} (like ${table}) on commit drop`)
        .catch(noTables)
      scratch.set(table, { ...shape, table: `pg_temp.scratch_${at}` })
    }
    await fill(client, { file, identity, shapes: real, into: (table) => scratch.get(table)?.table ?? table })
    const differs = differing(manifest.tables, await sumsOf(client, manifest, scratch))
    await client.query('rollback')
    return resultOf(manifest, { differs, shreddedAgain: 0, startedAt })
  })
}

export interface Cluster {
  /** May create databases. */
  readonly adminUrl: string
  /** Of the role that owns the new one; its database is replaced by the new one. */
  readonly ownerUrl: string
  readonly owner?: string
  migrate(url: string): Promise<unknown>
}

/** Puts a backup into a database made for it and dropped again, with every key and check of a real one. */
export async function proveBackup(file: string, identity: string, cluster: Cluster): Promise<Restored> {
  const name = `jieli_drill_${randomBytes(6).toString('hex')}`
  const admin = await connect(cluster.adminUrl)
  try {
    const owner = cluster.owner === undefined ? '' : ` owner ${quoted(cluster.owner)}`
    await admin.query(`create database ${name}${owner}`).catch(noDatabase)
    try {
      const target = new URL(cluster.ownerUrl)
      target.pathname = `/${name}`
      await cluster.migrate(target.toString())
      return await restoreBackup({ file, identity, ownerUrl: target.toString() })
    } finally {
      await admin.query(`drop database if exists ${name} with (force)`)
    }
  } finally {
    await admin.end().catch(() => {})
  }
}

function noTables(error: unknown): never {
  throw noScratch(
    error,
    '数据库账号不能建临时表，备份没法恢复核对。请设置 DATABASE_OWNER_URL，或执行 GRANT TEMPORARY ON DATABASE / the login may not make temporary tables; set DATABASE_OWNER_URL or grant it',
  )
}

function noDatabase(error: unknown): never {
  throw noScratch(
    error,
    '这个数据库账号不能建库，演练做不了。请用 backup restore 恢复到你自己建的空库 / this login may not create databases; restore into an empty one of your own',
  )
}

function noScratch(error: unknown, message: string): unknown {
  return sqlState(error) === '42501' ? new BackupError('NO_SCRATCH', message, { cause: error }) : error
}
