import type { FindCues, Hit } from './cues.ts'
import type { Lexicon } from './lexicon.ts'
import { clauseEnd } from './normalise.ts'

export interface Evidence {
  readonly hits: readonly Hit[]
  readonly byCategory: readonly number[]
  readonly bySubcategory: readonly number[]
}

/** What the lexicon says of a text: each cue once, weighed by what its clause is (cause, effect, denied). */
export type Weigh = (normalised: string) => Evidence

export function weighing(lexicon: Lexicon, find: FindCues): Weigh {
  const subcategories = lexicon.categories.flatMap((category) => category.subcategories).length
  return (text) => {
    const hits = find(text)
    const factorAt = factors(lexicon, text)
    const byCategory = lexicon.categories.map(() => 0)
    const bySubcategory = Array.from({ length: subcategories }, () => 0)
    const seen = new Set<string>()
    for (const { cue, start, senses } of hits) {
      if (seen.has(cue)) continue
      seen.add(cue)
      for (const { category, subcategory, weight } of senses) {
        const worth = weight * factorAt(start)
        byCategory[category] = (byCategory[category] ?? 0) + worth
        bySubcategory[subcategory] = (bySubcategory[subcategory] ?? 0) + worth
      }
    }
    return { hits, byCategory, bySubcategory }
  }
}

const clauses = new RegExp(`[^${clauseEnd}]+`, 'gu')

// 「不是软件坏了，是新同事不懂」: what is denied is no subject. A frame reaches from its word to the end of the clause,
// a denial over the whole clause it stands in.
function factors({ frames }: Lexicon, text: string): (at: number) => number {
  const spans: { readonly from: number; readonly to: number; readonly factor: number }[] = []
  for (const clause of text.matchAll(clauses)) {
    const end = clause.index + clause[0].length
    for (const { words, factor } of frames)
      for (const word of words) {
        const at = clause[0].indexOf(word)
        if (at < 0) continue
        spans.push({ from: factor < 0.4 ? clause.index : clause.index + at, to: end, factor })
        break
      }
  }
  return (at) =>
    spans.reduce((factor, span) => (span.from <= at && at < span.to ? factor * span.factor : factor), 1)
}
