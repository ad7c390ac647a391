import { sql } from 'kysely'
import { hours, later, minutes, seconds } from '../platform/clock.ts'
import type { Reader, Tx } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'
import { hashOf, newSecret } from './secrets.ts'

/** Without a request for this long a session ends; whatever happens it ends after the second. */
const idleMs = hours(2)
const longestMs = hours(12)
// The key changes while it is used; the one before is good for requests that were under way.
const rotateMs = minutes(15)
const overlapMs = seconds(30)
const seenLagMs = seconds(60)

export interface Session {
  readonly id: string
  readonly userid: string
  readonly endsAt: Date
  /** A new key for the browser, when it was time. */
  readonly key?: string
}

/** Begins a session and shows its key once; only the hash is kept. */
export async function startSession(
  tx: Tx,
  userid: string,
  now: Date,
): Promise<{ readonly id: string; readonly key: string }> {
  const id = newId<'session'>()
  const key = newSecret()
  await sql`insert into access.session (id, hash, userid, created_at, rotated_at, seen_at)
    values (${id}, ${hashOf(key)}, ${userid}, ${now}, ${now}, ${now})`.execute(tx)
  return { id, key }
}

interface Row {
  readonly id: string
  readonly userid: string
  readonly created_at: Date
  readonly rotated_at: Date
  readonly seen_at: Date
  readonly is_current: boolean
}

/** The session of a key; undefined when it is unknown or over. Looking keeps it alive and changes its key in time. */
export async function sessionOf(reader: Reader, key: string, now: Date): Promise<Session | undefined> {
  const hash = hashOf(key)
  const { rows } = await sql<Row>`
    select id, userid, created_at, rotated_at, seen_at, hash = ${hash} as is_current from access.session
    where (hash = ${hash} or (previous_hash = ${hash} and rotated_at > ${later(now, -overlapMs)}))
      and ended_at is null and seen_at > ${later(now, -idleMs)} and created_at > ${later(now, -longestMs)}`.execute(
    reader,
  )
  const [row] = rows
  if (!row) return undefined
  const { id, userid } = row
  const endsAt = later(row.created_at, longestMs)
  if (row.is_current && row.rotated_at <= later(now, -rotateMs)) {
    const next = await rotated(reader, id, hash, now)
    if (next !== undefined) return { id, userid, endsAt, key: next }
  }
  if (row.seen_at <= later(now, -seenLagMs))
    await sql`update access.session set seen_at = ${now} where id = ${id}`.execute(reader)
  return { id, userid, endsAt }
}

/** When a session ends at the latest. */
export async function endOf(reader: Reader, id: string): Promise<Date | undefined> {
  const { rows } = await sql<{
    at: Date
  }>`select created_at as at from access.session where id = ${id}`.execute(reader)
  return rows[0] && later(rows[0].at, longestMs)
}

/** Whose session it is while it is open. Looking changes neither its key nor its age. */
export async function holderOfOpen(reader: Reader, id: string, now: Date): Promise<string | undefined> {
  const { rows } = await sql<{ userid: string }>`
    select userid from access.session where id = ${id} and ended_at is null
      and seen_at > ${later(now, -idleMs)} and created_at > ${later(now, -longestMs)}`.execute(reader)
  return rows[0]?.userid
}

// Of two requests at once one makes the new key; the other goes on with the old one.
async function rotated(reader: Reader, id: string, hash: Buffer, now: Date): Promise<string | undefined> {
  const key = newSecret()
  const { numAffectedRows } = await sql`
    update access.session set hash = ${hashOf(key)}, previous_hash = hash, rotated_at = ${now}, seen_at = ${now}
    where id = ${id} and hash = ${hash}`.execute(reader)
  return numAffectedRows === 1n ? key : undefined
}

export async function endSession(tx: Tx, id: string, why: string, now: Date): Promise<void> {
  await sql`update access.session set ended_at = ${now}, ended_why = ${why}
    where id = ${id} and ended_at is null`.execute(tx)
}

/** Ends every session of a person; answers how many there were. */
export async function endSessionsOf(tx: Tx, userid: string, why: string, now: Date): Promise<number> {
  const { numAffectedRows } = await sql`update access.session set ended_at = ${now}, ended_why = ${why}
    where lower(userid) = lower(${userid}) and ended_at is null`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

/** Sessions that are long over tell nothing any more; logins that never came back neither. */
export async function forgetOld(tx: Tx, now: Date): Promise<void> {
  await sql`delete from access.login where expires_at < ${now}`.execute(tx)
  await sql`update access.session set ended_at = ${now}, ended_why = 'idle'
    where ended_at is null and (seen_at < ${later(now, -idleMs)} or created_at < ${later(now, -longestMs)})`.execute(
    tx,
  )
}
