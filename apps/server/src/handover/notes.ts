import type { Box } from '../vault/index.ts'
import type { Notes } from './remark.ts'
import type { ItemRow } from './store-items.ts'

/** What the leaver noted about a customer; undefined where nothing was kept. */
export function notesOf({ id, notes }: Pick<ItemRow, 'id' | 'notes'>, box: Box): Notes | undefined {
  if (notes === null) return undefined
  // Only collect writes the column, as Notes.
  return JSON.parse(box.open({ table: 'handover.item', column: 'notes', row: id }, notes)) as Notes
}
