import { sql, type RawBuilder } from 'kysely'
import type { Caller } from '../access/index.ts'
import type { Reader } from '../platform/db.ts'
import type { Deps } from './deps.ts'

/** The condition under which a caller may see a row `h` of handover.handover: the same relations as for one of them. */
export async function visibleTo(
  { directory }: Pick<Deps, 'directory'>,
  reader: Reader,
  { userid, reach }: Pick<Caller, 'userid' | 'reach'>,
): Promise<RawBuilder<boolean>> {
  if (reach === 'any') return sql<boolean>`true`
  const conditions = [sql<boolean>`false`]
  if (reach.includes('own')) conditions.push(sql<boolean>`lower(h.leaver) = lower(${userid})`)
  if (reach.includes('participant')) conditions.push(isParticipant(userid))
  if (reach.includes('line')) {
    const led = (await directory.ledBy(reader, userid)).map((one) => one.toLowerCase())
    conditions.push(sql<boolean>`lower(h.leaver) = any(${led}::text[])`)
  }
  return sql<boolean>`(${sql.join(conditions, sql` or `)})`
}

/** Named in it: as initiator, successor or approver. */
export function isParticipant(userid: string): RawBuilder<boolean> {
  return sql<boolean>`(lower(h.initiator) = lower(${userid})
    or exists (select from jsonb_array_elements(h.plan->'successors') as s where lower(s->>'userid') = lower(${userid}))
    or exists (select from jsonb_each_text(h.plan->'approvers') as a where lower(a.value) = lower(${userid})))`
}

/** The ids of what a caller may see; undefined: all. Live updates are filtered by it. */
export async function visibleIds(
  deps: Pick<Deps, 'directory' | 'database'>,
  caller: Pick<Caller, 'userid' | 'reach'>,
): Promise<ReadonlySet<string> | undefined> {
  if (caller.reach === 'any') return undefined
  const { db } = deps.database
  const { rows } = await sql<{ id: string }>`
    select h.id from handover.handover h where ${await visibleTo(deps, db, caller)}`.execute(db)
  return new Set(rows.map(({ id }) => id))
}
