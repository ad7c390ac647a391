export {
  conflictOf,
  headCount,
  seats,
  stateOf,
  type ApprovalRequest,
  type ApprovalSet,
  type ApprovalSetId,
  type Approvers,
  type Conflict,
  type Decided,
  type DecideRefusal,
  type Decision,
  type Parties,
  type RequestRefusal,
  type Seat,
  type SeatState,
  type SetState,
  type VoidWhy,
} from './approvals.ts'
export {
  canonicalEnvelope,
  defaultDeltaLimit,
  envelopeHash,
  insideEnvelope,
  mayBeFoundLate,
  type DeltaLimit,
  type Envelope,
  type EnvelopeChange,
  type OutsideReason,
} from './envelope.ts'
export { delegate, delegatesOf, endDelegation, whomStandsFor, type Delegation } from './delegates.ts'
export { decide, reasonPlace, request, validSet, voidSet, type Deciding } from './steps.ts'
export { checkRules, fewestPeopleFor, policyFor, sizeOf, type PolicyRule } from './policy.ts'
export { decidePolicy, proposePolicy } from './policy-change.ts'
export { policyVersions, readPolicy, type PolicyVersion } from './policy-store.ts'
export { readSet as find, setsAwaiting } from './store.ts'
