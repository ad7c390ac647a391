import { join } from 'node:path'
import { Client } from 'pg'
import { migrateEngine } from '../../apps/server/src/platform/durable/dbos.ts'
import { startCluster } from '../../apps/server/src/platform/embedded/cluster.ts'
import { migrate, readMigrations } from '../../apps/server/src/platform/migrate.ts'

/** One PostgreSQL for many runs, each with a freshly cloned, migrated database of its own. */
export interface Databases {
  fresh(name: string): Promise<RunDatabase>
  drop(database: RunDatabase): Promise<void>
  /** Cuts every connection to it, as a restart or a fail-over of the server does. Returns how many. */
  cutConnections(database: RunDatabase): Promise<number>
  stop(): Promise<void>
}

export interface RunDatabase {
  readonly name: string
  readonly app: string
  readonly owner: string
}

const template = 'run_template'
const migrationsDir = new URL('../../db/migrations', import.meta.url).pathname

export async function startDatabases(stateDir: string): Promise<Databases> {
  const cluster = await startCluster({
    stateDir: join(stateDir, 'cluster'),
    // Only our own processes are killed, never the database, so it need not wait for the disk.
    settings: ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'],
  })
  const admin = new Client({ connectionString: cluster.url('jieli_super', 'postgres') })
  await admin.connect()
  await admin.query(`drop database if exists ${template} with (force)`)
  await admin.query(`create database ${template} owner jieli_owner`)
  const owner = cluster.url('jieli_owner', template)
  await migrate(owner, await readMigrations(migrationsDir), () => migrateEngine(owner))
  return {
    async fresh(name) {
      await admin.query(`drop database if exists ${name} with (force)`)
      await admin.query(`create database ${name} template ${template} owner jieli_owner`)
      return { name, app: cluster.url('jieli_app', name), owner: cluster.url('jieli_owner', name) }
    },
    async drop({ name }) {
      await admin.query(`drop database if exists ${name} with (force)`)
    },
    async cutConnections({ name }) {
      const { rowCount } = await admin.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1',
        [name],
      )
      return rowCount ?? 0
    },
    async stop() {
      await admin.end()
      await cluster.stop()
    },
  }
}
