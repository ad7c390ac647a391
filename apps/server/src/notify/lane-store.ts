import { sql } from 'kysely'
import type { Reader, Tx } from '../platform/db.ts'
import type { Kind, State } from './store.ts'

/**
 * Takes up to `limit` lanes that have something due and nobody at work. The lanes are found by jumping from one to the
 * next along the index, so a long backlog of one person costs nothing.
 */
export async function claimLanes(
  reader: Reader,
  claim: { readonly holder: string; readonly now: Date; readonly until: Date; readonly limit: number },
): Promise<readonly string[]> {
  const { holder, now, until, limit } = claim
  const { rows } = await sql<{ lane: string }>`
    with recursive waiting as (
      (select lane from notify.message where state = 'due' order by lane limit 1)
      union all
      select (select m.lane from notify.message m where m.state = 'due' and m.lane > w.lane order by m.lane limit 1)
      from waiting w where w.lane is not null
    ), free as (
      select w.lane from waiting w left join notify.lane l using (lane)
      where w.lane is not null and (l.free_at is null or l.free_at <= ${now}) limit ${limit}
    )
    insert into notify.lane as l (lane, holder, free_at) select lane, ${holder}::uuid, ${until}::timestamptz from free
    on conflict (lane) do update set holder = excluded.holder, free_at = excluded.free_at where l.free_at <= ${now}
    returning lane`.execute(reader)
  return rows.map(({ lane }) => lane)
}

export async function freeLane(
  reader: Reader,
  lane: string,
  holder: string,
  restUntil: Date | undefined,
): Promise<void> {
  if (restUntil) {
    await sql`update notify.lane set holder = null, free_at = ${restUntil}
      where lane = ${lane} and holder = ${holder}`.execute(reader)
  } else {
    await sql`delete from notify.lane where lane = ${lane} and holder = ${holder}`.execute(reader)
  }
}

export interface DueMessage {
  readonly id: string
  readonly seq: number
  readonly to_userid: string | null
  readonly kind: Kind
  readonly body_sealed: Buffer
  readonly tries: number
  readonly in_doubt: boolean
}

export async function nextDue(reader: Reader, lane: string, now: Date): Promise<DueMessage | undefined> {
  const { rows } = await sql<DueMessage & { due_at: Date }>`
    select id, seq, to_userid, kind, body_sealed, tries, in_doubt, due_at from notify.message
    where state = 'due' and lane = ${lane} order by seq limit 1`.execute(reader)
  const first = rows[0]
  // The first one waits: the others wait behind it.
  return first && first.due_at <= now ? first : undefined
}

/** Written before the call: whoever reads this without an answer knows that it may have arrived. */
export async function beginTry(
  reader: Reader,
  id: string,
  by: { readonly lane: string; readonly holder: string; readonly now: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update notify.message set tries = tries + 1, in_doubt = true, first_try_at = coalesce(first_try_at, ${by.now})
    where id = ${id} and state = 'due' and exists (select from notify.lane
      where lane = ${by.lane} and holder = ${by.holder} and free_at > ${by.now})
    returning 1`.execute(reader)
  return rows.length > 0
}

export interface SentFacts {
  readonly at: Date
  readonly msgid: string | undefined
  readonly code: Buffer | undefined
}

/** What the row became meanwhile decides: a card closed during its own sending has to be closed at the person's too. */
export async function endTry(tx: Tx, id: string, sent: SentFacts): Promise<State | undefined> {
  const { rows } = await sql<{ state: State }>`
    update notify.message set state = case when state = 'due' then 'sent' else state end, in_doubt = false,
      sent_at = ${sent.at}, msgid = ${sent.msgid ?? null}, last_error = null,
      response_code_sealed = case when pressed_key is null and state = 'due' then ${sent.code ?? null}::bytea end,
      response_code_at = ${sent.code ? sent.at : null}
    where id = ${id} returning state`.execute(tx)
  return rows[0]?.state
}

export interface Unsent {
  readonly error: string
  readonly inDoubt: boolean
  readonly countsAsTry: boolean
  readonly dueAt: Date
  readonly failed: boolean
}

export async function failTry(reader: Reader, id: string, unsent: Unsent): Promise<void> {
  await sql`
    update notify.message set last_error = ${unsent.error}, in_doubt = ${unsent.inDoubt}, due_at = ${unsent.dueAt},
      tries = tries - ${unsent.countsAsTry ? 0 : 1},
      state = case when state = 'due' and ${unsent.failed}::boolean then 'failed' else state end
    where id = ${id}`.execute(reader)
}
