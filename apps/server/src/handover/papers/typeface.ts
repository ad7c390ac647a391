import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { WidthOf } from './lines.ts'

const find = createRequire(import.meta.url)
// The reader of fonts that pdfkit itself uses, so that we measure what it will draw.
// fontkit brings no types; of it only this is used.
const { create } = createRequire(find.resolve('pdfkit'))('fontkit') as {
  create(file: Buffer): {
    readonly unitsPerEm: number
    hasGlyphForCodePoint(point: number): boolean
    glyphForCodePoint(point: number): { readonly advanceWidth: number }
  }
}

export interface Typeface {
  readonly file: Buffer
  has(sign: string): boolean
  widthOf(size: number): WidthOf
}

export const weights = {
  regular: '400Regular/NotoSansSC_400Regular.ttf',
  bold: '700Bold/NotoSansSC_700Bold.ttf',
} as const
export type Weight = keyof typeof weights

/** A weight of the Chinese font that is embedded into each PDF. */
export function typeface(weight: Weight): Typeface {
  const file = readFileSync(find.resolve(`@expo-google-fonts/noto-sans-sc/${weights[weight]}`))
  const font = create(file)
  const advances = new Map<string, number>()
  const advanceOf = (sign: string) => {
    const known = advances.get(sign)
    if (known !== undefined) return known
    const found = font.glyphForCodePoint(sign.codePointAt(0) ?? 0).advanceWidth / font.unitsPerEm
    advances.set(sign, found)
    return found
  }
  return {
    file,
    has: (sign) => font.hasGlyphForCodePoint(sign.codePointAt(0) ?? 0),
    widthOf: (size) => (sign) => advanceOf(sign) * size,
  }
}
