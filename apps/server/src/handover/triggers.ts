import type { Trigger } from '@jieli/contract'
import { days, later } from '../platform/clock.ts'
import type { Item } from './handover.ts'
import type { Giver } from './carriers/giver.ts'
import type { HandoverRow } from './store.ts'

/** What a trigger means for the way of a handover (section 4 of the design). */
export interface Route {
  /** The leaver confirms the checklist; whoever is dismissed is not asked. */
  readonly asksLeaver: boolean
  /** The account is disabled at the agreed time. */
  readonly freezes: boolean
  /** Everything goes back to the leaver on the return date. */
  readonly returns: boolean
}

const routes: Readonly<Record<Trigger, Route>> = {
  resign: { asksLeaver: true, freezes: true, returns: false },
  dismiss: { asksLeaver: false, freezes: true, returns: false },
  move: { asksLeaver: true, freezes: false, returns: false },
  leave: { asksLeaver: true, freezes: false, returns: true },
}

export function routeOf(trigger: Trigger): Route {
  return routes[trigger]
}

// Takeovers need a day; the rest is for people who have to decide.
const backMs = days(7)

/** Until when something may go back that starts to go back at `from`. */
export function backUntil(from: Date): Date {
  return later(from, backMs)
}

/** What ends the present leg: the freeze, or on the way back the end of its days. */
export function endsAt({
  leg,
  freeze_at,
  back_until,
}: Pick<HandoverRow, 'leg' | 'freeze_at' | 'back_until'>): Date {
  return leg === 'back' && back_until !== null ? back_until : freeze_at
}

/** Until when the yes of the four holds: a day beyond the freeze for a late database, and for whatever goes back. */
export function approvalEndsAt({ freeze_at, return_at }: Pick<HandoverRow, 'freeze_at' | 'return_at'>): Date {
  return later(backUntil(return_at ?? freeze_at), days(1))
}

/** Who gives this item: the leaver, or on the way back the successor who had it. */
export function giverOf(
  { giver }: Pick<Item, 'giver'>,
  { leaver, way }: Pick<HandoverRow, 'leaver' | 'way'>,
): Giver {
  return giver === null ? { userid: leaver, way } : { userid: giver, way: 'in-service' }
}

/** Who may hold what moves, apart from the giver: the successors, or on the way back the leaver. */
export function takersOf({
  leg,
  leaver,
  plan,
}: Pick<HandoverRow, 'leg' | 'leaver' | 'plan'>): readonly string[] {
  return leg === 'back' ? [leaver] : plan.successors.map(({ userid }) => userid)
}

/** When what is verified may be closed; null: now. The freeze, and the end of a loan's first half, keep their time. */
export function closesAt({
  leg,
  ending,
  freeze_at,
}: Pick<HandoverRow, 'leg' | 'ending' | 'freeze_at'>): Date | null {
  return leg === 'back' || ending !== null ? null : freeze_at
}
