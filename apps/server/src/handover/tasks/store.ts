import type { PermissionChoice, TaskKind, TaskState } from '@jieli/contract'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'

export interface TaskRow {
  readonly id: string
  readonly kind: TaskKind
  readonly subject: string
  readonly source: 'found' | 'declared'
  readonly owner: string
  readonly successor: string | null
  readonly choice: PermissionChoice | null
  readonly state: TaskState
  readonly title: Buffer | null
  readonly note: Buffer | null
  readonly proof: Buffer | null
  readonly provedBy: 'read-back' | 'word' | null
  readonly settledBy: string | null
  readonly settledAt: Date | null
  readonly dueAt: Date
}

export interface NewTask extends Pick<
  TaskRow,
  'id' | 'kind' | 'subject' | 'source' | 'owner' | 'successor' | 'title' | 'note' | 'dueAt'
> {
  readonly handoverId: string
  readonly now: Date
}

/** Adds a task; one about the same thing is there already. */
export async function insertTask(tx: Tx, task: NewTask): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into handover.task (id, handover_id, kind, subject, source, owner, successor, title, note, due_at, made_at)
    values (${task.id}, ${task.handoverId}, ${task.kind}, ${task.subject}, ${task.source}, ${task.owner},
      ${task.successor}, ${task.title}, ${task.note}, ${task.dueAt}, ${task.now})
    on conflict (handover_id, kind, subject) do nothing`.execute(tx)
  return numAffectedRows === 1n
}

const columns = sql`id, kind, subject, source, owner, successor, choice, state, title, note, proof,
  proved_by as "provedBy", settled_by as "settledBy", settled_at as "settledAt", due_at as "dueAt"`

/** The open ones first, by what is due. */
export async function tasksOf(reader: Reader, handoverId: string): Promise<readonly TaskRow[]> {
  const { rows } = await sql<TaskRow>`
    select ${columns} from handover.task where handover_id = ${handoverId}
    order by (state = 'open') desc, due_at, kind, id limit 2000`.execute(reader)
  return rows
}

export async function lockTask(tx: Tx, handoverId: string, id: string): Promise<TaskRow | undefined> {
  const { rows } = await sql<TaskRow>`
    select ${columns} from handover.task where handover_id = ${handoverId} and id = ${id} for update`.execute(
    tx,
  )
  return rows[0]
}

export interface Settling {
  readonly state: Exclude<TaskState, 'open'>
  readonly proof: Buffer | null
  readonly provedBy: 'read-back' | 'word' | null
  readonly by: string
  readonly at: Date
  /** Of one that is left over: who answers for it, and until when. */
  readonly owner?: string
  readonly dueAt?: Date
}

/** False when somebody was faster. */
export async function settleTask(tx: Tx, id: string, settling: Settling): Promise<boolean> {
  const { state, proof, provedBy, by, at, owner, dueAt } = settling
  const { numAffectedRows } = await sql`
    update handover.task set state = ${state}, proof = ${proof}, proved_by = ${provedBy}, settled_by = ${by},
      settled_at = ${at}, owner = coalesce(${owner ?? null}, owner), due_at = coalesce(${dueAt ?? null}, due_at)
    where id = ${id} and state = 'open'`.execute(tx)
  return numAffectedRows === 1n
}

export async function chooseFor(tx: Tx, id: string, choice: PermissionChoice): Promise<void> {
  await sql`update handover.task set choice = ${choice} where id = ${id} and state = 'open'`.execute(tx)
}

export interface TaskCount {
  readonly kind: TaskKind
  readonly state: TaskState
  readonly n: number
}

export async function taskCounts(reader: Reader, handoverId: string): Promise<readonly TaskCount[]> {
  const { rows } = await sql<TaskCount>`
    select kind, state, count(*)::int as n from handover.task
    where handover_id = ${handoverId} group by kind, state order by kind, state`.execute(reader)
  return rows
}
