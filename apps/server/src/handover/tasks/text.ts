import { masked } from '../../access/index.ts'
import type { Box, Place } from '../../vault/index.ts'
import type { TaskRow } from './store.ts'

/** What people wrote or WeCom named; sealed. */
export type TextColumn = 'title' | 'note' | 'proof'

export function textPlace(task: string, column: TextColumn): Place {
  return { table: 'handover.task', column, row: task }
}

/** As it is shown; empty when nothing was written. */
export function textOf(task: Pick<TaskRow, 'id' | TextColumn>, column: TextColumn, box: Box): string {
  const sealed = task[column]
  return sealed === null ? '' : masked.text(box.open(textPlace(task.id, column), sealed))
}
