import type { Rule } from '@jieli/contract'

export interface HeldCustomer {
  readonly subject: string
  readonly tags: readonly string[]
  readonly addedAt: Date
}

export interface HeldGroup {
  readonly subject: string
  /** The leaver's customers among its members. */
  readonly customers: readonly string[]
}

/** Who receives, and in which order others step in. Null: no rule matched. */
export type Assignment = { readonly to: string; readonly fallbacks: readonly string[] } | null

/** Maps what people write (a tag's id, its name, or group/name) to tag ids. */
export type TagIds = (written: string) => readonly string[]

/** First match wins, from top to bottom. */
export function allocateCustomers(
  customers: readonly HeldCustomer[],
  rules: readonly Rule[],
  tagIds: TagIds,
): ReadonlyMap<string, Assignment> {
  const tests = rules.map((rule) => ({ rule, matches: matcher(rule, tagIds) }))
  return new Map(
    customers.map((customer) => {
      const hit = tests.find(({ matches }) => matches(customer))
      return [customer.subject, hit ? assignment(hit.rule) : null]
    }),
  )
}

/** How many customers each rule gets, and how many that match it went to an earlier one. */
export function hitsOf(
  customers: readonly HeldCustomer[],
  rules: readonly Rule[],
  tagIds: TagIds,
): { hits: number; elsewhere: number }[] {
  const tests = rules.map((rule) => matcher(rule, tagIds))
  const out = rules.map(() => ({ hits: 0, elsewhere: 0 }))
  for (const customer of customers) {
    let isTaken = false
    for (const [at, matches] of tests.entries()) {
      const count = out[at]
      // The rest is whoever is left, so nobody else is missing there.
      if (!count || !matches(customer) || (isTaken && rules[at]?.when.by === 'rest')) continue
      if (isTaken) count.elsewhere += 1
      else count.hits += 1
      isTaken = true
    }
  }
  return out
}

function assignment(rule: Rule): Assignment {
  return { to: rule.to, fallbacks: rule.fallbacks.filter((userid) => userid !== rule.to) }
}

function matcher({ when }: Rule, tagIds: TagIds): (customer: HeldCustomer) => boolean {
  switch (when.by) {
    case 'rest':
      return () => true
    case 'item': {
      const subjects = new Set(when.subjects)
      return ({ subject }) => subjects.has(subject)
    }
    case 'added-before': {
      const limit = new Date(when.at)
      return ({ addedAt }) => addedAt < limit
    }
    case 'tag': {
      const wanted = new Set(when.tags.flatMap((tag) => tagIds(tag)))
      return ({ tags }) => tags.some((tag) => wanted.has(tag))
    }
  }
}

/**
 * A group goes to whoever receives most of its customers; a tie, or a group without the leaver's customers, to the
 * one who comes first among the rules' receivers (the last rule's for a group with none).
 */
export function allocateGroups(
  groups: readonly HeldGroup[],
  ofCustomers: ReadonlyMap<string, Assignment>,
  rules: readonly Rule[],
): ReadonlyMap<string, Assignment> {
  const order = [...new Set(rules.flatMap(({ to }) => [to]))]
  const all = [...new Set(rules.flatMap(({ to, fallbacks }) => [to, ...fallbacks]))]
  return new Map(
    groups.map(({ subject, customers }) => {
      const votes = new Map<string, number>()
      for (const customer of customers) {
        const to = ofCustomers.get(customer)?.to
        if (to !== undefined) votes.set(to, (votes.get(to) ?? 0) + 1)
      }
      const ranked = order
        .filter((to) => votes.has(to))
        .sort((a, b) => (votes.get(b) ?? 0) - (votes.get(a) ?? 0))
      const to = ranked[0] ?? order.at(-1)
      return [subject, to === undefined ? null : { to, fallbacks: all.filter((userid) => userid !== to) }]
    }),
  )
}
