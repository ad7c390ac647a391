import { clauseEnd } from './normalise.ts'

const clauses = new RegExp(`[${clauseEnd}:：、()\\[\\]"“”「」 ]+`, 'u')

/**
 * What a learner sees of a normalised text, each once: pairs and triples of characters within a clause, Latin words whole,
 * numbers as one sign, the names of the cues that were found.
 */
export function featuresOf(text: string, cues: readonly string[]): readonly string[] {
  const found = new Set<string>()
  for (const clause of text.split(clauses)) {
    const tokens = clause.replace(/\d+/g, '0').match(/[a-z][a-z0-9_.-]*|0|\p{Script=Han}/gu) ?? []
    for (let at = 0; at < tokens.length; at += 1) {
      const [one = '', two, three] = tokens.slice(at, at + 3)
      if (one.length > 1) found.add(one)
      if (two !== undefined) found.add(`${one}${two}`)
      if (two !== undefined && three !== undefined) found.add(`${one}${two}${three}`)
    }
  }
  for (const cue of cues) found.add(`#${cue}`)
  return [...found]
}
