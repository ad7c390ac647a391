import { statesOfTab, type HandoverView, type ItemState, type ItemTab, type ItemView } from '@jieli/contract'
import { find as findSet, seats, stateOf } from '../approvals/index.ts'
import type { Reader } from '../platform/db.ts'
import { decideBy, decisionGroups, undecided } from './decision.ts'
import type { Deps } from './deps.ts'
import { shownName } from './shown.ts'
import { itemOf, itemPage, itemsOf, stateCounts, type ItemRow, type PageAsked } from './store-items.ts'
import { findHandover, type HandoverRow } from './store.ts'
import { endsAt } from './triggers.ts'

/** What the API shows of a handover. */
export async function viewOf(deps: Deps, reader: Reader, row: HandoverRow): Promise<HandoverView> {
  const now = await deps.business.now()
  const byState = await stateCounts(reader, row.id)
  const waiting = (byState.deciding ?? 0) + (byState.parked ?? 0) > 0
  const groups = waiting ? decisionGroups((await itemsOf(reader, row.id, undecided)).map(itemOf)) : []
  return {
    id: row.id,
    state: row.state,
    trigger: row.trigger,
    leg: row.leg,
    ending: row.ending,
    pausedAt: row.paused_at?.toISOString() ?? null,
    returnAt: row.return_at?.toISOString() ?? null,
    accessEnds: row.access_ends,
    accessEndedAt: row.access_ended_at?.toISOString() ?? null,
    leaver: row.leaver,
    initiator: row.initiator,
    successors: row.plan.successors.map(({ userid }) => userid),
    approvers: row.plan.approvers,
    transferStartAt: row.transfer_start_at.toISOString(),
    freezeAt: row.freeze_at.toISOString(),
    planVersion: row.plan_version,
    envelopeHash: row.envelope_hash,
    preview: row.preview,
    approval: await approvalOf(reader, row, now),
    items: Object.values(byState).reduce((sum, n) => sum + n, 0),
    byState,
    needsDecision: groups.map(({ reason, kind, code, items }) => ({
      reason,
      kind,
      code,
      count: items.length,
      decideBy: decideBy(now, endsAt(row)).toISOString(),
    })),
    trouble: row.trouble,
    nextDueAt: row.next_due_at?.toISOString() ?? null,
  }
}

async function approvalOf(reader: Reader, row: HandoverRow, now: Date): Promise<HandoverView['approval']> {
  const set = row.approval_set_id === null ? undefined : await findSet(reader, row.approval_set_id)
  if (!set) return null
  return {
    set: set.id,
    valid: stateOf(set, now) === 'complete',
    seats: seats.map((seat) => {
      const { person, decided } = set.seats[seat]
      return {
        seat,
        userid: person,
        decision: decided?.decision ?? null,
        at: decided?.at.toISOString() ?? null,
      }
    }),
  }
}

export interface ItemsAsked extends Omit<PageAsked, 'states'> {
  readonly state?: ItemState | undefined
  readonly tab?: ItemTab | undefined
}

export interface ItemsPage {
  readonly items: ItemView[]
  readonly next: string | null
  readonly total: number
  readonly names: Record<string, string>
}

/** A page of items with masked names; undefined when there is no such handover. */
export async function itemsView(deps: Deps, id: string, asked: ItemsAsked): Promise<ItemsPage | undefined> {
  const { db } = deps.database
  const handover = await findHandover(db, id)
  if (!handover) return undefined
  const states = asked.state ? [asked.state] : asked.tab && statesOfTab[asked.tab]
  const { rows, total } = await itemPage(db, id, { ...asked, states })
  const box = await deps.vault.box(db, { kind: 'handover', id })
  const last = rows.at(-1)
  const people = [
    handover.leaver,
    ...rows.flatMap(({ successor, owner }) => [successor ?? [], owner ?? []].flat()),
  ]
  return {
    items: rows.map((row) => itemView(row, shownName(row, box))),
    next: last && rows.length === asked.limit ? `${last.position}/${last.id}` : null,
    total,
    names: Object.fromEntries(await deps.directory.namesOf(db, [...new Set(people)])),
  }
}

function itemView(row: ItemRow, name: string): ItemView {
  return {
    id: row.id,
    kind: row.kind,
    subject: row.subject,
    name,
    successor: row.successor,
    state: row.state,
    reason: row.reason,
    code: row.code,
    owner: row.owner,
    decision: row.decision,
    dueAt: row.due_at?.toISOString() ?? null,
    evidence: row.evidence,
  }
}
