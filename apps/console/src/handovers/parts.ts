import { itemStateWords, type ItemState } from '@jieli/contract'
import type { Part } from '../ui/index.ts'

type Looks = readonly (readonly [ItemState, Part['tone'], NonNullable<Part['fill']>])[]

// Solid: read back from WeCom. Hatched: the clock is running. Blocks: a person. Pale: explained. Grey: later.
const looks: Looks = [
  ['verified', 'ok', 'solid'],
  ['adopted', 'ok', 'solid'],
  ['restoring', 'wait', 'hatch'],
  ['waiting', 'wait', 'hatch'],
  ['sending', 'wait', 'hatch'],
  ['parked', 'bad', 'solid'],
  ['deciding', 'bad', 'solid'],
  ['excepted', 'act', 'pale'],
  ['gone', 'ok', 'pale'],
  ['planned', 'idle', 'solid'],
]

/** The states of some items in their order on a bar. */
export function partsOf(byState: Readonly<Partial<Record<ItemState, number>>>): readonly Part[] {
  return looks.map(([id, tone, fill]) => ({ id, words: itemStateWords[id], n: byState[id] ?? 0, tone, fill }))
}

export function totalOf(byState: Readonly<Partial<Record<ItemState, number>>>): number {
  return Object.values(byState).reduce((sum, n) => sum + n, 0)
}

export function sumOf(
  byState: Readonly<Partial<Record<ItemState, number>>>,
  states: readonly ItemState[],
): number {
  return states.reduce((sum, state) => sum + (byState[state] ?? 0), 0)
}
