import { normalise } from '../classify/normalise.ts'
import type { ConceptsOf, Meant } from './concepts.ts'

/** What a text is compared by. */
export interface Print {
  readonly text: string
  readonly concepts: readonly Meant[]
  /** Error codes, versions, product and host names: what two texts seldom share by chance. */
  readonly names: readonly string[]
  /** Pairs of neighbouring characters, and Latin words. */
  readonly pieces: readonly string[]
}

// Words of everyday English and of every ticket are no names.
const noNames = new Set('the and for not app api bug web ios http https www com null error issue'.split(' '))

export function printOf(text: string, conceptsOf: ConceptsOf): Print {
  const normalised = normalise(text)
  const latin = normalised.match(/[a-z0-9][a-z0-9_.:/-]*[a-z0-9]/g) ?? []
  const pieces = new Set<string>(latin.filter((word) => /[a-z]/.test(word)))
  for (const [run] of normalised.matchAll(/\p{Script=Han}+/gu))
    for (let at = 0; at + 1 < run.length; at += 1) pieces.add(run.slice(at, at + 2))
  const names = latin.filter((word) => (/[a-z]/.test(word) ? word.length > 1 : word.length > 2))
  return {
    text: normalised,
    concepts: conceptsOf(normalised),
    names: [...new Set(names)].filter((word) => !noNames.has(word)),
    pieces: [...pieces],
  }
}
