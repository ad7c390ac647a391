import type { ConceptsOf } from './concepts.ts'
import { signsOf, type KindOf } from './likeness.ts'
import { fit } from './logistic.ts'
import type { JudgedPair } from './pairs.ts'
import { printOf, type Print } from './print.ts'
import { Counts, thingsOf, type Rarity } from './rarity.ts'
import { reasonOf } from './reason.ts'

export interface Match {
  readonly id: string | number
  /** The chance that both are the same problem, 0 to 1. */
  readonly score: number
  /** Why it is offered, in words for people. */
  readonly reason: string
}

export interface Similarity {
  score(a: string, b: string): number
  /** An empty corpus that knows how to be asked. */
  corpus(): Corpus
}

export interface Corpus {
  add(entry: { readonly id: string | number; readonly text: string }): void
  /** The likeliest first; never the entry with the id of the question itself. */
  match(question: { readonly id: string | number; readonly text: string }, top: number): readonly Match[]
}

export interface Known {
  readonly conceptsOf: ConceptsOf
  /** Texts that say which words are common. */
  readonly texts: readonly string[]
  readonly pairs: readonly JudgedPair[]
  /** Chances of the categories of a text. */
  readonly kindOf: KindOf
}

/** Learns from the judged pairs what tells the same problem from one that is only alike in words. */
export function createSimilarity({ conceptsOf, texts, pairs, kindOf }: Known): Similarity {
  const counts = new Counts()
  for (const text of texts) counts.add(printOf(text, conceptsOf))
  const kinds = new WeakMap<Print, readonly number[]>()
  const kindOnce = (print: Print) => {
    const kind = kinds.get(print) ?? kindOf(print.text)
    kinds.set(print, kind)
    return kind
  }
  const compare = (a: Print, b: Print, rarity: Rarity) =>
    signsOf(a, b, { rarity, kind: agreement(kindOnce(a), kindOnce(b)) })
  const prints = (a: string, b: string) => [printOf(a, conceptsOf), printOf(b, conceptsOf)] as const
  const judged = pairs.map(({ a, b, same }) => ({ same, prints: prints(a, b) }))
  const chance = fit([
    ...judged.map(({ same, prints: [a, b] }) => ({ same, signs: compare(a, b, counts.rarity), weight: 1 })),
    ...crossed(judged.filter(({ same }) => same).map((pair) => pair.prints)).map(([a, b]) => ({
      same: false,
      signs: compare(a, b, counts.rarity),
      weight: worthOfCrossed,
    })),
  ])
  const scoreOf = (a: Print, b: Print, rarity: Rarity) => {
    if (a.text === '' || b.text === '') return 0
    if (a.text === b.text) return 1
    const signs = compare(a, b, rarity)
    const alike = signs[0] ?? 0
    // Pasted and changed a little: the judged pairs hold hardly any of these.
    const likely = Math.max(chance(signs), alike >= nearCopy ? alike : 0)
    return Math.round(Math.min(0.99, likely) * 10_000) / 10_000
  }
  return {
    score: (a, b) => scoreOf(...prints(a, b), counts.rarity),
    corpus: () => newCorpus((text) => printOf(text, conceptsOf), { counts, scoreOf }),
  }
}

const nearCopy = 0.7

// The first text of one pair and the second of another are no duplicates, even where they share a meaning: they teach what
// a corpus is full of. Each is worth little, for there are many and nobody judged them.
const worthOfCrossed = 0.1
const crossedEach = 8

function crossed(same: readonly (readonly [Print, Print])[]): readonly (readonly [Print, Print])[] {
  return same.flatMap(([a], index) =>
    same
      .flatMap(([, b], other) => (other !== index && shareMeaning(a, b) ? [[a, b] as const] : []))
      .slice(0, crossedEach),
  )
}

const shareMeaning = (a: Print, b: Print): boolean =>
  a.concepts.some((one) => b.concepts.some(({ means }) => means === one.means))

/** How much two lists of chances say the same: 0 when one is sure of what the other excludes. */
function agreement(a: readonly number[], b: readonly number[]): number {
  const dot = (x: readonly number[], y: readonly number[]) =>
    x.reduce((sum, one, at) => sum + one * (y[at] ?? 0), 0)
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))
}

// As many as a rerank has time for within some milliseconds.
const candidates = 120
// What is meant finds a duplicate in other words; what is written finds the pasted copy.
const worthOfMeaning = 2.5

interface Scoring {
  readonly counts: Counts
  readonly scoreOf: (a: Print, b: Print, rarity: Rarity) => number
}

function newCorpus(print: (text: string) => Print, { counts, scoreOf }: Scoring): Corpus {
  const entries: { readonly id: string | number; readonly text: string }[] = []
  const prints = recent((at: number) => print(entries[at]?.text ?? ''))
  const postings = new Map<string, number[]>()

  const nearest = (asked: Print): readonly number[] => {
    const worth = new Map<number, number>()
    for (const thing of thingsOf(asked)) {
      const square = counts.rarity(thing) ** 2 * (/^[=@]/.test(thing) ? worthOfMeaning : 1)
      for (const entry of postings.get(thing) ?? []) worth.set(entry, (worth.get(entry) ?? 0) + square)
    }
    return [...worth]
      .sort(([one, a], [other, b]) => b - a || one - other)
      .slice(0, candidates)
      .map(([entry]) => entry)
  }

  return {
    add({ id, text }) {
      for (const thing of thingsOf(print(text))) {
        const list = postings.get(thing)
        if (list) list.push(entries.length)
        else postings.set(thing, [entries.length])
      }
      entries.push({ id, text })
    },
    match({ id, text }, top) {
      const asked = print(text)
      return nearest(asked)
        .flatMap((at) => {
          const entry = entries[at]
          if (!entry || entry.id === id) return []
          const other = prints(at)
          return {
            id: entry.id,
            score: scoreOf(asked, other, counts.rarity),
            reason: reasonOf(asked, other, counts.rarity),
          }
        })
        .sort((a, b) => b.score - a.score)
        .slice(0, top)
    },
  }
}

// Popular entries are looked at again and again; the rest of a large corpus need not be kept twice.
const keptPrints = 5_000

function recent(make: (at: number) => Print): (at: number) => Print {
  const kept = new Map<number, Print>()
  return (at) => {
    const print = kept.get(at) ?? make(at)
    kept.delete(at)
    kept.set(at, print)
    if (kept.size > keptPrints)
      for (const [oldest] of kept) {
        kept.delete(oldest)
        break
      }
    return print
  }
}
