import { seats, type Envelope, type PolicyRule, type Seat } from '../index.ts'
import { anEnvelope } from './world.ts'

// What the sentences of the README say, written a second time and without the program's rules.

// mulberry32: a seed printed with a failure brings the same cases back.
export function chance(state: number): () => number {
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

export interface Case {
  readonly handover: string
  readonly people: Readonly<Record<Seat, string>>
  readonly initiator: string
  readonly successors: readonly string[]
  readonly rules: readonly PolicyRule[]
  readonly trigger: string
  readonly items: number
  readonly expiresAt: number
  /** Who may decide in whose place, from one hour to another. */
  readonly delegations: readonly {
    readonly person: string
    readonly delegate: string
    readonly from: number
    readonly until: number
  }[]
}

export const isSame = (a: string, b: string) => a.toUpperCase() === b.toUpperCase()

/** From the sentence alone: he was named by the seat's own person for that hour, and is no party himself. */
export function mayStandIn(
  { people, initiator, successors, delegations }: Case,
  seat: Seat,
  by: string,
  at: number,
): boolean {
  const isParty = ['linxiao', initiator, ...successors].some((party) => isSame(party, by))
  return (
    !isParty &&
    delegations.some(
      ({ person, delegate, from, until }) =>
        isSame(person, people[seat]) && isSame(delegate, by) && from <= at && at < until,
    )
  )
}

/** Written a second time: the first rule that is for this reason or any, and for this size or any. */
export function ruleOf({ rules, trigger, items }: Case): PolicyRule {
  let found: PolicyRule | undefined
  for (const rule of rules.toReversed()) {
    const isOtherReason = rule.trigger !== undefined && rule.trigger !== trigger
    const isTooMany = rule.below !== undefined && items >= rule.below
    if (!isOtherReason && !isTooMany) found = rule
  }
  if (!found) throw new Error('a case without a rule')
  return found
}

export function envelopeFor({ handover, successors, trigger, items }: Case): Envelope {
  const plain = anEnvelope(handover, successors)
  const half = Math.floor(items / 2)
  const scope = { ...plain.scope, items: { customer: items - half, group: half } }
  return { ...plain, trigger, scope }
}

/** Until when a seat may decide. */
export const endOf = (it: Case) => Math.min(it.expiresAt, ruleOf(it).decideHours)

/** Written a second time and from the sentence alone: nobody on two sides, enough different people. */
export function isProper(it: Case): boolean {
  const { people, initiator, successors } = it
  const held = seats.map((seat) => people[seat].toUpperCase())
  const parties = ['linxiao', initiator, ...successors].map((person) => person.toUpperCase())
  return new Set(held).size >= ruleOf(it).minPeople && held.every((person) => !parties.includes(person))
}
