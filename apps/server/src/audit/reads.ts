import { sql } from 'kysely'
import type { Reader } from '../platform/db.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import { readState } from './store.ts'

/** Whether a signed checkpoint covers all these entries. The first transfer and every point of no return wait on it. */
export async function covered(reader: Reader, entryIds: readonly string[]): Promise<boolean> {
  const { rows } = await sql<{ missing: number }>`
    select count(*) as missing from unnest(${[...entryIds]}::uuid[]) as asked (entry_id)
    where not exists (
      select from audit.leaf l join audit.state s on s.halted_why is null
      where l.entry_id = asked.entry_id
        and l.seq < (select max(c.size) from audit.checkpoint c where c.log = l.log))`.execute(reader)
  return rows[0]?.missing === 0
}

/** After a restore that lost entries nothing new may be done to the world until a person has decided. */
export async function effectsAllowed(reader: Reader): Promise<Result<undefined, 'AUDIT_HALTED'>> {
  const { haltedWhy } = await readState(reader)
  return haltedWhy === null ? ok(undefined) : refuse('AUDIT_HALTED', { why: haltedWhy })
}

export interface AuditMetrics {
  readonly unnumbered: number
  /** The age of the oldest unnumbered entry, by the database's wall clock; 0 when there is none. */
  readonly unnumberedAgeMs: number
  readonly log: number
  readonly size: number
  readonly checkpointSize: number
  readonly halted: boolean
}

export async function readMetrics(reader: Reader): Promise<AuditMetrics> {
  const { rows } = await sql<AuditMetrics>`
    select (select count(*) from audit.unnumbered) as unnumbered,
      coalesce((select extract(epoch from clock_timestamp() - min(since)) * 1000 from audit.unnumbered), 0)::float8
        as "unnumberedAgeMs",
      log, numbered as size,
      coalesce((select max(size) from audit.checkpoint c where c.log = s.log), 0) as "checkpointSize",
      halted_why is not null as halted
    from audit.state s`.execute(reader)
  const [metrics] = rows
  if (metrics === undefined) throw new Error('audit.state is empty')
  return metrics
}

export interface Dropped {
  readonly entryId: string
  readonly action: string
  /** `dropped`: neither leaf nor place in the queue. `waiting`: queued for too long. */
  readonly why: 'dropped' | 'waiting'
}

/** Entries that never became a leaf. The log alone cannot show what was never logged; this comparison can. */
export async function findDropped(
  reader: Reader,
  limits: { readonly waitingSeconds?: number; readonly atMost?: number } = {},
): Promise<readonly Dropped[]> {
  const { rows } = await sql<Dropped>`
    select e.entry_id as "entryId", e.action, case when q.entry_id is null then 'dropped' else 'waiting' end as why
    from audit.entry e left join audit.unnumbered q using (entry_id)
    where not exists (select from audit.leaf l where l.entry_id = e.entry_id)
      and (q.since is null or q.since < clock_timestamp() - make_interval(secs => ${limits.waitingSeconds ?? 5}))
    order by e.entry_id limit ${limits.atMost ?? 1_000}`.execute(reader)
  return rows
}

/** One numbered act, as live views and trails read it: ids only. */
export interface Logged {
  readonly log: number
  readonly seq: number
  readonly entryId: string
  readonly at: Date
  readonly actor: string
  readonly role: string
  readonly action: string
  readonly objects: Readonly<Record<string, string>>
  readonly result: string
}

/** What was logged after a place; `{ log: 0, seq: 0 }` is the beginning. The place is the cursor of live updates. */
export async function loggedAfter(
  reader: Reader,
  after: { readonly log: number; readonly seq: number },
  atMost = 500,
): Promise<readonly Logged[]> {
  const { rows } = await sql<Logged>`
    select l.log, l.seq, l.entry_id as "entryId", e.at, e.actor, e.role, e.action, e.objects, e.result
    from audit.leaf l join audit.entry e using (entry_id)
    where (l.log, l.seq) > (${after.log}, ${after.seq}) order by l.log, l.seq limit ${atMost}`.execute(reader)
  return rows
}

/** The trail of one handover, oldest first. */
export async function loggedFor(
  reader: Reader,
  handoverId: string,
  atMost = 1_000,
): Promise<readonly Logged[]> {
  const { rows } = await sql<Logged>`
    select l.log, l.seq, l.entry_id as "entryId", e.at, e.actor, e.role, e.action, e.objects, e.result
    from audit.entry e join audit.leaf l using (entry_id)
    where e.objects ? 'handover' and e.objects ->> 'handover' = ${handoverId}
    order by l.log, l.seq limit ${atMost}`.execute(reader)
  return rows
}
