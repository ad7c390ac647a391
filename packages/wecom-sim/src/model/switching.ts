import { type SwitchName, unverified } from '@jieli/wecom'
import type { Company } from './company.ts'

/** A switch, or a way of one, that the table does not know. */
export class UnknownWay extends Error {
  readonly field: string

  constructor(field: string, message: string) {
    super(`${field}: ${message}`)
    this.field = field
  }
}

/** Sets switches by name; a number where numbers are examples, else one of the listed ways. */
export function setSwitches(company: Company, input: Record<string, unknown>): void {
  for (const [name, given] of Object.entries(input)) {
    if (!Object.hasOwn(unverified, name)) throw new UnknownWay(name, 'no such switch')
    // Checked one line above.
    const row = unverified[name as SwitchName]
    const ways: readonly unknown[] = [row.default, ...row.alternatives]
    // A command line cannot tell the word 40003 from the number.
    const value = ways.includes(String(given)) ? String(given) : given
    const isNumber = typeof value === 'number' && ways.some((way) => typeof way === 'number')
    if (!isNumber && !ways.includes(value)) throw new UnknownWay(name, `one of ${ways.join(', ')}`)
    company.switches = { ...company.switches, [name]: value }
  }
  company.touchSwitches()
}

/** `true`, `12` or a word, as written on a command line. */
export function readWay(text: string): boolean | number | string {
  if (text === 'true' || text === 'false') return text === 'true'
  return /^-?\d+$/.test(text) ? Number(text) : text
}
