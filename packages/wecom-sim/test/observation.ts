import type { SwitchName } from '@jieli/wecom'
import type { Desk } from './desk.ts'

/** How one switch shows from outside, and what is seen for its default and each alternative. */
export interface Observation {
  see(desk: Desk): Promise<unknown>
  readonly seen: readonly unknown[]
}

export type Observations = { readonly [K in SwitchName]: Observation }
