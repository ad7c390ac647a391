import { sql } from 'kysely'
import type { Role } from '@jieli/contract'
import type { Reader, Tx } from '../platform/db.ts'
import { hashOf, newSecret } from './secrets.ts'

/** In whose name and with which role a key acts. */
export interface KeyHolder {
  readonly userid: string
  readonly role: Role
}

/** Makes a key and shows it once; only its hash is kept. It acts in the name of `userid`. */
export async function createKey(tx: Tx, holder: KeyHolder, wallNow: Date): Promise<string> {
  const key = `jk_${newSecret()}`
  await sql`insert into access.api_key (hash, userid, role, created_at)
    values (${hashOf(key)}, ${holder.userid}, ${holder.role}, ${wallNow})`.execute(tx)
  return key
}

export async function holderOf(reader: Reader, key: string): Promise<KeyHolder | undefined> {
  const { rows } = await sql<KeyHolder>`
    select userid, role from access.api_key where hash = ${hashOf(key)} and revoked_at is null`.execute(
    reader,
  )
  return rows[0]
}

export async function revokeKeysOf(tx: Tx, userid: string, wallNow: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    update access.api_key set revoked_at = ${wallNow} where lower(userid) = lower(${userid}) and revoked_at is null`.execute(
    tx,
  )
  return Number(numAffectedRows ?? 0)
}
