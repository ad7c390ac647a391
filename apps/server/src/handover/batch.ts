import type { ItemKind } from '@jieli/contract'
import { countBy, groupBy } from '../platform/collections.ts'
import { isPointed } from './pointing.ts'
import {
  fitsBeforeFreeze,
  groupsPerDay,
  nextShanghaiDay,
  perCall,
  type Change,
  type Item,
} from './handover.ts'

export interface Batch {
  readonly kind: ItemKind
  /** Null: the leaver. */
  readonly giver: string | null
  readonly taker: string
  readonly items: readonly Item[]
}

export interface Pace {
  readonly now: Date
  readonly freezeAt: Date
  /** Groups of this giver already given away on this calendar day. */
  readonly groupsSentToday: number
}

/** The next call of whoever gives: what brings new customers first, then customers; the day's quota of groups is each giver's own. */
export function nextOfAll(
  items: readonly Item[],
  pace: Pick<Pace, 'now' | 'freezeAt'>,
  sentToday: ReadonlyMap<string | null, number>,
): Batch | null {
  const batches = [...groupBy(items, ({ giver }) => giver)].flatMap(
    ([giver, own]) => nextBatch(own, { ...pace, groupsSentToday: sentToday.get(giver) ?? 0 }) ?? [],
  )
  const first = batches.find(({ kind }) => isPointed(kind)) ?? batches.find(({ kind }) => kind === 'customer')
  return first ?? batches[0] ?? null
}

/** The next call to make for what one person gives, customers first; null when nothing may be sent now. */
export function nextBatch(items: readonly Item[], pace: Pace): Batch | null {
  const due = items.filter((item) => isDue(item, pace.now))
  return pointedBatch(due) ?? customerBatch(due) ?? groupBatch(due, pace)
}

function isDue(item: Item, now: Date): boolean {
  return item.state === 'planned' && item.successor !== null && (item.dueAt === null || item.dueAt <= now)
}

// One call each, and before the customers: nobody new comes to the leaver while his are on their way.
function pointedBatch(due: readonly Item[]): Batch | null {
  const item = due.find(({ kind }) => isPointed(kind))
  return item ? { kind: item.kind, giver: item.giver, taker: item.successor ?? '', items: [item] } : null
}

function customerBatch(due: readonly Item[]): Batch | null {
  return largest('customer', due)
}

function groupBatch(due: readonly Item[], pace: Pace): Batch | null {
  const batch = largest('group', due)
  if (!batch) return null
  const room = groupsPerDay - pace.groupsSentToday
  if (room <= 0) return null
  if (batch.items.length <= room) return batch
  // It does not fit into today. When the rest needs as many days either way, whole batches tomorrow save a call.
  const left = due.filter(({ kind }) => kind === 'group').length
  if (Math.ceil(left / groupsPerDay) === Math.ceil((left - room) / groupsPerDay)) return null
  return { ...batch, items: batch.items.slice(0, room) }
}

function largest(kind: ItemKind, due: readonly Item[]): Batch | null {
  const byTaker = groupBy(
    due.filter((item) => item.kind === kind),
    (item) => item.successor ?? '',
  )
  let best: Batch | null = null
  for (const [taker, items] of byTaker) {
    const giver = items[0]?.giver ?? null
    if (best === null || items.length > best.items.length) best = { kind, giver, taker, items }
  }
  return best && { ...best, items: best.items.slice(0, perCall) }
}

/** Customers whose takeover would fall behind the freeze are not sent; somebody has to decide. */
export function tooLate(items: readonly Item[], pace: Pick<Pace, 'now' | 'freezeAt'>): readonly Change[] {
  if (fitsBeforeFreeze(pace.now, pace.freezeAt)) return []
  return items
    .filter((item) => item.kind === 'customer' && isDue(item, pace.now))
    .map((item) => ({
      item: item.id,
      what: 'too late to send',
      state: 'deciding',
      reason: 'TOO_LATE',
      dueAt: null,
    }))
}

/** When planned groups that found no room today may go. */
export function groupsWaitUntil(items: readonly Item[], pace: Pick<Pace, 'now'>): Date | null {
  const waiting = items.some((item) => item.kind === 'group' && isDue(item, pace.now))
  return waiting ? nextShanghaiDay(pace.now) : null
}

/** The fewest calls these items need: full batches per successor, and one for each thing that is re-pointed. */
export function minimumCalls(
  items: readonly { readonly kind: ItemKind; readonly successor: string | null }[],
): number {
  const moving = items.filter(({ kind, successor }) => kind !== 'account' && successor !== null)
  const pointed = moving.filter(({ kind }) => isPointed(kind)).length
  const counts = countBy(
    moving.filter(({ kind }) => !isPointed(kind)),
    ({ kind, successor }) => `${kind}/${successor}`,
  )
  return [...counts.values()].reduce((sum, n) => sum + Math.ceil(n / perCall), pointed)
}
