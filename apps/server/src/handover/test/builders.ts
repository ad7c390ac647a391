import type { Draft, Rule } from '@jieli/contract'
import { days, hours, later } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import type { Item, Plan, Seats } from '../handover.ts'

/** Thursday 2026-11-12, 10:00 in Shanghai. */
export const now = new Date('2026-11-12T02:00:00Z')
export const inHours = (n: number) => later(now, hours(n))
export const inDays = (n: number) => later(now, days(n))

export const seats: Seats = { manager: 'manager', hr: 'hr', admin: 'admin', security: 'security' }

export function anItem(over: Partial<Item> = {}): Item {
  return {
    // The brand of an id exists only in the types.
    id: newId<'item'>() as Item['id'],
    kind: 'customer',
    subject: 'wm1',
    successor: 'zhou',
    fallbacks: [],
    state: 'planned',
    reason: null,
    code: null,
    owner: null,
    decision: null,
    dueAt: null,
    giver: null,
    sends: 0,
    lastStatus: null,
    ...over,
  }
}

/** As many items as asked for, each with a subject of its own. */
export function items(count: number, over: Partial<Item> = {}): readonly Item[] {
  return Array.from({ length: count }, (_, n) =>
    anItem({ subject: `${over.kind ?? 'customer'}${n}`, ...over }),
  )
}

export function aPlan(over: Partial<Plan> = {}): Plan {
  return {
    rules: [aRule()],
    successors: [{ userid: 'zhou', cap: null }],
    approvers: seats,
    transferStartAt: inHours(1),
    freezeAt: inDays(4),
    ...over,
  }
}

export function aRule(over: Partial<Rule> = {}): Rule {
  return { when: { by: 'rest' }, to: 'zhou', fallbacks: [], ...over }
}

export function aDraft(over: Partial<Draft> = {}): Draft {
  return {
    leaver: 'lin',
    trigger: 'resign',
    initiator: 'sumin',
    successors: [{ userid: 'zhou' }, { userid: 'gao' }],
    rules: [aRule({ fallbacks: ['gao'] })],
    approvers: { ...seats },
    transferStartAt: inHours(1).toISOString(),
    freezeAt: inDays(4).toISOString(),
    ...over,
  }
}
