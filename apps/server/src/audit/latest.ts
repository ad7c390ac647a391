import { sql } from 'kysely'
import type { Reader } from '../platform/db.ts'

/** The newest signed checkpoint, to be printed on what people keep. */
export interface LatestCheckpoint {
  readonly origin: string
  readonly size: number
  /** Hex. */
  readonly root: string
  readonly note: string
}

export async function latestCheckpoint(reader: Reader): Promise<LatestCheckpoint | undefined> {
  const { rows } = await sql<{ note: string; size: number; root: Buffer }>`
    select note, size, root from audit.checkpoint order by log desc, size desc limit 1`.execute(reader)
  const [row] = rows
  if (!row) return undefined
  // The first line of a checkpoint is its origin.
  return {
    origin: row.note.split('\n', 1)[0] ?? '',
    size: row.size,
    root: row.root.toString('hex'),
    note: row.note,
  }
}
