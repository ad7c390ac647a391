import type { Company } from '../model/company.ts'

/** One call as `GET /_sim/journal` shows it. */
export interface Logged {
  no: number
  wall: string
  business: number
  call: string
  errcode: number | string
  executed: boolean
  fault?: string
  input?: unknown
}

const kept = 500

/** The recent calls, and for ever how many of each ended how. */
export class CallLog {
  readonly #recent: Logged[] = []
  #next = 1

  add(company: Company, entry: Omit<Logged, 'no' | 'wall' | 'business'>): void {
    const business = company.clock.business()
    this.#recent.push({
      no: this.#next++,
      wall: new Date(company.clock.wall() * 1_000).toISOString(),
      business,
      ...entry,
    })
    if (this.#recent.length > kept * 2) this.#recent.splice(0, kept)
    bump(company, `${entry.call}|${entry.errcode}`)
    bump(company, `${entry.call}|${entry.executed ? '+executed' : '-executed'}`)
  }

  recent(): readonly Logged[] {
    return this.#recent.slice(-kept)
  }

  clear(): void {
    this.#recent.length = 0
  }
}

function bump(company: Company, key: string): void {
  const row = company.calls.get(key)
  if (row === undefined) company.calls.put(key, { count: 1 })
  else {
    row.count += 1
    company.calls.touch(key)
  }
}

/** Calls by name: how often each outcome, and how often carried out or not. */
export function callCounts(
  company: Company,
): Record<string, { outcomes: Record<string, number>; executed: number; notExecuted: number }> {
  const counts: ReturnType<typeof callCounts> = {}
  for (const [key, { count }] of company.calls.entries()) {
    const [call = '', outcome = ''] = key.split('|')
    const row = (counts[call] ??= { outcomes: {}, executed: 0, notExecuted: 0 })
    if (outcome === '+executed') row.executed += count
    else if (outcome === '-executed') row.notExecuted += count
    else row.outcomes[outcome] = count
  }
  return counts
}
