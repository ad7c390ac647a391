import { sql } from 'kysely'
import type { Reader, Tx } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'

export interface Delegation {
  readonly id: string
  readonly person: string
  readonly delegate: string
  readonly from: Date
  readonly until: Date
}

const isActive = (at: Date) => sql<boolean>`from_at <= ${at} and until_at > ${at}
  and (ended_at is null or ended_at > ${at})`

/** The people in whose place this one may decide now. */
export async function whomStandsFor(reader: Reader, delegate: string, at: Date): Promise<readonly string[]> {
  const { rows } = await sql<{ person: string }>`
    select distinct person from approvals.delegation where lower(delegate) = lower(${delegate}) and ${isActive(at)}`.execute(
    reader,
  )
  return rows.map(({ person }) => person)
}

/** Who may decide in the place of these people now. */
export async function delegatesOf(
  reader: Reader,
  people: readonly string[],
  at: Date,
): Promise<readonly Delegation[]> {
  const { rows } = await sql<Delegation>`
    select id, person, delegate, from_at as "from", until_at as "until" from approvals.delegation
    where lower(person) = any(${people.map((one) => one.toLowerCase())}::text[]) and ${isActive(at)}
    order by from_at`.execute(reader)
  return rows
}

/** Names whoever decides in one's place; whoever was named before no longer does. */
export async function delegate(
  tx: Tx,
  {
    person,
    delegate: to,
    until,
    now,
  }: { readonly person: string; readonly delegate: string; readonly until: Date; readonly now: Date },
): Promise<string> {
  await endDelegation(tx, person, now)
  const id = newId<'delegation'>()
  await sql`insert into approvals.delegation (id, person, delegate, from_at, until_at)
    values (${id}, ${person}, ${to}, ${now}, ${until})`.execute(tx)
  return id
}

export async function endDelegation(tx: Tx, person: string, now: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    update approvals.delegation set ended_at = ${now}
    where lower(person) = lower(${person}) and ended_at is null and until_at > ${now}`.execute(tx)
  return Number(numAffectedRows ?? 0)
}
