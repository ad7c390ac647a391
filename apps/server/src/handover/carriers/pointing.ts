import type { PointedKind } from '@jieli/contract'
import type { Found, Inventory, Undo, Wecom } from './carrier.ts'

/** Who goes out and who comes in. */
export interface Swap {
  readonly giver: string
  readonly taker: string
  /** Was there before the handover on his own account: on the way back he stays. */
  readonly keepsGiver: boolean
}

/** A kind of thing that leads customers to members, and is re-pointed by one call each and read back. */
export interface PointingCarrier {
  readonly kind: PointedKind
  readonly undo: Undo
  /** Everything that leads to this person; the evidence keeps who was there (`users`). */
  find(wecom: Wecom, userid: string): Promise<Inventory>
  /** Whom it leads to now; null when it is no more. */
  observe(wecom: Wecom, subject: string): Promise<readonly string[] | null>
  /** Looks, then changes what is not so yet: safe to repeat. A code other than 0 is a refusal of this thing. */
  repoint(wecom: Wecom, order: Swap & { readonly subject: string }): Promise<number>
}

export function isAmong(users: readonly string[], userid: string): boolean {
  return users.some((one) => is(one, userid))
}

// Ids of members do not tell small letters from capitals.
function is(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

/**
 * The members with the taker in the giver's place, everybody else kept; null when there is nothing to change: the giver
 * is not there any more, because it is done, or because somebody gave his place to others by hand.
 */
export function replaced(
  users: readonly string[],
  { giver, taker, keepsGiver }: Swap,
): readonly string[] | null {
  if (!isAmong(users, giver)) return null
  const hasTaker = isAmong(users, taker)
  if (keepsGiver) return hasTaker ? null : [...users, taker]
  if (hasTaker) return users.filter((one) => !is(one, giver))
  return users.map((one) => (is(one, giver) ? taker : one))
}

/** One of them as an item; the evidence keeps who was there. */
export function pointedFound(
  subject: string,
  name: string,
  evidence: { readonly users: readonly string[]; readonly departments?: number },
): Found {
  return { subject, name, evidence, addedAt: null, notes: null, addWay: null, outsiders: [] }
}
