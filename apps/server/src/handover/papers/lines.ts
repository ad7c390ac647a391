export type WidthOf = (sign: string) => number

// Signs that no line begins with, and signs that no line ends with, as Chinese setting has it (GB/T 15834).
const neverFirst = new Set('，。、；：？！）】》〉」』”’…—·%％‰℃,.;:?!)]}')
const neverLast = new Set('（【《〈「『“‘([{￥$')
const isWide = (sign: string) => sign >= '\u2e80' || '“”‘’—→✓✗·'.includes(sign)

function mayPart(before: string, after: string): boolean {
  if (neverFirst.has(after) || neverLast.has(before) || after === ' ') return false
  // A date stays whole.
  if (before === '-') return !/\d/.test(after)
  return before === ' ' || before === '/' || isWide(before) || isWide(after)
}

/** Breaks a text into lines that fit: Chinese between any two signs, Latin between words, what is too long anywhere. */
export function linesOf(text: string, room: number, widthOf: WidthOf): readonly string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = []
    let [line, used] = ['', 0]
    // A space at the end of a line needs no room.
    const put = (piece: string) => {
      if (line !== '' && used + wide(piece.trimEnd(), widthOf) > room) {
        lines.push(line.trimEnd())
        ;[line, used] = ['', 0]
      }
      line += piece
      used += wide(piece, widthOf)
    }
    for (const piece of piecesOf(paragraph))
      if (wide(piece.trimEnd(), widthOf) <= room) put(piece)
      else for (const sign of piece) put(sign)
    return [...lines, line.trimEnd()]
  })
}

export function wide(text: string, widthOf: WidthOf): number {
  let sum = 0
  for (const sign of text) sum += widthOf(sign)
  return sum
}

function piecesOf(text: string): readonly string[] {
  const pieces: string[] = []
  let last = ''
  for (const sign of text) {
    if (last === '' || mayPart(last, sign)) pieces.push(sign)
    else pieces.push((pieces.pop() ?? '') + sign)
    last = sign
  }
  return pieces
}
