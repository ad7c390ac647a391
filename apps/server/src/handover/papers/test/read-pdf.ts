import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

export interface Piece {
  readonly text: string
  readonly left: number
  readonly right: number
  readonly up: number
  readonly down: number
}

/** The pieces of text on each page and where they stand, as a reader finds them in the file. */
export async function readPdf(file: Buffer): Promise<readonly (readonly Piece[])[]> {
  const task = getDocument({ data: new Uint8Array(file), verbosity: 0 })
  const document = await task.promise
  const pages: (readonly Piece[])[] = []
  for (let n = 1; n <= document.numPages; n += 1) {
    const { items } = await (await document.getPage(n)).getTextContent()
    pages.push(items.flatMap((item) => ('str' in item && item.str.trim() !== '' ? [pieceOf(item)] : [])))
  }
  await task.destroy()
  return pages
}

interface Found {
  readonly str: string
  readonly transform: readonly number[]
  readonly width: number
  readonly height: number
}

// The middle part of the line: ascenders and descenders of neighbours may come close without touching.
function pieceOf({ str, transform, width, height }: Found): Piece {
  const [x = 0, y = 0] = transform.slice(4)
  return { text: str, left: x, right: x + width, up: y + height * 0.85, down: y - height * 0.1 }
}

export const textOf = (page: readonly Piece[]): string => page.map(({ text }) => text).join('\n')

export const bare = (text: string): string => text.replace(/\s/g, '')
/** All text without the spaces, which a line break may have taken. */
export const whole = (pages: readonly (readonly Piece[])[]): string => bare(pages.map(textOf).join(''))

/** Lists two pieces that lie on each other, so that a failing test names them. */
export function overlaps(page: readonly Piece[]): readonly string[] {
  const slack = 0.5
  return page.flatMap((a, n) =>
    page.slice(n + 1).flatMap((b) => {
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left)
      const along = Math.min(a.up, b.up) - Math.max(a.down, b.down)
      return across > slack && along > slack ? [`${a.text} | ${b.text}`] : []
    }),
  )
}
