import type { Reason } from '@jieli/contract'
import { hours, later, minutes } from '../platform/clock.ts'
import type { Holding } from './holding.ts'
import { isPointed, pointedMeanings } from './pointing.ts'
import { nextShanghaiDay, takeoverMs, type Change, type Item } from './handover.ts'

// Poll again an hour after a takeover time that has passed without a result: WeCom settles late, and a tighter poll
// only spends quota.
const askAgainMs = hours(1)

/** What an item becomes after WeCom answered for it. `code` is the per-item errcode; 0 means begun, not done. */
export function afterCode(item: Item, code: number, now: Date): Change {
  const base = { item: item.id, code }
  if (code === 0) {
    const dueAt = item.kind === 'customer' ? later(now, takeoverMs) : now
    return { ...base, what: 'accepted', state: 'waiting', reason: null, dueAt, code: null }
  }
  if (item.kind === 'group' && code === 45009) {
    return { ...base, what: 'quota of the day used', state: 'planned', dueAt: nextShanghaiDay(now) }
  }
  const meaning = isPointed(item.kind) ? pointedMeanings.get(code) : meanings.get(code)
  switch (meaning) {
    case undefined:
      return { ...base, what: 'unknown code', state: 'parked', reason: 'UNKNOWN_CODE', dueAt: null }
    case 'look':
      // On its way or already there, perhaps by somebody's hand in the console: only looking tells.
      return { ...base, what: 'already moving', state: 'waiting', dueAt: now }
    case 'FULL':
    case 'SUCCESSOR_UNREADY':
      return stepDown(item, meaning, now, code)
    default:
      return { ...base, what: 'refused by WeCom', state: 'deciding', reason: meaning, dueAt: null }
  }
}

const meanings: ReadonlyMap<number, Reason | 'look'> = new Map<number, Reason | 'look'>([
  [40128, 'LIMIT'],
  [40099, 'FULL'],
  [40098, 'SUCCESSOR_UNREADY'],
  [41054, 'SUCCESSOR_UNREADY'],
  [40205, 'SUCCESSOR_UNREADY'],
  [60111, 'SUCCESSOR_UNREADY'],
  [40100, 'look'],
  [40129, 'look'],
  [40131, 'look'],
  [84061, 'look'],
  [40096, 'look'],
  [90504, 'look'],
  [40143, 'NOT_MOVABLE'],
  [90501, 'NOT_MOVABLE'],
  [90502, 'NOT_MOVABLE'],
  [90509, 'NOT_MOVABLE'],
  [90510, 'NOT_MOVABLE'],
  [90503, 'GROUP_FULL'],
  // Inheritance of a deleted member: not deleted after all, on its way, already done (docs 94081, 92127).
  [40097, 'look'],
  [90500, 'look'],
  [90507, 'look'],
  [90508, 'look'],
])

/** Is this code, given for the whole call, about the people in it, so that it holds for each item? */
export function isCodeOfItems(code: number): boolean {
  const meaning = meanings.get(code)
  return meaning === 'SUCCESSOR_UNREADY' || meaning === 'FULL'
}

/** The next of the ordered fall-backs takes over, inside the approved envelope; without one a person decides. */
export function stepDown(
  item: Item,
  reason: 'FULL' | 'SUCCESSOR_UNREADY',
  now: Date,
  code: number | null,
): Change {
  const [next, ...rest] = item.fallbacks
  if (next === undefined) {
    return { item: item.id, what: 'no fall-back left', state: 'deciding', reason, code, dueAt: null }
  }
  return {
    item: item.id,
    what: `fall-back after ${reason}`,
    state: 'planned',
    successor: next,
    fallbacks: rest,
    reason: null,
    code,
    dueAt: now,
    lastStatus: null,
  }
}

/** What WeCom's own record of a transfer says (docs 94088): 1 done, 2 waiting, 3 declined, 4 full, 5 no record. */
export function afterStatus(item: Item, status: number, takeoverAt: Date | null, now: Date): Change {
  const base = { item: item.id, lastStatus: status }
  switch (status) {
    case 1:
      return { ...base, what: 'taken over', state: 'restoring', reason: null, code: null, dueAt: now }
    case 2:
      return { ...base, what: 'still waiting', state: 'waiting', dueAt: pollAt(takeoverAt, now) }
    case 3:
      return { ...base, what: 'declined by the customer', state: 'deciding', reason: 'REFUSED', dueAt: null }
    case 4:
      return { ...stepDown(item, 'FULL', now, null) }
    default:
      return {
        ...base,
        what: `unknown status ${status}`,
        state: 'parked',
        reason: 'UNKNOWN_CODE',
        dueAt: null,
      }
  }
}

function pollAt(takeoverAt: Date | null, now: Date): Date {
  return takeoverAt !== null && takeoverAt > now ? takeoverAt : later(now, askAgainMs)
}

/** What an item without a transfer record becomes, judged by who holds it. */
export function afterLooking(item: Item, held: Holding, now: Date): Change {
  const base = { item: item.id, dueAt: now }
  const [holder] = held.bySuccessors
  if (item.kind === 'group' && holder !== undefined) return readBack(holder, 'owner read back', base)
  if (held.byLeaver) return ofLeaver(item, now)
  if (isPointed(item.kind) && holder !== undefined) return readBack(holder, 'members read back', base)
  if (holder !== undefined) {
    return {
      ...base,
      what: 'held by a successor',
      state: 'restoring',
      successor: holder,
      reason: null,
      code: null,
    }
  }
  if (held.byOther !== null) {
    return {
      ...base,
      what: 'moved to another member',
      state: 'adopted',
      reason: 'MOVED_ELSEWHERE',
      owner: held.byOther,
    }
  }
  return { ...base, what: 'no longer held', state: 'gone', reason: 'NO_LONGER_HELD' }
}

// In a transfer that somebody else began (40100, 40129): it ends within a day, so look again then.
const inTransfer: ReadonlySet<number | null> = new Set([40100, 40129, 90507])
// Sent this often and still where it was: something we do not understand, so a person looks before it loops.
const sendsBeforeParking = 6

export function isInTransfer(code: number | null): boolean {
  return inTransfer.has(code)
}

function ofLeaver(item: Item, now: Date): Change {
  if (isInTransfer(item.code)) {
    return {
      item: item.id,
      what: 'in a transfer by hand',
      state: 'waiting',
      code: null,
      // A group of a deleted owner is inherited within moments.
      dueAt: later(now, item.kind === 'group' ? minutes(10) : takeoverMs),
    }
  }
  if (item.sends >= sendsBeforeParking) {
    return {
      item: item.id,
      what: 'sent often without effect',
      state: 'parked',
      reason: 'UNKNOWN_CODE',
      dueAt: null,
    }
  }
  return {
    item: item.id,
    what: 'still with the leaver',
    state: 'planned',
    reason: null,
    code: null,
    dueAt: now,
  }
}

function readBack(holder: string, what: string, base: { item: Item['id']; dueAt: Date }): Change {
  return { ...base, what, state: 'verified', successor: holder, reason: null, code: null }
}
