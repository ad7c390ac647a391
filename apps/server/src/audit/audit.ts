import { createHmac } from 'node:crypto'
import { canonicalJson, type Json } from '../platform/canonical-json.ts'
import { Bug } from '../platform/result.ts'
import type { Id } from '../platform/ids.ts'

export type EntryId = Id<'audit entry'>

/** What somebody did. Ids only, except in `payload`, which is stored encrypted. */
export interface Act {
  /** Business time. */
  readonly at: Date
  readonly actor: string
  readonly role: string
  readonly session?: string | undefined
  /** `handover.start`: the domain, then what was done. */
  readonly action: string
  /** Pseudonymous ids by what they name: `{ handover: '…', set: '…' }`. */
  readonly objects: Readonly<Record<string, string>>
  readonly approvals?: readonly string[] | undefined
  readonly policyVersion?: string | undefined
  /** `ok`, or a literal code. */
  readonly result: string
  /** May be personal. Only its commitment goes into the leaf. */
  readonly payload?: Json | undefined
  /** A checkpoint must follow at once. */
  readonly urgent?: boolean | undefined
}

/** An entry as the sequencer reads it back. */
export interface Entry {
  readonly entryId: string
  readonly at: Date
  readonly actor: string
  readonly role: string
  readonly session: string | null
  readonly action: string
  readonly objects: Readonly<Record<string, string>>
  readonly approvals: readonly string[]
  readonly policyVersion: string | null
  readonly result: string
  readonly commitment: Buffer | null
  readonly urgent: boolean
}

export interface LeafPlace {
  readonly log: number
  readonly seq: number
  /** Wall time of the numbering; never earlier than the leaf before. */
  readonly loggedAt: Date
}

// Entry bundles of transparency logs carry a 16-bit length; half of it leaves room for what the sequencer adds.
const maxActBytes = 32_000

/** Refuses what could not become a leaf later: by then the act has happened. */
export function checkAct(act: Act): Act {
  if (!/^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+$/.test(act.action))
    throw new Bug(`audit action '${act.action}' is malformed`)
  if (act.actor === '' || act.role === '' || act.result === '')
    throw new Bug(`${act.action}: actor, role or result is empty`)
  const text = canonicalJson({
    ...act.objects,
    ' ': [act.actor, act.role, act.result, ...(act.approvals ?? [])],
  })
  if (text.length > maxActBytes)
    throw new Bug(`${act.action}: an audit entry names ids, it does not hold lists of them`)
  if (text.includes('\\u0000')) throw new Bug(`${act.action}: an id holds a zero byte`)
  return act
}

/** The exact bytes that are hashed: canonical JSON, so that anybody can make them again. */
export function leafBytes(entry: Entry, { log, seq, loggedAt }: LeafPlace): Buffer {
  const leaf: Json = {
    v: 1,
    log,
    seq,
    entry: entry.entryId,
    at: entry.at.toISOString(),
    loggedAt: loggedAt.toISOString(),
    actor: entry.actor,
    role: entry.role,
    session: entry.session ?? undefined,
    action: entry.action,
    objects: entry.objects,
    approvals: entry.approvals,
    policyVersion: entry.policyVersion ?? undefined,
    result: entry.result,
    commit: entry.commitment?.toString('hex'),
  }
  return Buffer.from(canonicalJson(leaf))
}

/** Binds a payload without telling it; the salt lies inside the sealed payload and dies with its key. */
export function commitTo(payload: Json, salt: Buffer): Buffer {
  return createHmac('sha256', salt).update(canonicalJson(payload)).digest()
}

export function sealable(payload: Json, salt: Buffer): Buffer {
  return Buffer.from(canonicalJson({ payload, salt: salt.toString('base64') }))
}

/** The origin of a log: the organisation's own name for the first, numbered after a restore that lost entries. */
export function originName(base: string, log: number): string {
  return log === 1 ? base : `${base}/${log}`
}
