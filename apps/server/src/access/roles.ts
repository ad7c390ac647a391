import { givenRoles as roleNames, type GivenRole, type Role } from '@jieli/contract'
import { sql } from 'kysely'
import type { Person } from '../directory/index.ts'
import type { Reader, Tx } from '../platform/db.ts'

export type { GivenRole } from '@jieli/contract'

/** Who looks after the system and who looks after its proofs are never the same person. */
const apart: readonly (readonly [GivenRole, GivenRole])[] = [
  ['admin', 'security'],
  ['admin', 'auditor'],
]

export function isGivenRole(text: string): text is GivenRole {
  return roleNames.some((role) => role === text)
}

/** The roles somebody gave this person; being a leader is none of them. */
export async function givenRolesOf(reader: Reader, userid: string): Promise<readonly GivenRole[]> {
  return (await givenRoles(reader, userid)).map(({ role }) => role)
}

export function areApart(held: readonly Role[], role: GivenRole): boolean {
  return apart.some(
    ([one, other]) => (role === one && held.includes(other)) || (role === other && held.includes(one)),
  )
}

export interface Given {
  readonly userid: string
  readonly role: GivenRole
  readonly by: string
  readonly at: Date
}

export async function givenRoles(reader: Reader, userid?: string): Promise<readonly Given[]> {
  const { rows } = await sql<Given>`
    select userid, role, given_by as by, given_at as at from access.role_grant
    where ${userid === undefined ? sql`true` : sql`lower(userid) = lower(${userid})`}
    order by userid, role`.execute(reader)
  return rows
}

/** The people who hold a role, in the order in which they got it. */
export async function holdersOf(reader: Reader, role: GivenRole): Promise<readonly string[]> {
  const { rows } = await sql<{ userid: string }>`
    select userid from access.role_grant where role = ${role} order by given_at, userid`.execute(reader)
  return rows.map(({ userid }) => userid)
}

/** Leads a department, or is somebody's direct leader. */
async function isManager(reader: Reader, person: Person): Promise<boolean> {
  if (person.leads.length > 0) return true
  const { rows } = await sql<{ yes: boolean }>`
    select exists (select from directory.person
      where lower(${person.userid}) in (select lower(one) from unnest(leaders) as one) and status <> 'deleted') as yes`.execute(
    reader,
  )
  return rows[0]?.yes === true
}

/** Every active member is an employee, leaders are managers, the rest was given. */
export async function rolesOf(reader: Reader, person: Person): Promise<readonly Role[]> {
  const given = await givenRolesOf(reader, person.userid)
  const derived: Role[] = (await isManager(reader, person)) ? ['employee', 'manager'] : ['employee']
  return [...derived, ...given]
}

export async function giveRole(tx: Tx, { userid, role, by, at }: Given): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into access.role_grant (userid, role, given_by, given_at) values (${userid}, ${role}, ${by}, ${at})
    on conflict do nothing`.execute(tx)
  return numAffectedRows === 1n
}

export async function takeRole(tx: Tx, userid: string, role: GivenRole): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from access.role_grant where lower(userid) = lower(${userid}) and role = ${role}`.execute(tx)
  return (numAffectedRows ?? 0n) > 0n
}

export interface Proposal {
  readonly id: string
  readonly userid: string
  readonly role: GivenRole
  readonly give: boolean
  readonly by: string
  readonly at: Date
}

export async function openProposals(reader: Reader, id?: string): Promise<readonly Proposal[]> {
  const { rows } = await sql<Proposal>`
    select id, userid, role, give, proposed_by as by, proposed_at as at from access.role_proposal
    where decided_at is null and ${id === undefined ? sql`true` : sql`id = ${id}`} order by proposed_at`.execute(
    reader,
  )
  return rows
}

export async function insertProposal(tx: Tx, { id, userid, role, give, by, at }: Proposal): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into access.role_proposal (id, userid, role, give, proposed_by, proposed_at)
    values (${id}, ${userid}, ${role}, ${give}, ${by}, ${at}) on conflict do nothing`.execute(tx)
  return numAffectedRows === 1n
}

export async function closeProposal(
  tx: Tx,
  id: string,
  how: { readonly by: string; readonly yes: boolean; readonly at: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update access.role_proposal set decided_by = ${how.by}, decided_at = ${how.at}, decision = ${how.yes}
    where id = ${id} and decided_at is null`.execute(tx)
  return numAffectedRows === 1n
}
