import type { ListRow, ListView, OutputOf, consoleRoutes } from '@jieli/contract'
import { sql } from 'kysely'
import type { Caller } from '../access/index.ts'
import type { Reader } from '../platform/db.ts'
import type { Deps } from './deps.ts'
import { isParticipant, visibleTo } from './mine.ts'
import { goneWithoutHandover } from './safety-net.ts'
import { stepNumber } from './steps-view.ts'
import type { HandoverRow } from './store.ts'

interface Row extends Pick<
  HandoverRow,
  'id' | 'leaver' | 'trigger' | 'state' | 'leg' | 'plan' | 'preview' | 'freeze_at' | 'trouble'
> {
  readonly counts: ListRow['byState'] | null
}

const isOver = sql<boolean>`h.state in ('reported', 'archived', 'cancelled')`

// What makes a handover one to look at: trouble, something undecided, or an end after the freeze.
const isAtRisk = sql<boolean>`(h.trouble is not null
  or (h.preview->>'earliestFinish')::timestamptz > h.freeze_at
  or exists (select from handover.item i where i.handover_id = h.id and i.state in ('deciding', 'parked')))`

function conditionOf(view: ListView, userid: string) {
  switch (view) {
    case 'active':
      return sql<boolean>`not ${isOver}`
    case 'risk':
      return sql<boolean>`not ${isOver} and ${isAtRisk}`
    case 'mine':
      return sql<boolean>`not ${isOver} and (lower(h.leaver) = lower(${userid}) or ${isParticipant(userid)})`
    case 'archived':
      return isOver
  }
}

export interface Asked {
  readonly view: ListView
  readonly q?: string | undefined
  readonly after?: string | undefined
  readonly limit: number
}

export async function overviewOf(
  deps: Deps,
  caller: Caller,
  asked: Asked,
): Promise<OutputOf<typeof consoleRoutes.overview>> {
  const { db } = deps.database
  const now = await deps.business.now()
  const visible = await visibleTo(deps, db, caller)
  const { rows: counted } = await sql<Record<ListView, number>>`
    select count(*) filter (where ${conditionOf('active', caller.userid)})::int as active,
      count(*) filter (where ${conditionOf('risk', caller.userid)})::int as risk,
      count(*) filter (where ${conditionOf('mine', caller.userid)})::int as mine,
      count(*) filter (where ${conditionOf('archived', caller.userid)})::int as archived
    from handover.handover h where ${visible}`.execute(db)
  const wanted = asked.q?.trim().toLowerCase() ?? ''
  const people = wanted === '' ? [] : await deps.directory.find(db, wanted, 500)
  const matching =
    wanted === ''
      ? sql<boolean>`true`
      : sql<boolean>`(lower(h.id) = ${wanted} or lower(h.leaver) = any(${people.map((one) => one.toLowerCase())}::text[]))`
  const { rows } = await sql<Row>`
    select h.id, h.leaver, h.trigger, h.state, h.plan, h.preview, h.freeze_at, h.trouble,
      (select jsonb_object_agg(state, n) from
        (select state, count(*)::int as n from handover.item i where i.handover_id = h.id group by state) as by_state)
        as counts
    from handover.handover h
    where ${visible} and ${conditionOf(asked.view, caller.userid)} and ${matching}
      and ${asked.after === undefined ? sql`true` : sql`h.id < ${asked.after}`}
    order by h.id desc limit ${asked.limit}`.execute(db)
  const withoutHandover = await gone(deps, db, caller, now)
  const named = [
    ...rows.flatMap(({ leaver, plan }) => [leaver, plan.approvers.manager]),
    ...withoutHandover.map(({ userid }) => userid),
  ]
  const departments = await mainDepartments(
    deps,
    db,
    rows.map(({ leaver }) => leaver),
  )
  return {
    rows: rows.map((row) => rowOf(row, departments.get(row.leaver) ?? null)),
    counts: counted[0] ?? { active: 0, risk: 0, mine: 0, archived: 0 },
    names: Object.fromEntries(await deps.directory.namesOf(db, named)),
    next: rows.length === asked.limit ? (rows.at(-1)?.id ?? null) : null,
    withoutHandover,
    now: now.toISOString(),
  }
}

function rowOf(row: Row, department: string | null): ListRow {
  const byState = row.counts ?? {}
  const items = Object.values(byState).reduce((sum, n) => sum + n, 0)
  const finish = row.preview === null ? null : new Date(row.preview.earliestFinish)
  return {
    id: row.id,
    leaver: row.leaver,
    department,
    trigger: row.trigger,
    state: row.state,
    step: stepNumber(row),
    verified: (byState.verified ?? 0) + (byState.adopted ?? 0),
    items,
    byState,
    deciding: (byState.deciding ?? 0) + (byState.parked ?? 0),
    manager: row.plan.approvers.manager,
    freezeAt: row.freeze_at.toISOString(),
    slackHours: finish && Math.round((row.freeze_at.getTime() - finish.getTime()) / 3_600_000),
    hasTrouble: row.trouble !== null,
  }
}

export async function mainDepartments(
  deps: Deps,
  reader: Reader,
  userids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const out = new Map<string, string>()
  for (const userid of new Set(userids)) {
    const person = await deps.directory.person(reader, userid)
    const departments = await deps.directory.departmentsOf(reader, userid)
    const name = departments.find(({ id }) => id === person?.mainDepartment)?.name
    if (name !== undefined) out.set(userid, name)
  }
  return out
}

/** Who left without a handover, for whoever could start one. */
export async function gone(deps: Deps, reader: Reader, caller: Caller, now: Date) {
  const isHr = caller.roles.includes('hr')
  if (!isHr && !caller.roles.includes('manager')) return []
  const found = await goneWithoutHandover(deps, reader, now)
  if (found.length === 0) return []
  const led = isHr ? undefined : new Set(await deps.directory.ledBy(reader, caller.userid))
  return found
    .filter(({ userid }) => led?.has(userid) ?? true)
    .map(({ userid, what, since }) => ({ userid, what, since: since.toISOString() }))
}
