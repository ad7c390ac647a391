import { expect, test } from 'vitest'
import { contentsOf } from './contents.ts'
import type { Cell, Part } from './part.ts'
import { reportXlsx } from './report-xlsx.ts'
import { readXlsx, unzipped } from './test/read-xlsx.ts'
import { figuresIn, sample, shownId } from './test/sample.ts'
import { workbook } from './workbook.ts'

const { view, given } = sample()
const said = contentsOf(view, given)
const file = await reportXlsx(view, given)
const sheets = readXlsx(file)
const about = { title: 'T', at: new Date(0) }

const plain = (cell: Cell) => {
  if (typeof cell !== 'object') return cell
  if ('ratio' in cell) return cell.ratio
  const at = new Date(Date.parse(cell.iso) + 8 * 3_600_000)
  return `${at.toISOString().slice(0, 19)}+08:00`
}
const rowsOf = ({ columns, rows, total }: Part) => [
  columns.map(({ head }) => head),
  ...[...rows, ...(total ? [total] : [])].map((row) => row.map(plain)),
]
// Empty cells at the end of a row may be left out.
const trimmed = (rows: readonly (readonly (string | number)[])[]) =>
  rows.map((row) => row.slice(0, row.findLastIndex((cell) => cell !== '') + 1))

test('the sheets have their names, in their order', () => {
  expect(sheets.map(({ name }) => name)).toEqual([
    '摘要',
    '完整性',
    '交接项',
    '例外',
    '审批',
    '时间线',
    '签收',
    '手工任务',
    '没办完的任务',
  ])
})

test('each sheet, read back by other means, says what the report says', () => {
  const parts = [said.summary, said.completeness, said.items, said.exceptions, said.approvals, said.timeline]
  for (const [n, part] of [...parts, said.signatures, said.tasks, said.tasksLeft].entries())
    expect(trimmed(sheets[n]?.rows ?? [])).toEqual(trimmed(rowsOf(part)))
})

test('each exception, item, approval and figure of the report is in the workbook', () => {
  const column = (sheet: number, n: number) => sheets[sheet]?.rows.slice(1).map((row) => row[n])
  expect(column(3, 2)).toEqual(view.exceptions.map(({ subject }) => shownId(subject)))
  expect(column(3, 5)).toEqual(view.exceptions.map(() => '高远'))
  expect(column(3, 6)).toEqual(view.exceptions.map(() => '2026-12-01T18:00:00+08:00'))
  expect(column(2, 2)).toEqual(given.items.map(({ subject }) => shownId(subject)))
  expect(column(4, 1)).toEqual(['高远', '郑岚', '唐锐', '高远'])
  // Codes of WeCom and the size of a sample stand inside words.
  const { exceptions, classes, ...rest } = view
  const found = new Set(sheets.flatMap(({ rows }) => rows.flat()))
  for (const n of figuresIn(rest)) expect([n, found.has(n)]).toEqual([n, true])
  const words = [...found].join('\n')
  for (const n of figuresIn([exceptions, classes])) expect(words).toContain(String(n))
})

test('figures are numbers, shares are numbers, times are ISO text of Shanghai', () => {
  expect(sheets[1]?.rows[1]).toEqual(['客户', 1_286, 1_271, 12, 2, 1, 0, 0.988])
  expect(sheets[5]?.rows[1]?.[0]).toBe('2026-11-12T10:00:00+08:00')
  expect(sheets[2]?.rows).toHaveLength(1_287)
})

test('the first row stands still and is bold, and columns have widths', () => {
  const styles = unzipped(file).get('xl/styles.xml') ?? ''
  const fonts = [...(/<fonts.*?<\/fonts>/s.exec(styles)?.[0] ?? '').matchAll(/<font>.*?<\/font>/gs)]
  const formats = [
    ...(/<cellXfs.*?<\/cellXfs>/s.exec(styles)?.[0] ?? '').matchAll(/<xf [^>]*fontId="(\d+)"/g),
  ]
  for (const { xml } of sheets) {
    expect(xml).toMatch(/<pane [^>]*ySplit="1"[^>]*state="frozen"/)
    expect(xml).toMatch(/<col [^>]*width="/)
    const style = Number(/<c r="A1" [^>]*s="(\d+)"/.exec(xml)?.[1] ?? /<c s="(\d+)" r="A1"/.exec(xml)?.[1])
    expect(fonts[Number(formats[style]?.[1])]?.[0]).toMatch(/<b\/>.*等线|等线.*<b\/>/)
  }
})

test.each(['=1+1', '+86', '-1', '@SUM(A1)', '＝HYPERLINK("x")', ' =1', '\t=1'])(
  '%j is a text and never a formula',
  async (evil) => {
    const written = await workbook([{ name: '表', rows: [['头'], [evil]] }], about)
    const [sheet] = readXlsx(written)
    expect(sheet?.rows[1]).toEqual([evil])
    expect(sheet?.xml).not.toMatch(/<f[ >]/)
    expect(sheet?.xml).toMatch(/<c [^>]*t="(s|inlineStr)"/)
    // The format "text" is the only one besides the default, and the cell has it.
    const styles = unzipped(written).get('xl/styles.xml') ?? ''
    const text = /numFmtId="(\d+)" formatCode="@"/.exec(styles)?.[1]
    const formats = [...(/<cellXfs.*?<\/cellXfs>/s.exec(styles)?.[0] ?? '').matchAll(/<xf numFmtId="(\d+)"/g)]
    const style = Number(/<c r="A2" [^>]*s="(\d+)"/.exec(sheet?.xml ?? '')?.[1])
    expect(formats[style]?.[1]).toBe(text ?? 'no format')
  },
)

test('what XML cannot hold is left out, the rest is kept', async () => {
  const written = await workbook(
    [{ name: '表', rows: [['头'], ['𠮷\u0000野\uD800<家>&"🌸'], [' 两端 ']] }],
    about,
  )
  expect(readXlsx(written)[0]?.rows).toEqual([['头'], ['𠮷野<家>&"🌸'], [' 两端 ']])
  for (const part of unzipped(written).values())
    expect(part.includes('\0') || part.includes('\uFFFD')).toBe(false)
})

test('the same report is the same workbook, byte by byte', async () => {
  expect((await reportXlsx(view, given)).equals(file)).toBe(true)
})

test('signatures that are handed in stand instead of those of the report; without tasks there is no sheet of them', async () => {
  const signed = { kind: 'group', person: 'chenmo', at: null, opened: 2, of: 38, result: '有异议' } as const
  const read = readXlsx(
    await reportXlsx({ ...view, tasks: [], tasksLeft: [] }, { ...given, signatures: [signed] }),
  )
  expect(read).toHaveLength(7)
  expect(read[6]?.rows.slice(1)).toEqual([['陈默', '客户群', 38, 2, '还没有签收', '有异议']])
})
