import { Kysely, PostgresDialect } from 'kysely'
import type { PoolClient } from 'pg'
import type { Database, Db, NoTables } from '../platform/db.ts'

/**
 * Runs `work` over one connection of the pool. A connection that is cut while nothing runs on it must not end the
 * process, and it must not go back to the pool.
 */
export async function withConnection<T>(
  database: Database,
  work: (connection: Db) => Promise<T>,
): Promise<T> {
  const client = await database.pool.connect()
  let cut: Error | undefined
  const onError = (error: Error) => {
    cut = error
  }
  client.on('error', onError)
  try {
    return await work(over(client))
  } finally {
    client.off('error', onError)
    client.release(cut)
  }
}

function over(client: PoolClient): Db {
  // Kysely takes and gives back a connection per query; here it is always the same one.
  const lent = new Proxy(client, {
    get: (target, name) => (name === 'release' ? () => {} : Reflect.get(target, name, target)),
  })
  const pool = { connect: () => Promise.resolve(lent), end: () => Promise.resolve() }
  return new Kysely<NoTables>({ dialect: new PostgresDialect({ pool }) })
}
