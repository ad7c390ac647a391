import type { Progress, Relation } from '@jieli/contract'
import { sql } from 'kysely'
import { decide as decidePolicy, type Caller } from '../access/index.ts'
import { loggedFor } from '../audit/index.ts'
import { logView } from './log-view.ts'
import { later } from '../platform/clock.ts'
import type { Reader } from '../platform/db.ts'
import { decideBy, decisionGroups, offers, undecided, type DecisionGroup } from './decision.ts'
import { usualDate } from './decide.ts'
import type { Deps } from './deps.ts'
import { isOver, settlingMs } from './handover.ts'
import { mainDepartments } from './overview.ts'
import { relationsOf } from './relations.ts'
import { shownName } from './shown.ts'
import { itemOf, itemsOf, type ItemRow } from './store-items.ts'
import { attemptCounts } from './store-attempts.ts'
import { isMoving } from './move.ts'
import { endsAt, routeOf } from './triggers.ts'
import { findHandover, type HandoverRow } from './store.ts'
import { stepsOf, type Moments } from './steps-view.ts'
import { viewOf } from './view.ts'

const samplesAtMost = 5
const logHead = 12

/** Everything the page of a handover shows but the rows of its items. */
export async function progressOf(deps: Deps, caller: Caller, id: string): Promise<Progress | undefined> {
  const { db } = deps.database
  const row = await findHandover(db, id)
  if (!row) return undefined
  const now = await deps.business.now()
  const handover = await viewOf(deps, db, row)
  const relations = await relationsOf(deps, row, caller.userid)
  const carriers = await carriersOf(db, id)
  const waitingUntil = carriers.flatMap(({ lastDueAt }) => (lastDueAt === null ? [] : [lastDueAt]))
  const forecast = forecastOf(row, waitingUntil)
  const moments: Moments = { ...(await momentsOf(db, row)), forecastAt: forecast }
  const waiting = await itemsOf(db, id, undecided)
  const entries = (await loggedFor(db, id)).slice(-logHead).toReversed()
  const batches = await attemptCounts(db, id)
  const named = [
    row.leaver,
    row.initiator,
    ...row.plan.successors.map(({ userid }) => userid),
    ...Object.values(row.plan.approvers),
    ...entries.map(({ actor }) => actor),
    ...waiting.flatMap(({ owner }) => owner ?? []),
  ]
  const department = (await mainDepartments(deps, db, [row.leaver])).get(row.leaver) ?? null
  return {
    handover,
    names: Object.fromEntries(await deps.directory.namesOf(db, [...new Set(named)])),
    department,
    relations: [...relations],
    may: await mayOf(row, { caller, relations, view: handover, sent: batches.sent, now }),
    now: now.toISOString(),
    steps: stepsOf(row, moments),
    oneWay: [
      {
        id: 'first-transfer',
        at: (batches.firstAt ?? row.transfer_start_at).toISOString(),
        crossed: batches.firstAt !== null,
      },
      ...(routeOf(row.trigger).freezes
        ? [
            {
              id: 'freeze' as const,
              at: (row.frozen_at ?? row.freeze_at).toISOString(),
              crossed: row.frozen_at !== null,
            },
          ]
        : []),
      ...(row.return_at === null
        ? []
        : [{ id: 'give-back' as const, at: row.return_at.toISOString(), crossed: row.leg === 'back' }]),
    ],
    carriers: carriers.map(({ kind, total, byState, firstDueAt }) => ({
      kind,
      total,
      byState,
      firstDueAt: firstDueAt?.toISOString() ?? null,
    })),
    groups: await groupsOf(deps, row, waiting, now),
    batches: { planned: row.preview?.transferCalls ?? 0, sent: batches.sent },
    forecastAt: forecast?.toISOString() ?? null,
    leftBehind: waiting.filter((item) => item.kind === 'customer' && item.reason === 'LIMIT').length,
    log: entries.map(logView),
  }
}

interface Standing {
  readonly caller: Caller
  readonly relations: readonly Relation[]
  readonly view: Progress['handover']
  readonly sent: number
  readonly now: Date
}

