import type { ReportView } from '@jieli/contract'
import { contentsOf } from './contents.ts'
import type { Given } from './given.ts'
import type { Cell, Part } from './part.ts'
import { isoShanghai } from './words.ts'
import { workbook, type PlainCell, type PlainSheet } from './workbook.ts'

/** The report as a workbook: a sheet a part, figures as numbers, times as ISO text. */
export function reportXlsx(view: ReportView, given: Given): Promise<Buffer> {
  const said = contentsOf(view, given)
  const always = [
    said.summary,
    said.completeness,
    said.items,
    said.exceptions,
    said.approvals,
    said.timeline,
    said.signatures,
  ]
  const byHand = [said.tasks, said.tasksLeft].filter(({ rows }) => rows.length > 0)
  return workbook([...always, ...byHand].map(plainSheet), {
    title: `${said.title} ${view.id}`,
    at: new Date(view.times.reported),
  })
}

function plainSheet({ name, columns, rows, total }: Part): PlainSheet {
  const all = total === undefined ? rows : [...rows, total]
  return { name, rows: [columns.map(({ head }) => head), ...all.map((row) => row.map(plain))] }
}

function plain(cell: Cell): PlainCell {
  return typeof cell === 'object' && 'iso' in cell ? isoShanghai(cell) : cell
}
