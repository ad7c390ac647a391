import { reportView } from './report-page.ts'
import type { Deps } from './deps.ts'
import type { PaperItem } from './papers/given.ts'
import { reportPdf } from './papers/report-pdf.ts'
import { reportXlsx } from './papers/report-xlsx.ts'
import { shownName } from './shown.ts'
import { itemsOf, type ItemRow } from './store-items.ts'

const kinds = {
  pdf: { type: 'application/pdf', write: reportPdf },
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', write: reportXlsx },
} as const

export type Format = keyof typeof kinds

export interface ReportFile {
  readonly name: string
  readonly type: string
  readonly base64: string
}

/** The report with every item as a file; undefined while there is no report. */
export async function reportFile(deps: Deps, id: string, format: Format): Promise<ReportFile | undefined> {
  const view = await reportView(deps, id)
  if (!view) return undefined
  const { type, write } = kinds[format]
  const rows = await itemsOf(deps.database.db, id)
  const file = await write(view, {
    items: await paperItems(deps, id, rows),
    names: await namesFor(deps, rows),
  })
  return { name: `${id}.${format}`, type, base64: file.toString('base64') }
}

async function paperItems(deps: Deps, id: string, rows: readonly ItemRow[]): Promise<readonly PaperItem[]> {
  const box = await deps.vault.box(deps.database.db, { kind: 'handover', id })
  return rows.map((row) => ({
    kind: row.kind,
    subject: row.subject,
    name: shownName(row, box),
    successor: row.successor,
    state: row.state,
    reason: row.reason,
    owner: row.owner,
    decision: row.decision,
    // Of the others the column holds when they were last looked at.
    dueAt: row.state === 'excepted' ? (row.due_at?.toISOString() ?? null) : null,
  }))
}

/** Items name people whom the report itself may not: whoever took something over by hand. */
async function namesFor(deps: Deps, rows: readonly ItemRow[]): Promise<Readonly<Record<string, string>>> {
  const people = new Set(rows.flatMap(({ successor, owner }) => [successor ?? [], owner ?? []].flat()))
  return Object.fromEntries(await deps.directory.namesOf(deps.database.db, [...people]))
}
