import { sql, type Selectable } from 'kysely'
import type { ItemKind, ItemState, Reason } from '@jieli/contract'
import { chunks } from '../platform/collections.ts'
import type { Reader, Tx } from '../platform/db.ts'
import type { Budget } from './budget.ts'
import type { Change, Item, ItemId } from './handover.ts'
import type { HandoverTables, ItemTable } from './tables.ts'

export type ItemRow = Selectable<ItemTable>

const of = (reader: Reader) => reader.withTables<HandoverTables>()

export interface NewItem {
  readonly id: ItemId
  readonly kind: ItemKind
  readonly subject: string
  readonly position: number
  readonly successor: string | null
  readonly fallbacks: readonly string[]
  readonly state: ItemState
  readonly reason: string | null
  readonly name: Buffer | null
  readonly notes: Buffer | null
  readonly evidence: Readonly<Record<string, unknown>>
  readonly addedAt: Date | null
  readonly budget: Budget | null
}

/** Adds what was found; an item found twice is one item. */
export async function insertItems(
  tx: Tx,
  handoverId: string,
  items: readonly NewItem[],
  now: Date,
): Promise<void> {
  for (const part of chunks(items, 500)) {
    const rows = part.map((item) => ({
      id: item.id,
      handover_id: handoverId,
      kind: item.kind,
      subject: item.subject,
      position: item.position,
      successor: item.successor,
      fallbacks: [...item.fallbacks],
      state: item.state,
      reason: item.reason,
      name: item.name,
      notes: item.notes,
      evidence: JSON.stringify(item.evidence),
      added_at: item.addedAt,
      budget: item.budget === null ? null : JSON.stringify(item.budget),
      found_at: now,
      updated_at: now,
    }))
    await of(tx)
      .insertInto('handover.item')
      .values(rows as never) // jsonb columns take their JSON text
      .onConflict((conflict) => conflict.columns(['handover_id', 'kind', 'subject']).doNothing())
      .execute()
    await sql`
      insert into handover.item_event (handover_id, item_id, at, what, to_state, successor, reason, by)
      select handover_id, id, found_at, 'found', state, successor, reason, 'system' from handover.item
      where id = any(${part.map(({ id }) => id)}::uuid[])`.execute(tx)
  }
}

/** Everything the rules need of the items of a handover, or of those in some states, in a stable order. */
export async function itemsOf(
  reader: Reader,
  handoverId: string,
  states?: readonly ItemState[],
): Promise<readonly ItemRow[]> {
  let query = of(reader).selectFrom('handover.item').selectAll().where('handover_id', '=', handoverId)
  if (states) query = query.where('state', 'in', [...states])
  return query.orderBy('position').orderBy('id').execute()
}

export function findItem(reader: Reader, handoverId: string, id: string): Promise<ItemRow | undefined> {
  return of(reader)
    .selectFrom('handover.item')
    .selectAll()
    .where('handover_id', '=', handoverId)
    .where('id', '=', id)
    .executeTakeFirst()
}

export interface PageAsked {
  readonly after?: string | undefined
  readonly limit: number
  readonly states?: readonly ItemState[] | undefined
  readonly kind?: ItemKind | undefined
  readonly reason?: Reason | undefined
  readonly successor?: string | undefined
}

