import type { ItemKind, Outcome, Reason } from '@jieli/contract'
import { days, later } from '../platform/clock.ts'
import type { Tx } from '../platform/db.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import { budgetFrom } from './collect.ts'
import { decide, decisionGroups, type DecisionRefusal } from './decision.ts'
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
  const rows = await itemsOf(tx, id)
  const group = decisionGroups(rows.map(itemOf)).find(
    ({ reason, kind }) => reason === choice.reason && kind === choice.kind,
  )
  if (!group) return refuse('NOTHING_TO_DECIDE')
  const until = choice.until ?? usualDate(row, rows, choice)
  if (choice.outcome === 'keep' && until <= choice.now) return refuse('NEEDS_OWNER_AND_DATE')
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
      ...(choice.outcome === 'keep' ? { owner, until: until.toISOString() } : {}),
    },
    result: 'ok',
    payload: { subjects: group.items.map(({ subject }) => subject) },
  })
  return ok(decided.length)
}

/** When nobody names a date: the day the spent budgets are free again, else three days after the freeze. */
function usualDate(row: HandoverRow, rows: readonly ItemRow[], choice: Choice): Date {
  const free = rows
    .filter(({ kind, reason }) => kind === choice.kind && reason === choice.reason)
    .flatMap(({ budget }) => {
      const known = budgetFrom(budget)
      return known?.known === 'spent' ? [known.freeAt] : []
    })
  const latest = free.sort((a, b) => b.getTime() - a.getTime())[0]
  return latest ?? later(row.freeze_at, days(3))
}
