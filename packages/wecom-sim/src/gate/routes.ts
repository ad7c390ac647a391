import { type CallName, type Endpoint, catalogue } from '@jieli/wecom'

/** The table as the gate walks it: rows by path. */
// Object.entries forgets the names; the catalogue is closed, so they are all there.
const rows = Object.entries(catalogue) as [CallName, Endpoint][]

const byPath = new Map(rows.map(([name, row]) => [row.path as string, name]))

export function callAt(path: string): CallName | undefined {
  // Some clients end their base address with a bar and get two of them.
  return byPath.get(path.replaceAll(/\/{2,}/g, '/'))
}

export function rowOf(call: CallName): Endpoint {
  return catalogue[call]
}

export function isCall(name: string): name is CallName {
  return Object.hasOwn(catalogue, name)
}
