import { shippedTexts } from '../apps/server/src/issues/classify/shipped.ts'
import { shippedPairs, shippedSimilarity } from '../apps/server/src/issues/similar/shipped.ts'

/**
 * Claims: a duplicate is put before a pair that only looks alike, and is among the first five of a corpus, on pairs never
 * learnt from; a question to 20 000 issues takes some milliseconds. Baseline: how many pairs of characters are shared.
 */
const similarity = shippedSimilarity()
const unseen = shippedPairs('unseen-pairs')
const corpusSize = Number(process.env['CORPUS'] ?? 20_000)

const bigrams = (text: string) =>
  new Set(Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2)))
function sharedBigrams(a: string, b: string): number {
  const [one, other] = [bigrams(a), bigrams(b)]
  const shared = [...one].filter((pair) => other.has(pair)).length
  return shared / Math.max(1, one.size + other.size - shared)
}
function say(
  name: string,
  { value, baseline }: { readonly value: number; readonly baseline: number },
  unit: string,
) {
  const round = (figure: number) => Math.round(figure * 1_000) / 1_000
  const ratio = baseline === 0 ? null : round(value / baseline)
  console.log(JSON.stringify({ name, value: round(value), unit, baseline: round(baseline), ratio }))
}

/** Chance that a duplicate scores higher than a pair that is none. */
function orderOf(score: (a: string, b: string) => number): number {
  const scored = unseen.map(({ a, b, same }) => ({ same, score: score(a, b) }))
  const wins = scored
    .filter(({ same }) => same)
    .flatMap((one) =>
      scored
        .filter(({ same }) => !same)
        .map((other) => (one.score > other.score ? 1 : one.score === other.score ? 0.5 : 0)),
    )
  return wins.reduce((sum: number, win) => sum + win, 0) / wins.length
}
say(
  `similar: ${unseen.length} unseen pairs in the right order`,
  { value: orderOf(similarity.score), baseline: orderOf(sharedBigrams) },
  'share',
)

const entries = [...unseen.map(({ b }) => b), ...shippedTexts('unseen').map(({ text }) => text)]
const small = similarity.corpus()
for (const [id, text] of entries.entries()) small.add({ id, text })
const asked = unseen.flatMap(({ a, same }, id) => (same ? [{ a, id }] : []))
const found = asked.filter(({ a, id }) =>
  small.match({ id: 'asked', text: a }, 5).some((match) => match.id === id),
)
const foundByBigrams = asked.filter(({ a, id }) =>
  entries
    .map((text, entry) => ({ entry, score: sharedBigrams(a, text) }))
    .sort((one, other) => other.score - one.score)
    .slice(0, 5)
    .some(({ entry }) => entry === id),
)
say(
  `similar: duplicate among the first five of ${entries.length}`,
  { value: found.length / asked.length, baseline: foundByBigrams.length / asked.length },
  'share',
)

const texts = [...shippedTexts(), ...shippedTexts('unseen')].map(({ text }) => text)
const large = similarity.corpus()
const all = Array.from({ length: corpusSize }, (_, id) => `${texts[id % texts.length] ?? ''}，单号 ${id}`)
const from = performance.now()
for (const [id, text] of all.entries()) large.add({ id, text })
const adding = performance.now() - from
const p95 = (work: (text: string) => unknown) => {
  const times = unseen.map(({ a }) => {
    const start = performance.now()
    work(a)
    return performance.now() - start
  })
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0
}
say(
  `similar p95 of a question to ${corpusSize} issues`,
  {
    value: p95((text) => large.match({ id: 'asked', text }, 5)),
    baseline: p95((text) => all.map((other) => sharedBigrams(text, other)).toSorted((a, b) => b - a)),
  },
  'ms',
)
say('similar: taking in an issue, against 1 ms', { value: adding / corpusSize, baseline: 1 }, 'ms')
