import type { DraftProblem, DraftSoFar } from '@jieli/contract'
import { conflictOf, headCount } from '../approvals/index.ts'
import { routeOf } from './triggers.ts'
import type { Ability, Person, WhyNot } from '../directory/index.ts'

export interface Known {
  /** A handover of this leaver exists: it is the one whose plan changes. */
  readonly isAmended: boolean
  readonly leaver: Person | undefined
  /** So many different approvers the policy asks for. */
  readonly minPeople: number
  readonly now: Date
  readonly abilities: readonly Ability[]
  /** Who of the leaver and the successors is in a handover already. */
  readonly leaving: ReadonlySet<string>
  readonly unassigned: number
  readonly earliestFinish: Date | null
  readonly initiator: string
}

const seats = ['manager', 'hr', 'admin', 'security'] as const

/** Everything that keeps the draft from being started, at once, each with its field. The same refusals as of create. */
export function problemsOf(draft: DraftSoFar, known: Known): DraftProblem[] {
  const out: DraftProblem[] = []
  const add = (field: DraftProblem['field'], why: string, facts: Record<string, unknown> = {}) =>
    void out.push({ field, why, facts })
  const same = (a: string, b: string | undefined) => b !== undefined && a.toLowerCase() === b.toLowerCase()
  const { leaver, rules = [], approvers = {}, transferStartAt, freezeAt } = draft
  const successors = (draft.successors ?? []).map(({ userid }) => userid)
  const route = routeOf(draft.trigger ?? 'resign')
  if (leaver !== undefined && known.leaver === undefined) add('leaver', 'LEAVER_UNKNOWN', { leaver })
  else if (leaver !== undefined && !isThere(known.leaver) && !route.freezes)
    add('leaver', 'LEAVER_GONE', { leaver })
  if (leaver !== undefined && known.leaving.has(leaver) && !known.isAmended)
    add('leaver', 'ALREADY_IN_HANDOVER', { leaver })
  for (const userid of successors) {
    if (same(userid, leaver)) add('successors', 'SAME_PERSON', { userid })
    if (known.leaving.has(userid)) add('successors', 'SUCCESSOR_IS_LEAVING', { people: [userid] })
  }
  for (const ability of known.abilities)
    if (ability.can === 'no') add('successors', refusalFor(ability.why), { userid: ability.userid })
  const strangers = rules
    .flatMap(({ to, fallbacks }) => [to, ...fallbacks])
    .filter((one) => !successors.includes(one))
  if (strangers.length > 0) add('rules', 'RULE_NAMES_NO_SUCCESSOR', { people: [...new Set(strangers)] })
  if (known.unassigned > 0 && successors.length > 0)
    add('rules', 'UNASSIGNED_ITEMS', { count: known.unassigned })
  for (const seat of seats) {
    const person = approvers[seat]
    if (person === undefined || leaver === undefined) continue
    const conflict = conflictOf(person, { leaver, successors, initiator: known.initiator })
    if (conflict) add('approvers', 'APPROVER_CONFLICT', { seat, person, conflict })
  }
  const { manager, hr, admin, security } = approvers
  if (manager && hr && admin && security) {
    const people = headCount({ manager, hr, admin, security })
    if (people < known.minPeople)
      add('approvers', 'APPROVER_CONFLICT', { conflict: 'TWICE', people, needed: known.minPeople })
  }
  if (freezeAt !== undefined && new Date(freezeAt) <= known.now)
    add('freezeAt', 'DEADLINE_PAST', { freezeAt })
  if (
    freezeAt !== undefined &&
    transferStartAt !== undefined &&
    new Date(freezeAt) <= new Date(transferStartAt)
  )
    add('freezeAt', 'DEADLINE_BEFORE_START', { freezeAt })
  if (route.returns && draft.returnAt === undefined) add('returnAt', 'RETURN_MISSING')
  if (
    route.returns &&
    draft.returnAt !== undefined &&
    freezeAt !== undefined &&
    new Date(draft.returnAt) <= new Date(freezeAt)
  )
    add('returnAt', 'RETURN_TOO_EARLY', { returnAt: draft.returnAt, freezeAt })
  const earliest = known.earliestFinish
  if (freezeAt !== undefined && earliest !== null && new Date(freezeAt) < earliest)
    add('freezeAt', 'DEADLINE_TOO_EARLY', { earliest: earliest.toISOString() })
  return out
}

/** Whoever is gone has nothing that could be handed over while he is here. */
export function isThere(leaver: Person | undefined): leaver is Person {
  return leaver !== undefined && leaver.status !== 'deleted' && leaver.status !== 'left'
}

export function refusalFor(
  why: WhyNot,
): 'SUCCESSOR_WITHOUT_CUSTOMER_CONTACT' | 'SUCCESSOR_UNKNOWN' | 'SUCCESSOR_INACTIVE' {
  if (why === 'NO_CUSTOMER_CONTACT') return 'SUCCESSOR_WITHOUT_CUSTOMER_CONTACT'
  return why === 'DELETED' || why === 'LEFT' ? 'SUCCESSOR_UNKNOWN' : 'SUCCESSOR_INACTIVE'
}
