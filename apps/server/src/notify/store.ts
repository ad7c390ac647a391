import { sql } from 'kysely'
import type { Reader, Tx } from '../platform/db.ts'

export type Kind = 'card' | 'text' | 'group' | 'update'
export type State = 'due' | 'sent' | 'failed' | 'superseded'

export interface NewMessage {
  readonly id: string
  readonly lane: string
  readonly toUserid?: string
  readonly kind: Kind
  readonly about?: { readonly kind: string; readonly id: string }
  readonly version?: number
  readonly body: Buffer
  readonly at: Date
  readonly taskId?: string
  readonly cardId?: string
}

export async function insertMessage(tx: Tx, m: NewMessage): Promise<void> {
  await sql`
    insert into notify.message (id, lane, to_userid, kind, about_kind, about_id, version, body_sealed, state,
      created_at, due_at, task_id, card_id)
    values (${m.id}, ${m.lane}, ${m.toUserid ?? null}, ${m.kind}, ${m.about?.kind ?? null}, ${m.about?.id ?? null},
      ${m.version ?? null}, ${m.body}, 'due', ${m.at}, ${m.at}, ${m.taskId ?? null}, ${m.cardId ?? null})`.execute(
    tx,
  )
}

export interface CardRow {
  readonly id: string
  readonly to_userid: string
  readonly about_kind: string
  readonly about_id: string
  readonly version: number
  readonly body_sealed: Buffer
  readonly state: State
  readonly tries: number
  readonly in_doubt: boolean
  readonly response_code_sealed: Buffer | null
  readonly response_code_at: Date | null
  readonly pressed_key: string | null
  readonly closed_text_sealed: Buffer | null
}

const cardColumns = sql`id, to_userid, about_kind, about_id, version, body_sealed, state, tries, in_doubt,
  response_code_sealed, response_code_at, pressed_key, closed_text_sealed`

/** Cards about one thing that can still be pressed. */
export async function lockOpenCards(
  tx: Tx,
  about: { readonly kind: string; readonly id: string },
  {
    exceptVersion,
    evenPressed = false,
  }: { readonly exceptVersion?: number | undefined; readonly evenPressed?: boolean | undefined },
): Promise<readonly CardRow[]> {
  const { rows } = await sql<CardRow>`
    select ${cardColumns} from notify.message
    where kind = 'card' and about_kind = ${about.kind} and about_id = ${about.id}
      and state in ('due', 'sent') and (pressed_key is null or ${evenPressed})
      and version is distinct from ${exceptVersion ?? null}::integer
    order by seq for update`.execute(tx)
  return rows
}

export async function lockCardByTask(tx: Tx, taskId: string): Promise<CardRow | undefined> {
  const { rows } = await sql<CardRow>`
    select ${cardColumns} from notify.message where task_id = ${taskId} for update`.execute(tx)
  return rows[0]
}

export async function supersede(tx: Tx, id: string, closedText: Buffer): Promise<void> {
  await sql`
    update notify.message set state = 'superseded', closed_text_sealed = ${closedText}, response_code_sealed = null
    where id = ${id}`.execute(tx)
}

export interface Pressed {
  readonly key: string
  readonly at: Date
  readonly reply: Buffer
}

/** A press proves that the card arrived, whatever was known before; its first code is not used any more. */
export async function markPressed(tx: Tx, id: string, pressed: Pressed | undefined): Promise<void> {
  await sql`
    update notify.message set state = 'sent', in_doubt = false, response_code_sealed = null,
      pressed_key = ${pressed?.key ?? null}, pressed_at = ${pressed?.at ?? null},
      closed_text_sealed = ${pressed?.reply ?? null}
    where id = ${id}`.execute(tx)
}

export async function stateOf(reader: Reader, id: string): Promise<State | undefined> {
  const { rows } = await sql<{ state: State }>`select state from notify.message where id = ${id}`.execute(
    reader,
  )
  return rows[0]?.state
}

export async function forgetBefore(reader: Reader, before: Date): Promise<number> {
  // An update goes with its card.
  await sql`delete from notify.message u using notify.message c
    where u.card_id = c.id and c.created_at < ${before} and c.state <> 'due' and u.state <> 'due'`.execute(
    reader,
  )
  const gone = await sql`delete from notify.message m where created_at < ${before} and state <> 'due'
    and not exists (select from notify.message u where u.card_id = m.id)`.execute(reader)
  return Number(gone.numAffectedRows ?? 0)
}
