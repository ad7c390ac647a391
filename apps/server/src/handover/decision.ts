import type { ItemKind, ItemState, Outcome, Reason } from '@jieli/contract'
import { days, hours, later } from '../platform/clock.ts'
import { groupBy } from '../platform/collections.ts'
import { fitsBeforeFreeze, type Change, type Item, type Plan } from './handover.ts'

/** Items that wait for the same decision; people decide by group, not row by row. */
export interface DecisionGroup {
  readonly reason: Reason
  readonly kind: ItemKind
  readonly code: number | null
  readonly items: readonly Item[]
}

export const undecided: readonly ItemState[] = ['deciding', 'parked']

export function decisionGroups(items: readonly Item[]): readonly DecisionGroup[] {
  const waiting = items.filter(({ state }) => undecided.includes(state))
  return [...groupBy(waiting, ({ reason, kind }) => `${reason ?? ''}/${kind}`).values()].flatMap((group) => {
    const [first] = group
    return first?.reason ? [{ reason: first.reason, kind: first.kind, code: first.code, items: group }] : []
  })
}

/** Which ways on a person is offered. A spent budget cannot be tried again before it is free. */
export function offers(reason: Reason): readonly Outcome[] {
  switch (reason) {
    case 'REFUSED':
    case 'FULL':
    case 'SUCCESSOR_UNREADY':
    case 'GROUP_FULL':
    case 'CONTESTED':
      return ['again', 'keep']
    case 'UNKNOWN_CODE':
      return ['look', 'again', 'keep']
    default:
      return ['keep']
  }
}

// A person should answer within a working day, and early enough that an "again" still fits before the freeze.
export function decideBy(now: Date, freezeAt: Date): Date {
  const wish = later(now, hours(8))
  const latest = later(freezeAt, -hours(25))
  const last = later(freezeAt, -hours(1))
  if (wish <= latest) return wish
  return latest > now ? latest : last > now ? last : freezeAt
}

export interface Decided {
  readonly outcome: Outcome
  readonly owner: string
  /** By the item's id: budgets are free again on different days. */
  readonly until: (item: string) => Date
}

export type DecisionRefusal = 'NOTHING_TO_DECIDE' | 'TOO_LATE_FOR_AGAIN'

export function decide(
  group: DecisionGroup,
  { outcome, owner, until }: Decided,
  when: { readonly now: Date; readonly plan: Plan },
): readonly Change[] | DecisionRefusal {
  if (!offers(group.reason).includes(outcome)) return 'NOTHING_TO_DECIDE'
  if (outcome === 'again' && group.kind === 'customer' && !fitsBeforeFreeze(when.now, when.plan.freezeAt)) {
    return 'TOO_LATE_FOR_AGAIN'
  }
  return group.items.map((item) => decided(item, outcome, { owner, until: until(item.id), now: when.now }))
}

function decided(item: Item, outcome: Outcome, by: { owner: string; until: Date; now: Date }): Change {
  switch (outcome) {
    case 'again':
      return {
        item: item.id,
        what: 'decided: again',
        state: 'planned',
        reason: null,
        decision: 'again',
        dueAt: by.now,
      }
    case 'look':
      return {
        item: item.id,
        what: 'decided: look again',
        state: 'waiting',
        reason: null,
        decision: 'look',
        dueAt: by.now,
      }
    case 'keep':
      return kept(item, 'keep', by)
  }
}

function kept(item: Item, decision: string, by: { owner: string; until: Date }): Change {
  return {
    item: item.id,
    what: 'decided: keep',
    state: 'excepted',
    decision,
    owner: by.owner,
    dueAt: by.until,
  }
}

/** The freeze wins at its agreed time: what is still open gets the manager as its owner and a date, and says so. */
export function keptByDefault(
  items: readonly Item[],
  { owner, endsAt }: { readonly owner: string; readonly endsAt: Date },
): readonly Change[] {
  const open = items.filter(({ kind, state }) => kind !== 'account' && opens.has(state))
  return open.map((item) => ({
    ...kept(item, 'keep-by-default', { owner, until: later(endsAt, days(3)) }),
    reason: item.reason ?? 'TOO_LATE',
  }))
}

const opens: ReadonlySet<Item['state']> = new Set(['planned', 'waiting', 'deciding', 'parked', 'restoring'])