/** What the policy grants and the state allows: a button that is shown works. */
async function mayOf(
  row: HandoverRow,
  { caller, relations, view, sent }: Standing,
): Promise<Progress['may']> {
  const granted = async (action: Parameters<typeof decidePolicy>[0]) =>
    (await decidePolicy(action, caller, () => Promise.resolve(relations))) !== undefined
  const isSeat = view.approval?.seats.some(
    ({ userid, decision }) => userid.toLowerCase() === caller.userid.toLowerCase() && decision === null,
  )
  const isOpen = !isOver(row.state)
  const isEarly = ['collecting', 'confirming', 'approving'].includes(row.state)
  const mayPause = isMoving(row) && row.ending === null && (await granted('handover.pause'))
  return {
    submit: row.state === 'confirming' && (await granted('handover.submit')),
    approve: row.state === 'approving' && isSeat === true && (await granted('handover.approve')),
    // Before the plan is agreed to, it comes first.
    decide: view.needsDecision.length > 0 && isOpen && !isEarly && (await granted('handover.decide')),
    cancel: isOpen && row.ending === null && row.frozen_at === null && (await granted('handover.cancel')),
    pause: mayPause && row.paused_at === null && sent > 0,
    resume: mayPause && row.paused_at !== null,
    giveBack: row.state === 'lent' && (await granted('handover.pause')),
    amend:
      ['confirming', 'approving', 'executing'].includes(row.state) &&
      sent === 0 &&
      (await granted('handover.amend')),
    reveal: await granted('customer.reveal'),
  }
}

interface Carrier {
  readonly kind: Progress['carriers'][number]['kind']
  readonly total: number
  readonly byState: Progress['carriers'][number]['byState']
  readonly firstDueAt: Date | null
  readonly lastDueAt: Date | null
}

async function carriersOf(reader: Reader, id: string): Promise<readonly Carrier[]> {
  const { rows } = await sql<Carrier>`
    select kind, sum(n)::int as total, jsonb_object_agg(state, n) as "byState",
      min(first_due) filter (where state = 'waiting') as "firstDueAt",
      max(last_due) filter (where state = 'waiting') as "lastDueAt"
    from (select kind, state, count(*)::int as n, min(due_at) as first_due, max(due_at) as last_due
      from handover.item where handover_id = ${id} group by kind, state) as g
    group by kind order by min(case kind when 'customer' then 1 when 'group' then 2 when 'account' then 4 else 3 end), kind`.execute(
    reader,
  )
  return rows
}

async function momentsOf(reader: Reader, row: HandoverRow): Promise<Omit<Moments, 'forecastAt'>> {
  const { rows } = await sql<Omit<Moments, 'forecastAt'>>`
    select min(at) filter (where action = 'handover.inventory') as "collectedAt",
      max(at) filter (where action = 'approval.complete') as "approvedAt",
      max(at) filter (where action = 'handover.verified') as "verifiedAt"
    from audit.entry where objects ? 'handover' and objects ->> 'handover' = ${row.id}`.execute(reader)
  return rows[0] ?? { collectedAt: null, approvedAt: null, verifiedAt: null }
}

function forecastOf(row: HandoverRow, waitingUntil: readonly Date[]): Date | null {
  if (row.preview === null || isOver(row.state)) return null
  if (waitingUntil.length === 0) return new Date(row.preview.earliestFinish)
  return later(
    waitingUntil.reduce((a, b) => (a >= b ? a : b)),
    settlingMs,
  )
}

async function groupsOf(
  deps: Deps,
  row: HandoverRow,
  waiting: readonly ItemRow[],
  now: Date,
): Promise<Progress['groups']> {
  const byId = new Map(waiting.map((item) => [item.id, item]))
  const box = await deps.vault.box(deps.database.db, { kind: 'handover', id: row.id })
  const sample = ({ id }: DecisionGroup['items'][number]) => {
    const item = byId.get(id)
    return (item && shownName(item, box)) || '—'
  }
  return decisionGroups(waiting.map(itemOf)).map((group) => {
    const dates = group.items.map(({ id }) => usualDate(row, byId.get(id), now).getTime())
    return {
      reason: group.reason,
      kind: group.kind,
      code: group.code,
      count: group.items.length,
      decideBy: decideBy(now, endsAt(row)).toISOString(),
      outcomes: [...offers(group.reason)],
      keepFrom: new Date(Math.min(...dates)).toISOString(),
      keepTo: new Date(Math.max(...dates)).toISOString(),
      samples: group.items.slice(0, samplesAtMost).map(sample),
    }
  })
}
