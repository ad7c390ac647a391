import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import { Pool, types } from 'pg'

/** No table is known here: each domain's store adds its own with `.withTables<...>()`. */
// oxlint-disable-next-line typescript/no-empty-object-type
export type NoTables = {}
export type Db = Kysely<NoTables>
export type Tx = Transaction<NoTables>
/** Reads may use either; writes ask for a `Tx`. */
export type Reader = Db | Tx

// bigint columns hold counters and sequence numbers only, far below 2^53.
types.setTypeParser(types.builtins.INT8, (text) => {
  const n = Number(text)
  if (!Number.isSafeInteger(n)) throw new RangeError(`bigint ${text} does not fit a number`)
  return n
})

export interface Database {
  readonly db: Db
  readonly pool: Pool
  /** Runs `work` in one transaction; repeated when the database asks for it (deadlock, serialization). */
  inTx<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export interface DatabaseOptions {
  readonly url: string
  readonly max?: number
  readonly applicationName?: string
  readonly onPoolError?: (error: Error) => void
}

export function openDatabase(options: DatabaseOptions): Database {
  const pool = new Pool({
    connectionString: options.url,
    max: options.max ?? 10,
    application_name: options.applicationName ?? 'jieli',
    connectionTimeoutMillis: 10_000,
    idle_in_transaction_session_timeout: 60_000,
    ...tlsFor(options.url),
  })
  // An idle connection that dies (restart, fail-over) must not end the process; the next query reconnects.
  pool.on('error', options.onPoolError ?? (() => {}))
  // One that dies while it is checked out fails its query; without this listener it would also end the process.
  pool.on('connect', (client) => client.on('error', options.onPoolError ?? (() => {})))
  const db = new Kysely<NoTables>({ dialect: new PostgresDialect({ pool }) })
  return {
    db,
    pool,
    inTx: (work) => repeatable(() => db.transaction().execute(work)),
    close: () => db.destroy(),
  }
}

// 40001 serialization failure, 40P01 deadlock: the transaction was rolled back whole, so repeating is safe.
const repeatableCodes = new Set(['40001', '40P01'])

async function repeatable<T>(work: () => Promise<T>, triesLeft = 5): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (triesLeft <= 1 || !repeatableCodes.has(sqlState(error))) throw error
    return repeatable(work, triesLeft - 1)
  }
}

/** The SQLSTATE of a database error, or ''. */
export function sqlState(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

// Class 08: connection lost; 57P01-57P03: the server is being stopped or started; 53300: no room for another client.
const awayCodes =
  /^(08...|57P0[123]|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/
// pg gives these no code.
const awayMessages =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/

/** Is the database away, so that the same may well succeed later? Only for errors that come from the database. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  // Several addresses of one host were tried.
  if (error instanceof AggregateError) return error.errors.some(isDatabaseAway)
  return awayCodes.test(sqlState(error)) || awayMessages.test(error.message)
}

/** Beyond this machine the server must prove who it is. */
export function tlsFor(url: string): { ssl?: { rejectUnauthorized: true } } {
  return isLocal(url) ? {} : { ssl: { rejectUnauthorized: true } }
}

export function isLocal(url: string): boolean {
  const { hostname, searchParams } = new URL(url)
  const host = searchParams.get('host') ?? hostname
  return host === '' || host.startsWith('/') || ['localhost', '127.0.0.1', '[::1]', '::1'].includes(host)
}
