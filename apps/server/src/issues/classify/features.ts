import { clauseEnd } from './normalise.ts'

const clauses = new RegExp(`[${clauseEnd}:：、()\\[\\]"“”「」 ]+`, 'u')

/**
 * What a learner sees of a normalised text, each once: characters and their pairs within a clause, Latin words whole, numbers
 * as one sign, what each clause begins with (who or what is spoken of), the names of the cues that were found.
 */
export function featuresOf(text: string, cues: readonly string[]): readonly string[] {
  const found = new Set<string>()
  for (const clause of text.split(clauses)) {
    const tokens = clause.replace(/\d+/g, '0').match(/[a-z][a-z0-9_.-]*|0|\p{Script=Han}/gu) ?? []
    for (let at = 0; at < tokens.length; at += 1) {
      const [one = '', two] = tokens.slice(at, at + 2)
      found.add(one)
      if (at === 0) found.add(/^[a-z]/.test(one) ? '^latin' : `^${one}`)
      if (two !== undefined) found.add(`${one}${two}`)
    }
  }
  for (const cue of cues) found.add(`#${cue}`)
  return [...found]
}
