import { sql } from 'kysely'
import { hours, later, minutes } from '../platform/clock.ts'
import type { Reader, Tx } from '../platform/db.ts'
import { hashOf, newSecret, newState } from './secrets.ts'

const loginMs = minutes(10)
const firstMs = hours(24)

/** A login that leaves for WeCom: `state` goes there and back, `nonce` stays in this browser. */
export async function beginLogin(
  reader: Reader,
  { to, first, now }: { readonly to: string; readonly first?: string | undefined; readonly now: Date },
): Promise<{ readonly state: string; readonly nonce: string }> {
  const state = newState()
  const nonce = newSecret()
  await sql`insert into access.login (state_hash, nonce_hash, return_to, first_hash, expires_at)
    values (${hashOf(state)}, ${hashOf(nonce)}, ${to}, ${first === undefined ? null : hashOf(first)},
      ${later(now, loginMs)})`.execute(reader)
  return { state, nonce }
}

export interface Begun {
  readonly to: string
  readonly first: Buffer | null
}

/** Takes the login back, once; undefined when it is unknown, over, or was begun in another browser. */
export async function takeLogin(
  reader: Reader,
  { state, nonce, now }: { readonly state: string; readonly nonce: string; readonly now: Date },
): Promise<Begun | undefined> {
  const { rows } = await sql<Begun>`
    delete from access.login where state_hash = ${hashOf(state)} and nonce_hash = ${hashOf(nonce)}
      and expires_at > ${now} returning return_to as to, first_hash as first`.execute(reader)
  return rows[0]
}

// Once somebody is administrator, however he became one, the link is worth nothing.
const nobodyYet = sql`not exists (select from access.role_grant where role = 'admin')`

/** A new one-time link; the ones before no longer work. */
export async function newFirstLink(tx: Tx, now: Date): Promise<string> {
  const token = newSecret()
  await sql`delete from access.first_admin`.execute(tx)
  await sql`insert into access.first_admin (hash, expires_at) values (${hashOf(token)}, ${later(now, firstMs)})`.execute(
    tx,
  )
  return token
}

export async function isFirstLink(reader: Reader, token: string, now: Date): Promise<boolean> {
  const { rows } = await sql`select from access.first_admin
    where hash = ${hashOf(token)} and used_at is null and expires_at > ${now} and ${nobodyYet}`.execute(
    reader,
  )
  return rows.length > 0
}

export async function useFirstLink(tx: Tx, hash: Buffer, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`update access.first_admin set used_at = ${now}
    where hash = ${hash} and used_at is null and expires_at > ${now} and ${nobodyYet}`.execute(tx)
  return numAffectedRows === 1n
}
