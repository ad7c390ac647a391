import { z } from 'zod'
import { type Chance, chance } from '../seeded.ts'
import { isCall } from './routes.ts'

export const faultKinds = [
  'refuse',
  'delay',
  'drop',
  'timeout-executed',
  'timeout-not-executed',
  'busy',
  'rate',
  'token-expired',
  'unknown-code',
  'omit-items',
  'duplicate-items',
  'repeat-cursor',
  'http-500',
  'garbage',
  'slow',
] as const

export const callbackFaultKinds = [
  'callback-drop',
  'callback-duplicate',
  'callback-reorder',
  'callback-delay',
  'callback-forge',
  'callback-replay',
] as const

/** What is asked of `POST /_sim/faults`. */
export const FaultInput = z.strictObject({
  call: z
    .string()
    .refine((name) => name === '*' || isCall(name), { error: 'not a call of the catalogue, nor *' })
    .default('*'),
  kind: z.enum([...faultKinds, ...callbackFaultKinds]),
  /** For `refuse` and `unknown-code`; any number. */
  code: z.int().optional(),
  level: z.enum(['top', 'item']).default('top'),
  /** Fires so often, then no more; absent = until deleted. */
  count: z.int().min(1).optional(),
  /** Lets so many matching calls pass first. */
  after: z.int().min(0).default(0),
  /** Which items: ids, or how many from the front; absent = chosen by `probability`. */
  items: z.union([z.array(z.string()).min(1), z.int().min(1)]).optional(),
  seed: z.string().default('faults'),
  probability: z.number().min(0).max(1).default(1),
  blockSeconds: z.number().min(0).optional(),
  /** How long `delay`, `slow` and the time-outs last, and how late a callback comes. */
  ms: z.int().min(0).max(600_000).optional(),
  /** Was the call carried out before it went wrong? Only for http-500 and garbage, where both happen. */
  executed: z.boolean().default(false),
})
export type FaultInput = z.output<typeof FaultInput>

export interface Fault extends FaultInput {
  readonly id: string
  readonly chance: Chance
  seen: number
  fired: number
  executedCount: number
  notExecuted: number
}

/** The troubles asked for and not yet cleared. In memory: a restarted company has none. */
export class Faults {
  #next = 1
  readonly #faults = new Map<string, Fault>()

  add(input: FaultInput): Fault {
    const id = `f${this.#next++}`
    const fault = {
      ...input,
      id,
      chance: chance(`${input.seed}|${input.kind}|${input.call}`),
      seen: 0,
      fired: 0,
      executedCount: 0,
      notExecuted: 0,
    }
    this.#faults.set(id, fault)
    return fault
  }

  list(): Fault[] {
    return [...this.#faults.values()]
  }

  remove(id: string): boolean {
    return this.#faults.delete(id)
  }

  clear(): void {
    this.#faults.clear()
  }

  /** The first fault that strikes this call, counted as fired. */
  strike(call: string): Fault | undefined {
    for (const fault of this.#faults.values()) {
      if (isCallbackFault(fault.kind) || (fault.call !== '*' && fault.call !== call)) continue
      if (this.#strikes(fault)) return fault
    }
    return undefined
  }

  strikeCallback(): Fault | undefined {
    for (const fault of this.#faults.values())
      if (isCallbackFault(fault.kind) && this.#strikes(fault)) return fault
    return undefined
  }

  #strikes(fault: Fault): boolean {
    fault.seen += 1
    if (fault.seen <= fault.after || (fault.count !== undefined && fault.fired >= fault.count)) return false
    // Item faults choose by item, so the call itself is always struck.
    if (fault.level === 'top' && fault.probability < 1 && fault.chance.next() >= fault.probability)
      return false
    fault.fired += 1
    return true
  }
}

export function isCallbackFault(kind: string): boolean {
  return kind.startsWith('callback-')
}
