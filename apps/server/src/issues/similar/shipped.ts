import { readdirSync, readFileSync } from 'node:fs'
import { shippedClassifier, shippedTexts } from '../classify/shipped.ts'
import { conceptFinder, type ConceptsOf } from './concepts.ts'
import { parsePairs, type JudgedPair } from './pairs.ts'
import { createSimilarity, type Similarity } from './similarity.ts'

const folder = new URL('../texts/', import.meta.url)

export function shippedConcepts(): ConceptsOf {
  return conceptFinder(readFileSync(new URL('synonyms.json', folder), 'utf8'))
}

/** The judged pairs of a folder of texts/, in the order of their file names. */
export function shippedPairs(kind: 'pairs' | 'unseen-pairs' = 'pairs'): readonly JudgedPair[] {
  const inside = new URL(`${kind}/`, folder)
  return readdirSync(inside)
    .sort()
    .flatMap((file) => parsePairs(readFileSync(new URL(file, inside), 'utf8'), file))
}

/** The similarity of the first day: nobody of the organisation has judged a pair yet. */
export function shippedSimilarity(): Similarity {
  const { chances } = shippedClassifier()
  return createSimilarity({
    conceptsOf: shippedConcepts(),
    texts: shippedTexts().map(({ text }) => text),
    pairs: shippedPairs(),
    kindOf: chances,
  })
}
