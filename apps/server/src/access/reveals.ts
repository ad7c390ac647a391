import { sql } from 'kysely'
import { hours, later } from '../platform/clock.ts'
import type { Reader, Tx } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'

/** Records in clear per person and business day. */
export const usualLimit = 20
/** Whatever anybody allows. */
export const hardLimit = 50
/** A leaver who looks at more than this within an hour may be taking customers along. */
export const hoardingPerHour = 10

export interface Reveal {
  readonly userid: string
  readonly handover: string
  readonly item: string
  readonly field: string
  readonly purpose: string
  /** Business time. */
  readonly at: Date
}

/** The business day in Shanghai, UTC+8 all year. */
export function dayOf(at: Date): string {
  return later(at, hours(8)).toISOString().slice(0, 10)
}

export interface Used {
  readonly used: number
  readonly limit: number
}

export async function usedToday(reader: Reader, userid: string, at: Date): Promise<Used> {
  const { rows } = await sql<{ used: number; more: number }>`
    select (select count(*)::int from access.reveal where userid = ${userid} and day = ${dayOf(at)}) as used,
      (select coalesce(sum(more), 0)::int from access.reveal_allowance
        where userid = ${userid} and day = ${dayOf(at)}) as more`.execute(reader)
  const { used = 0, more = 0 } = rows[0] ?? {}
  return { used, limit: Math.min(hardLimit, usualLimit + more) }
}

/** Takes one of today's places before anything is opened; undefined when there is none left. */
export async function takeReveal(tx: Tx, reveal: Reveal): Promise<Used | undefined> {
  // One at a time for a person, whatever the process: two at once cannot both take the last place.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`reveal/${reveal.userid}`}, 0))`.execute(tx)
  const { used, limit } = await usedToday(tx, reveal.userid, reveal.at)
  if (used >= limit) return undefined
  await sql`
    insert into access.reveal (id, userid, day, n, handover_id, item_id, field, purpose, at)
    values (${newId<'reveal'>()}, ${reveal.userid}, ${dayOf(reveal.at)}, ${used + 1}, ${reveal.handover},
      ${reveal.item}, ${reveal.field}, ${reveal.purpose}, ${reveal.at})`.execute(tx)
  return { used: used + 1, limit }
}

export async function revealedWithinAnHour(reader: Reader, userid: string, at: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from access.reveal
    where userid = ${userid} and at > ${later(at, -hours(1))}`.execute(reader)
  return rows[0]?.n ?? 0
}

export async function allowMore(
  tx: Tx,
  { userid, more, by, at }: { userid: string; more: number; by: string; at: Date },
): Promise<void> {
  await sql`insert into access.reveal_allowance (id, userid, day, more, given_by, at)
    values (${newId<'allowance'>()}, ${userid}, ${dayOf(at)}, ${more}, ${by}, ${at})`.execute(tx)
}
