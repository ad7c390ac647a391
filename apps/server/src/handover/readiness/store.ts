import type { ReadinessFigures, ReadinessFinding } from '@jieli/contract'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
import type { Cause } from '../trouble.ts'
import type { Figures } from './readiness.ts'

export interface Reading {
  readonly id: string
  readonly month: string
  readonly kind: 'monthly' | 'asked' | 'begun'
  readonly finishedAt: Date | null
  readonly trouble: Pick<Cause, 'cause' | 'remedy'> | null
}

const columns = sql`id, month, kind, finished_at as "finishedAt", trouble`

/** False when the reading of this month exists already. */
export async function beginReading(
  tx: Tx,
  reading: Pick<Reading, 'id' | 'month' | 'kind'> & { readonly askedBy: string | null; readonly at: Date },
): Promise<boolean> {
  const { id, month, kind, askedBy, at } = reading
  const { numAffectedRows } = await sql`
    insert into handover.readiness_reading (id, month, kind, asked_by, started_at, finished_at)
    values (${id}, ${month}, ${kind}, ${askedBy}, ${at}, ${kind === 'begun' ? at : null})
    on conflict do nothing`.execute(tx)
  return numAffectedRows === 1n
}

export async function lastReading(reader: Reader): Promise<Reading | undefined> {
  const { rows } = await sql<Reading>`
    select ${columns} from handover.readiness_reading order by started_at desc, id desc limit 1`.execute(
    reader,
  )
  return rows[0]
}

export async function findReading(reader: Reader, id: string): Promise<Reading | undefined> {
  const { rows } = await sql<Reading>`
    select ${columns} from handover.readiness_reading where id = ${id}`.execute(reader)
  return rows[0]
}

/** The last one whose figures are whole. */
export async function lastWhole(reader: Reader): Promise<Reading | undefined> {
  const { rows } = await sql<Reading>`
    select ${columns} from handover.readiness_reading
    where finished_at is not null and trouble is null and kind <> 'begun'
    order by started_at desc, id desc limit 1`.execute(reader)
  return rows[0]
}

export async function endReading(
  tx: Tx,
  id: string,
  end: { readonly at: Date; readonly trouble: Reading['trouble'] },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update handover.readiness_reading set finished_at = ${end.at}, trouble = ${end.trouble === null ? null : JSON.stringify(end.trouble)}::jsonb
    where id = ${id} and finished_at is null`.execute(tx)
  return numAffectedRows === 1n
}

export interface PersonRow {
  readonly userid: string
  readonly figures: ReadinessFigures
  readonly findings: readonly ReadinessFinding[]
}

export async function savePeople(
  tx: Tx,
  readingId: string,
  people: readonly { readonly figures: Figures; readonly findings: readonly ReadinessFinding[] }[],
): Promise<void> {
  const rows = people.map(({ figures: { userid, ...figures }, findings }) => ({ userid, figures, findings }))
  await sql`
    insert into handover.readiness_person (reading_id, userid, figures, findings)
    select ${readingId}, userid, figures, array(select jsonb_array_elements_text(findings))
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as row (userid text, figures jsonb, findings jsonb)`.execute(tx)
}

export interface Wanted {
  /** Undefined: everybody. In lower case. */
  readonly among: readonly string[] | undefined
  readonly finding?: ReadinessFinding | undefined
  readonly after?: string | undefined
  readonly limit: number
}

function condition({ among, finding }: Pick<Wanted, 'among' | 'finding'>) {
  return sql<boolean>`${among === undefined ? sql`true` : sql`lower(userid) = any(${[...among]}::text[])`}
    and ${finding === undefined ? sql`cardinality(findings) > 0` : sql`${finding} = any(findings)`}`
}

/** Whoever has findings, the most customers first. */
export async function peoplePage(
  reader: Reader,
  readingId: string,
  wanted: Wanted,
): Promise<{ readonly rows: readonly PersonRow[]; readonly next: string | null }> {
  const skip = wanted.after === undefined ? 0 : Number.parseInt(wanted.after, 10) || 0
  const { rows } = await sql<PersonRow>`
    select userid, figures, findings from handover.readiness_person
    where reading_id = ${readingId} and ${condition(wanted)}
    order by (figures->>'customers')::int desc, userid offset ${skip} limit ${wanted.limit + 1}`.execute(
    reader,
  )
  return {
    rows: rows.slice(0, wanted.limit),
    next: rows.length > wanted.limit ? String(skip + wanted.limit) : null,
  }
}

export async function countFindings(
  reader: Reader,
  readingId: string,
  among: Wanted['among'],
): Promise<{ readonly of: number; readonly byFinding: Partial<Record<ReadinessFinding, number>> }> {
  const mine = among === undefined ? sql`true` : sql`lower(userid) = any(${[...among]}::text[])`
  const { rows } = await sql<{ finding: ReadinessFinding | null; n: number }>`
    select null as finding, count(*)::int as n from handover.readiness_person where reading_id = ${readingId} and ${mine}
    union all
    select finding, count(*)::int from handover.readiness_person, unnest(findings) as finding
    where reading_id = ${readingId} and ${mine} group by finding`.execute(reader)
  return {
    of: rows.find(({ finding }) => finding === null)?.n ?? 0,
    byFinding: Object.fromEntries(rows.flatMap(({ finding, n }) => (finding === null ? [] : [[finding, n]]))),
  }
}

/** Whom WeCom refused as full lately, in lower case: the only thing that tells of a member's cap. */
export async function refusedAsFull(reader: Reader, since: Date): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ userid: string }>`
    select distinct lower(sent.successor) as userid
    from handover.item_event said join lateral (
      select successor from handover.item_event before
      where before.item_id = said.item_id and before.id < said.id and before.what = 'sent'
      order by before.id desc limit 1) sent on true
    where said.at > ${since} and (said.reason = 'FULL' or said.what = 'fall-back after FULL')
      and sent.successor is not null`.execute(reader)
  return new Set(rows.map(({ userid }) => userid))
}

/** Of several processes, and of several readings in a month, one tells. */
export async function claimCard(tx: Tx, month: string, manager: string, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into handover.readiness_card (month, manager, at) values (${month}, ${manager.toLowerCase()}, ${at})
    on conflict do nothing`.execute(tx)
  return numAffectedRows === 1n
}
