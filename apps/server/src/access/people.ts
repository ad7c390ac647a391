import type { Person } from '../directory/index.ts'
import type { Reader } from '../platform/db.ts'
import type { AccessDeps } from './deps.ts'
import { rolesOf } from './roles.ts'
import type { Identity } from './decide.ts'

/** Who may come in at all: an active member. */
export async function activePerson(
  { directory }: Pick<AccessDeps, 'directory'>,
  reader: Reader,
  userid: string,
): Promise<Person | undefined> {
  const person = await directory.person(reader, userid)
  return person?.status === 'active' ? person : undefined
}

/** Whether the contacts say that he is no longer at work: what acts in his name ends too. */
export async function isGone(
  { directory }: Pick<AccessDeps, 'directory'>,
  reader: Reader,
  userid: string,
): Promise<boolean> {
  const person = await directory.person(reader, userid)
  return person !== undefined && ['disabled', 'left', 'deleted'].includes(person.status)
}

export async function identityOf(
  deps: Pick<AccessDeps, 'directory'>,
  reader: Reader,
  { userid, session }: { readonly userid: string; readonly session?: string },
): Promise<Identity | undefined> {
  const person = await activePerson(deps, reader, userid)
  if (!person) return undefined
  const roles = await rolesOf(reader, person)
  return { userid: person.userid, roles, ...(session === undefined ? {} : { session }) }
}
