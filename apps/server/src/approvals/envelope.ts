import { createHash } from 'node:crypto'
import { canonicalJson, type Json } from '../platform/canonical-json.ts'
import { ok, refuse, type Result } from '../platform/result.ts'

/** What four people say yes to. Ids only, no personal data. Whatever stays inside needs no second yes. */
export interface Envelope {
  readonly trigger: string
  readonly scope: {
    readonly handover: string
    readonly leaver: string
    /** How many items of each kind were found when approval was asked for. */
    readonly items: Readonly<Record<string, number>>
  }
  readonly successors: readonly string[]
  /** From top to bottom, the first match wins; `fallbacks` step in in their order. */
  readonly rules: readonly {
    readonly when: Json
    readonly to: string
    readonly fallbacks: readonly string[]
  }[]
  /** An instant as ISO text. */
  readonly deadline: string
  readonly pointsOfNoReturn: readonly string[]
  readonly deltaLimit: DeltaLimit
  /** When what was lent goes back; an instant as ISO text. */
  readonly returnAt?: string
  /** The leaver's access ends before the freeze. */
  readonly accessEnds?: string
}

/** Items found late are covered up to the larger of the two. */
export interface DeltaLimit {
  readonly percent: number
  readonly items: number
}

export const defaultDeltaLimit: DeltaLimit = { percent: 5, items: 20 }

/** One text for one meaning: what is a set is sorted, what is a sequence stays, an instant is UTC. */
export function canonicalEnvelope(envelope: Envelope): string {
  const { trigger, scope, rules, deltaLimit } = envelope
  return canonicalJson({
    trigger,
    scope: { handover: scope.handover, leaver: scope.leaver, items: scope.items },
    successors: asSet(envelope.successors),
    rules: rules.map(({ when, to, fallbacks }) => ({ when, to, fallbacks })),
    deadline: new Date(envelope.deadline).toISOString(),
    pointsOfNoReturn: asSet(envelope.pointsOfNoReturn),
    deltaLimit: { percent: deltaLimit.percent, items: deltaLimit.items },
    ...(envelope.returnAt === undefined ? {} : { returnAt: new Date(envelope.returnAt).toISOString() }),
    ...(envelope.accessEnds === undefined ? {} : { accessEnds: envelope.accessEnds }),
  })
}

export function envelopeHash(envelope: Envelope): string {
  return createHash('sha256').update(canonicalEnvelope(envelope), 'utf8').digest('hex')
}

/** The state of a re-planned handover, as far as it changed. */
export interface EnvelopeChange {
  /** The rule's place in the envelope, from 0; null for an assignment that follows no rule. */
  readonly assignments?: readonly { readonly rule: number | null; readonly to: string }[]
  /** All items found since approval was asked for, by kind; not only those of the last scan. */
  readonly foundLate?: Readonly<Record<string, number>>
  readonly pointsOfNoReturn?: readonly string[]
  readonly trigger?: string
  readonly deadline?: string
  readonly successors?: readonly string[]
  readonly rules?: Envelope['rules']
}

export type OutsideReason =
  | 'TRIGGER'
  | 'DEADLINE'
  | 'SUCCESSORS'
  | 'RULES'
  | 'ASSIGNMENT'
  | 'POINT_OF_NO_RETURN'
  | 'NEW_KIND'
  | 'DELTA_LIMIT'

/** Inside goes on and is logged; outside voids the approvals. `facts.reasons` names every line that was crossed. */
export function insideEnvelope(envelope: Envelope, change: EnvelopeChange): Result<true, 'OUTSIDE_ENVELOPE'> {
  const reasons = outsideReasons(envelope, change)
  return reasons.length === 0 ? ok(true) : refuse('OUTSIDE_ENVELOPE', { reasons })
}

function outsideReasons(envelope: Envelope, change: EnvelopeChange): readonly OutsideReason[] {
  const { scope, rules, successors } = envelope
  const found = Object.entries(change.foundLate ?? {}).filter(([, count]) => count > 0)
  const late = found.reduce((sum, [, count]) => sum + count, 0)
  const crossed: readonly (readonly [OutsideReason, boolean])[] = [
    ['TRIGGER', change.trigger !== undefined && change.trigger !== envelope.trigger],
    // An earlier deadline also changes what people agreed to: somebody loses access sooner.
    ['DEADLINE', change.deadline !== undefined && instant(change.deadline) !== instant(envelope.deadline)],
    [
      'SUCCESSORS',
      change.successors !== undefined && text(asSet(change.successors)) !== text(asSet(successors)),
    ],
    ['RULES', change.rules !== undefined && text(change.rules) !== text(rules)],
    ['ASSIGNMENT', (change.assignments ?? []).some((each) => !isForeseen(envelope, each))],
    [
      'POINT_OF_NO_RETURN',
      (change.pointsOfNoReturn ?? []).some((point) => !envelope.pointsOfNoReturn.includes(point)),
    ],
    ['NEW_KIND', found.some(([kind]) => !Object.hasOwn(scope.items, kind))],
    ['DELTA_LIMIT', late > mayBeFoundLate(envelope)],
  ]
  return crossed.filter(([, is]) => is).map(([reason]) => reason)
}

/** A person may receive by a rule only when that rule names him; without a rule nobody was foreseen. */
function isForeseen({ rules }: Envelope, { rule, to }: { rule: number | null; to: string }): boolean {
  const named = rule === null ? undefined : rules[rule]
  return named !== undefined && (named.to === to || named.fallbacks.includes(to))
}

export function mayBeFoundLate({ scope, deltaLimit }: Envelope): number {
  const approved = Object.values(scope.items).reduce((sum, count) => sum + count, 0)
  return Math.max(deltaLimit.items, Math.floor((approved * deltaLimit.percent) / 100))
}

function asSet(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort()
}

function text(value: Json): string {
  return canonicalJson(value)
}

function instant(iso: string): number {
  return new Date(iso).getTime()
}
