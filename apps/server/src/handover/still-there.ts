import { groupsOwnedBy } from './carriers/groups.ts'
import type { Deps } from './deps.ts'
import type { Change } from './handover.ts'
import type { AttemptRow } from './store-attempts.ts'
import { applyChanges, itemOf, type ItemRow } from './store-items.ts'

/**
 * The call for groups names no giver: it would also take a group from somebody who got it by hand meanwhile. So the
 * owner is read right before; a group that is no longer the leaver's stays out of the call and is looked at.
 */
export async function stillThere(
  deps: Deps,
  attempt: AttemptRow,
  rows: readonly ItemRow[],
): Promise<readonly ItemRow[]> {
  if (attempt.kind !== 'group') return rows
  const owned = await groupsOwnedBy(deps.wecom, [attempt.giver])
  const gone = rows.filter(({ subject }) => !owned.has(subject))
  if (gone.length === 0) return rows
  const now = await deps.business.now()
  const changes = gone.map((item): Change => ({
    item: itemOf(item).id,
    what: 'owned by somebody else',
    state: 'waiting',
    dueAt: now,
  }))
  await deps.database.inTx((tx) =>
    applyChanges(tx, changes, {
      handoverId: attempt.handover_id,
      at: now,
      by: 'looking',
      attemptId: attempt.id,
    }),
  )
  return rows.filter(({ subject }) => owned.has(subject))
}
