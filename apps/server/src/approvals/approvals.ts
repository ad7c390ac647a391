import type { Id } from '../platform/ids.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import type { Envelope } from './envelope.ts'

/** 部门经理, HR, 系统管理员, 数据安全专员. */
export const seats = ['manager', 'hr', 'admin', 'security'] as const
export type Seat = (typeof seats)[number]
export type Decision = 'yes' | 'no'
export type ApprovalSetId = Id<'approval-set'>
export type Approvers = Readonly<Record<Seat, string>>

export interface SeatState {
  readonly person: string
  readonly decided: {
    readonly decision: Decision
    readonly at: Date
    readonly reason: Buffer | null
    /** Who decided in the person's place; null: the person. */
    readonly by: string | null
  } | null
}

export type VoidWhy = 'ENVELOPE_LEFT' | 'SUPERSEDED' | 'REJECTED' | 'EXPIRED' | 'CANCELLED' | 'APPROVER_LEFT'

export interface ApprovalSet {
  readonly id: ApprovalSetId
  readonly handoverId: string
  readonly envelope: Envelope
  readonly hash: string
  readonly leaver: string
  readonly successors: readonly string[]
  readonly initiator: string
  readonly seats: Readonly<Record<Seat, SeatState>>
  readonly minPeople: number
  /** One seat after the other, in their order. */
  readonly inOrder: boolean
  readonly policyVersion: number
  readonly requestedAt: Date
  /** From here on it neither takes a decision nor covers an attempt. */
  readonly expiresAt: Date
  /** From here on no seat decides; a complete set holds until it expires. */
  readonly decideBy: Date
  /** So long after the request whoever is silent is reminded. */
  readonly remindHours: number
  readonly voided: { readonly at: Date; readonly why: VoidWhy } | null
}

export type SetState = 'waiting' | 'complete' | 'rejected' | 'expired' | 'voided'

export function stateOf(set: ApprovalSet, at: Date): SetState {
  const decisions = seats.map((seat) => set.seats[seat].decided?.decision)
  if (set.voided) return 'voided'
  if (decisions.includes('no')) return 'rejected'
  if (at >= set.expiresAt) return 'expired'
  if (decisions.every((decision) => decision === 'yes')) return 'complete'
  return at >= set.decideBy ? 'expired' : 'waiting'
}

/** The same question as approvals.require_valid in the database, which asks it again for every attempt. */
export function covers(set: ApprovalSet, hash: string, at: Date): boolean {
  const isAfterAll = seats.every((seat) => (set.seats[seat].decided?.at ?? at) <= at)
  return set.hash === hash && stateOf(set, at) === 'complete' && isAfterAll
}

