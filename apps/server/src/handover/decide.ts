import type { ItemKind, Outcome, Reason } from '@jieli/contract'
import { days, later } from '../platform/clock.ts'
import type { Tx } from '../platform/db.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import { budgetFrom } from './collect.ts'
import { decide, decisionGroups, undecided, type DecisionRefusal } from './decision.ts'
import { freeAgainAt } from './handover.ts'
import type { Deps } from './deps.ts'
import { applyChanges, itemOf, itemsOf, type ItemRow } from './store-items.ts'
import { lockHandover, patchHandover, planOf, type HandoverRow } from './store.ts'

export interface Choice {
  readonly reason: Reason
  readonly kind: ItemKind
  readonly outcome: Outcome
  readonly by: { readonly userid: string; readonly role: string }
  readonly owner?: string | undefined
  readonly until?: Date | undefined
  readonly now: Date
}

export type ChoiceRefusal = 'NOT_FOUND' | 'NEEDS_OWNER_AND_DATE' | DecisionRefusal

/** Settles a group of items by a person's word, from the console, the tool or a card. */
export async function decideGroup(
  deps: Deps,
  tx: Tx,
  id: string,
  choice: Choice,
): Promise<Result<number, ChoiceRefusal>> {
  const row = await lockHandover(tx, id)
  if (!row) return refuse('NOT_FOUND')
  const rows = await itemsOf(tx, id, undecided)
  const group = decisionGroups(rows.map(itemOf)).find(
    ({ reason, kind }) => reason === choice.reason && kind === choice.kind,
  )
  if (!group) return refuse('NOTHING_TO_DECIDE')
  if (choice.outcome === 'keep' && choice.until && choice.until <= choice.now)
    return refuse('NEEDS_OWNER_AND_DATE')
  const byId = new Map(rows.map((item) => [item.id, item]))
  const until = (item: string) => choice.until ?? usualDate(row, byId.get(item), choice.now)
  const owner = choice.owner ?? row.plan.approvers.manager
  const decided = decide(
    group,
    { outcome: choice.outcome, owner, until },
    { now: choice.now, plan: planOf(row) },
  )
  if (typeof decided === 'string') return refuse(decided)
  await applyChanges(tx, decided, { handoverId: id, at: choice.now, by: choice.by.userid })
  await patchHandover(tx, id, { wake: true })
  await deps.append(tx, {
    at: choice.now,
    actor: choice.by.userid,
    role: choice.by.role,
    action: 'handover.decided',
    objects: {
      handover: id,
      reason: choice.reason,
      kind: choice.kind,
      outcome: choice.outcome,
      items: String(decided.length),
      ...(choice.outcome === 'keep' ? { owner } : {}),
    },
    result: 'ok',
    payload: { subjects: group.items.map(({ id, subject }) => `${subject} ${until(id).toISOString()}`) },
  })
  return ok(decided.length)
}

/**
 * When nobody names a date: for a spent budget the day it is surely free again (known, or counted from the last
 * transfer that the relation shows), else three days after the freeze.
 */
export function usualDate(row: HandoverRow, item: ItemRow | undefined, now: Date): Date {
  const known = item && budgetFrom(item.budget)
  if (known?.known === 'spent') return known.freeAt
  const bySeen = item?.reason === 'LIMIT' && item.added_at ? freeAgainAt(item.added_at) : now
  return bySeen > now ? bySeen : later(row.freeze_at, days(3))
}
