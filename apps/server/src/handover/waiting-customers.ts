import { waitingRoutes, type ItemState, type OutputOf, type Reason } from '@jieli/contract'
import { sql } from 'kysely'
import type { Caller } from '../access/index.ts'
import type { Person } from '../directory/index.ts'
import type { Mount } from '../platform/http.ts'
import { ok } from '../platform/result.ts'
import type { Box } from '../vault/index.ts'
import type { Deps } from './deps.ts'
import { visibleTo } from './mine.ts'
import { shownName } from './shown.ts'

type Page = OutputOf<typeof waitingRoutes.customers>
type Shown = Page['customers'][number]

interface Row {
  readonly id: string
  readonly handover_id: string
  readonly kind: 'customer'
  readonly name: Buffer | null
  readonly notes: Buffer | null
  readonly state: ItemState
  readonly reason: Reason | null
  readonly successor: string | null
  readonly owner: string | null
  readonly due_at: Date | null
  readonly leaver: string
  readonly since: Date
  readonly total: number
  readonly alone: number
}

/** Why it waits; what is settled or was not begun does not wait. */
export function whyWaiting(state: ItemState, reason: Reason | null): Shown['why'] {
  if (state === 'excepted') return 'excepted'
  if (state === 'deciding' || state === 'parked') return reason === 'REFUSED' ? 'refused' : 'undecided'
  return 'in-transfer'
}

/** Whether the leaver himself can still answer. */
export function presenceOf(leaver: Pick<Person, 'status'> | undefined): Shown['leaverIs'] {
  if (leaver === undefined || leaver.status === 'left') return 'gone'
  return leaver.status === 'active' ? 'there' : 'frozen'
}

/** Customers between two people, from the ledger alone: those with nobody first, then the longest. */
export async function waitingCustomers(
  deps: Deps,
  caller: Pick<Caller, 'userid' | 'reach'>,
  { handover, limit }: { readonly handover?: string | undefined; readonly limit: number },
): Promise<Page> {
  const { db } = deps.database
  const now = await deps.business.now()
  const visible = await visibleTo(deps, db, caller)
  const where = sql<boolean>`${visible} and h.state in ('executing', 'waiting', 'verifying', 'closing', 'lent')
    and ${handover === undefined ? sql`true` : sql`h.id = ${handover}`}`
  const { rows: leavers } = await sql<{ leaver: string }>`
    select distinct h.leaver from handover.handover h where ${where}`.execute(db)
  const known = await deps.directory.people(
    db,
    leavers.map(({ leaver }) => leaver),
  )
  const persons = new Map(known.map((person) => [person.userid.toLowerCase(), person]))
  const presences = new Map(
    leavers.map(({ leaver }) => [leaver, presenceOf(persons.get(leaver.toLowerCase()))] as const),
  )
  const absent = [...presences].flatMap(([leaver, presence]) => (presence === 'there' ? [] : [leaver]))
  const isAlone = sql<boolean>`h.leaver = any(${absent}::text[])`
  // Since it came into this state: a look that changed nothing starts no new wait.
  const { rows } = await sql<Row>`
    select i.id, i.handover_id, i.kind, i.name, i.notes, i.state, i.reason, i.successor, i.owner, i.due_at,
      h.leaver, coalesce(e.at, i.found_at) as since, (count(*) over ())::int as total,
      (count(*) filter (where ${isAlone}) over ())::int as alone
    from handover.handover h
    join handover.item i on i.handover_id = h.id and i.kind = 'customer'
      and i.state in ('sending', 'waiting', 'restoring', 'deciding', 'parked', 'excepted')
    left join lateral (
      select at from handover.item_event
      where item_id = i.id and to_state = i.state and from_state is distinct from to_state
      order by id desc limit 1) e on true
    where ${where}
    order by ${isAlone} desc, since, i.position, i.id limit ${limit}`.execute(db)
  const boxes = new Map<string, Box>()
  for (const id of new Set(rows.map((row) => row.handover_id)))
    boxes.set(id, await deps.vault.box(db, { kind: 'handover', id }))
  const named = rows.flatMap(({ leaver, successor, owner }) => [leaver, successor, owner])
  return {
    now: now.toISOString(),
    total: rows[0]?.total ?? 0,
    alone: rows[0]?.alone ?? 0,
    customers: rows.map((row) => shownOf(row, boxes.get(row.handover_id), presences.get(row.leaver))),
    names: Object.fromEntries(
      await deps.directory.namesOf(db, [...new Set(named.filter((one) => one !== null))]),
    ),
  }
}

function shownOf(row: Row, box: Box | undefined, leaverIs: Shown['leaverIs'] | undefined): Shown {
  return {
    handover: row.handover_id,
    item: row.id,
    name: box ? shownName(row, box) : '',
    why: whyWaiting(row.state, row.reason),
    since: row.since.toISOString(),
    leaver: row.leaver,
    leaverIs: leaverIs ?? 'gone',
    successor: row.successor,
    owner: row.owner,
    dueAt: row.due_at?.toISOString() ?? null,
  }
}

export function serveWaiting({ serve }: Mount<Caller>, deps: Deps): void {
  serve(waitingRoutes.customers, async ({ query, caller }) => ok(await waitingCustomers(deps, caller, query)))
}