/** A page in a stable order, and how many match on all pages. */
export async function itemPage(
  reader: Reader,
  handoverId: string,
  page: PageAsked,
): Promise<{ readonly rows: readonly ItemRow[]; readonly total: number }> {
  let query = of(reader).selectFrom('handover.item').where('handover_id', '=', handoverId)
  if (page.states !== undefined) query = query.where('state', 'in', [...page.states])
  if (page.kind !== undefined) query = query.where('kind', '=', page.kind)
  if (page.reason !== undefined) query = query.where('reason', '=', page.reason)
  if (page.successor !== undefined)
    query = query.where(sql`lower(successor)`, '=', page.successor.toLowerCase())
  const { n } = await query.select((eb) => eb.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
  if (page.after !== undefined) {
    const [position = '', id = ''] = page.after.split('/')
    query = query.where(sql<boolean>`(position, id) > (${Number(position)}, ${id}::uuid)`)
  }
  const rows = await query.selectAll().orderBy('position').orderBy('id').limit(page.limit).execute()
  return { rows, total: Number(n) }
}

export interface ItemEvent {
  readonly at: Date
  readonly what: string
  readonly from: ItemState | null
  readonly to: ItemState
  readonly successor: string | null
  readonly reason: Reason | null
  readonly code: number | null
  readonly by: string
}

/** The history of one item, oldest first. */
export async function itemEvents(reader: Reader, itemId: string): Promise<readonly ItemEvent[]> {
  const { rows } = await sql<ItemEvent>`
    select at, what, from_state as "from", to_state as "to", successor, reason, code, by
    from handover.item_event where item_id = ${itemId} order by id limit 500`.execute(reader)
  return rows
}

export function itemOf(row: ItemRow): Item {
  return {
    // The column holds nothing but ids of items.
    id: row.id as ItemId,
    kind: row.kind,
    subject: row.subject,
    successor: row.successor,
    fallbacks: row.fallbacks,
    state: row.state,
    reason: row.reason,
    code: row.code,
    owner: row.owner,
    decision: row.decision,
    dueAt: row.due_at,
    sends: row.sends,
    giver: row.giver,
    lastStatus: row.last_status,
  }
}

export async function stateCounts(
  reader: Reader,
  handoverId: string,
): Promise<Partial<Record<ItemState, number>>> {
  const rows = await of(reader)
    .selectFrom('handover.item')
    .select(['state', (eb) => eb.fn.countAll<number>().as('n')])
    .where('handover_id', '=', handoverId)
    .groupBy('state')
    .execute()
  return Object.fromEntries(rows.map(({ state, n }) => [state, Number(n)]))
}

export interface Applying {
  readonly handoverId: string
  readonly at: Date
  readonly by: string
  readonly attemptId?: string
  /** Verification may reopen an end; nothing else downgrades one. */
  readonly mayReopen?: boolean
}

export type FullChange = Change & {
  readonly evidence?: Readonly<Record<string, unknown>>
  readonly sent?: boolean
}

/** Writes the changes and their events in one statement. A field that a change does not name stays as it was. */
export async function applyChanges(tx: Tx, changes: readonly FullChange[], how: Applying): Promise<number> {
  let changed = 0
  for (const part of chunks(changes, 1_000)) changed += await applyPart(tx, part, how)
  return changed
}

async function applyPart(tx: Tx, changes: readonly FullChange[], how: Applying): Promise<number> {
  const { numAffectedRows } = await sql`
    with c as (
      select (e->>'item')::uuid as item, e from jsonb_array_elements(${JSON.stringify(changes)}::jsonb) as e
    ), old as (
      select i.id, i.state from handover.item i join c on c.item = i.id where i.handover_id = ${how.handoverId}
        and (${how.mayReopen === true} or i.state not in ('verified', 'excepted', 'adopted', 'gone'))
      for update of i
    ), new as (
      update handover.item i set
        state = c.e->>'state',
        successor = case when c.e ? 'successor' then c.e->>'successor' else i.successor end,
        fallbacks = case when c.e ? 'fallbacks'
          then array(select jsonb_array_elements_text(c.e->'fallbacks')) else i.fallbacks end,
        reason = case when c.e ? 'reason' then c.e->>'reason' else i.reason end,
        code = case when c.e ? 'code' then (c.e->>'code')::integer else i.code end,
        due_at = case when c.e ? 'dueAt' then (c.e->>'dueAt')::timestamptz else i.due_at end,
        owner = case when c.e ? 'owner' then c.e->>'owner' else i.owner end,
        decision = case when c.e ? 'decision' then c.e->>'decision' else i.decision end,
        last_status = case when c.e ? 'lastStatus' then (c.e->>'lastStatus')::integer else i.last_status end,
        evidence = case when c.e ? 'evidence' then i.evidence || (c.e->'evidence') else i.evidence end,
        giver = case when c.e ? 'giver' then c.e->>'giver' else i.giver end,
        sends = i.sends + case when c.e ? 'sent' then 1 else 0 end,
        updated_at = ${how.at}
      from c join old on old.id = c.item where i.id = c.item
      returning i.id, i.state, i.successor, i.reason, i.code, c.e->>'what' as what
    )
    insert into handover.item_event
      (handover_id, item_id, at, what, from_state, to_state, successor, reason, code, attempt_id, by)
    select ${how.handoverId}, new.id, ${how.at}, new.what, old.state, new.state, new.successor, new.reason, new.code,
      ${how.attemptId ?? null}::uuid, ${how.by}
    from new join old on old.id = new.id`.execute(tx)
  return Number(numAffectedRows ?? 0)
}
