import { sql, type RawBuilder } from 'kysely'
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

/** What one person did since a business time, newest first. */
export async function loggedBy(
  reader: Reader,
  actor: string,
  since: Date,
  atMost: number,
): Promise<readonly Logged[]> {
  const { rows } = await sql<Logged>`
    select l.log, l.seq, l.entry_id as "entryId", e.at, e.actor, e.role, e.action, e.objects, e.result
    from audit.entry e join audit.leaf l using (entry_id)
    where e.actor = ${actor} and e.at >= ${since} order by l.log desc, l.seq desc limit ${atMost}`.execute(
    reader,
  )
  return rows
}

export interface Wanted {
  readonly person?: string | undefined
  readonly action?: string | undefined
  /** The id of anything: a handover, a set, an item. */
  readonly object?: string | undefined
}

/** Numbered entries before a place, newest first. */
export async function loggedBefore(
  reader: Reader,
  before: { readonly log: number; readonly seq: number },
  { person, action, object }: Wanted,
  atMost: number,
): Promise<readonly Logged[]> {
  const some = (value: string | undefined, condition: RawBuilder<unknown>) =>
    value === undefined || value === '' ? sql`true` : condition
  const { rows } = await sql<Logged>`
    select l.log, l.seq, l.entry_id as "entryId", e.at, e.actor, e.role, e.action, e.objects, e.result
    from audit.leaf l join audit.entry e using (entry_id)
    where (l.log, l.seq) < (${before.log}, ${before.seq})
      and ${some(person, sql`(e.actor = ${person} or e.objects ->> 'person' = ${person})`)}
      and ${some(action, sql`e.action = ${action}`)}
      and ${some(object, sql`exists (select from jsonb_each_text(e.objects) as o where o.value = ${object})`)}
    order by l.log desc, l.seq desc limit ${atMost}`.execute(reader)
  return rows
}

/** The exact bytes that are hashed. */
export async function leafBytesFrom(
  reader: Reader,
  { log, from, count }: { readonly log: number; readonly from: number; readonly count: number },
): Promise<readonly { readonly seq: number; readonly bytes: Buffer }[]> {
  const { rows } = await sql<{ seq: number; bytes: Buffer }>`
    select seq, bytes from audit.leaf where log = ${log} and seq >= ${from} order by seq limit ${count}`.execute(
    reader,
  )
  return rows
}

/** Checkpoints of a log, thinned out to what a page can hold; the newest is always among them. */
export async function checkpointsOf(
  reader: Reader,
  log: number,
  atMost = 2_000,
): Promise<readonly { readonly size: number; readonly root: Buffer }[]> {
  const { rows } = await sql<{ size: number; root: Buffer }>`
    select size, root from (
      select size, root, row_number() over (order by size desc) - 1 as n, count(*) over () as all_of_them
      from audit.checkpoint where log = ${log}) as c
    where n % greatest(1, ceil(all_of_them / ${atMost}::numeric)::bigint) = 0 order by size`.execute(reader)
  return rows
}

export interface SealState {
  readonly log: number
  readonly origin: string | null
  readonly size: number
  readonly halted: boolean
  readonly checkpoint: {
    readonly size: number
    readonly root: Buffer
    readonly at: Date
    readonly note: string
    readonly places: readonly string[]
  } | null
}

/** How far the log is numbered, signed, and anchored outside. */
export async function readSeal(reader: Reader): Promise<SealState> {
  const state = await readState(reader)
  const { rows } = await sql<NonNullable<SealState['checkpoint']>>`
    select c.size, c.root, c.signed_at as at, c.note,
      coalesce((select array_agg(distinct r.place order by r.place) from audit.receipt r
        where r.log = c.log and r.size >= c.size), '{}') as places
    from audit.checkpoint c where c.log = ${state.log} order by c.size desc limit 1`.execute(reader)
  return {
    log: state.log,
    origin: state.origin,
    size: state.numbered,
    halted: state.haltedWhy !== null,
    checkpoint: rows[0] ?? null,
  }
}

export async function lastPlace(reader: Reader): Promise<{ readonly log: number; readonly seq: number }> {
  const { rows } = await sql<{ log: number; seq: number }>`
    select log, seq from audit.leaf order by log desc, seq desc limit 1`.execute(reader)
  return rows[0] ?? { log: 1, seq: -1 }
}
