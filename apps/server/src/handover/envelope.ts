import { defaultDeltaLimit, envelopeHash, mayBeFoundLate, type Envelope } from '../approvals/index.ts'
import { pointsOfNoReturn } from './preview.ts'
import type { HandoverRow } from './store.ts'

type Counts = Readonly<Record<string, number | undefined>>

// A plan from before a kind was known says nothing of it, and its hash stays what it was.
function known(counts: Counts): Record<string, number> {
  return Object.fromEntries(
    Object.entries(counts).flatMap(([kind, n]) => (n === undefined ? [] : [[kind, n]])),
  )
}

/** What the four people agree to; re-planning inside it goes on, leaving it voids their yes. */
export function envelopeOf(row: HandoverRow, items: Counts): Envelope {
  return {
    trigger: row.trigger,
    scope: { handover: row.id, leaver: row.leaver, items: known(items) },
    successors: row.plan.successors.map(({ userid }) => userid),
    rules: [...row.plan.rules.map(({ when, to, fallbacks }) => ({ when, to, fallbacks })), groupRule(row)],
    deadline: row.freeze_at.toISOString(),
    pointsOfNoReturn: pointsOfNoReturn(true, row.trigger),
    ...(row.return_at === null ? {} : { returnAt: row.return_at.toISOString() }),
    ...(row.access_ends === 'at-once' ? { accessEnds: row.access_ends } : {}),
    deltaLimit: defaultDeltaLimit,
  }
}

export function envelopeHashOf(row: HandoverRow, items: Counts): string {
  return envelopeHash(envelopeOf(row, items))
}

/** How many items found after the approval still lie inside the envelope. */
export function deltaAllowance(row: HandoverRow): number {
  return mayBeFoundLate(envelopeOf(row, row.preview?.items ?? {}))
}

// How groups are given (allocateGroups) is agreed to as well: any receiver of a rule may get one.
function groupRule({ plan }: HandoverRow): Envelope['rules'][number] {
  const [to = '', ...fallbacks] = [...new Set(plan.rules.flatMap((rule) => [rule.to, ...rule.fallbacks]))]
  return { when: { by: 'group-of-most-customers' }, to, fallbacks }
}
