import type { Preview, Trigger } from '@jieli/contract'
import { countBy } from '../platform/collections.ts'
import { days, later } from '../platform/clock.ts'
import { minimumCalls } from './batch.ts'
import type { Budget } from './budget.ts'
import { isPointed, pointedCounts } from './pointing.ts'
import { routeOf } from './triggers.ts'
import { groupsPerDay, settlingMs, takeoverMs, type Item, type Plan } from './handover.ts'

export interface PreviewInput {
  readonly trigger: Trigger
  readonly plan: Plan
  readonly items: readonly (Item & { readonly budget: Budget | null })[]
  /** How many customers each successor holds now; missing when it could not be read. */
  readonly holdsNow: ReadonlyMap<string, number>
  readonly memberOnlyGroups: number
  readonly undo: Preview['undo']
  readonly sources: Preview['sources']
  readonly warnings: Preview['warnings']
}

/** What a plan will do, computed with the very rules that execute it. */
export function previewOf(input: PreviewInput): Preview {
  const { plan, items } = input
  const customers = items.filter(({ kind }) => kind === 'customer')
  const groups = items.filter(({ kind }) => kind === 'group')
  const pointed = items.filter(({ kind }) => isPointed(kind))
  const sendable = items.filter((item) => item.state === 'planned')
  const known = countBy(customers, ({ budget }) => budget?.known ?? 'unknown')
  const groupDays = Math.ceil(groups.length / groupsPerDay)
  const knownLeft = known.get('left') ?? 0
  const unknown = known.get('unknown') ?? 0
  return {
    items: {
      customer: customers.length,
      group: groups.length,
      account: items.length - customers.length - groups.length - pointed.length,
      ...pointedCounts(pointed),
    },
    bySuccessor: plan.successors.map((successor) => loadOf(successor, sendable, input.holdsNow)),
    unassigned: items.filter(({ kind, successor }) => kind !== 'account' && successor === null).length,
    budget: { knownLeft, unknown, knownSpent: known.get('spent') ?? 0 },
    customersTold: sendable.filter(({ kind }) => kind === 'customer').length,
    transferCalls: minimumCalls(sendable),
    groupDays,
    earliestFinish: earliestFinish(plan.transferStartAt, {
      customers: customers.length,
      groups: groups.length,
    }).toISOString(),
    pointsOfNoReturn: pointsOfNoReturn(sendable.length > 0, input.trigger),
    undo: input.undo,
    memberOnlyGroups: input.memberOnlyGroups,
    sources: input.sources,
    warnings: [...input.warnings],
  }
}

function loadOf(
  { userid, cap }: Plan['successors'][number],
  items: readonly Item[],
  holdsNow: ReadonlyMap<string, number>,
): Preview['bySuccessor'][number] {
  const own = countBy(
    items.filter(({ successor }) => successor === userid),
    ({ kind }) => kind,
  )
  const added = own.get('customer') ?? 0
  const holds = holdsNow.get(userid) ?? 0
  return {
    userid,
    customers: added,
    groups: own.get('group') ?? 0,
    holdsNow: holds,
    cap,
    overCap: cap === null ? 0 : Math.max(0, holds + added - cap),
  }
}

/** Customers need a day, groups a day per 300; both run side by side. Nobody can promise less. */
export function earliestFinish(
  from: Date,
  count: { readonly customers: number; readonly groups: number },
): Date {
  const forCustomers = count.customers > 0 ? takeoverMs : 0
  const forGroups = days(Math.max(0, Math.ceil(count.groups / groupsPerDay) - 1))
  return later(from, Math.max(forCustomers, forGroups) + settlingMs)
}

/** Named in the envelope; each waits for a signed checkpoint that covers its approval. */
export function pointsOfNoReturn(anythingSent: boolean, trigger: Trigger): string[] {
  const { freezes, returns } = routeOf(trigger)
  return [
    ...(anythingSent ? ['first-transfer'] : []),
    ...(freezes ? ['freeze'] : []),
    ...(returns ? ['give-back'] : []),
  ]
}
