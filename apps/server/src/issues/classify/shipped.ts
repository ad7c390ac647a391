import { readdirSync, readFileSync } from 'node:fs'
import { createClassifier, type Classifier } from './classifier.ts'
import { parseLabelled, type ShippedText } from './labelled.ts'
import { parseLexicon, type Lexicon } from './lexicon.ts'

const folder = new URL('../texts/', import.meta.url)

/** The lexicon that ships with the product. */
export function shippedLexicon(): Lexicon {
  return parseLexicon(readFileSync(new URL('lexicon.json', folder), 'utf8'))
}

/** The labelled texts of a folder of texts/, in the order of their file names. */
export function shippedTexts(kind: 'labelled' | 'unseen' = 'labelled'): readonly ShippedText[] {
  const inside = new URL(`${kind}/`, folder)
  return readdirSync(inside)
    .filter((file) => file.endsWith('.txt'))
    .sort()
    .flatMap((file) =>
      parseLabelled(readFileSync(new URL(file, inside), 'utf8'), file.slice(0, -'.txt'.length)),
    )
}

/** The classifier of the first day: no label of the organisation yet. */
export function shippedClassifier(): Classifier {
  return createClassifier({ lexicon: shippedLexicon(), texts: shippedTexts() })
}
