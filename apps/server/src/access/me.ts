import { actions, grantOf, type Me, type Role } from '@jieli/contract'
import type { Caller } from './decide.ts'
import type { AccessDeps } from './deps.ts'
import { endOf } from './sessions.ts'

// WeCom gives the company itself this number, and its name.
const wholeCompany = 1

/** Who asks, and what the policy table grants him. */
export async function meOf(deps: AccessDeps, caller: Caller): Promise<Me> {
  const { database, directory, settings } = deps
  const { db } = database
  const departments = await directory.departmentsOf(db, caller.userid)
  const endsAt = caller.session === undefined ? undefined : await endOf(db, caller.session)
  return {
    userid: caller.userid,
    name: await directory.nameOf(db, caller.userid),
    roles: [...caller.roles],
    grants: grantsOf(caller.roles),
    departments: departments.flatMap(({ name }) => (name === undefined ? [] : [name])),
    company: { name: departments.find(({ id }) => id === wholeCompany)?.name ?? null },
    now: (await deps.business.now()).toISOString(),
    version: settings.version,
    session: endsAt === undefined ? null : { endsAt: endsAt.toISOString() },
    phoneUrl: settings.phoneUrl ?? null,
  }
}

function grantsOf(roles: readonly Role[]): Me['grants'] {
  const granted = actions.flatMap((action) => {
    const grant = grantOf(action)
    const reaches = roles.flatMap((role) => grant[role] ?? [])
    if (roles.every((role) => grant[role] === undefined)) return []
    const all = reaches.filter((one) => one !== 'any')
    return [[action, all.length < reaches.length ? ('any' as const) : [...new Set(all)]] as const]
  })
  return Object.fromEntries(granted)
}
