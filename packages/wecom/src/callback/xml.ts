import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { listPaths } from '../catalogue/callback-fields.ts'
import { refuse, take, type Taken } from './refusals.ts'

/** An element: text, a number, repeated siblings, or elements by name; undefined ones are not written. */
export type XmlValue =
  | string
  | number
  | undefined
  | readonly XmlValue[]
  | { readonly [name: string]: XmlValue }

const lists: ReadonlySet<string> = new Set(listPaths)

const parser = new XMLParser({
  ignoreAttributes: true,
  // Ids beyond 2^53 must keep their digits, so every value stays text.
  parseTagValue: false,
  // What a person wrote keeps its spaces; the spaces between elements are dropped below.
  trimValues: false,
  isArray: (_name, path) => typeof path === 'string' && lists.has(path),
})

/** The elements below `<xml>`, all values as text. */
export function readXml(text: string): Taken<Record<string, unknown>> {
  // Declarations could define entities that grow without end; WeCom never sends one.
  if (/<!/.test(text.replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, ''))) return refuse('BAD_XML')
  try {
    if (XMLValidator.validate(text) !== true) return refuse('BAD_XML')
    const root = withoutGaps(parser.parse(text))
    return isElements(root) && isElements(root['xml']) ? take(root['xml']) : refuse('BAD_XML')
  } catch {
    // The parser throws on what it holds dangerous (names like __proto__, too many entities).
    return refuse('BAD_XML')
  }
}

/** Writes elements below `<xml>`: text as CDATA, numbers bare, lists as repeated siblings. */
export function writeXml(elements: { readonly [name: string]: XmlValue }): string {
  return `<xml>${children(elements)}</xml>`
}

function children(elements: { readonly [name: string]: XmlValue }): string {
  return Object.entries(elements)
    .flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((one: XmlValue) => element(name, one)),
    )
    .join('')
}

function element(name: string, value: XmlValue): string {
  if (value === undefined) return ''
  return `<${name}>${content(value)}</${name}>`
}

function content(value: Exclude<XmlValue, undefined>): string {
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return `<![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
  // A list inside a list has no form in this XML.
  if (Array.isArray(value)) throw new Error('a list cannot be an item of a list')
  return children(value as { readonly [name: string]: XmlValue })
}

function isElements(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

// Between elements the parser keeps line breaks under '#text'; an empty wrapper of white space becomes ''.
function withoutGaps(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutGaps)
  if (!isElements(value)) return value
  const kept = Object.entries(value).filter(([name]) => name !== '#text')
  return Object.fromEntries(kept.map(([name, one]) => [name, withoutGaps(one)]))
}
