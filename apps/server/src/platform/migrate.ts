import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { tlsFor } from './db.ts'

// One number for all processes of one database, so that only one migrates at a time.
const migrationLock = 7_215_031

export interface Migration {
  readonly name: string
  readonly sql: string
  readonly sha256: string
}

/** Plain SQL files, forward only, in the order of their names (`0001-….sql`). */
export async function readMigrations(dir: string): Promise<readonly Migration[]> {
  const names = (await readdir(dir)).filter((name) => /^\d{4}-.*\.sql$/.test(name)).sort()
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(dir, name), 'utf8')
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

/**
 * Brings the database up to date under a lock. `after` runs under the same lock (the durable engine's own tables).
 * A file that changed after it ran is refused: history is not rewritten.
 */
export async function migrate(
  ownerUrl: string,
  migrations: readonly Migration[],
  after: () => Promise<void> = () => Promise.resolve(),
): Promise<readonly string[]> {
  const client = new Client({ connectionString: ownerUrl, ...tlsFor(ownerUrl) })
  await client.connect()
  try {
    await lock(client)
    await client.query('create schema if not exists platform')
    await client.query(
      'create table if not exists platform.migration (name text primary key, sha256 text not null, ran_at timestamptz not null default now())',
    )
    const done = await ranBefore(client)
    const fresh = migrations.filter((migration) => isFresh(done, migration))
    for (const migration of fresh) await runOne(client, migration)
    await after()
    return fresh.map(({ name }) => name)
  } finally {
    await client.end()
  }
}

// Asked again and again, not waited for: a waiting statement holds a snapshot, and the engine's own migrations build
// indexes concurrently, which waits for every snapshot. The two would wait for each other for ever.
async function lock(client: Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [
      migrationLock,
    ])
    if (rows[0]?.got) return
    await sleep(200)
  }
}

async function ranBefore(client: Client): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ name: string; sha256: string }>(
    'select name, sha256 from platform.migration',
  )
  return new Map(rows.map(({ name, sha256 }) => [name, sha256]))
}

function isFresh(done: ReadonlyMap<string, string>, migration: Migration): boolean {
  const before = done.get(migration.name)
  if (before === undefined) return true
  if (before !== migration.sha256) {
    throw new Error(
      `Migration ${migration.name} was changed after it ran. Restore the file and add a new one.`,
    )
  }
  return false
}

async function runOne(client: Client, migration: Migration): Promise<void> {
  await client.query('begin')
  try {
    await client.query(migration.sql)
    await client.query('insert into platform.migration (name, sha256) values ($1, $2)', [
      migration.name,
      migration.sha256,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`Migration ${migration.name} failed: ${error instanceof Error ? error.message : ''}`, {
      cause: error,
    })
  }
}
