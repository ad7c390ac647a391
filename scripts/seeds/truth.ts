import type { PointedKind } from '@jieli/contract'
import type { Company } from '../rig/company.ts'

/** What really is, as the simulator tells it. */
export interface World {
  readonly accounts: readonly { readonly userid: string; readonly status: number }[]
  readonly customers: readonly {
    readonly id: string
    readonly name: string
    readonly followers: readonly string[]
    /** Of deleted members: nobody serves him, and nobody else has him yet. */
    readonly unassignedFrom: readonly string[]
  }[]
  readonly groups: readonly { readonly id: string; readonly owner: string }[]
  /** Whom each thing that brings new customers leads to. */
  readonly pointing: readonly {
    readonly kind: PointedKind
    readonly id: string
    readonly name: string
    readonly users: readonly string[]
    readonly ours: boolean
  }[]
  readonly transfers: readonly Moved[]
  readonly calls: Readonly<Record<string, { readonly executed: number; readonly notExecuted: number }>>
}

export interface Moved {
  readonly kind: 'customer' | 'group'
  readonly mode: 'in-service' | 'resigned'
  readonly subject: string
  readonly from: string
  readonly to: string
  readonly via: 'api' | 'console'
  readonly outcome: 'pending' | 'done' | 'refused' | 'full' | 'void'
  readonly startedAt: string
}

export function worldOf(company: Company): Promise<World> {
  return company.get<World>('/truth')
}

/** Who holds each customer and owns each group. */
export function holdersOf(world: World): ReadonlyMap<string, readonly string[]> {
  return new Map([
    ...world.customers.map(
      ({ id, followers, unassignedFrom }) => [id, [...followers, ...unassignedFrom]] as const,
    ),
    ...world.groups.map(({ id, owner }) => [id, [owner]] as const),
  ])
}
