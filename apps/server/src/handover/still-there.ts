import type { Wecom } from './carriers/carrier.ts'
import { groupsHeldBy } from './carriers/groups.ts'
import type { Giver } from './carriers/giver.ts'
import type { Deps } from './deps.ts'
import type { Change } from './handover.ts'
import type { AttemptRow } from './store-attempts.ts'
import { applyChanges, itemOf, itemsOf, type ItemRow } from './store-items.ts'
import { findHandover } from './store.ts'
import { giverOf } from './triggers.ts'
import { groupBy } from '../platform/collections.ts'

/** Groups that would be next and are no longer the leaver's: they stay out of the batches and are looked at. */
export async function groupsGivenAway(deps: Deps, id: string, now: Date): Promise<readonly Change[]> {
  const due = (await itemsOf(deps.database.db, id, ['planned'])).filter(
    ({ due_at }) => due_at === null || due_at <= now,
  )
  const groups = due.filter(({ kind }) => kind === 'group')
  const row = groups.length > 0 ? await findHandover(deps.database.db, id) : undefined
  // Customers go first: as long as some wait, no group is sent.
  if (!row || due.some(({ kind, successor }) => kind === 'customer' && successor !== null)) return []
  const gone: ItemRow[] = []
  for (const items of groupBy(groups, ({ giver }) => giver ?? '').values()) {
    const [first] = items
    if (first) gone.push(...(await leftTo(deps.wecom, giverOf(first, row), items)).gone)
  }
  return gone.map((item) => lookAt(item, now))
}

/**
 * The call for groups names no giver: it would also take a group from somebody who got it by hand meanwhile. So the
 * owner is read once more right before; what is no longer the leaver's stays out of the call.
 */
export async function stillThere(
  deps: Deps,
  attempt: AttemptRow,
  rows: readonly ItemRow[],
): Promise<readonly ItemRow[]> {
  if (attempt.kind !== 'group') return rows
  const row = await findHandover(deps.database.db, attempt.handover_id)
  const [first] = rows
  if (!row || !first) return rows
  const { kept, gone } = await leftTo(deps.wecom, giverOf(first, row), rows)
  if (gone.length === 0) return rows
  const now = await deps.business.now()
  const how = { handoverId: attempt.handover_id, at: now, by: 'looking', attemptId: attempt.id }
  await deps.database.inTx((tx) =>
    applyChanges(
      tx,
      gone.map((item) => lookAt(item, now)),
      how,
    ),
  )
  return kept
}

async function leftTo(wecom: Wecom, giver: Giver, rows: readonly ItemRow[]) {
  const owned = await groupsHeldBy(wecom, giver)
  return {
    kept: rows.filter(({ subject }) => owned.has(subject)),
    gone: rows.filter(({ subject }) => !owned.has(subject)),
  }
}

function lookAt(item: ItemRow, now: Date): Change {
  return { item: itemOf(item).id, what: 'owned by somebody else', state: 'waiting', dueAt: now }
}
