import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { contentsOf } from './contents.ts'
import type { Part } from './part.ts'
import { reportPdf } from './report-pdf.ts'
import { overlaps, readPdf, textOf, type Piece } from './test/read-pdf.ts'
import { sample } from './test/sample.ts'
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

const bare = (text: string) => text.replace(/\s/g, '')
const whole = (read: readonly (readonly Piece[])[]) => bare(read.map(textOf).join(''))

/** Every number anywhere in the report. */
function figuresIn(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(figuresIn) : []
}

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

const hasPdftotext = spawnSync('pdftotext', ['-v']).error === undefined
if (!hasPdftotext)
  process.stdout.write('pdftotext is not on this machine: the second reader of the PDF is skipped.\n')

test.skipIf(!hasPdftotext)('a second reader finds the same words and figures, in rows', () => {
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

test('nothing lies on anything else, and nothing leaves the page', () => {
  for (const page of pages) expectCalm(page)
})

function expectCalm(page: readonly Piece[]): void {
  expect(overlaps(page)).toEqual([])
  // A4 with 48 points on each side; half a point for what the reader rounds.
  expect(page.filter(({ left, right }) => left < 47.5 || right > 595.28 - 47.5)).toEqual([])
  expect(page.filter(({ up, down }) => down < 30 || up > 841.89 - 30)).toEqual([])
}

test('texts that are long, odd or taller than a page still stand in their places', async () => {
  const remark = '两家门店的电话是旧的，已自己更新（见备注）。'.repeat(500)
  const odd = [
    '🌸花店👨‍👩‍👧',
    'https://example.com/' + 'a'.repeat(300),
    '𠮷\u0000野\t家\n分店',
    '=1+1',
    '（（（（（（',
    '',
  ]
  const hard = await reportPdf(view, {
    names: { ...given.names, gaoyuan: '阿卜杜热合曼·买买提依明江' },
    items: given.items.slice(0, 60).map((item, n) => ({ ...item, name: odd[n % odd.length] ?? '' })),
    signatures: [
      { kind: 'customer', person: 'zhouqing', at: null, opened: 0, of: 1_234_567, result: remark },
      { kind: 'group', person: 'chenmo', at: view.times.reported, opened: 2, of: 38, result: '已签收' },
    ],
  })
  const read = await readPdf(hard)
  for (const page of read) expectCalm(page)
  const text = whole(read)
  expect(text).toContain('□花店')
  expect(text).toContain('□代表字体里没有的字')
  expect(text.match(/已自己更新/g)?.length).toBeGreaterThan(480)
  expect(text).toContain('38')
})

test('without a sign missing, nothing is said of it', () => {
  expect(whole(pages)).not.toContain('□')
})

test('3,000 items are many pages with a head on each, in less than 20 s', async () => {
  const many = sample(3_000)
  const started = performance.now()
  const read = await readPdf(await reportPdf(many.view, many.given))
  const tookMs = performance.now() - started
  expect(tookMs).toBeLessThan(20_000)
  expect(read.length).toBeGreaterThan(60)
  const begin = read.findIndex((page) => textOf(page).includes('交接项（3,000）'))
  for (const page of read.slice(begin))
    expect(bare(textOf(page))).toContain('类别名称编号接替人状态原因决定负责人日期')
  const listed = whole(read.slice(begin))
  for (const n of [0, 1_499, 2_999]) expect(listed).toContain(`wm…${String(n).padStart(4, '0')}`)
})

test('the same report is the same file, byte by byte, and another report is not', async () => {
  expect((await reportPdf(view, given)).equals(pdf)).toBe(true)
  expect((await reportPdf({ ...view, open: 1 }, given)).equals(pdf)).toBe(false)
})

test('a cancelled handover without exceptions, people or proof says so in words', async () => {
  const empty = await readPdf(
    await reportPdf(
      {
        ...view,
        ending: 'back',
        exceptions: [],
        tasks: [],
        tasksLeft: [],
        classes: [],
        approvals: [],
        mergedSeats: [],
        review: null,
        envelopeHash: null,
        checkpoint: null,
        memberOnlyGroups: 0,
      },
      { names: {} },
    ),
  )
  const text = whole(empty)
  for (const words of [
    '工作交接取消记录',
    '例外（0）没有。',
    '经理还没有复核。',
    '审计日志还没有检查点。',
    '已转走的还给了本人',
  ])
    expect(text).toContain(words)
  expect(text).not.toContain('交接项')
  for (const page of empty) expectCalm(page)
})
