import { inflateRawSync } from 'node:zlib'

type Value = string | number

export interface SheetRead {
  readonly name: string
  readonly rows: readonly (readonly Value[])[]
  readonly xml: string
}

/** A workbook as its XML says, read without the library that wrote it. */
export function readXlsx(file: Buffer): readonly SheetRead[] {
  const parts = unzipped(file)
  const shared = all(parts.get('xl/sharedStrings.xml') ?? '', /<si>(.*?)<\/si>/gs).map(textIn)
  return all(parts.get('xl/workbook.xml') ?? '', /<sheet [^>]*?name="([^"]*)"/g).map((name, n) => {
    const xml = parts.get(`xl/worksheets/sheet${n + 1}.xml`) ?? ''
    return {
      name: plain(name),
      rows: all(xml, /<row[^>]*>(.*?)<\/row>/gs).map((row) => cellsOf(row, shared)),
      xml,
    }
  })
}

/** The parts of a zip file, found by its central directory. */
export function unzipped(file: Buffer): ReadonlyMap<string, string> {
  const end = file.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'))
  const parts = new Map<string, string>()
  let at = file.readUInt32LE(end + 16)
  for (let left = file.readUInt16LE(end + 10); left > 0; left -= 1) {
    const nameSize = file.readUInt16LE(at + 28)
    const local = file.readUInt32LE(at + 42)
    const from = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28)
    const data = file.subarray(from, from + file.readUInt32LE(at + 20))
    const isDeflated = file.readUInt16LE(at + 10) === 8
    const name = file.subarray(at + 46, at + 46 + nameSize).toString()
    parts.set(name, (isDeflated ? inflateRawSync(data) : data).toString('utf8'))
    at += 46 + nameSize + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32)
  }
  return parts
}

function cellsOf(row: string, shared: readonly string[]): readonly Value[] {
  const cells: Value[] = []
  for (const [, how = '', inside = ''] of row.matchAll(/<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
    // A cell may be left out when it is empty, so only its address says where it stands.
    while (cells.length < columnOf(how)) cells.push('')
    cells.push(valueOf(how, inside, shared))
  }
  return cells
}

function columnOf(how: string): number {
  const letters = /r="([A-Z]+)/.exec(how)?.[1] ?? 'A'
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

function valueOf(how: string, inside: string, shared: readonly string[]): Value {
  const value = /<v>(.*?)<\/v>/s.exec(inside)?.[1] ?? ''
  if (how.includes('t="s"')) return shared[Number(value)] ?? ''
  if (how.includes('t="inlineStr"')) return textIn(inside)
  if (how.includes('t="str"')) return plain(value)
  return value === '' ? '' : Number(value)
}

const textIn = (xml: string) => plain(all(xml, /<t[^>]*>(.*?)<\/t>/gs).join(''))
const all = (xml: string, what: RegExp) => [...xml.matchAll(what)].map(([, found = '']) => found)
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const plain = (xml: string) => xml.replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole)
