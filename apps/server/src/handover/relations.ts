import type { Relation } from '@jieli/contract'
import { whomStandsFor } from '../approvals/index.ts'
import type { Reader } from '../platform/db.ts'
import type { Deps } from './deps.ts'
import { findHandover, type HandoverRow } from './store.ts'

/** Whether a person leads the leaver: as his direct leader, or as a leader of his departments or of those above. */
export async function leads(
  { directory }: Pick<Deps, 'directory'>,
  reader: Reader,
  { leader, member }: { readonly leader: string; readonly member: string },
): Promise<boolean> {
  const person = await directory.person(reader, member)
  const departments = await directory.departmentsOf(reader, member)
  const leaders = [...(person?.leaders ?? []), ...departments.flatMap((one) => one.leaders)]
  return leaders.some((userid) => isSame(userid, leader)) && !isSame(leader, member)
}

export async function relationsTo(
  deps: Pick<Deps, 'directory' | 'database' | 'business'>,
  id: string,
  userid: string,
): Promise<readonly Relation[]> {
  const row = await findHandover(deps.database.db, id)
  return row ? relationsOf(deps, row, userid) : ['stranger']
}

export async function relationsOf(
  deps: Pick<Deps, 'directory' | 'database' | 'business'>,
  row: Pick<HandoverRow, 'leaver' | 'initiator' | 'plan'>,
  userid: string,
): Promise<readonly Relation[]> {
  const found: Relation[] = []
  if (isSame(row.leaver, userid)) found.push('own')
  const { successors, approvers } = row.plan
  const named = [row.initiator, ...successors.map((one) => one.userid), ...Object.values(approvers)]
  if (named.some((one) => isSame(one, userid)) || (await standsForOne(deps, row, userid)))
    found.push('participant')
  if (await leads(deps, deps.database.db, { leader: userid, member: row.leaver })) found.push('line')
  return found.length === 0 ? ['stranger'] : found
}

/** Whoever decides in the place of an approver takes part as he does. */
async function standsForOne(
  { database, business }: Pick<Deps, 'database' | 'business'>,
  { plan }: Pick<HandoverRow, 'plan'>,
  userid: string,
): Promise<boolean> {
  const whose = await whomStandsFor(database.db, userid, await business.now())
  return whose.some((person) => Object.values(plan.approvers).some((one) => isSame(one, person)))
}

// WeCom tells no upper from lower case in a userid.
function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
