import type { DraftSoFar } from '@jieli/contract'
import { sql } from 'kysely'
import type { Reader, Tx } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import type { Deps } from './deps.ts'

export interface SavedDraft {
  readonly id: string
  readonly revision: number
  readonly savedAt: Date
}

interface Row {
  readonly id: string
  readonly revision: number
  readonly savedAt: Date
  readonly body: Omit<DraftSoFar, 'messageToCustomers'>
  readonly message: Buffer | null
}

const place = (id: string) => ({ table: 'handover.draft', column: 'message', row: id })

/** Keeps what somebody is writing. Nobody else sees it, and it is not an act for the log. */
export async function saveDraft(
  deps: Deps,
  tx: Tx,
  asked: {
    readonly owner: string
    readonly id?: string | undefined
    readonly revision?: number | undefined
    readonly draft: DraftSoFar
  },
): Promise<Result<SavedDraft, 'DRAFT_GONE' | 'CHANGED_MEANWHILE'>> {
  const now = deps.wall.now()
  const { messageToCustomers: text, ...body } = asked.draft
  const id = asked.id ?? newId<'draft'>()
  const box = await deps.vault.box(tx, { kind: 'handover', id })
  const message = text === undefined ? null : box.seal(place(id), text)
  if (asked.id === undefined) {
    await sql`insert into handover.draft (id, owner, body, message, created_at, updated_at)
      values (${id}, ${asked.owner}, ${JSON.stringify(body)}::jsonb, ${message}, ${now}, ${now})`.execute(tx)
    return ok({ id, revision: 1, savedAt: now })
  }
  const { rows } = await sql<{ revision: number }>`
    select revision from handover.draft where id = ${id} and lower(owner) = lower(${asked.owner}) for update`.execute(
    tx,
  )
  const [found] = rows
  if (!found) return refuse('DRAFT_GONE')
  if (asked.revision !== undefined && asked.revision !== found.revision)
    return refuse('CHANGED_MEANWHILE', { revision: found.revision })
  const revision = found.revision + 1
  await sql`update handover.draft set body = ${JSON.stringify(body)}::jsonb, message = ${message},
    revision = ${revision}, updated_at = ${now} where id = ${id}`.execute(tx)
  return ok({ id, revision, savedAt: now })
}

export async function draftsOf(reader: Reader, owner: string): Promise<readonly Omit<Row, 'message'>[]> {
  const { rows } = await sql<Omit<Row, 'message'>>`
    select id, revision, updated_at as "savedAt", body from handover.draft
    where lower(owner) = lower(${owner}) order by updated_at desc limit 50`.execute(reader)
  return rows
}

export async function findDraft(
  deps: Deps,
  reader: Reader,
  owner: string,
  id: string,
): Promise<(SavedDraft & { readonly draft: DraftSoFar }) | undefined> {
  const { rows } = await sql<Row>`
    select id, revision, updated_at as "savedAt", body, message from handover.draft
    where id = ${id} and lower(owner) = lower(${owner})`.execute(reader)
  const [row] = rows
  if (!row) return undefined
  const box = await deps.vault.box(reader, { kind: 'handover', id })
  const text = row.message === null ? {} : { messageToCustomers: box.open(place(id), row.message) }
  return { id: row.id, revision: row.revision, savedAt: row.savedAt, draft: { ...row.body, ...text } }
}

export async function dropDraft(tx: Tx, owner: string, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from handover.draft where id = ${id} and lower(owner) = lower(${owner})`.execute(tx)
  return numAffectedRows === 1n
}
