import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
import type { ItemEvent } from '../store-items.ts'

export interface ArchiveRow {
  readonly handover: string
  readonly file: string
  readonly sha256: string
  readonly bytes: number
  readonly manifest: string
  readonly files: number
  readonly entries: number
  readonly auditEntry: string
  readonly madeAt: Date
  readonly keepUntil: Date
  readonly heldAt: Date | null
  readonly heldBy: string | null
  readonly holdWhy: Buffer | null
  readonly shreddedAt: Date | null
}

const columns = sql`handover_id as handover, file, sha256, bytes, manifest, files, entries, audit_entry as "auditEntry",
  made_at as "madeAt", keep_until as "keepUntil", held_at as "heldAt", held_by as "heldBy", hold_why as "holdWhy",
  shredded_at as "shreddedAt"`

export async function findArchive(reader: Reader, id: string): Promise<ArchiveRow | undefined> {
  const { rows } = await sql<ArchiveRow>`
    select ${columns} from handover.archive where handover_id = ${id}`.execute(reader)
  return rows[0]
}

export async function lockArchive(tx: Tx, id: string): Promise<ArchiveRow | undefined> {
  const { rows } = await sql<ArchiveRow>`
    select ${columns} from handover.archive where handover_id = ${id} for update`.execute(tx)
  return rows[0]
}

/** The newest first, a page of them. */
export async function listArchives(
  reader: Reader,
  before: string | undefined,
): Promise<readonly ArchiveRow[]> {
  const { rows } = await sql<ArchiveRow>`
    select ${columns} from handover.archive where ${before ?? null}::text is null or handover_id < ${before ?? null}
    order by handover_id desc limit 200`.execute(reader)
  return rows
}

type NewArchive = Omit<ArchiveRow, 'heldAt' | 'heldBy' | 'holdWhy' | 'shreddedAt'>

export async function insertArchive(tx: Tx, one: NewArchive): Promise<void> {
  await sql`insert into handover.archive
    (handover_id, file, sha256, bytes, manifest, files, entries, audit_entry, made_at, keep_until)
    values (${one.handover}, ${one.file}, ${one.sha256}, ${one.bytes}, ${one.manifest}, ${one.files},
      ${one.entries}, ${one.auditEntry}, ${one.madeAt}, ${one.keepUntil})`.execute(tx)
}

export interface Hold {
  readonly by: string
  readonly at: Date
  readonly why: Buffer
}

export async function setHold(tx: Tx, id: string, hold: Hold | null): Promise<void> {
  await sql`update handover.archive set held_at = ${hold?.at ?? null}, held_by = ${hold?.by ?? null},
    hold_why = ${hold?.why ?? null} where handover_id = ${id}`.execute(tx)
}

export async function markShredded(tx: Tx, id: string, at: Date): Promise<void> {
  await sql`update handover.archive set shredded_at = ${at} where handover_id = ${id}`.execute(tx)
}

export async function markFileGone(reader: Reader, id: string, at: Date): Promise<void> {
  await sql`update handover.archive set file_gone_at = ${at} where handover_id = ${id}`.execute(reader)
}

// A sweep takes a few; the next one comes soon.
const perSweep = 20

export async function idsToArchive(
  reader: Reader,
  before: { readonly reported: Date; readonly wall: Date },
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from handover.handover where state = 'reported' and reported_at <= ${before.reported}
      and (retry_at is null or retry_at <= ${before.wall})
    order by reported_at limit ${perSweep}`.execute(reader)
  return rows.map(({ id }) => id)
}

export async function idsToShred(reader: Reader, now: Date): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select handover_id as id from handover.archive
    where shredded_at is null and held_at is null and keep_until <= ${now}
    order by keep_until limit ${perSweep}`.execute(reader)
  return rows.map(({ id }) => id)
}

/** Shredded, and nobody has seen the file gone: the process ended in between. */
export async function filesToRemove(reader: Reader): Promise<readonly { id: string; file: string }[]> {
  const { rows } = await sql<{ id: string; file: string }>`
    select handover_id as id, file from handover.archive
    where shredded_at is not null and file_gone_at is null limit ${perSweep}`.execute(reader)
  return rows
}

export type HistoryRow = ItemEvent & { readonly item: string }

/** The history of every item of a handover, oldest first. */
export async function eventsOf(reader: Reader, id: string): Promise<readonly HistoryRow[]> {
  const { rows } = await sql<HistoryRow>`
    select e.item_id as item, e.at, e.what, e.from_state as "from", e.to_state as "to", e.successor, e.reason, e.code, e.by
    from handover.item i join handover.item_event e on e.item_id = i.id
    where i.handover_id = ${id} order by e.id`.execute(reader)
  return rows
}
