import type { Rule } from '@jieli/contract'
import { allocateCustomers, allocateGroups, type Assignment, type TagIds } from './allocate.ts'
import type { Budget } from './budget.ts'
import type { Item } from './handover.ts'

/** What the rules look at, of a customer and of a group; no names. */
export interface SeenCustomer {
  readonly subject: string
  readonly tags: readonly string[]
  readonly addedAt: Date | null
}

export interface SeenGroup {
  readonly subject: string
  readonly outsiders: readonly string[]
}

/** Who receives each customer and group; the same for the preview and for the plan that runs. */
export function assign(
  rules: readonly Rule[],
  seen: { readonly customers: readonly SeenCustomer[]; readonly groups: readonly SeenGroup[] },
  { tagIds, asOf }: { readonly tagIds: TagIds; readonly asOf: Date },
): ReadonlyMap<string, Assignment> {
  const held = seen.customers.map(({ subject, tags, addedAt }) => ({
    subject,
    tags,
    addedAt: addedAt ?? asOf,
  }))
  const customers = allocateCustomers(held, rules, tagIds)
  const mine = new Set(held.map(({ subject }) => subject))
  const groups = allocateGroups(
    seen.groups.map(({ subject, outsiders }) => ({
      subject,
      customers: outsiders.filter((id) => mine.has(id)),
    })),
    customers,
    rules,
  )
  return new Map([...customers, ...groups])
}

// A budget known to be spent is not tried: the attempt would only be refused.
export function startState(to: Assignment, budget: Budget | null): Pick<Item, 'state' | 'reason'> {
  if (to === null) return { state: 'deciding', reason: 'UNASSIGNED' }
  return budget?.known === 'spent'
    ? { state: 'deciding', reason: 'LIMIT' }
    : { state: 'planned', reason: null }
}
