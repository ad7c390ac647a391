import type { Company } from '../rig/company.ts'
import type { Chance } from './chance.ts'

/** What may go wrong, as the simulator names it; each strikes at least twice under every seed. */
export const troubles = [
  'timeout-executed',
  'timeout-not-executed',
  'busy',
  'rate',
  'token-expired',
  'omit-items',
  'unknown-code',
  'callback-drop',
  'callback-duplicate',
] as const
export type Trouble = (typeof troubles)[number]

interface Asked {
  readonly call?: string
  readonly kind: Trouble
  readonly count: number
  readonly after?: number
  readonly level?: 'top' | 'item'
  readonly items?: number
  readonly ms?: number
  readonly blockSeconds?: number
}

/** What a fault did, as the simulator counts it. */
export interface Fired {
  readonly call: string
  readonly kind: Trouble
  readonly count: number
  readonly fired: number
  readonly executed: number
  readonly notExecuted: number
}

// Longer than the server waits for an answer, so that it hears nothing at all.
const silenceMs = 4_000

/** Plans the trouble of one seed: which call of its kind is struck, and which items. `calls` are expected. */
export async function askForTrouble(
  company: Company,
  chance: Chance,
  calls: { readonly customers: number; readonly groups: number },
): Promise<void> {
  // A struck call is not counted by the other faults, so the last ones would never be reached.
  const reachable = Math.max(1, Math.ceil(calls.customers * 0.6))
  const customer = (kind: Trouble, how: Partial<Asked> = {}): Asked => ({
    call: 'transferCustomer',
    kind,
    count: 1,
    after: chance.below(reachable),
    ...how,
  })
  const group = (kind: Trouble, how: Partial<Asked> = {}): Asked => ({
    call: 'transferGroups',
    kind,
    count: 1,
    after: chance.below(Math.max(1, calls.groups)),
    ...how,
  })
  const items = () => ({ items: 1 + chance.below(4) })
  const asked: readonly Asked[] = [
    customer('timeout-executed', { ms: silenceMs }),
    group('timeout-executed', { ms: silenceMs, after: 0 }),
    customer('timeout-not-executed', { ms: silenceMs }),
    group('timeout-not-executed', { ms: silenceMs, after: 0 }),
    customer('busy'),
    customer('busy'),
    { call: 'listCustomers', kind: 'busy', count: 1, after: chance.below(3) },
    customer('rate', { blockSeconds: 0.3 }),
    { call: 'transferResult', kind: 'rate', count: 1, after: chance.below(3), blockSeconds: 0.3 },
    customer('token-expired'),
    { call: 'batchGetCustomers', kind: 'token-expired', count: 1, after: 1 + chance.below(3) },
    customer('omit-items', items()),
    customer('omit-items', items()),
    customer('unknown-code', { level: 'item', ...items() }),
    group('unknown-code', { level: 'item', ...items(), after: 0 }),
    customer('unknown-code', { level: 'top' }),
  ]
  for (const fault of chance.shuffled(asked)) await company.post('/faults', fault)
}

/** Of the next events two come twice. */
export function doubleCallbacks(company: Company): Promise<unknown> {
  return company.post('/faults', { kind: 'callback-duplicate', count: 2 })
}

/** Of the next events two never come. */
export function loseCallbacks(company: Company): Promise<unknown> {
  return company.post('/faults', { kind: 'callback-drop', count: 2 })
}

export async function firedIn(company: Company): Promise<readonly Fired[]> {
  return (await company.get<{ faults: readonly Fired[] }>('/faults')).faults
}
