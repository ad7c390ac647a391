import { sql, type Selectable, type Updateable } from 'kysely'
import type { Reader, Tx } from '../platform/db.ts'
import type { AccessEnds, Trigger } from '@jieli/contract'
import type { Plan } from './handover.ts'
import type { HandoverTable, HandoverTables } from './tables.ts'

export type HandoverRow = Selectable<HandoverTable>

const of = (reader: Reader) => reader.withTables<HandoverTables>()

export async function newHandoverId(tx: Tx, now: Date): Promise<string> {
  const { rows } = await sql<{ n: number }>`select nextval('handover.number') as n`.execute(tx)
  return `H-${now.getUTCFullYear()}-${String(rows[0]?.n ?? 0).padStart(4, '0')}`
}

export interface NewHandover {
  readonly id: string
  readonly leaver: string
  readonly initiator: string
  readonly trigger: Trigger
  readonly accessEnds: AccessEnds
  readonly returnAt: Date | null
  readonly plan: Plan
  /** Sealed: what the customers will be told. */
  readonly message: Buffer | null
  readonly now: Date
}

export async function insertHandover(
  tx: Tx,
  { id, leaver, initiator, trigger, accessEnds, returnAt, plan, message, now }: NewHandover,
): Promise<void> {
  await of(tx)
    .insertInto('handover.handover')
    .values({
      id,
      trigger,
      access_ends: accessEnds,
      return_at: returnAt,
      leaver,
      initiator,
      state: 'collecting',
      plan: JSON.stringify(storedPlan(plan)),
      message,
      created_at: now,
      transfer_start_at: plan.transferStartAt,
      freeze_at: plan.freezeAt,
      next_due_at: now,
    } as never) // jsonb columns take their JSON text
    .execute()
}

function storedPlan(plan: Plan) {
  const { rules, successors, approvers } = plan
  return { rules, successors, approvers }
}

export function planOf(row: HandoverRow): Plan {
  return { ...row.plan, transferStartAt: row.transfer_start_at, freezeAt: row.freeze_at }
}

export function findHandover(reader: Reader, id: string): Promise<HandoverRow | undefined> {
  return of(reader).selectFrom('handover.handover').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Locks the row: whoever changes a handover holds it. */
export function lockHandover(tx: Tx, id: string): Promise<HandoverRow | undefined> {
  return of(tx)
    .selectFrom('handover.handover')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

export function listHandovers(reader: Reader): Promise<HandoverRow[]> {
  return of(reader)
    .selectFrom('handover.handover')
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
}

/** Who among these people is in an open handover, as the leaver; as they were written by the caller. */
export async function leaversAmong(reader: Reader, userids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await of(reader)
    .selectFrom('handover.handover')
    .select('leaver')
    .where(
      sql`lower(leaver)`,
      'in',
      userids.map((userid) => userid.toLowerCase()),
    )
    .where('state', 'not in', ['reported', 'archived', 'cancelled'])
    .execute()
  const leaving = new Set(rows.map(({ leaver }) => leaver.toLowerCase()))
  return new Set(userids.filter((userid) => leaving.has(userid.toLowerCase())))
}

/** The handover of a person that is not over. */
export async function openHandoverOf(reader: Reader, leaver: string): Promise<string | undefined> {
  const row = await of(reader)
    .selectFrom('handover.handover')
    .select('id')
    .where(sql`lower(leaver)`, '=', leaver.toLowerCase())
    .where('state', 'not in', ['reported', 'archived', 'cancelled'])
    .executeTakeFirst()
  return row?.id
}

interface NewPlan {
  readonly plan: Plan
  readonly version: number
  readonly by: string
  readonly trigger: Trigger
  readonly accessEnds: AccessEnds
  readonly returnAt: Date | null
}

/** Another version of the plan; what it means is computed by the next collect. */
export async function patchPlan(
  tx: Tx,
  id: string,
  { plan, version, by, trigger, accessEnds, returnAt }: NewPlan,
): Promise<void> {
  await sql`update handover.handover set plan = ${JSON.stringify(storedPlan(plan))}::jsonb,
    plan_version = ${version}, planned_by = ${by}, transfer_start_at = ${plan.transferStartAt}, freeze_at = ${plan.freezeAt},
    trigger = ${trigger}, access_ends = ${accessEnds}, return_at = ${returnAt}
    where id = ${id}`.execute(tx)
}

type Patch = Omit<
  Updateable<HandoverTable>,
  'plan' | 'preview' | 'trouble' | 'cards' | 'report' | 'backup'
> & {
  backup?: unknown
  preview?: unknown
  trouble?: unknown
  cards?: unknown
  report?: unknown
}

export async function patchHandover(tx: Tx, id: string, patch: Patch): Promise<void> {
  const texts = Object.fromEntries(
    Object.entries(patch).map(([column, value]) => [column, isJsonColumn(column) ? json(value) : value]),
  )
  await of(tx).updateTable('handover.handover').set(texts).where('id', '=', id).execute()
}

const jsonColumns = new Set(['preview', 'trouble', 'cards', 'report', 'backup'])

function isJsonColumn(column: string): boolean {
  return jsonColumns.has(column)
}

function json(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value)
}

/** Handovers that have something due, or a finished run to look after, and no run at work. */
export async function dueHandovers(tx: Tx, now: Date, wallNow: Date): Promise<HandoverRow[]> {
  return of(tx)
    .selectFrom('handover.handover')
    .selectAll()
    .where('state', 'not in', ['reported', 'archived', 'cancelled'])
    .where('running', 'is', null)
    .where((eb) => eb.or([eb('next_due_at', '<=', now), eb('wake', '=', true)]))
    .where((eb) => eb.or([eb('retry_at', 'is', null), eb('retry_at', '<=', wallNow)]))
    .orderBy('next_due_at')
    .limit(50)
    .forUpdate()
    .skipLocked()
    .execute()
}

export function runningHandovers(reader: Reader): Promise<HandoverRow[]> {
  return of(reader).selectFrom('handover.handover').selectAll().where('running', 'is not', null).execute()
}

/** The next business moment at which anything is due, for a clock that may jump; null when something is due by wall time. */
export async function nextDue(reader: Reader): Promise<{ at: Date | null; busy: boolean }> {
  const { rows } = await sql<{ at: Date | null; busy: boolean }>`
    select min(next_due_at) as at,
      coalesce(bool_or(running is not null or wake or (retry_at is not null and retry_at > clock_timestamp())), false) as busy
    from handover.handover where state not in ('reported', 'archived', 'cancelled')`.execute(reader)
  return rows[0] ?? { at: null, busy: false }
}
