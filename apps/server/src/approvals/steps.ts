import type { Reader, Tx } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import type { Box, Place } from '../vault/index.ts'
import {
  covers,
  decideOn,
  mayRequest,
  type ApprovalRequest,
  type ApprovalSet,
  type Decided,
  type DecideRefusal,
  type RequestRefusal,
  type Seat,
  type VoidWhy,
  type Vote,
} from './approvals.ts'
import { canonicalEnvelope, envelopeHash, type Envelope } from './envelope.ts'
import { whomStandsFor } from './delegates.ts'
import { policyFor, sizeOf } from './policy.ts'
import { readPolicy } from './policy-store.ts'
import * as store from './store.ts'

/** Audit act of the caller: `approval.requested`. */
export async function request(tx: Tx, asked: ApprovalRequest): Promise<Result<ApprovalSet, RequestRefusal>> {
  const policy = await readPolicy(tx)
  const { trigger, scope: asks } = asked.envelope
  const { rule } = policyFor(policy.rules, trigger, sizeOf(asks.items))
  const may = mayRequest(asked, rule.minPeople)
  if (!may.ok) return may
  const envelopeText = canonicalEnvelope(asked.envelope)
  // What is stored is what was hashed: read back, successors sorted and each once.
  const { successors, scope } = JSON.parse(envelopeText) as Envelope
  const set = await store.insertSet(tx, {
    id: newId<'approval-set'>(),
    handoverId: scope.handover,
    envelopeText,
    hash: envelopeHash(asked.envelope),
    leaver: scope.leaver,
    successors,
    initiator: asked.initiator,
    approvers: asked.approvers,
    minPeople: rule.minPeople,
    policyVersion: policy.version,
    inOrder: rule.inOrder,
    requestedAt: asked.at,
    expiresAt: asked.expiresAt,
  })
  return set ? ok(set) : refuse('SET_OPEN')
}

export interface Deciding extends Vote {
  readonly set: string
  /** What a person writes is personal data: it is stored sealed, in a box of the handover's scope. */
  readonly reason?: { readonly text: string; readonly box: Box }
}

/** Audit acts of the caller: `approval.given` or `approval.rejected`, then `approval.complete` when complete. */
export async function decide(tx: Tx, deciding: Deciding): Promise<Result<Decided, DecideRefusal>> {
  const set = await store.lockSet(tx, deciding.set)
  if (!set) return refuse('NO_SUCH_SET')
  const standsFor = await whomStandsFor(tx, deciding.person, deciding.at)
  const decided = decideOn(set, { ...deciding, standsFor })
  if (!decided.ok) return decided
  const { decision, at, reason } = deciding
  const sealed = decided.value.seats.map((seat): [Seat, Buffer | undefined] => [
    seat,
    reason?.box.seal(reasonPlace(set.id, seat), reason.text),
  ])
  const reasons = Object.fromEntries(sealed.filter(([, buffer]) => buffer !== undefined))
  const by = Object.fromEntries(decided.value.delegated.map((seat) => [seat, deciding.person]))
  await store.saveDecision(tx, set.id, decided.value.seats, { decision, at, reasons, by })
  return decided
}

/** Where the reason of a seat is sealed. */
export function reasonPlace(set: string, seat: Seat): Place {
  return { table: 'approvals.approval_set', column: `${seat}_reason`, row: set }
}

/** Audit act of the caller: `approval.voided`. */
export async function voidSet(
  tx: Tx,
  set: string,
  why: VoidWhy,
  at: Date,
): Promise<Result<ApprovalSet, 'NO_SUCH_SET' | 'VOIDED'>> {
  const found = await store.lockSet(tx, set)
  if (!found) return refuse('NO_SUCH_SET')
  if (found.voided) return refuse('VOIDED', { why: found.voided.why })
  await store.saveVoid(tx, found.id, why, at)
  return ok({ ...found, voided: { at, why } })
}

/** The set that covers an attempt with this hash at this time. The database asks again when the attempt is opened. */
export async function validSet(
  reader: Reader,
  handoverId: string,
  hash: string,
  at: Date,
): Promise<ApprovalSet | undefined> {
  const sets = await store.setsOf(reader, handoverId)
  return sets.find((set) => covers(set, hash, at))
}
