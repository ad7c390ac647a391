import { sql, type Selectable } from 'kysely'
import type { ItemKind } from '@jieli/contract'
import type { Reader, Tx } from '../platform/db.ts'
import { shanghaiDay, type AttemptId, type Item } from './handover.ts'
import type { AttemptTable, HandoverTables } from './tables.ts'

export type AttemptRow = Selectable<AttemptTable>

const of = (reader: Reader) => reader.withTables<HandoverTables>()

export interface NewAttempt {
  readonly id: AttemptId
  readonly handoverId: string
  readonly runKey: string
  readonly kind: ItemKind
  readonly giver: string
  readonly taker: string | null
  readonly items: readonly Item[]
  readonly approvalSet: string
  readonly envelopeHash: string
  readonly now: Date
  readonly auditEntry: string
}

/** The database refuses it without a valid set of approvals, and while another one of this leaver is open. */
export async function insertAttempt(tx: Tx, attempt: NewAttempt): Promise<void> {
  await of(tx)
    .insertInto('handover.attempt')
    .values({
      id: attempt.id,
      handover_id: attempt.handoverId,
      run_key: attempt.runKey,
      kind: attempt.kind,
      giver: attempt.giver,
      taker: attempt.taker,
      size: attempt.items.length,
      approval_set_id: attempt.approvalSet,
      envelope_hash: attempt.envelopeHash,
      opened_at: attempt.now,
      state: 'ready',
      audit_entry: attempt.auditEntry,
    })
    .execute()
  await sql`
    insert into handover.attempt_item (attempt_id, item_id, status_before)
    select ${attempt.id}, i.id, i.last_status from handover.item i
    where i.id = any(${attempt.items.map(({ id }) => id)}::uuid[])`.execute(tx)
}

export function findAttempt(reader: Reader, id: string): Promise<AttemptRow | undefined> {
  return of(reader).selectFrom('handover.attempt').selectAll().where('id', '=', id).executeTakeFirst()
}

/** How many calls left for a handover, and when the first one did. */
export async function attemptCounts(
  reader: Reader,
  handoverId: string,
): Promise<{ readonly sent: number; readonly firstAt: Date | null }> {
  const { rows } = await sql<{ sent: number; firstAt: Date | null }>`
    select count(*)::int as sent, min(opened_at) as "firstAt" from handover.attempt
    where handover_id = ${handoverId} and sent_at is not null and kind <> 'account'`.execute(reader)
  return rows[0] ?? { sent: 0, firstAt: null }
}

/** The attempt of a leaver that is not settled yet: not sent, or sent without a known answer. */
export function unsettledAttempt(reader: Reader, handoverId: string): Promise<AttemptRow | undefined> {
  return of(reader)
    .selectFrom('handover.attempt')
    .selectAll()
    .where('handover_id', '=', handoverId)
    .where('state', 'in', ['ready', 'open'])
    .executeTakeFirst()
}

export async function attemptItems(
  reader: Reader,
  attemptId: string,
): Promise<ReadonlyMap<string, { readonly statusBefore: number | null }>> {
  const rows = await of(reader)
    .selectFrom('handover.attempt_item')
    .selectAll()
    .where('attempt_id', '=', attemptId)
    .execute()
  return new Map(rows.map((row) => [row.item_id, { statusBefore: row.status_before }]))
}

/** Marks the call as about to leave; false when another instance was faster, so that it leaves only once. */
export async function markSent(tx: Tx, attemptId: string, wallNow: Date): Promise<boolean> {
  const result = await of(tx)
    .updateTable('handover.attempt')
    .set({ state: 'open', sent_at: wallNow })
    .where('id', '=', attemptId)
    .where('state', '=', 'ready')
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function closeAttempt(
  tx: Tx,
  attemptId: string,
  state: 'answered' | 'settled' | 'withdrawn',
  outcome: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  const result = await of(tx)
    .updateTable('handover.attempt')
    .set({ state, outcome: JSON.stringify(outcome) } as never) // a jsonb column takes its JSON text
    .where('id', '=', attemptId)
    .where('state', 'in', ['ready', 'open'])
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function countLook(tx: Tx, attemptId: string): Promise<number> {
  const row = await of(tx)
    .updateTable('handover.attempt')
    .set((eb) => ({ looks: eb('looks', '+', 1) }))
    .where('id', '=', attemptId)
    .returning('looks')
    .executeTakeFirstOrThrow()
  return row.looks
}

export function attemptsOf(reader: Reader, handoverId: string): Promise<AttemptRow[]> {
  return of(reader)
    .selectFrom('handover.attempt')
    .selectAll()
    .where('handover_id', '=', handoverId)
    .orderBy('opened_at')
    .orderBy('id')
    .execute()
}

/** Groups of this person given away on this calendar day, over all handovers. */
export async function groupsSentOn(reader: Reader, giver: string, now: Date): Promise<number> {
  const midnight = new Date(`${shanghaiDay(now)}T00:00:00+08:00`)
  const { rows } = await sql<{ n: number }>`
    select coalesce(sum(size), 0) as n from handover.attempt
    where giver = ${giver} and kind = 'group' and opened_at >= ${midnight} and state <> 'withdrawn'`.execute(
    reader,
  )
  return Number(rows[0]?.n ?? 0)
}

export async function addKnownTransfers(
  tx: Tx,
  transfers: readonly { readonly kind: 'customer' | 'group'; readonly subject: string; readonly at: Date }[],
  source: string,
): Promise<number> {
  if (transfers.length === 0) return 0
  const { numAffectedRows } = await sql`
    insert into handover.known_transfer (kind, subject, at, source)
    select e->>'kind', e->>'subject', (e->>'at')::timestamptz, ${source}
    from jsonb_array_elements(${JSON.stringify(transfers)}::jsonb) as e
    on conflict do nothing`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

export async function knownTransfers(
  reader: Reader,
  kind: 'customer' | 'group',
  subjects: readonly string[],
): Promise<ReadonlyMap<string, readonly Date[]>> {
  const { rows } = await sql<{ subject: string; at: Date }>`
    select subject, at from handover.known_transfer
    where kind = ${kind} and subject = any(${[...subjects]}::text[])`.execute(reader)
  const known = new Map<string, Date[]>()
  for (const { subject, at } of rows) known.set(subject, [...(known.get(subject) ?? []), at])
  return known
}
