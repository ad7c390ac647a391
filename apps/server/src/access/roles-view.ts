import type { Role } from '@jieli/contract'
import { sql } from 'kysely'
import type { AccessDeps } from './deps.ts'
import { givenRoles, openProposals } from './roles.ts'

/** Everybody who is more than an employee, with where each role comes from, and what waits for a decision. */
export async function rolesView({ database, directory }: AccessDeps) {
  const { db } = database
  const given = await givenRoles(db)
  const { rows: leaders } = await sql<{ userid: string }>`
    select userid from directory.person p where status = 'active' and (cardinality(leads) > 0
      or exists (select from directory.person o where p.userid = any(o.leaders) and o.status <> 'deleted'))
    order by userid`.execute(db)
  const proposals = await openProposals(db)
  const names = await directory.namesOf(db, [
    ...given.map(({ userid }) => userid),
    ...leaders.map(({ userid }) => userid),
    ...proposals.flatMap(({ userid, by }) => [userid, by]),
  ])
  const nameOf = (userid: string) => names.get(userid) ?? userid
  interface Held {
    readonly role: Role
    readonly since: string | null
    readonly by: string | null
    readonly derived: boolean
  }
  const people = new Map<string, Held[]>()
  const add = (userid: string, held: Held) => people.set(userid, [...(people.get(userid) ?? []), held])
  for (const { userid, role, by, at } of given)
    add(userid, { role, since: at.toISOString(), by, derived: false })
  for (const { userid } of leaders) add(userid, { role: 'manager', since: null, by: null, derived: true })
  return {
    people: [...people].map(([userid, roles]) => ({ userid, name: nameOf(userid), roles })),
    proposals: proposals.map(({ at, ...one }) => ({
      ...one,
      name: nameOf(one.userid),
      byName: nameOf(one.by),
      at: at.toISOString(),
    })),
  }
}
