import { grantOf, type Action, type Relation, type Role } from '@jieli/contract'

/** Who asks, before anything was decided: a person with a session, or a machine with a key. */
export interface Identity {
  readonly userid: string
  readonly roles: readonly Role[]
  readonly session?: string
}

/** Who may do it: in which role, and how far it reaches. Handlers of lists and drafts look at `reach`. */
export interface Caller {
  readonly userid: string
  /** The role that grants it, for the audit log. */
  readonly role: Role
  readonly roles: readonly Role[]
  /** Everything, or only what stands in one of these relations to the caller. */
  readonly reach: 'any' | readonly Relation[]
  readonly session?: string
}

/** How the caller stands to the object of the row; asked only when a role depends on it. */
export type RelationsTo = (userid: string) => Promise<readonly Relation[]>

/** The policy's answer; undefined is no. */
export async function decide(
  action: Action,
  identity: Identity,
  relationsTo?: RelationsTo,
): Promise<Caller | undefined> {
  const grant = grantOf(action)
  // What everybody is comes last: a role that was given tells more of why somebody may.
  const roles = identity.roles.toSorted((a, b) => Number(a === 'employee') - Number(b === 'employee'))
  const granted = roles.flatMap((role) => {
    const reach = grant[role]
    return reach === undefined ? [] : [{ role, reach }]
  })
  const [first] = granted
  if (first === undefined) return undefined
  const free = granted.find(({ reach }) => reach === 'any')
  if (free) return { ...identity, role: free.role, reach: 'any' }
  const reach = [...new Set(granted.flatMap(({ reach: some }) => [...some]))] as Relation[]
  if (relationsTo === undefined) return { ...identity, role: first.role, reach }
  const standing = await relationsTo(identity.userid)
  const near = granted.find(({ reach: some }) => standing.some((one) => some.includes(one as never)))
  return near && { ...identity, role: near.role, reach }
}
