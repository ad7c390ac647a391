import { createHash } from 'node:crypto'
import { compileCues } from './cues.ts'
import { weighing, type Evidence } from './evidence.ts'
import { featuresOf } from './features.ts'
import type { Labelled } from './labelled.ts'
import type { Lexicon } from './lexicon.ts'
import { normalise } from './normalise.ts'
import { learn, softmax, type Sample } from './softmax.ts'
import { subcategoriesOf } from './subcategory.ts'

export type Band = 'auto' | 'suggest' | '待分类'

export interface Classified {
  readonly category: string | null
  readonly subcategory: string | null
  /** How often such an answer is right, 0 to 1. */
  readonly confidence: number
  readonly band: Band
  /** The next best category; null when there is no other worth naming. */
  readonly alternative: string | null
  /** At most three, as they stand in the text, strongest first. */
  readonly cues: readonly string[]
}

export interface Classifier {
  /** Of everything the answers hang on: the same version gives the same answer to the same text. */
  readonly version: string
  classify(text: string): Classified
  /** One chance a category, in the order of the lexicon; all alike for a text that says nothing. */
  chances(text: string): readonly number[]
}

export interface Material {
  readonly lexicon: Lexicon
  /** Labelled texts that ship with the product. */
  readonly texts: readonly Labelled[]
  /** Labels that people of this organisation confirmed, oldest first. */
  readonly confirmed?: readonly Labelled[]
}

/** Bounds of the bands (excellence.md): above 0.75 it stands by itself, below 0.45 a person says. */
export const bounds = { auto: 0.75, suggest: 0.45 }

// Chosen by cross-validation over the shipped texts with whole manners of writing left out (docs/decisions/0015).
const tuned = {
  epochs: 20,
  rate: 0.12,
  decay: 0.0005,
  lexicon: 0.4,
  temperature: 0.75,
}
export type Tuning = typeof tuned

// Changes when the arithmetic changes, so that an old answer is never explained by a new program.
const program = 'softmax-1'
const uncertain: Classified = {
  category: null,
  subcategory: null,
  confidence: 0,
  band: '待分类',
  alternative: null,
  cues: [],
}

/** Learns from the material; takes some hundred milliseconds, an answer well under one. */
export function createClassifier(
  { lexicon, texts, confirmed = [] }: Material,
  tuning: Tuning = tuned,
): Classifier {
  const names = lexicon.categories.map(({ name }) => name)
  const weigh = weighing(lexicon, compileCues(lexicon))
  const see = (text: string) => {
    const normalised = normalise(text)
    return seen(weigh(normalised), normalised, tuning.lexicon)
  }
  const samples = [...texts, ...confirmed].flatMap(({ text, category, subcategory }) => {
    const label = names.indexOf(category)
    return label < 0 ? [] : [{ ...see(text), label, subcategory }]
  })
  const { epochs, rate, decay } = tuning
  const model = learn(samples satisfies readonly Sample[], { classes: names.length, epochs, rate, decay })
  const subcategoryOf = subcategoriesOf(lexicon, samples)

  const chancesOf = (features: readonly string[], prior: readonly number[]) =>
    softmax(model.scores(features, prior).map((score) => score / tuning.temperature))

  const classify = (text: string): Classified => {
    const { features, prior, evidence } = see(text)
    if (features.length === 0) return uncertain
    const chances = chancesOf(features, prior)
    const [best = 0, next = 0] = names
      .map((_, at) => at)
      .sort((a, b) => (chances[b] ?? 0) - (chances[a] ?? 0))
    // A single character is always known and says little; where no cue is found, unknown words make the answer a guess.
    const telling = features.filter((feature) => /^[^#^]./.test(feature))
    const share = evidence.hits.some(({ senses }) => senses.length > 0) ? 1 : model.known(telling)
    const confidence = round((chances[best] ?? 0) * share + (1 - share) / names.length)
    return {
      category: names[best] ?? null,
      subcategory: subcategoryOf(best, features, evidence.bySubcategory),
      confidence,
      band: confidence > bounds.auto ? 'auto' : confidence >= bounds.suggest ? 'suggest' : '待分类',
      alternative: (chances[next] ?? 0) < 0.02 ? null : (names[next] ?? null),
      cues: strongest(evidence, best, features, (feature) => model.weightOf(feature, best)),
    }
  }
  const chances = (text: string) => {
    const { features, prior } = see(text)
    return features.length === 0 ? names.map(() => 1 / names.length) : chancesOf(features, prior)
  }
  return { version: versionOf({ lexicon, texts, confirmed, tuning }), classify, chances }
}

function seen(evidence: Evidence, text: string, lexicon: number) {
  const cues = evidence.hits.filter(({ senses }) => senses.length > 0).map(({ cue }) => cue)
  // Ten cues are no ten times the proof of one.
  const prior = evidence.byCategory.map((sum) => lexicon * Math.min(sum, 8))
  return { features: featuresOf(text, cues), prior, evidence }
}

function strongest(
  { hits }: Evidence,
  category: number,
  features: readonly string[],
  learnt: (feature: string) => number,
): readonly string[] {
  const fromLexicon = hits
    .map(({ words, cue, senses }) => ({
      words,
      worth: Math.max(0, ...senses.flatMap((one) => (one.category === category ? one.weight : []))),
      learnt: learnt(`#${cue}`),
    }))
    .filter(({ worth }) => worth > 0)
    .sort((a, b) => b.worth + b.learnt - (a.worth + a.learnt))
    .map(({ words }) => words)
  const fromLearning = features
    .filter((feature) => /^[^#^]./.test(feature) && learnt(feature) > 0.3)
    .sort((a, b) => learnt(b) - learnt(a))
  return [...new Set([...fromLexicon, ...fromLearning])].slice(0, 3)
}

// Nothing that was learnt from texts is certain.
const round = (value: number): number => Math.min(0.99, Math.round(value * 10_000) / 10_000)

function versionOf(parts: object): string {
  const digest = createHash('sha256')
    .update(JSON.stringify({ program, ...parts }))
    .digest('hex')
  return `${program}-${digest.slice(0, 12)}`
}
