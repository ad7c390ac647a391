import { z } from 'zod'
import { Words } from '../classify/words.ts'

const format = z.strictObject({
  format: z.literal(1),
  groups: z.array(
    z.strictObject({
      means: z.string().min(1),
      /** What the issue is about, or what is wrong with it. */
      kind: z.enum(['object', 'symptom']),
      words: z.array(z.string().min(1)).min(1),
    }),
  ),
})

export interface Concept {
  readonly means: string
  readonly kind: 'object' | 'symptom'
}

export interface Meant extends Concept {
  /** The words of this text that mean it. */
  readonly words: string
}

/** What a normalised text is about, in concepts: 拉不下来, pull 失败 and 拉取失败 are one. Each once. */
export type ConceptsOf = (normalised: string) => readonly Meant[]

/** Reads the text of a file of synonym groups; a word may stand in several. Throws when the file has another shape. */
export function conceptFinder(text: string): ConceptsOf {
  const words = new Words<Concept[]>()
  for (const { means, kind, words: all } of format.parse(JSON.parse(text)).groups)
    for (const word of all) words.put(word, () => []).push({ means, kind })
  return (normalised) => {
    const found = new Map<string, Meant>()
    for (const { value, start, end } of words.findIn(normalised))
      for (const concept of value)
        if (!found.has(concept.means))
          found.set(concept.means, { ...concept, words: normalised.slice(start, end) })
    return [...found.values()]
  }
}
