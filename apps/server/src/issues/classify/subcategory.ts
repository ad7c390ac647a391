import type { Lexicon } from './lexicon.ts'

interface Seen {
  readonly features: readonly string[]
  readonly label: number
  readonly subcategory: string
}

type SubcategoryOf = (
  category: number,
  features: readonly string[],
  evidence: readonly number[],
) => string | null

// Few texts a subcategory: naive Bayes needs fewer than regression, and the lexicon says most.
const lexiconWorth = 1
const learntWorth = 0.15

/** Within a category: what the lexicon says, and what texts of each subcategory held. */
export function subcategoriesOf(lexicon: Lexicon, samples: readonly Seen[]): SubcategoryOf {
  const all = lexicon.categories.flatMap(({ subcategories }, category) =>
    subcategories.map(({ name }) => ({ name, category })),
  )
  const learnt = all.map(({ name, category }) => {
    const own = samples.filter((one) => one.label === category && one.subcategory === name)
    const counts = new Map<string, number>()
    for (const { features } of own)
      for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1)
    return { counts, texts: own.length }
  })
  const usualIn = usualShares(samples)
  return (category, features, evidence) => {
    const rated = all.flatMap((one, index) => {
      if (one.category !== category) return []
      const { counts, texts } = learnt[index] ?? { counts: new Map<string, number>(), texts: 0 }
      const bayes = features.reduce((sum, feature) => {
        const usual = usualIn.get(`${category} ${feature}`)
        if (usual === undefined) return sum
        return sum + Math.log(((counts.get(feature) ?? 0) + usual) / ((texts + 1) * usual))
      }, 0)
      return { name: one.name, worth: lexiconWorth * (evidence[index] ?? 0) + learntWorth * bayes }
    })
    return rated.sort((a, b) => b.worth - a.worth)[0]?.name ?? null
  }
}

// Share of a category's texts that hold a feature; one that was never seen there says nothing of its subcategories.
function usualShares(samples: readonly Seen[]): ReadonlyMap<string, number> {
  const texts = new Map<number, number>()
  const counts = new Map<string, number>()
  for (const { label, features } of samples) {
    texts.set(label, (texts.get(label) ?? 0) + 1)
    for (const feature of features) {
      const key = `${label} ${feature}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  }
  return new Map(
    [...counts].map(([key, count]) => [key, count / (texts.get(Number(key.split(' ')[0])) ?? 1)]),
  )
}
