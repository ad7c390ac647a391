import type { ReportView } from '@jieli/contract'
import { contentsOf, type PaperItem } from './contents.ts'
import { workbookOf } from './workbook.ts'

/** The report as a workbook: a sheet a part, figures as numbers. */
export function reportXlsx(view: ReportView, items: readonly PaperItem[]): Promise<Buffer> {
  const said = contentsOf(view, items)
  const {
    summary,
    completeness,
    items: all,
    exceptions,
    tasks,
    tasksLeft,
    approvals,
    timeline,
    signatures,
  } = said
  return workbookOf(
    [summary, completeness, all, exceptions, tasks, tasksLeft, approvals, timeline, signatures],
    `${said.title} ${view.id}`,
  )
}
