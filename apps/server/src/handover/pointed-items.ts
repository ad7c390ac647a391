import type { PointedKind } from '@jieli/contract'
import { newId } from '../platform/ids.ts'
import type { Box } from '../vault/index.ts'
import type { Assignment } from './allocate.ts'
import { startState } from './assign.ts'
import type { Found } from './carriers/carrier.ts'
import type { PointedInventory } from './point.ts'
import { assignPointed } from './pointing.ts'
import type { NewItem } from './store-items.ts'
import type { HandoverRow } from './store.ts'

export interface Placed {
  readonly box: Box
  readonly kind: PointedKind
  readonly thing: Found
  readonly to: Assignment
  readonly position: number
}

/** One thing that leads customers to the leaver, as an item. */
export function pointedItem({ box, kind, thing, to, position }: Placed): NewItem {
  // The brand of an id exists only in the types.
  const id = newId<'item'>() as NewItem['id']
  return {
    id,
    kind,
    subject: thing.subject,
    position,
    successor: to?.to ?? null,
    fallbacks: to?.fallbacks ?? [],
    ...startState(to, null),
    name: box.seal({ table: 'handover.item', column: 'name', row: id }, thing.name),
    notes: null,
    evidence: thing.evidence,
    addedAt: thing.addedAt,
    budget: null,
  }
}

/** All of them, between the groups and the account. */
export function pointedItems(
  row: HandoverRow,
  box: Box,
  inventories: readonly PointedInventory[],
): readonly NewItem[] {
  return inventories
    .flatMap(({ kind, found }) => found.map((thing) => ({ kind, thing })))
    .map(({ kind, thing }, at) =>
      pointedItem({
        box,
        kind,
        thing,
        to: assignPointed(row.plan.rules, thing.subject),
        position: 12_000_000 + at,
      }),
    )
}
