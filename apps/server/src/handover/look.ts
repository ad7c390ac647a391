import { groupBy } from '../platform/collections.ts'
import { inParallel } from '../platform/parallel.ts'
import { groupsOwnedBy, ownerOf } from './carriers/groups.ts'
import { customersOf, followersOf, transferRecords } from './carriers/customers.ts'
import type { Wecom } from './carriers/carrier.ts'
import type { Deps } from './deps.ts'
import type { Change, Item } from './handover.ts'
import { afterLooking, type Holding } from './outcome.ts'
import { afterSeeing } from './seen.ts'
import { isLongMissing } from './restore.ts'
import { logSeen } from './log-seen.ts'
import { applyChanges, itemOf, itemsOf, type ItemRow } from './store-items.ts'
import { findHandover } from './store.ts'

/** Reads back what became of items whose waiting time is over. Returns how many changed. */
export async function lookAtWaiting(deps: Deps, id: string): Promise<number> {
  const row = await findHandover(deps.database.db, id)
  if (!row) return 0
  const now = await deps.business.now()
  const due = (await itemsOf(deps.database.db, id, ['waiting'])).filter(
    ({ due_at }) => due_at !== null && due_at <= now,
  )
  if (due.length === 0) return 0
  const between = { leaver: row.leaver, successors: row.plan.successors.map(({ userid }) => userid) }
  const changes = [
    ...(await lookAtCustomers(
      deps.wecom,
      due.filter(({ kind }) => kind === 'customer'),
      { ...between, now },
    )),
    ...(await lookAtGroups(deps.wecom, due.filter(({ kind }) => kind === 'group').map(itemOf), {
      ...between,
      now,
    })),
  ]
  await deps.database.inTx(async (tx) => {
    await applyChanges(tx, changes, { handoverId: id, at: now, by: 'looking' })
    await logSeen(deps, tx, { id, changes, now })
  })
  return changes.length
}

interface Between {
  readonly leaver: string
  readonly successors: readonly string[]
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
    const records = await transferRecords(wecom, between.leaver, successor)
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
  { leaver, successors }: Between,
): Promise<ReadonlyMap<string, Holding>> {
  const ofLeaver = await customersOf(wecom, leaver)
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
  const { leaver, successors, now } = between
  const ofLeaver = await groupsOwnedBy(wecom, [leaver])
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
