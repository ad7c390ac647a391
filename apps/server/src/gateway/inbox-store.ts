import { sql } from 'kysely'
import type { Reader, Tx } from '../platform/db.ts'

export interface Arrival {
  readonly id: string
  readonly dedupeKey: string
  readonly kind: string
  readonly sealed: Buffer
  readonly receivedAt: Date
  readonly nextAt: Date
  /** Nobody handles its kind: it is kept, and there is nothing more to do. */
  readonly isDone: boolean
}

export interface Stored {
  readonly kind: string
  readonly sealed: Buffer
  readonly receivedAt: Date
  readonly handled: readonly string[]
}

/** False: the very same message is here already. */
export async function insertCallback(tx: Tx, row: Arrival): Promise<boolean> {
  const { rows } = await sql`
    insert into gateway.callback (id, dedupe_key, kind, sealed, state, received_at, next_at, done_at)
    values (${row.id}, ${row.dedupeKey}, ${row.kind}, ${row.sealed}, ${row.isDone ? 'done' : 'waiting'},
      ${row.receivedAt}, ${row.nextAt}, ${row.isDone ? row.receivedAt : null})
    on conflict (dedupe_key) do nothing returning 1`.execute(tx)
  return rows.length > 0
}

export async function readOpen(reader: Reader, id: string): Promise<Stored | undefined> {
  const { rows } = await sql<Stored>`
    select kind, sealed, received_at as "receivedAt", handled from gateway.callback
    where id = ${id} and state <> 'done'`.execute(reader)
  return rows[0]
}

/** Locks the message for one handler; false when that handler is through already. */
export async function claimFor(tx: Tx, id: string, handler: string): Promise<boolean> {
  const { rows } = await sql<{ through: boolean }>`
    select handled @> array[${handler}] or state = 'done' as through from gateway.callback
    where id = ${id} for update`.execute(tx)
  return rows[0]?.through === false
}

export async function markHandled(tx: Tx, id: string, handler: string): Promise<void> {
  await sql`update gateway.callback set handled = handled || ${handler}::text where id = ${id}`.execute(tx)
}

export async function markDone(reader: Reader, id: string, at: Date): Promise<void> {
  await sql`update gateway.callback set state = 'done', done_at = ${at}, last_error = null where id = ${id}`.execute(
    reader,
  )
}

/** Counts the try and answers how many there were. */
export async function markFailed(
  reader: Reader,
  id: string,
  error: string,
  nextAt: (tries: number) => Date,
): Promise<number> {
  const { rows } = await sql<{ tries: number }>`
    update gateway.callback set state = 'failed', tries = tries + 1, last_error = ${error}
    where id = ${id} and state <> 'done' returning tries`.execute(reader)
  const tries = rows[0]?.tries ?? 0
  await sql`update gateway.callback set next_at = ${nextAt(tries)} where id = ${id}`.execute(reader)
  return tries
}

export async function dueCallbacks(reader: Reader, now: Date, limit: number): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from gateway.callback where state <> 'done' and next_at <= ${now} order by next_at limit ${limit}`.execute(
    reader,
  )
  return rows.map(({ id }) => id)
}

export async function forgetDone(reader: Reader, before: Date): Promise<number> {
  const gone = await sql`delete from gateway.callback where state = 'done' and done_at < ${before}`.execute(
    reader,
  )
  return Number(gone.numAffectedRows ?? 0)
}
