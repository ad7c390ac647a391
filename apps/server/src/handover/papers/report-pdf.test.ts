import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { contentsOf } from './contents.ts'
import type { Part } from './part.ts'
import { reportPdf } from './report-pdf.ts'
import { bare, readPdf, textOf, whole, type Piece } from './test/read-pdf.ts'
import { figuresIn, sample, shownId } from './test/sample.ts'
import { typeface } from './typeface.ts'
import { cellText } from './words.ts'

const { view, given } = sample()
const said = contentsOf(view, given)
let pdf: Buffer
let pages: readonly (readonly Piece[])[]

beforeAll(async () => {
  pdf = await reportPdf(view, given)
  pages = await readPdf(pdf)
})

/** How a figure may stand in a text: whole, not as a piece of another. */
const standsIn = (text: string, n: number) =>
  [n.toLocaleString('en'), String(n)].some((shown) => new RegExp(`(?<![\\d,])${shown}(?![\\d])`).test(text))

test('the first page says who, why, to whom and how it ended', () => {
  const first = bare(textOf(pages[0] ?? []))
  for (const words of ['工作交接完成证明', 'H-2026-0031', '离职', '林晓→周青、陈默、何佳宁', said.result])
    expect(first).toContain(bare(words))
})

test('every part of the report stands in the PDF, in the order of the page', () => {
  const text = whole(pages)
  const heads = [
    '完整性',
    '例外（12）',
    '手工任务',
    '没办完的任务',
    '签收与复核',
    '审批',
    '时间线',
    '企业微信做不到的',
    '审计证明',
    '交接项（1,286）',
  ]
  const places = heads.map((head) => text.indexOf(head))
  expect(places.every((at) => at > 0)).toBe(true)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
})

test('every cell and every figure can be selected as text', () => {
  const read = pages.map(textOf)
  const text = whole(pages)
  const signs = new Set(text)
  const parts: readonly Part[] = [said.completeness, said.tasks, said.approvals, said.timeline, said.items]
  for (const cell of parts.flatMap(({ rows }) => rows.flat())) {
    // A long cell is set in several lines; each sign of it is there, and its beginning in one piece.
    const words = bare(cellText(cell))
    expect([...words].every((sign) => signs.has(sign))).toBe(true)
    expect(text).toContain(words.slice(0, 5))
  }
  for (const n of figuresIn(view))
    expect({ n, isThere: read.some((page) => standsIn(page, n)) }).toEqual({ n, isThere: true })
})

test('each exception and each item stands in its list once, with its owner and its date', () => {
  const text = whole(pages)
  const between = (from: string, to?: string) =>
    text.slice(text.indexOf(from), to === undefined ? undefined : text.indexOf(to))
  const ids = (part: string) => part.match(/wm…\d{4}/g)
  expect(ids(between('例外（12）', '手工任务'))).toEqual(
    view.exceptions.map(({ subject }) => shownId(subject)),
  )
  expect(between('例外（12）', '手工任务').match(/高远2026-12-0118:00/g)).toHaveLength(12)
  expect(ids(between('交接项（'))).toEqual(given.items.map(({ subject }) => shownId(subject)))
})

const hasPdftotext = spawnSync('pdftotext', ['-v']).error === undefined
// Where poppler is on the machine a second program reads it as well; the one above always does.
if (hasPdftotext)
  test('a second reader finds the same words and figures, in rows', () => {
    const text = layoutOf(pdf)
    expect(text).toMatch(/客户\s+1,286\s+1,271\s+12\s+2\s+1\s+0\s+98\.8%/)
    expect(text).toMatch(/合计\s+1,325\s+1,310\s+12\s+2\s+1\s+0\s+98\.8%/)
    expect(text).toMatch(/群成员\s+26\s+24\s+1\s+1/)
    expect(text).toMatch(/部门经理\s+高远\s+✓ 同意\s+2026-11-12 11:20/)
    expect(text.match(/高远\s+2026-12-01 18:00/g)?.length).toBeGreaterThanOrEqual(12)
    for (const n of figuresIn(view)) expect({ n, isThere: standsIn(text, n) }).toEqual({ n, isThere: true })
  })

function layoutOf(file: Buffer): string {
  const folder = mkdtempSync(join(tmpdir(), 'papers-'))
  try {
    writeFileSync(join(folder, 'report.pdf'), file)
    return execFileSync('pdftotext', ['-layout', join(folder, 'report.pdf'), '-'], { encoding: 'utf8' })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('the font has every sign that is used, and both weights are inside the file', () => {
  const faces = [typeface('regular'), typeface('bold')]
  const strange = [...new Set(whole(pages))].filter((sign) => !faces.every(({ has }) => has(sign)))
  expect(strange).toEqual([])
  const raw = pdf.toString('latin1')
  for (const weight of ['Regular', 'Bold']) expect(raw).toMatch(new RegExp(`\\w{6}\\+NotoSansSC-${weight}`))
  expect(raw.match(/\/FontFile2/g)?.length).toBe(2)
  expect(raw.match(/\/ToUnicode/g)?.length).toBe(2)
})

test('each page has its number, the handover and the code of the report', () => {
  for (const [n, page] of pages.entries()) {
    const text = textOf(page)
    expect(text).toContain(`第 ${n + 1} 页，共 ${pages.length} 页`)
    expect(text).toContain('H-2026-0031')
    expect(text).toContain('审计根 a1b2 c3d4 e5f6 0718')
  }
})

test('the same report is the same file, byte by byte, and another report is not', async () => {
  expect((await reportPdf(view, given)).equals(pdf)).toBe(true)
  expect((await reportPdf({ ...view, open: 1 }, given)).equals(pdf)).toBe(false)
})
