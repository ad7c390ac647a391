import type { Cell, Column, Part } from './part.ts'
import { colours, lineHeight, type Ink, type Sheet } from './sheet.ts'
import { cellText } from './words.ts'

interface Style {
  readonly head: Ink
  readonly row: Ink
  readonly total: Ink
  /** Above and below the lines of a row. */
  readonly pad: number
}

const plain: Style = {
  head: { size: 8, weight: 'bold', colour: colours.dim },
  row: { size: 8.5 },
  total: { size: 8.5, weight: 'bold' },
  pad: 5,
}
const dense: Style = { ...plain, row: { size: 7.5 }, total: { size: 7.5, weight: 'bold' }, pad: 3 }

const side = 5
// Figures end where the words after them would begin.
const afterFigures = 16

interface Place {
  readonly left: number
  readonly room: number
  readonly isNumber: boolean
}

interface Setting {
  readonly places: readonly Place[]
  readonly ink: Ink
  readonly pad: number
}

type Lines = readonly (readonly string[])[]

interface Table {
  readonly head: Row
  readonly rows: readonly Row[]
}

interface Row extends Setting {
  readonly cells: Lines
}

/** A table that breaks over pages; each page repeats the head, and a row taller than a page goes on on the next. */
export function drawTable(sheet: Sheet, part: Part): void {
  const { head, rows } = laidOut(sheet, part)
  sheet.need(heightOf(head) + Math.min(heightOf(rows[0] ?? head), (sheet.bottom - sheet.top) / 2))
  drawHead(sheet, head)
  for (const row of rows) placeRow(sheet, row, head)
}

/** What a heading has to keep below itself: a short table whole with its note, of a long one the first row. */
export function roomFor(sheet: Sheet, part: Part): number {
  const page = sheet.bottom - sheet.top
  const { head, rows } = laidOut(sheet, { ...part, rows: part.rows.slice(0, 20) })
  const whole = [head, ...rows].reduce((sum, row) => sum + heightOf(row), 0)
  const note = 40
  if (part.rows.length <= 20 && whole + note <= page / 3) return whole + note
  return Math.min(heightOf(head) + heightOf(rows[0] ?? head), page / 2)
}

function laidOut(sheet: Sheet, { columns, rows, total, isDense = false }: Part): Table {
  const style = isDense ? dense : plain
  const places = placesOf(sheet, columns)
  const row = (cells: readonly Cell[], ink: Ink): Row => ({
    cells: cells.map((cell, at) => sheet.wrap(cellText(cell), places[at]?.room ?? 0, ink)),
    places,
    ink,
    pad: style.pad,
  })
  return {
    head: row(
      columns.map(({ head }) => head),
      style.head,
    ),
    rows: [
      ...rows.map((cells) => row(cells, style.row)),
      ...(total === undefined ? [] : [row(total, style.total)]),
    ],
  }
}

function placesOf({ left, width }: Sheet, columns: readonly Column[]): readonly Place[] {
  const whole = columns.reduce((sum, { share }) => sum + share, 0)
  let at = left
  return columns.map(({ share, isNumber = false }, n) => {
    const indent = !isNumber && columns[n - 1]?.isNumber === true ? afterFigures : side
    const full = (share / whole) * width
    const place = { left: at + indent, room: full - indent - side, isNumber }
    at += full
    return place
  })
}

function placeRow(sheet: Sheet, row: Row, head: Row): void {
  let rest = row
  while (heightOf(rest) > sheet.bottom - sheet.y) {
    const lines = Math.floor((sheet.bottom - sheet.y - 2 * rest.pad) / lineHeight(rest.ink))
    if (lines >= 1 && heightOf(rest) + heightOf(head) > sheet.bottom - sheet.top) {
      drawRow(sheet, { ...rest, cells: rest.cells.map((all) => all.slice(0, lines)) })
      rest = { ...rest, cells: rest.cells.map((all) => all.slice(lines)) }
    }
    sheet.startPage()
    drawHead(sheet, head)
  }
  drawRow(sheet, rest)
}

function heightOf({ cells, ink, pad }: Row): number {
  return Math.max(1, ...cells.map(({ length }) => length)) * lineHeight(ink) + 2 * pad
}

function drawHead(sheet: Sheet, head: Row): void {
  sheet.shade([sheet.left, sheet.y], [sheet.width, heightOf(head)])
  drawRow(sheet, head)
}

function drawRow(sheet: Sheet, row: Row): void {
  const { places, ink, pad } = row
  for (const [at, lines] of row.cells.entries()) {
    const { left, room, isNumber } = places[at] ?? { left: 0, room: 0, isNumber: false }
    for (const [n, line] of lines.entries()) {
      const x = isNumber ? left + room - sheet.widthOf(line, ink) : left
      sheet.put(line, [x, sheet.y + pad + n * lineHeight(ink)], ink)
    }
  }
  sheet.y += heightOf(row)
  sheet.rule(sheet.y)
}
