import { inflateRawSync } from 'node:zlib'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { beforeAll, expect, test } from 'vitest'
import { sampleReport } from '../test/sample-report.ts'
import { contentsOf } from './contents.ts'
import { reportPdf } from './report-pdf.ts'
import { reportXlsx } from './report-xlsx.ts'

const { view, items } = sampleReport()
let pages: readonly string[]
let pdf: Buffer

/** The text of each page as another program reads it out of the file. */
async function read(file: Buffer): Promise<readonly string[]> {
  const document = await getDocument({ data: new Uint8Array(file), verbosity: 0 }).promise
  const out: string[] = []
  for (let at = 1; at <= document.numPages; at += 1) {
    const { items: parts } = await (await document.getPage(at)).getTextContent()
    out.push(parts.map((part) => ('str' in part ? part.str : '')).join(''))
  }
  return out
}

beforeAll(async () => {
  pdf = await reportPdf(view, items)
  pages = await read(pdf)
}, 60_000)

test('the Chinese text of the PDF is selectable, and every figure of the report stands in it', () => {
  const [first = ''] = pages
  for (const words of [
    '工作交接完成证明',
    '林晓 → 周晴、陈默、何佳宁',
    '1,325 项',
    '1,313 已核实',
    '12 例外有人负责',
    '0 未知',
  ])
    expect(first).toContain(words)
  const whole = pages.join('')
  const said = contentsOf(view, items)
  const parts = [
    said.completeness,
    said.exceptions,
    said.tasks,
    said.tasksLeft,
    said.signatures,
    said.approvals,
  ]
  for (const { rows } of [...parts, said.timeline, said.summary, said.items])
    for (const cell of rows.flat()) {
      const text = typeof cell === 'number' ? cell.toLocaleString('en') : cell
      // A long one is set over several lines; its beginning is enough to find it.
      expect(whole).toContain(text.slice(0, 6))
    }
})

test('no sign is missing from the font, and every page is numbered', () => {
  for (const [at, page] of pages.entries()) {
    expect(page).toContain(`第 ${at + 1} 页，共 ${pages.length} 页`)
    expect([...page].some((sign) => sign === '\uFFFD' || sign === '\0')).toBe(false)
  }
  expect(pages.length).toBeGreaterThan(20)
})

test('a table that goes on repeats its head', () => {
  const middle = pages[Math.floor(pages.length / 2)] ?? ''
  expect(middle).toContain('接替人')
  expect(middle).toContain('名称')
})

test('the same report is the same file, byte by byte', async () => {
  expect((await reportPdf(view, items)).equals(pdf)).toBe(true)
}, 60_000)

/** The parts of a zip file, read by its central directory. */
function unzipped(file: Buffer): ReadonlyMap<string, string> {
  const end = file.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'))
  const out = new Map<string, string>()
  let at = file.readUInt32LE(end + 16)
  for (let n = file.readUInt16LE(end + 10); n > 0; n -= 1) {
    const [size, nameSize] = [file.readUInt32LE(at + 20), file.readUInt16LE(at + 28)]
    const name = file.subarray(at + 46, at + 46 + nameSize).toString()
    const local = file.readUInt32LE(at + 42)
    const from = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28)
    const data = file.subarray(from, from + size)
    out.set(name, (file.readUInt16LE(at + 10) === 8 ? inflateRawSync(data) : data).toString('utf8'))
    at += 46 + nameSize + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32)
  }
  return out
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const plain = (xml: string) => xml.replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole)

/** Rows of a sheet as its XML says, numbers as numbers. */
function rowsOf(
  files: ReadonlyMap<string, string>,
  sheet: number,
): readonly (readonly (string | number)[])[] {
  const shared = [...(files.get('xl/sharedStrings.xml') ?? '').matchAll(/<si>(.*?)<\/si>/gs)].map(
    ([, si = '']) => plain([...si.matchAll(/<t[^>]*>(.*?)<\/t>/gs)].map(([, text = '']) => text).join('')),
  )
  const xml = files.get(`xl/worksheets/sheet${sheet}.xml`) ?? ''
  return [...xml.matchAll(/<row[^>]*>(.*?)<\/row>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)].map(([, how = '', cell = '']) => {
      const value = /<v>(.*?)<\/v>/s.exec(cell)?.[1] ?? ''
      if (how.includes('t="s"')) return shared[Number(value)] ?? ''
      if (how.includes('inlineStr')) return plain(/<t[^>]*>(.*?)<\/t>/s.exec(cell)?.[1] ?? '')
      return how.includes('t="str"') ? plain(value) : value === '' ? '' : Number(value)
    }),
  )
}

test('the workbook, read back by other means, says what the report says, figures as numbers', async () => {
  const odd = { ...view, subjects: { ...view.subjects, 'item-0': '=HYPERLINK("http://x")' } }
  const files = unzipped(await reportXlsx(odd, items))
  const said = contentsOf(odd, items)
  const parts = [said.summary, said.completeness, said.items, said.exceptions, said.tasks, said.tasksLeft]
  const names = [...(files.get('xl/workbook.xml') ?? '').matchAll(/<sheet [^>]*name="([^"]*)"/g)].map(
    ([, name]) => name,
  )
  expect(names).toEqual([...parts, said.approvals, said.timeline, said.signatures].map(({ name }) => name))
  for (const [at, { heads, rows }] of parts.entries()) {
    const trimmed = (row: readonly (string | number)[]) => row.join('|').replace(/\|+$/, '')
    expect(rowsOf(files, at + 1).map(trimmed)).toEqual([heads, ...rows].map(trimmed))
  }
  // Whatever looks like a formula is text.
  expect([...files.values()].some((xml) => /<f[ >]/.test(xml))).toBe(false)
  expect(rowsOf(files, 2)[1]?.[1]).toBe(1_286)
})
