import { sql } from 'kysely'
import type { Reader, Tx } from '../platform/db.ts'
import type { Change, Department, Person, Status, What } from './directory.ts'

const personColumns = sql`userid, departments, main_department as "mainDepartment", leads, leaders, status,
  changed_at as "changedAt", seen_at as "seenAt"`

type PersonRow = Omit<Person, 'mainDepartment' | 'seenAt'> & {
  readonly mainDepartment: number | null
  readonly seenAt: Date | null
}

function toPerson(row: PersonRow): Person {
  return { ...row, mainDepartment: row.mainDepartment ?? undefined, seenAt: row.seenAt ?? undefined }
}

// WeCom's ids ignore case, and some of its answers are lower-cased.
export async function findPeople(reader: Reader, userids: readonly string[]): Promise<readonly Person[]> {
  const { rows } = await sql<PersonRow>`
    select ${personColumns} from directory.person where lower(userid) = any(${lower(userids)}::text[])`.execute(
    reader,
  )
  return rows.map(toPerson)
}

export async function findMembers(reader: Reader, department: number): Promise<readonly Person[]> {
  const { rows } = await sql<PersonRow>`
    select ${personColumns} from directory.person where departments @> array[${department}]::integer[]
      and status <> 'deleted' order by userid`.execute(reader)
  return rows.map(toPerson)
}

export interface SealedName {
  readonly userid: string
  readonly sealed: Buffer | null
}

export async function findNames(reader: Reader, userids: readonly string[]): Promise<readonly SealedName[]> {
  const { rows } = await sql<SealedName>`
    select userid, name_sealed as sealed from directory.person
    where lower(userid) = any(${lower(userids)}::text[])`.execute(reader)
  return rows
}

export type KnownPerson = PersonRow & { readonly sealed: Buffer | null }

export async function lockPeople(tx: Tx, userids: readonly string[]): Promise<readonly KnownPerson[]> {
  const { rows } = await sql<KnownPerson>`
    select ${personColumns}, name_sealed as sealed from directory.person
    where lower(userid) = any(${lower(userids)}::text[]) order by userid for update`.execute(tx)
  return rows
}

export interface PersonWrite {
  readonly userid: string
  readonly sealed: Buffer
  readonly departments: readonly number[]
  readonly mainDepartment: number | undefined
  readonly leads: readonly number[]
  readonly leaders: readonly string[]
  readonly status: Status
}

export async function savePerson(tx: Tx, person: PersonWrite, at: Date): Promise<void> {
  await sql`
    insert into directory.person as p
      (userid, name_sealed, departments, main_department, leads, leaders, status, changed_at, seen_at)
    values (${person.userid}, ${person.sealed}, ${person.departments}::integer[], ${person.mainDepartment ?? null},
      ${person.leads}::integer[], ${person.leaders}::text[], ${person.status}, ${at}, ${at})
    on conflict (userid) do update set name_sealed = excluded.name_sealed, departments = excluded.departments,
      main_department = excluded.main_department, leads = excluded.leads, leaders = excluded.leaders,
      status = excluded.status, changed_at = excluded.changed_at, seen_at = excluded.seen_at`.execute(tx)
}

/** `seen_at` may lag, so that a company nobody changes is not rewritten every minute. */
export async function markSeen(
  tx: Tx,
  userids: readonly string[],
  at: Date,
  lastBefore: Date,
): Promise<void> {
  await sql`update directory.person set seen_at = ${at}
    where userid = any(${userids}::text[]) and (seen_at is null or seen_at < ${lastBefore})`.execute(tx)
}

// Ids of changes must grow in the order in which they become visible, or a reader with a cursor would skip some.
const changesLock = 7_215_050

export async function addChanges(
  tx: Tx,
  changes: readonly { readonly userid: string; readonly what: What }[],
  at: Date,
): Promise<void> {
  if (changes.length === 0) return
  await sql`select pg_advisory_xact_lock(${changesLock})`.execute(tx)
  await sql`
    insert into directory.change (userid, what, noticed_at)
    select userid, what, ${at} from unnest(${changes.map(({ userid }) => userid)}::text[],
      ${changes.map(({ what }) => what)}::text[]) as c (userid, what)`.execute(tx)
}

export async function changesAfter(reader: Reader, after: number, limit: number): Promise<readonly Change[]> {
  const { rows } = await sql<Change>`
    select id, userid, what, noticed_at as "noticedAt" from directory.change
    where id > ${after} order by id limit ${limit}`.execute(reader)
  return rows
}

export async function departmentsWithParents(
  reader: Reader,
  ids: readonly number[],
): Promise<readonly Department[]> {
  const { rows } = await sql<Omit<Department, 'name'> & { name: string | null }>`
    with recursive up as (
      select id, parent_id from directory.department where id = any(${ids}::integer[]) and not gone
      union select d.id, d.parent_id from directory.department d join up on d.id = up.parent_id where not d.gone
    )
    select d.id, d.name, d.parent_id as "parentId", d.leaders from directory.department d join up using (id)
    order by d.id`.execute(reader)
  return rows.map((row) => ({ ...row, name: row.name ?? undefined }))
}

/** Whom a person leads: directly, or as a leader of their department or of one above it. */
export async function ledBy(reader: Reader, leader: string): Promise<readonly string[]> {
  const { rows } = await sql<{ userid: string }>`
    with recursive led as (
      select id from directory.department where not gone
        and exists (select from unnest(leaders) as one where lower(one) = lower(${leader}))
      union select d.id from directory.department d join led on d.parent_id = led.id where not d.gone
    )
    select userid from directory.person p
    where lower(userid) <> lower(${leader}) and (
      exists (select from unnest(p.leaders) as one where lower(one) = lower(${leader}))
      or p.departments && (select coalesce(array_agg(id), '{}') from led))`.execute(reader)
  return rows.map(({ userid }) => userid)
}

/** Changes whenever somebody joins, leaves, moves or is renamed, and with the names of departments. */
export async function listingStamp(reader: Reader): Promise<string> {
  const { rows } = await sql<{ stamp: string }>`
    select count(*) || '/' || coalesce(max(changed_at)::text, '') || '/'
      || (select coalesce(max(id), 0) from directory.change) || '/'
      || (select coalesce(md5(string_agg(id || name, ',' order by id)), '') from directory.department where not gone)
      as stamp
    from directory.person`.execute(reader)
  return rows[0]?.stamp ?? ''
}

export interface Present extends SealedName {
  readonly departments: readonly number[]
}

export async function presentPeople(reader: Reader): Promise<readonly Present[]> {
  const { rows } = await sql<Present>`
    select userid, name_sealed as sealed, departments from directory.person
    where status not in ('deleted', 'left') order by userid`.execute(reader)
  return rows
}

export async function namedDepartments(
  reader: Reader,
): Promise<readonly { readonly id: number; readonly name: string }[]> {
  const { rows } = await sql<{ id: number; name: string }>`
    select id, name from directory.department where name is not null and not gone`.execute(reader)
  return rows
}

export interface Gone {
  readonly userid: string
  readonly what: 'left' | 'deleted' | 'disabled'
  readonly since: Date
}

/** Who is no longer at work as far as the contacts say, since when. */
export async function goneSince(reader: Reader, since: Date): Promise<readonly Gone[]> {
  const { rows } = await sql<Gone>`
    select userid, status as what, changed_at as since from directory.person
    where status in ('left', 'deleted', 'disabled') and changed_at >= ${since} order by changed_at desc limit 200`.execute(
    reader,
  )
  return rows
}

function lower(userids: readonly string[]): string[] {
  return userids.map((userid) => userid.toLowerCase())
}
