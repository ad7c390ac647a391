import { writeXlsx } from 'hucre/xlsx'
import type { Part } from './contents.ts'

/** Sheets of plain rows as an .xlsx file; the first row of each is its head. */
export async function workbookOf(parts: readonly Part[], title: string): Promise<Buffer> {
  const file = await writeXlsx({
    properties: { title },
    sheets: parts.map(({ name, heads, rows }) => ({
      name,
      freezePane: { rows: 1 },
      columns: heads.map((head, at) => ({ width: widthOf(head, rows, at) })),
      rows: [[...heads], ...rows.map((row) => [...row])],
    })),
  })
  return Buffer.from(file)
}

// A Chinese sign takes two columns.
function widthOf(head: string, rows: Part['rows'], at: number): number {
  const wide = (text: string) => [...text].reduce((sum, sign) => sum + (sign > '\u2e7f' ? 2 : 1), 0)
  const widest = rows
    .slice(0, 200)
    .reduce((most, row) => Math.max(most, wide(String(row[at] ?? ''))), wide(head))
  return Math.min(60, widest + 3)
}
