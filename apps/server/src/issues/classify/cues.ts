import type { Lexicon } from './lexicon.ts'
import { clauseEnd, isLatin, normalise } from './normalise.ts'
import { Words } from './words.ts'

export interface Sense {
  readonly category: number
  /** Index over all subcategories of the lexicon, in the order of the file. */
  readonly subcategory: number
  readonly weight: number
}

export interface Hit {
  /** As it stands in the lexicon. */
  readonly cue: string
  /** The words of the text that matched. */
  readonly words: string
  readonly start: number
  readonly end: number
  readonly senses: readonly Sense[]
}

/** Finds what a text holds of a lexicon; hits in order of place. */
export type FindCues = (normalised: string) => readonly Hit[]

/** Literal cues go into a tree and are matched longest first; those with a gap become regular expressions. */
export function compileCues(lexicon: Lexicon): FindCues {
  const words = new Words<Sense[]>()
  const gapped = new Map<string, { readonly pattern: RegExp; readonly senses: Sense[] }>()
  const put = (cue: string, senses: readonly Sense[]) => {
    if (cue.includes('…')) {
      const known = gapped.get(cue)
      if (known) known.senses.push(...senses)
      else gapped.set(cue, { pattern: patternOf(cue, lexicon.sets), senses: [...senses] })
    } else for (const literal of literalsOf(cue, lexicon.sets)) words.put(literal, () => []).push(...senses)
  }
  for (const cue of lexicon.neutral) put(cue, [])
  let subcategory = 0
  for (const [category, { subcategories }] of lexicon.categories.entries()) {
    for (const { cues } of subcategories) {
      for (const strength of ['strong', 'plain', 'weak'] as const)
        for (const cue of cues[strength])
          put(cue, [{ category, subcategory, weight: lexicon.weights[strength] }])
      subcategory += 1
    }
  }
  return (text) => [...literalHits(words, text), ...gapHits(gapped, text)]
}

function literalsOf(cue: string, sets: Lexicon['sets']): readonly string[] {
  const found = /\(([^)]*)\)|\{([^}]*)\}/.exec(cue)
  if (!found) return [cue]
  const choices = found[1]?.split('|') ?? sets[found[2] ?? ''] ?? []
  const [before, after] = [cue.slice(0, found.index), cue.slice(found.index + found[0].length)]
  return choices.flatMap((choice) => literalsOf(`${before}${choice}${after}`, sets))
}

function patternOf(cue: string, sets: Lexicon['sets']): RegExp {
  const parts = cue.split('…').map((part) => {
    const words = literalsOf(part, sets).map((word) => normalise(word))
    return `(?:${words
      .toSorted((a, b) => b.length - a.length)
      .map(bounded)
      .join('|')})`
  })
  return new RegExp(parts.join(`[^${clauseEnd}]{0,8}?`), 'u')
}

function bounded(word: string): string {
  const escaped = word.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`)
  const before = isLatin(word.at(0) ?? '') ? '(?<![a-z0-9])' : ''
  const after = isLatin(word.at(-1) ?? '') ? '(?![a-z0-9])' : ''
  return `${before}${escaped}${after}`
}

function literalHits(words: Words<readonly Sense[]>, text: string): readonly Hit[] {
  return words.findIn(text).map(({ word, value, start, end }) => ({
    cue: word,
    words: text.slice(start, end),
    start,
    end,
    senses: value,
  }))
}

function* gapHits(
  gapped: ReadonlyMap<string, { readonly pattern: RegExp; readonly senses: readonly Sense[] }>,
  text: string,
): Iterable<Hit> {
  for (const [cue, { pattern, senses }] of gapped) {
    const found = pattern.exec(text)
    if (found) yield { cue, words: found[0], start: found.index, end: found.index + found[0].length, senses }
  }
}
