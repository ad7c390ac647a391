import type { HandoverView, ItemView } from '@jieli/contract'
import { find as findSet, seats, stateOf } from '../approvals/index.ts'
import { masked } from '../access/index.ts'
import type { Reader } from '../platform/db.ts'
import { decideBy, decisionGroups, undecided } from './decision.ts'
import type { Deps } from './deps.ts'
import { itemOf, itemPage, itemsOf, stateCounts, type ItemRow } from './store-items.ts'
import { findHandover, type HandoverRow } from './store.ts'
import type { ItemState } from '@jieli/contract'

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
      decideBy: decideBy(now, row.freeze_at).toISOString(),
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

export interface PageAsked {
  readonly after?: string | undefined
  readonly limit: number
  readonly state?: ItemState | undefined
}

/** A page of items with masked names; undefined when there is no such handover. */
export async function itemsView(
  deps: Deps,
  id: string,
  page: PageAsked,
): Promise<{ items: ItemView[]; next: string | null } | undefined> {
  const { db } = deps.database
  if (!(await findHandover(db, id))) return undefined
  const rows = await itemPage(db, id, { after: page.after, limit: page.limit, state: page.state })
  const box = await deps.vault.box(db, { kind: 'handover', id })
  const last = rows.at(-1)
  return {
    items: rows.map((row) => {
      const name = row.name && box.open({ table: 'handover.item', column: 'name', row: row.id }, row.name)
      return itemView(row, masked.name(name ?? ''))
    }),
    next: last && rows.length === page.limit ? `${last.position}/${last.id}` : null,
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
