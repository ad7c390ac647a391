import type { Holding } from './holding.ts'
import type { TransferRecord } from './carriers/customers.ts'
import type { Change, Item } from './handover.ts'
import { afterLooking, afterStatus, isInTransfer } from './outcome.ts'

/** All that can be read of one customer: WeCom's record of his transfer, if any, and who holds him now. */
export interface Seen {
  readonly record: TransferRecord | undefined
  readonly held: Holding
  /** Done by the record, and looked for among the successor's customers in vain, again and again. */
  readonly isLongMissing: boolean
  readonly now: Date
}

/** Who holds the customer now outweighs the record: somebody may have moved him on since by hand. */
export function afterSeeing(item: Item, seen: Seen): Change {
  const { record, held, now } = seen
  return record !== undefined && isNews(item, record, seen)
    ? afterStatus(item, record.status, record.takeoverAt, now)
    : afterLooking(item, held, now)
}

function isNews(item: Item, { status }: TransferRecord, { held, isLongMissing }: Seen): boolean {
  const hasHolder = held.bySuccessors.length > 0 || held.byOther !== null
  const isThere = held.bySuccessors.includes(item.successor ?? '')
  // On its way or just there: the lists of customers may lag behind, for a while.
  const isUnderWay = status === 2 || (status === 1 && (isThere || !isLongMissing))
  if (!held.byLeaver) return !hasHolder && isUnderWay
  // 5: no record, on older pages (doc 94088). An old "declined" says nothing of the transfer that is running now.
  return isUnderWay || (status !== 5 && status !== 1 && !isInTransfer(item.code))
}
