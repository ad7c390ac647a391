import type { Home } from '@jieli/contract'
import { sql } from 'kysely'
import type { Caller } from '../access/index.ts'
import { loggedBy } from '../audit/index.ts'
import { logView } from './log-view.ts'
import { days, later } from '../platform/clock.ts'
import type { Deps } from './deps.ts'
import { decideBy } from './decision.ts'
import { visibleTo } from './mine.ts'
import { gone } from './overview.ts'
import { requestsFor, requestView } from './request-routes.ts'
import type { HandoverRow } from './store.ts'

type Need = Home['needs'][number]
type Row = Pick<
  HandoverRow,
  | 'id'
  | 'leaver'
  | 'initiator'
  | 'state'
  | 'plan'
  | 'freeze_at'
  | 'trouble'
  | 'created_at'
  | 'confirm_by'
  | 'confirmed_at'
> & {
  /** Of the caller: manual tasks, and classes he has not signed for. */
  readonly tasks: number
  readonly unsigned: number
  readonly deciding: number
  readonly seats: Readonly<Record<string, string | null>> | null
  readonly expires: Date | null
  /** One seat after the other: only the first that is open is asked. */
  readonly in_order: boolean | null
  readonly requested: Date | null
}

const doneMs = days(7)
// Of the acts that people do not think of as work.
const quiet = ['access.logged-in', 'access.logged-out', 'access.denied']

/** What needs the caller now, in the order of due then consequence. `proposals`: role changes he may decide. */
export async function homeOf(
  deps: Deps,
  caller: Caller,
  proposals: readonly { readonly id: string; readonly at: Date }[],
): Promise<Home> {
  const { db } = deps.database
  const now = await deps.business.now()
  const me = caller.userid.toLowerCase()
  const reach = caller.roles.includes('hr') ? ('any' as const) : (['own', 'line', 'participant'] as const)
  const visible = await visibleTo(deps, db, { userid: caller.userid, reach })
  const { rows } = await sql<Row>`
    select h.id, h.leaver, h.initiator, h.state, h.plan, h.freeze_at, h.trouble, h.created_at,
      h.confirm_by, h.confirmed_at,
      (select count(*)::int from handover.task t
        where t.handover_id = h.id and t.state = 'open' and lower(t.owner) = ${me}) as tasks,
      case when h.state in ('closing', 'lent', 'reported') then (select count(distinct i.kind)::int
        from handover.item i where i.handover_id = h.id and i.state = 'verified' and i.kind <> 'account'
        and lower(i.successor) = ${me} and not exists (select from handover.signature s
          where s.handover_id = h.id and s.successor = i.successor and s.kind = i.kind)) else 0 end as unsigned,
      (select count(*)::int from handover.item i
        where i.handover_id = h.id and i.state in ('deciding', 'parked')) as deciding,
      case when h.state = 'approving' then
        jsonb_build_object('manager', s.manager_decision, 'hr', s.hr_decision, 'admin', s.admin_decision,
          'security', s.security_decision) end as seats,
      s.decide_by as expires, s.in_order, s.requested_at as requested
    from handover.handover h left join approvals.approval_set s on s.id = h.approval_set_id
    where ${visible} and (h.state not in ('reported', 'archived', 'cancelled')
      or (h.state = 'reported' and h.reported_at > ${later(now, -doneMs)})) order by h.id desc limit 500`.execute(
    db,
  )

  const needs: Need[] = rows.flatMap((row) => needsOf(row, { me, caller, now }))
  if (caller.roles.includes('security'))
    for (const { id, at } of proposals)
      needs.push({ kind: 'role', about: id, leaver: null, count: 1, dueAt: later(at, days(2)).toISOString() })
  const waiting = rows.flatMap((row) => waitingOf(row, me))
  const done = (await loggedBy(db, caller.userid, later(now, -doneMs), 20)).filter(
    ({ action }) => !quiet.includes(action),
  )
  const withoutHandover = await gone(deps, db, caller, now)
  const requests = await requestsFor(deps, caller)
  const named = [
    ...requests.map(({ person }) => person),
    ...rows.map(({ leaver }) => leaver),
    ...waiting.flatMap(({ on }) => on),
    ...withoutHandover.map(({ userid }) => userid),
  ]
  return {
    now: now.toISOString(),
    names: Object.fromEntries(await deps.directory.namesOf(db, [...new Set(named)])),
    needs: needs.toSorted(byDue),
    waiting,
    done: done.map(logView),
    // Whoever is asked for stands among the requests.
    withoutHandover: withoutHandover.filter(
      ({ userid }) => !requests.some(({ person }) => person.toLowerCase() === userid.toLowerCase()),
    ),
    requests: requests.map(requestView),
  }
}

const weight: Readonly<Record<Need['kind'], number>> = {
  trouble: 0,
  decide: 1,
  approve: 2,
  submit: 3,
  confirm: 2,
  sign: 3,
  tasks: 3,
  role: 4,
}

function byDue(a: Need, b: Need): number {
  const due = (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9')
  return due === 0 ? weight[a.kind] - weight[b.kind] : due
}

interface Me {
  readonly me: string
  readonly caller: Caller
  readonly now: Date
}

function needsOf(row: Row, { me, caller, now }: Me): Need[] {
  const need = (kind: Need['kind'], count: number, dueAt: Date | null): Need => ({
    kind,
    about: row.id,
    leaver: row.leaver,
    count,
    dueAt: dueAt?.toISOString() ?? null,
  })
  const out: Need[] = []
  const { approvers } = row.plan
  const mySeats = seatNames.filter((seat) => approvers[seat].toLowerCase() === me)
  const open = seatNames.filter((seat) => row.seats !== null && row.seats[seat] === null)
  const asked = row.in_order === true ? open.slice(0, 1) : open
  if (mySeats.some((seat) => asked.includes(seat))) out.push(need('approve', 1, row.expires))
  const isManager = approvers.manager.toLowerCase() === me
  if (row.deciding > 0 && row.state !== 'collecting' && row.state !== 'confirming' && isManager)
    out.push(need('decide', row.deciding, decideBy(now, row.freeze_at)))
  if (row.state === 'confirming' && row.initiator.toLowerCase() === me)
    out.push(need('submit', 1, row.freeze_at))
  if (row.leaver.toLowerCase() === me && row.confirm_by !== null && row.confirmed_at === null)
    out.push(need('confirm', 1, row.confirm_by))
  if (row.tasks > 0) out.push(need('tasks', row.tasks, row.freeze_at))
  if (row.unsigned > 0) out.push(need('sign', row.unsigned, row.freeze_at))
  const mends = approvers.admin.toLowerCase() === me || caller.roles.includes('admin')
  if (row.trouble !== null && mends) out.push(need('trouble', row.trouble.tries, new Date(row.trouble.since)))
  return out
}

const seatNames = ['manager', 'hr', 'admin', 'security'] as const

function waitingOf(row: Row, me: string): Home['waiting'] {
  if (row.initiator.toLowerCase() !== me) return []
  const { approvers } = row.plan
  const since = (row.requested ?? row.created_at).toISOString()
  const missing = seatNames.filter((seat) => row.seats !== null && row.seats[seat] === null)
  const on = [...new Set(missing.map((seat) => approvers[seat]))]
  if (on.length > 0) return [{ handover: row.id, leaver: row.leaver, on, what: 'approve', since }]
  if (row.deciding > 0 && row.state === 'waiting')
    return [{ handover: row.id, leaver: row.leaver, on: [approvers.manager], what: 'decide', since }]
  return []
}
