import { createRequire } from 'node:module'
// The types know only the default.
// oxlint-disable-next-line import/no-named-as-default
import PDFDocument from 'pdfkit'

const find = createRequire(import.meta.url)
const fontFile = (weight: string) => find.resolve(`@expo-google-fonts/noto-sans-sc/${weight}`)

const ink = { dark: '#161a22', grey: '#5b6472', line: '#dfe3e8', head: '#f3f5f8', ok: '#157a52' }
const margin = { top: 64, bottom: 56, side: 48 }

export interface Column {
  readonly head: string
  /** Share of the width. */
  readonly share: number
  readonly align?: 'left' | 'right'
}

/** A calm A4 document with a Chinese font inside: headings, paragraphs and tables that break over pages. */
export interface Paper {
  title(text: string, under: string): void
  figure(text: string): void
  heading(text: string): void
  paragraph(text: string, how?: { readonly small?: boolean }): void
  table(columns: readonly Column[], rows: readonly (readonly string[])[]): void
  /** Ends it and answers the file. */
  end(): Promise<Buffer>
}

export interface About {
  readonly title: string
  /** In the head of each page. */
  readonly running: string
  readonly author: string
  /** The same input gives the same bytes, so the file's date is the report's. */
  readonly at: Date
}

export function newPaper({ title, running, author, at }: About): Paper {
  const doc = new PDFDocument({
    size: 'A4',
    margins: { top: margin.top, bottom: margin.bottom, left: margin.side, right: margin.side },
    bufferPages: true,
    info: { Title: title, Author: author, CreationDate: at, ModDate: at },
    lang: 'zh-CN',
  })
  const parts: Buffer[] = []
  doc.on('data', (part: Buffer) => parts.push(part))
  const ended = new Promise<Buffer>((done, failed) => {
    doc.on('end', () => done(Buffer.concat(parts)))
    doc.on('error', failed)
  })
  doc.registerFont('regular', fontFile('400Regular/NotoSansSC_400Regular.ttf'))
  doc.registerFont('bold', fontFile('700Bold/NotoSansSC_700Bold.ttf'))
  const width = doc.page.width - 2 * margin.side
  const bottom = () => doc.page.height - margin.bottom
  const font = (name: 'regular' | 'bold', size: number, colour = ink.dark) =>
    doc.font(name).fontSize(size).fillColor(colour)
  const room = (height: number) => {
    if (doc.y + height > bottom()) doc.addPage()
  }

  function row(columns: readonly Column[], cells: readonly string[], isHead: boolean): void {
    const size = isHead ? 8.5 : 9
    font(isHead ? 'bold' : 'regular', size)
    const widths = columns.map(({ share }) => share * width)
    const heights = cells.map((cell, at) => doc.heightOfString(cell, { width: (widths[at] ?? 0) - 12 }))
    const height = Math.max(...heights, 12) + 8
    if (doc.y + height > bottom()) {
      doc.addPage()
      if (!isHead) head(columns)
      font('regular', size)
    }
    const top = doc.y
    if (isHead) doc.rect(margin.side, top, width, height).fill(ink.head)
    let left = margin.side
    for (const [at, cell] of cells.entries()) {
      const room = widths[at] ?? 0
      font(isHead ? 'bold' : 'regular', size, isHead ? ink.grey : ink.dark).text(cell, left + 6, top + 4, {
        width: room - 12,
        align: columns[at]?.align ?? 'left',
      })
      left += room
    }
    doc
      .moveTo(margin.side, top + height)
      .lineTo(margin.side + width, top + height)
      .lineWidth(0.5)
      .strokeColor(ink.line)
      .stroke()
    doc.x = margin.side
    doc.y = top + height
  }

  function head(columns: readonly Column[]): void {
    row(
      columns,
      columns.map((one) => one.head),
      true,
    )
  }

  return {
    title(text, under) {
      font('bold', 20).text(text, margin.side, doc.y, { width })
      doc.moveDown(0.2)
      font('regular', 10, ink.grey).text(under, { width })
      doc.moveDown(0.8)
    },
    figure(text) {
      font('bold', 12, ink.ok).text(text, margin.side, doc.y, { width })
      doc.moveDown(0.4)
    },
    heading(text) {
      room(60)
      doc.moveDown(0.8)
      font('bold', 12).text(text, margin.side, doc.y, { width })
      doc.moveDown(0.35)
    },
    paragraph(text, how = {}) {
      const size = how.small === true ? 8.5 : 10
      font('regular', size, how.small === true ? ink.grey : ink.dark)
      room(doc.heightOfString(text, { width }))
      doc.text(text, margin.side, doc.y, { width, lineGap: 2 })
      doc.moveDown(0.3)
    },
    table(columns, rows) {
      room(50)
      head(columns)
      for (const cells of rows) row(columns, cells, false)
      doc.moveDown(0.4)
    },
    end() {
      const { count } = doc.bufferedPageRange()
      for (let at = 0; at < count; at += 1) {
        doc.switchToPage(at)
        // Written in the margins, which would otherwise begin a new page.
        doc.page.margins = { top: 0, bottom: 0, left: 0, right: 0 }
        font('regular', 8, ink.grey)
          .text(running, margin.side, 32, { width, lineBreak: false })
          .text(`第 ${at + 1} 页，共 ${count} 页`, margin.side, doc.page.height - 36, {
            width,
            align: 'right',
            lineBreak: false,
          })
      }
      doc.end()
      return ended
    },
  }
}
