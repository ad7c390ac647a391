import type { Holding } from './holding.ts'
import { groupBy } from '../platform/collections.ts'
import { inParallel } from '../platform/parallel.ts'
import { groupsHeldBy, groupsOwnedBy, ownerOf } from './carriers/groups.ts'
import { customersHeldBy, customersOf, followersOf, transferRecords } from './carriers/customers.ts'
import type { Wecom } from './carriers/carrier.ts'
import type { Giver } from './carriers/giver.ts'
import type { Deps } from './deps.ts'
import type { Change, Item } from './handover.ts'
import { afterLooking } from './outcome.ts'
import { lookAtPointed } from './point.ts'
import { afterSeeing } from './seen.ts'
import { isLongMissing } from './restore.ts'
import { logSeen } from './log-seen.ts'
import { applyChanges, itemOf, itemsOf, type ItemRow } from './store-items.ts'
import { findHandover } from './store.ts'
import { giverOf, takersOf } from './triggers.ts'

/** Reads back what became of items whose waiting time is over. Returns how many changed. */
export async function lookAtWaiting(deps: Deps, id: string): Promise<number> {
  const row = await findHandover(deps.database.db, id)
  if (!row) return 0
  const now = await deps.business.now()
  const due = (await itemsOf(deps.database.db, id, ['waiting'])).filter(
    ({ due_at }) => due_at !== null && due_at <= now,
  )
  if (due.length === 0) return 0
  const changes: Change[] = [...(await lookAtPointed(deps.wecom, row, due, now))]
  for (const items of groupBy(due, ({ giver }) => giver ?? '').values()) {
    const [first] = items
    if (!first) continue
    const between = { giver: giverOf(first, row), takers: takersOf(row), now }
    const customers = items.filter(({ kind }) => kind === 'customer')
    const groups = items.filter(({ kind }) => kind === 'group').map(itemOf)
    changes.push(...(await lookAtCustomers(deps.wecom, customers, between)))
    changes.push(...(await lookAtGroups(deps.wecom, groups, between)))
  }
  await deps.database.inTx(async (tx) => {
    await applyChanges(tx, changes, { handoverId: id, at: now, by: 'looking' })
    await logSeen(deps, tx, { id, changes, now })
  })
  return changes.length
}

interface Between {
  readonly giver: Giver
  readonly takers: readonly string[]
  readonly now: Date
}

async function lookAtCustomers(
  wecom: Wecom,
  due: readonly ItemRow[],
  between: Between,
): Promise<readonly Change[]> {
  if (due.length === 0) return []
  const holdings = await customerHoldings(wecom, due, between)
  const changes: Change[] = []
  for (const [successor, rows] of groupBy(due, (item) => item.successor ?? '')) {
    const records = await transferRecords(wecom, between.giver, successor)
    for (const row of rows) {
      const held = holdings.get(row.subject) ?? nobody
      const seen = {
        record: records.get(row.subject),
        held,
        isLongMissing: isLongMissing(row),
        now: between.now,
      }
      changes.push(afterSeeing(itemOf(row), seen))
    }
  }
  return changes
}

const nobody: Holding = { byLeaver: false, bySuccessors: [], byOther: null }

async function customerHoldings(
  wecom: Wecom,
  items: readonly Pick<ItemRow, 'subject' | 'successor'>[],
  { giver, takers: successors }: Between,
): Promise<ReadonlyMap<string, Holding>> {
  const ofLeaver = await customersHeldBy(wecom, giver)
  const ofSuccessors = new Map<string, ReadonlySet<string>>()
  for (const userid of successors) ofSuccessors.set(userid, await customersOf(wecom, userid))
  const holdings = await inParallel(items, 4, async ({ subject, successor }): Promise<[string, Holding]> => {
    const bySuccessors = successors
      .filter((userid) => ofSuccessors.get(userid)?.has(subject))
      // The planned one first: another may have known the customer all along.
      .sort((a, b) => Number(b === successor) - Number(a === successor))
    const byLeaver = ofLeaver.has(subject)
    if (byLeaver || bySuccessors.length > 0) return [subject, { byLeaver, bySuccessors, byOther: null }]
    const followers = await followersOf(wecom, subject)
    return [subject, { byLeaver, bySuccessors, byOther: followers?.[0] ?? null }]
  })
  return new Map(holdings)
}

async function lookAtGroups(
  wecom: Wecom,
  due: readonly Item[],
  between: Between,
): Promise<readonly Change[]> {
  if (due.length === 0) return []
  const { giver, takers: successors, now } = between
  const ofLeaver = await groupsHeldBy(wecom, giver)
  const ownedBy = new Map<string, ReadonlySet<string>>()
  for (const userid of successors) ownedBy.set(userid, await groupsOwnedBy(wecom, [userid]))
  return inParallel(due, 4, async (item) => {
    const bySuccessors = successors.filter((userid) => ownedBy.get(userid)?.has(item.subject))
    const byLeaver = ofLeaver.has(item.subject)
    const isKnown = byLeaver || bySuccessors.length > 0
    const byOther = isKnown ? null : await ownerOf(wecom, item.subject)
    return afterLooking(item, { byLeaver, bySuccessors, byOther }, now)
  })
}