/** WeCom's userids are the same in upper and lower case. */
export function isSamePerson(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

export interface Parties {
  readonly leaver: string
  readonly successors: readonly string[]
  readonly initiator: string
}

export type Conflict = 'APPROVER_IS_LEAVER' | 'APPROVER_IS_SUCCESSOR' | 'APPROVER_IS_INITIATOR'

/** Why this person may not approve, or undefined. A delegate is asked the same question. */
export function conflictOf(person: string, parties: Parties): Conflict | undefined {
  if (isSamePerson(person, parties.leaver)) return 'APPROVER_IS_LEAVER'
  if (parties.successors.some((successor) => isSamePerson(person, successor))) return 'APPROVER_IS_SUCCESSOR'
  if (isSamePerson(person, parties.initiator)) return 'APPROVER_IS_INITIATOR'
  return undefined
}

export function headCount(approvers: Approvers): number {
  return new Set(seats.map((seat) => approvers[seat].toLowerCase())).size
}

export type RequestRefusal =
  | Conflict
  | 'TOO_FEW_PEOPLE'
  | 'LEAVER_IS_SUCCESSOR'
  | 'RULE_NAMES_NO_SUCCESSOR'
  | 'NOT_A_USERID'
  | 'EXPIRES_TOO_EARLY'
  /** The handover has a set that is not voided yet. */
  | 'SET_OPEN'

/** The handover and the leaver are those of `envelope.scope`. */
export interface ApprovalRequest {
  readonly envelope: Envelope
  readonly approvers: Approvers
  readonly initiator: string
  readonly at: Date
  readonly expiresAt: Date
}

// 1 to 64 letters, digits and _ - @ . beginning with a letter or digit (doc 90195).
const userid = /^[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}$/
// Beneath this no policy may go.
const fewestPeople = 2

export function mayRequest(request: ApprovalRequest, minPeople: number): Result<true, RequestRefusal> {
  const { envelope, approvers, initiator } = request
  const { successors, rules } = envelope
  const { leaver } = envelope.scope
  const strange = [leaver, initiator, ...successors, ...Object.values(approvers)].filter(
    (p) => !userid.test(p),
  )
  if (strange.length > 0) return refuse('NOT_A_USERID', { count: strange.length })
  if (successors.some((successor) => isSamePerson(successor, leaver))) return refuse('LEAVER_IS_SUCCESSOR')
  const named = rules.flatMap(({ to, fallbacks }) => [to, ...fallbacks])
  const unknown = named.filter((person) => !successors.includes(person))
  if (unknown.length > 0) return refuse('RULE_NAMES_NO_SUCCESSOR', { people: unknown })
  for (const seat of seats) {
    const conflict = conflictOf(approvers[seat], { leaver, successors, initiator })
    if (conflict) return refuse(conflict, { seat, person: approvers[seat] })
  }
  const needed = Math.max(fewestPeople, minPeople)
  const people = headCount(approvers)
  if (people < needed) return refuse('TOO_FEW_PEOPLE', { people, needed })
  if (request.expiresAt <= request.at) return refuse('EXPIRES_TOO_EARLY')
  return ok(true)
}

export type DecideRefusal =
  | 'NO_SUCH_SET'
  | 'NOT_AN_APPROVER'
  | 'VOIDED'
  /** The card was made for another envelope. */
  | 'STALE'
  | 'ALREADY_DECIDED'
  | 'REJECTED'
  | 'EXPIRED'
  /** Somebody before has not decided yet. */
  | 'NOT_YOUR_TURN'
  /** A delegate who is a party himself. */
  | Conflict
  /** One delegate of several people is one head. */
  | 'TOO_FEW_PEOPLE'

export interface Vote {
  readonly person: string
  /** People who let this one decide in their place at that time. */
  readonly standsFor?: readonly string[]
  /** Only this one of the person's seats; otherwise all of them that are undecided. */
  readonly seat?: Seat
  readonly decision: Decision
  readonly at: Date
  /** The hash the person saw. */
  readonly hash?: string
}

export interface Decided {
  readonly seats: readonly Seat[]
  /** Those of them that are somebody else's. */
  readonly delegated: readonly Seat[]
  /** All four seats have said yes. */
  readonly complete: boolean
  readonly rejected: boolean
}

export function decideOn(set: ApprovalSet, vote: Vote): Result<Decided, DecideRefusal> {
  const isAsked = (seat: Seat) => vote.seat === undefined || vote.seat === seat
  const isMine = (seat: Seat) => isSamePerson(set.seats[seat].person, vote.person)
  const standsFor = (seat: Seat) =>
    (vote.standsFor ?? []).some((person) => isSamePerson(set.seats[seat].person, person))
  const own = seats.filter((seat) => isAsked(seat) && (isMine(seat) || standsFor(seat)))
  if (own.length === 0) return refuse('NOT_AN_APPROVER')
  if (set.voided) return refuse('VOIDED', { why: set.voided.why })
  if (vote.hash !== undefined && vote.hash !== set.hash) return refuse('STALE')
  const undecided = own.filter((seat) => set.seats[seat].decided === null)
  if (undecided.length === 0) return refuse('ALREADY_DECIDED')
  const state = stateOf(set, vote.at)
  if (state === 'rejected') return refuse('REJECTED')
  if (state === 'expired') return refuse('EXPIRED')
  const conflict = undecided.some((seat) => !isMine(seat)) ? conflictOf(vote.person, set) : undefined
  if (conflict) return refuse(conflict)
  const turn = set.inOrder ? whoseTurn(set, undecided) : undecided
  // In order one no is the end: no later seat is asked any more, not even of the same person.
  const open = set.inOrder && vote.decision === 'no' ? turn.slice(0, 1) : turn
  if (open.length === 0) return refuse('NOT_YOUR_TURN')
  const rejected = vote.decision === 'no'
  const complete =
    !rejected && seats.every((seat) => open.includes(seat) || set.seats[seat].decided?.decision === 'yes')
  if (complete && headsAfter(set, open, vote.person) < Math.max(fewestPeople, set.minPeople))
    return refuse('TOO_FEW_PEOPLE', { needed: Math.max(fewestPeople, set.minPeople) })
  const delegated = open.filter((seat) => !isMine(seat))
  return ok({ seats: open, delegated, complete, rejected })
}

/** Of these seats those whose turn it is: the first that is undecided, and what follows it without a gap. */
function whoseTurn(set: ApprovalSet, own: readonly Seat[]): readonly Seat[] {
  const left = seats.filter((seat) => set.seats[seat].decided === null)
  const until = left.findIndex((seat) => !own.includes(seat))
  return until === -1 ? left : left.slice(0, until)
}

function headsAfter(set: ApprovalSet, deciding: readonly Seat[], person: string): number {
  const heads = seats.map((seat) => {
    const { person: seated, decided } = set.seats[seat]
    return (deciding.includes(seat) ? person : (decided?.by ?? seated)).toLowerCase()
  })
  return new Set(heads).size
}
