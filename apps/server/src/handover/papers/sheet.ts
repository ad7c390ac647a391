// The types know only the default.
// oxlint-disable-next-line import/no-named-as-default
import PDFDocument from 'pdfkit'
import { linesOf, wide } from './lines.ts'
import { typeface, type Weight } from './typeface.ts'

/** The colours of the report on the screen; each also reads in black and white. */
export const colours = {
  ink: '#1f2329',
  dim: '#646a73',
  line: '#dee0e3',
  back: '#f5f6f7',
  accent: '#0052d9',
  good: '#1d7a46',
  warn: '#b25000',
  bad: '#c02a2a',
} as const

export interface Ink {
  readonly size: number
  readonly weight?: Weight
  readonly colour?: string
}

export interface About {
  readonly title: string
  /** Above each page but the first. */
  readonly running: string
  /** Above each page, on the right. */
  readonly id: string
  /** Below each page, beside its number. */
  readonly foot: string
  /** The date of the file: the clock of the machine would make each copy another file. */
  readonly at: Date
}

const margin = { top: 76, bottom: 60, side: 48 }
const marginInk: Ink = { size: 8, colour: colours.dim }
// The ascent and descent of the font, so that lines just do not touch.
const leading = 1.5
// Joiners, variants of emoji, marks of direction: they draw nothing by themselves.
const unseen = /[\p{Cc}\p{Cf}\p{Variation_Selector}]/gu

export const lineHeight = ({ size }: Ink): number => size * leading

/** An A4 document on which text is set line by line; nothing is drawn that was not measured. */
export class Sheet {
  readonly left = margin.side
  readonly width: number
  readonly top = margin.top
  readonly bottom: number
  /** Where the next thing goes. */
  y: number = margin.top
  #missing = false
  readonly #about: About
  readonly #doc: PDFKit.PDFDocument
  readonly #faces = { regular: typeface('regular'), bold: typeface('bold') }
  readonly #ended: Promise<Buffer>

  constructor(about: About) {
    this.#about = about
    this.#doc = new PDFDocument({
      size: 'A4',
      // Only we decide where a page ends.
      margin: 0,
      pdfVersion: '1.7',
      bufferPages: true,
      lang: 'zh-CN',
      displayTitle: true,
      info: { Title: about.title, Author: '接力 Jieli', CreationDate: about.at, ModDate: about.at },
    })
    this.#ended = wholeOf(this.#doc)
    for (const weight of ['regular', 'bold'] as const)
      this.#doc.registerFont(weight, this.#faces[weight].file)
    this.width = this.#doc.page.width - 2 * margin.side
    this.bottom = this.#doc.page.height - margin.bottom
  }

  startPage(): void {
    this.#doc.addPage()
    this.y = margin.top
  }

  /** A new page unless so much room is left. */
  need(height: number): void {
    if (this.y + height > this.bottom) this.startPage()
  }

  wrap(text: string, room: number, ink: Ink): readonly string[] {
    return linesOf(this.#drawable(text, ink), room, this.#face(ink).widthOf(ink.size))
  }

  widthOf(text: string, ink: Ink): number {
    return wide(this.#drawable(text, ink), this.#face(ink).widthOf(ink.size))
  }

  put(line: string, at: readonly [x: number, y: number], ink: Ink): void {
    const text = this.#drawable(line, ink)
    if (text === '') return
    this.#doc.font(ink.weight ?? 'regular').fontSize(ink.size)
    this.#doc.fillColor(ink.colour ?? colours.ink).text(text, ...at, { lineBreak: false })
  }

  shade(at: readonly [x: number, y: number], size: readonly [width: number, height: number]): void {
    this.#doc.rect(...at, ...size).fill(colours.back)
  }

  rule(y: number, how: { readonly colour?: string; readonly thick?: number } = {}): void {
    const { colour = colours.line, thick = 0.5 } = how
    this.#doc.moveTo(this.left, y).lineTo(this.left + this.width, y)
    this.#doc.lineWidth(thick).strokeColor(colour).stroke()
  }

  /** An entry in the reader's table of contents that leads to this page. */
  mark(name: string): void {
    this.#doc.outline.addItem(name)
  }

  /** Whether a sign had to be replaced because the font has no picture of it. */
  get isSignMissing(): boolean {
    return this.#missing
  }

  end(): Promise<Buffer> {
    const { count } = this.#doc.bufferedPageRange()
    for (let page = 0; page < count; page += 1) {
      this.#doc.switchToPage(page)
      // The first page has its own title.
      const head = page === 0 ? '' : this.#about.running
      this.#margins(head, `第 ${page + 1} 页，共 ${count} 页`)
    }
    this.#doc.end()
    return this.#ended
  }

  #margins(head: string, number: string): void {
    const { id, foot } = this.#about
    const right = (text: string) => this.left + this.width - this.widthOf(text, marginInk)
    this.put(head, [this.left, 36], marginInk)
    this.put(id, [right(id), 36], marginInk)
    this.rule(54)
    this.put(foot, [this.left, this.bottom + 18], marginInk)
    this.put(number, [right(number), this.bottom + 18], marginInk)
  }

  #face({ weight = 'regular' }: Ink) {
    return this.#faces[weight]
  }

  // A box says that something stood here; the font would draw nothing, or its own sign of failure.
  #drawable(text: string, ink: Ink): string {
    const face = this.#face(ink)
    const plain = text.normalize('NFC').replace(/\t/g, ' ').split('\n')
    return plain.map((line) => this.#known(line.replace(unseen, ''), face.has)).join('\n')
  }

  #known(line: string, has: (sign: string) => boolean): string {
    const signs = [...line]
    if (signs.every(has)) return line
    this.#missing = true
    return signs.map((sign) => (has(sign) ? sign : '□')).join('')
  }
}

function wholeOf(doc: PDFKit.PDFDocument): Promise<Buffer> {
  const parts: Buffer[] = []
  return new Promise((done, failed) => {
    doc.on('data', (part: Buffer) => parts.push(part))
    doc.on('end', () => done(Buffer.concat(parts)))
    doc.on('error', failed)
  })
}
