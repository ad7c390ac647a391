import { beforeAll, expect, test } from 'vitest'
import { reportPdf } from './report-pdf.ts'
import { bare, overlaps, readPdf, textOf, whole, type Piece } from './test/read-pdf.ts'
import { sample } from './test/sample.ts'

const { view, given } = sample()
let pages: readonly (readonly Piece[])[]

beforeAll(async () => {
  pages = await readPdf(await reportPdf(view, given))
  // The typeface alone takes seconds on a busy machine.
}, 60_000)

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
