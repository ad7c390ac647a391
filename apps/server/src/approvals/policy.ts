import { ok, refuse, type Result } from '../platform/result.ts'

/** What is asked of the four seats of a handover. */
export interface PolicyRule {
  /** Absent: whatever the trigger. */
  readonly trigger?: string
  /** Only of fewer items than this, all kinds together; absent: of any size. */
  readonly below?: number
  /** So many different people hold the four seats: 2, 3 or 4. */
  readonly minPeople: number
  /** One seat after the other, in their order. */
  readonly inOrder: boolean
  /** From the request on; then the set runs out and the plan goes back to the initiator. */
  readonly decideHours: number
  /** A silent approver is reminded from then on, at most once a day. */
  readonly remindHours: number
}

export interface Policy {
  readonly version: number
  /** The first that fits counts; the last fits everything. */
  readonly rules: readonly PolicyRule[]
}

export interface Chosen {
  /** From 0. */
  readonly place: number
  readonly rule: PolicyRule
}

/** The rule for this trigger and number of items. The database chooses again, by approvals.rule_for. */
export function policyFor(rules: readonly PolicyRule[], trigger: string, items: number): Chosen {
  const place = rules.findIndex(
    (rule) =>
      (rule.trigger === undefined || rule.trigger === trigger) &&
      (rule.below === undefined || items < rule.below),
  )
  const rule = rules[place]
  if (rule === undefined) throw new Error('the last rule of a policy fits everything')
  return { place, rule }
}

/** The fewest people any size of such a handover needs: before the inventory nobody knows how large it is. */
export function fewestPeopleFor(rules: readonly PolicyRule[], trigger: string): number {
  const sizes = [0, ...rules.flatMap(({ below }) => (below === undefined ? [] : [below]))]
  return Math.min(...sizes.map((items) => policyFor(rules, trigger, items).rule.minPeople))
}

/** Items of all kinds together. */
export function sizeOf(items: Readonly<Record<string, number>>): number {
  return Object.values(items).reduce((sum, n) => sum + n, 0)
}

export type RulesRefusal = 'NO_RULE_FOR_ALL' | 'RULE_NEVER_USED' | 'REMINDS_TOO_LATE'

/** Bounds of the single numbers are the contract's and the database's; this is what rules say to each other. */
export function checkRules(rules: readonly PolicyRule[]): Result<true, RulesRefusal> {
  const last = rules.at(-1)
  if (last === undefined || last.trigger !== undefined || last.below !== undefined)
    return refuse('NO_RULE_FOR_ALL')
  const late = rules.findIndex(({ remindHours, decideHours }) => remindHours > decideHours)
  if (late !== -1) return refuse('REMINDS_TOO_LATE', { place: late + 1 })
  const hidden = rules.findIndex((rule, at) => rules.slice(0, at).some((before) => hides(before, rule)))
  return hidden === -1 ? ok(true) : refuse('RULE_NEVER_USED', { place: hidden + 1 })
}

/** Whatever the second fits, the first took before. */
function hides(first: PolicyRule, second: PolicyRule): boolean {
  const takesTrigger = first.trigger === undefined || first.trigger === second.trigger
  const takesSize = first.below === undefined || (second.below !== undefined && second.below <= first.below)
  return takesTrigger && takesSize
}
