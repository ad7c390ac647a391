import { writeXlsx } from 'hucre/xlsx'

export type PlainCell = string | number | { readonly ratio: number }

/** A sheet of plain values; its first row is the head. */
export interface PlainSheet {
  readonly name: string
  readonly rows: readonly (readonly PlainCell[])[]
}

export interface WorkbookAbout {
  readonly title: string
  /** The date of the file: the clock of the machine would make each copy another file. */
  readonly at: Date
}

// XML 1.0 has no place for these, and one of them would make the whole file unreadable.
const unwritable = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu
// A spreadsheet may run what begins so once somebody edits the cell or saves the sheet as CSV; the wide signs too.
const startsLikeFormula = /^\s*[=+\-@＝＋－＠]/
const font = { name: '等线', size: 11 }
// What a cell of a spreadsheet may hold.
const longest = 32_767

/** The only place that knows which library writes .xlsx. */
export async function workbook(sheets: readonly PlainSheet[], { title, at }: WorkbookAbout): Promise<Buffer> {
  const file = await writeXlsx({
    properties: { title, creator: '接力 Jieli', created: at, modified: at },
    defaultFont: font,
    sheets: sheets.map(({ name, rows }) => ({
      name,
      rows: rows.map((row) => row.map(valueOf)),
      columns: (rows[0] ?? []).map((_, column) => ({ width: widthOf(rows, column) })),
      cells: stylesOf(rows),
      freezePane: { rows: 1 },
    })),
  })
  return Buffer.from(file)
}

type Rows = PlainSheet['rows']
interface Style {
  readonly font?: typeof font & { readonly bold: boolean }
  readonly numFmt?: string
}

function stylesOf(rows: Rows): Map<string, { style: Style }> {
  const placed = rows.flatMap((row, y) =>
    row.map((cell, x) => [`${y},${x}`, y === 0 ? { font: { ...font, bold: true } } : styleOf(cell)] as const),
  )
  return new Map(placed.flatMap(([at, style]) => (style === undefined ? [] : [[at, { style }]])))
}

function styleOf(cell: PlainCell): Style | undefined {
  if (typeof cell === 'number') return { numFmt: '#,##0' }
  if (typeof cell === 'object') return { numFmt: '0.0%' }
  // The format "text" outlives an edit, so the cell never turns into a formula.
  return startsLikeFormula.test(cell) ? { numFmt: '@' } : undefined
}

function valueOf(cell: PlainCell): string | number {
  if (typeof cell === 'object') return cell.ratio
  return typeof cell === 'number' ? cell : cell.replace(unwritable, '').slice(0, longest)
}

/** A Chinese sign takes two columns; beyond 60 a column is no longer read at one glance. */
function widthOf(rows: Rows, column: number): number {
  const wide = (text: string) => [...text].reduce((sum, sign) => sum + (sign >= '\u2e80' ? 2 : 1), 0)
  const widest = rows.reduce((most, row) => Math.max(most, wide(String(valueOf(row[column] ?? '')))), 0)
  return Math.min(60, Math.max(8, widest + 3))
}
