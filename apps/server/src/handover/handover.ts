import {
  itemStates,
  type HandoverState,
  type ItemKind,
  type ItemState,
  type Reason,
  type Rule,
} from '@jieli/contract'
import { days, hours, later, shanghaiIso } from '../platform/clock.ts'
import type { Id } from '../platform/ids.ts'

export type ItemId = Id<'item'>
export type AttemptId = Id<'attempt'>

/** What the plan fixes; the approvals bind to it (settled point 1 of the design). */
export interface Plan {
  readonly rules: readonly Rule[]
  readonly successors: readonly { readonly userid: string; readonly cap: number | null }[]
  readonly approvers: Seats
  readonly transferStartAt: Date
  readonly freezeAt: Date
}

export interface Seats {
  readonly manager: string
  readonly hr: string
  readonly admin: string
  readonly security: string
}

export interface Item {
  readonly id: ItemId
  readonly kind: ItemKind
  readonly subject: string
  readonly successor: string | null
  readonly fallbacks: readonly string[]
  readonly state: ItemState
  readonly reason: Reason | null
  readonly code: number | null
  readonly owner: string | null
  readonly decision: string | null
  readonly dueAt: Date | null
  /** Who gives it; null: the leaver. */
  readonly giver: string | null
  /** How often it was sent; the second time counts as a retry. */
  readonly sends: number
  /** What WeCom said of the pair and this item the last time we looked; tells an old result from a new one. */
  readonly lastStatus: number | null
}

/** A change of one item: what it becomes and why. */
export interface Change {
  readonly item: ItemId
  readonly what: string
  readonly state: ItemState
  readonly successor?: string | null
  readonly fallbacks?: readonly string[]
  readonly reason?: Reason | null
  readonly code?: number | null
  readonly dueAt?: Date | null
  readonly owner?: string | null
  readonly decision?: string | null
  readonly lastStatus?: number | null
  readonly giver?: string | null
}

// A takeover that nobody declined happens by itself after 24 hours (doc 92125).
export const takeoverMs = hours(24)
// Each customer, and each group, moves at most twice in 90 natural days (docs 92125, 95703).
export const budgetDays = 90
export const budgetLimit = 2
// Groups of one person given to new owners in one day (doc 95703).
export const groupsPerDay = 300
// Customers or groups in one call (docs 92125, 95703).
export const perCall = 100
// A quarter of an hour to send everything and to read it back.
export const settlingMs = hours(0.25)

const ends: ReadonlySet<ItemState> = new Set(['verified', 'excepted', 'adopted', 'gone'])

export const notEnded: readonly ItemState[] = itemStates.filter((state) => !ends.has(state))

export function isEnd(state: ItemState): boolean {
  return ends.has(state)
}

/** Nothing happens to this handover any more. */
export function isOver(state: HandoverState): boolean {
  return state === 'reported' || state === 'archived' || state === 'cancelled'
}

/** May the customers still be taken over before the account is frozen? */
export function fitsBeforeFreeze(now: Date, freezeAt: Date): boolean {
  return later(now, takeoverMs) <= freezeAt
}

/** Calendar days run from midnight to midnight in Shanghai, UTC+8 all year. */
export function shanghaiDay(at: Date): string {
  return shanghaiIso(at).slice(0, 10)
}

export function nextShanghaiDay(at: Date): Date {
  const midnight = new Date(`${shanghaiDay(at)}T00:00:00+08:00`)
  return later(midnight, days(1))
}

/** The natural day from which a transfer made `at` no longer counts. */
export function freeAgainAt(at: Date): Date {
  return new Date(`${shanghaiDay(later(at, days(budgetDays)))}T00:00:00+08:00`)
}
