import { colours, lineHeight, type Ink, type Sheet } from './sheet.ts'
import { count } from './words.ts'

const inks = {
  brand: { size: 9, weight: 'bold', colour: colours.accent },
  title: { size: 22, weight: 'bold' },
  under: { size: 10, colour: colours.dim },
  result: { size: 11.5, weight: 'bold' },
  heading: { size: 12, weight: 'bold' },
  text: { size: 9.5 },
  small: { size: 8.5, colour: colours.dim },
  label: { size: 8.5, colour: colours.dim },
} as const satisfies Record<string, Ink>

export function drawTitle(sheet: Sheet, title: string, under: string): void {
  flow(sheet, '接力 Jieli', inks.brand)
  flow(sheet, title, inks.title)
  sheet.y += 2
  flow(sheet, under, inks.under)
  sheet.y += 8
  sheet.rule(sheet.y, { colour: colours.ink, thick: 1.2 })
  sheet.y += 14
}

export function drawResult(sheet: Sheet, result: string): void {
  flow(sheet, result, inks.result)
  sheet.y += 4
}

/** A heading keeps `follows` points of what it heads on its own page. */
export function drawHeading(sheet: Sheet, name: string, follows = 40): void {
  sheet.y += 16
  sheet.need(lineHeight(inks.heading) + 6 + follows)
  sheet.mark(name)
  flow(sheet, name, inks.heading)
  sheet.y += 5
}

export function drawText(sheet: Sheet, text: string, how: 'text' | 'small' = 'text'): void {
  sheet.y += how === 'small' ? 5 : 0
  flow(sheet, text, inks[how])
  sheet.y += 2
}

export interface Tile {
  readonly label: string
  readonly figure: number
  readonly colour: string
}

const tile = { height: 62, gap: 8, pad: 10 }

/** The figures of the first glance, side by side. */
export function drawTiles(sheet: Sheet, tiles: readonly Tile[]): void {
  sheet.need(tile.height)
  const width = (sheet.width - tile.gap * (tiles.length - 1)) / tiles.length
  const room = width - 2 * tile.pad
  for (const [at, { label, figure, colour }] of tiles.entries()) {
    const left = sheet.left + at * (width + tile.gap)
    const full: Ink = { size: 20, weight: 'bold', colour }
    const size = full.size * Math.min(1, room / sheet.widthOf(count(figure), full))
    sheet.shade([left, sheet.y], [width, tile.height])
    sheet.put(count(figure), [left + tile.pad, sheet.y + 8], { ...full, size })
    sheet.put(label, [left + tile.pad, sheet.y + 41], inks.label)
  }
  sheet.y += tile.height
}

function flow(sheet: Sheet, text: string, ink: Ink): void {
  for (const line of sheet.wrap(text, sheet.width, ink)) {
    sheet.need(lineHeight(ink))
    sheet.put(line, [sheet.left, sheet.y], ink)
    sheet.y += lineHeight(ink)
  }
}
