import type { Trigger } from '@jieli/contract'
import { sql } from 'kysely'
import type { Reader, Tx } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'
import type { Deps } from './deps.ts'
import { openHandoverOf } from './store.ts'

export interface Asking {
  readonly source: 'hr-system' | 'wecom-form' | 'safety-net'
  /** The source's own name for the event. */
  readonly ref: string
  readonly person: string
  readonly trigger: Trigger
  readonly freezeAt: Date | null
  readonly returnAt: Date | null
  readonly by: { readonly userid: string; readonly role: string }
  readonly now: Date
}

export interface Asked {
  readonly id: string
  readonly state: 'open' | 'started' | 'dropped'
  readonly handover: string | null
  readonly isNew: boolean
}

export interface StartRequestRow {
  readonly id: string
  readonly source: Asking['source']
  readonly person: string
  readonly trigger: Trigger
  readonly freezeAt: Date | null
  readonly returnAt: Date | null
  readonly at: Date
}

/**
 * Keeps that somebody's work has to change hands. A hundred events about one person are one request; a later event
 * may correct what an open one says, and a handover that exists answers it.
 */
export async function ask(deps: Pick<Deps, 'append'>, tx: Tx, asking: Asking): Promise<Asked> {
  // Of two processes with news of one person one waits.
  await sql`select pg_advisory_xact_lock(hashtext(${`start ${asking.person.toLowerCase()}`}))`.execute(tx)
  const same = await bySource(tx, asking)
  if (same) return { ...same, isNew: false }
  const handover = (await openHandoverOf(tx, asking.person)) ?? null
  const open = handover === null ? await openOf(tx, asking.person) : undefined
  if (open) {
    await sql`update handover.start_request set trigger = ${asking.trigger},
      freeze_at = coalesce(${asking.freezeAt}, freeze_at), return_at = coalesce(${asking.returnAt}, return_at)
      where id = ${open}`.execute(tx)
    await log(deps, tx, asking, open, 'corrected')
    return { id: open, state: 'open', handover: null, isNew: false }
  }
  const id = newId<'start-request'>()
  const state = handover === null ? 'open' : 'started'
  await sql`insert into handover.start_request
    (id, source, ref, person, trigger, freeze_at, return_at, at, state, handover_id, by)
    values (${id}, ${asking.source}, ${asking.ref}, ${asking.person}, ${asking.trigger}, ${asking.freezeAt},
      ${asking.returnAt}, ${asking.now}, ${state}, ${handover}, ${asking.by.userid})`.execute(tx)
  await log(deps, tx, asking, id, state)
  return { id, state, handover, isNew: state === 'open' }
}

async function bySource(tx: Tx, { source, ref }: Asking): Promise<Omit<Asked, 'isNew'> | undefined> {
  const { rows } = await sql<Omit<Asked, 'isNew'>>`
    select id, state, handover_id as handover from handover.start_request
    where source = ${source} and ref = ${ref}`.execute(tx)
  return rows[0]
}

/** Which of these events of a source are known already. */
export async function knownRefs(
  reader: Reader,
  source: Asking['source'],
  refs: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ ref: string }>`
    select ref from handover.start_request where source = ${source} and ref = any(${[...refs]}::text[])`.execute(
    reader,
  )
  return new Set(rows.map(({ ref }) => ref))
}

async function openOf(tx: Tx, person: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from handover.start_request where state = 'open' and lower(person) = lower(${person})`.execute(
    tx,
  )
  return rows[0]?.id
}

async function log(
  { append }: Pick<Deps, 'append'>,
  tx: Tx,
  { by, person, trigger, source, now }: Asking,
  id: string,
  result: string,
): Promise<void> {
  await append(tx, {
    at: now,
    actor: by.userid,
    role: by.role,
    action: 'handover.start-asked',
    objects: { request: id, person, trigger, source },
    result,
  })
}

/** What waits for HR. `led`: only these people's. */
export async function openRequests(
  reader: Reader,
  led: readonly string[] | undefined,
): Promise<readonly StartRequestRow[]> {
  const whose =
    led === undefined
      ? sql<boolean>`true`
      : sql<boolean>`lower(person) = any(${led.map((one) => one.toLowerCase())}::text[])`
  const { rows } = await sql<StartRequestRow>`
    select id, source, person, trigger, freeze_at as "freezeAt", return_at as "returnAt", at
    from handover.start_request where state = 'open' and ${whose} order by at desc, id limit 200`.execute(
    reader,
  )
  return rows
}

/** A handover was begun: what asked for one is answered. */
export async function answerRequests(tx: Tx, person: string, handover: string): Promise<void> {
  await sql`update handover.start_request set state = 'started', handover_id = ${handover}
    where state = 'open' and lower(person) = lower(${person})`.execute(tx)
}

export async function dropRequest(
  deps: Pick<Deps, 'append'>,
  tx: Tx,
  {
    id,
    why,
    by,
    now,
  }: { readonly id: string; readonly why: string; readonly by: Asking['by']; readonly now: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update handover.start_request set state = 'dropped' where id = ${id} and state = 'open'`.execute(tx)
  if (numAffectedRows !== 1n) return false
  await deps.append(tx, {
    at: now,
    actor: by.userid,
    role: by.role,
    action: 'handover.start-dropped',
    objects: { request: id },
    result: 'ok',
    payload: { why },
  })
  return true
}
