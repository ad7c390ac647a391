import { sql } from 'kysely'
import type { Reader, Tx } from '../platform/db.ts'

/** True for the one process whose turn it is; the next turn is set at once. */
export async function claimPoll(reader: Reader, now: Date, nextAt: Date): Promise<boolean> {
  const { rows } = await sql`
    update directory.poll set next_at = ${nextAt} where next_at <= ${now} returning 1`.execute(reader)
  return rows.length > 0
}

/** The number of the listing that is read next; what an interrupted one left behind is dropped. */
export async function beginListing(tx: Tx): Promise<number> {
  const { rows } = await sql<{
    round: number
  }>`select round + 1 as round from directory.poll for update`.execute(tx)
  await sql`delete from directory.listed`.execute(tx)
  return rows[0]?.round ?? 1
}

/** One id comes once per department of the person. */
export async function addListed(reader: Reader, round: number, userids: readonly string[]): Promise<void> {
  await sql`
    insert into directory.listed (round, userid) select distinct ${round}::bigint, u from unnest(${userids}::text[]) as u
    on conflict do nothing`.execute(reader)
}

export interface Difference {
  readonly listed: number
  readonly known: number
  readonly missing: number
}

export async function countDifference(tx: Tx, round: number): Promise<Difference> {
  const { rows } = await sql<Difference>`
    select (select count(*) from directory.listed where round = ${round}) as listed,
      count(*) as known, count(*) filter (where l.userid is null) as missing
    from directory.person p left join directory.listed l on l.round = ${round} and l.userid = p.userid
    where p.status <> 'deleted'`.execute(tx)
  return rows[0] ?? { listed: 0, known: 0, missing: 0 }
}

export async function addNewPeople(tx: Tx, round: number, at: Date): Promise<readonly string[]> {
  const { rows } = await sql<{ userid: string }>`
    insert into directory.person (userid, status, changed_at)
    select l.userid, 'unknown', ${at} from directory.listed l
    where l.round = ${round} and not exists (select from directory.person p where p.userid = l.userid)
    on conflict (userid) do nothing returning userid`.execute(tx)
  return rows.map(({ userid }) => userid)
}

export async function bringBack(tx: Tx, round: number, at: Date): Promise<readonly string[]> {
  const { rows } = await sql<{ userid: string }>`
    update directory.person p set status = 'unknown', changed_at = ${at} from directory.listed l
    where l.round = ${round} and l.userid = p.userid and p.status = 'deleted' returning p.userid`.execute(tx)
  return rows.map(({ userid }) => userid)
}

/** Missing in the listing before and in this one. */
export async function markDeleted(tx: Tx, round: number, at: Date): Promise<readonly string[]> {
  const { rows } = await sql<{ userid: string }>`
    update directory.person p set status = 'deleted', changed_at = ${at} from directory.missing m
    where m.userid = p.userid and p.status <> 'deleted'
      and not exists (select from directory.listed l where l.round = ${round} and l.userid = p.userid)
    returning p.userid`.execute(tx)
  return rows.map(({ userid }) => userid)
}

export async function endListing(tx: Tx, round: number): Promise<void> {
  await sql`delete from directory.missing`.execute(tx)
  await sql`
    insert into directory.missing (userid)
    select p.userid from directory.person p where p.status <> 'deleted'
      and not exists (select from directory.listed l where l.round = ${round} and l.userid = p.userid)`.execute(
    tx,
  )
  await sql`delete from directory.listed`.execute(tx)
  await sql`update directory.poll set round = ${round}`.execute(tx)
}

export interface DepartmentWrite {
  readonly id: number
  readonly name: string
  readonly parentId: number
  readonly position: number
  readonly leaders: readonly string[]
}

/** Writes only what differs. A department that is not shown any more is kept, marked as gone. */
export async function saveDepartments(tx: Tx, all: readonly DepartmentWrite[]): Promise<void> {
  // One text per row: PostgreSQL has no arrays of arrays of different lengths.
  const asked = JSON.stringify(all)
  await sql`
    insert into directory.department as d (id, name, parent_id, position, leaders)
    select id, name, "parentId", position, leaders
    from jsonb_to_recordset(${asked}::jsonb)
      as r (id integer, name text, "parentId" integer, position bigint, leaders text[])
    on conflict (id) do update set name = excluded.name, parent_id = excluded.parent_id,
      position = excluded.position, leaders = excluded.leaders, gone = false
    where (d.name, d.parent_id, d.position, d.leaders, d.gone)
      is distinct from (excluded.name, excluded.parent_id, excluded.position, excluded.leaders, false)`.execute(
    tx,
  )
  await sql`update directory.department set gone = true
    where not gone and id <> all(${all.map(({ id }) => id)}::integer[])`.execute(tx)
}

export async function oldestReadDepartments(reader: Reader, limit: number): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from directory.department where not gone order by read_at nulls first, id limit ${limit}`.execute(
    reader,
  )
  return rows.map(({ id }) => id)
}

export async function markRead(reader: Reader, department: number, wallNow: Date): Promise<void> {
  await sql`update directory.department set read_at = ${wallNow} where id = ${department}`.execute(reader)
}
