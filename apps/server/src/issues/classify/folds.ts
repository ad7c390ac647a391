import { featuresOf } from './features.ts'
import { normalise } from './normalise.ts'

/** Puts near-copies (half of their features shared) into the same fold, groups spread evenly; a number a text. */
export function groupedFolds(texts: readonly string[], folds: number): readonly number[] {
  const sets = texts.map((text) => new Set(featuresOf(normalise(text), [])))
  const group = texts.map((_, index) => index)
  const rootOf = (index: number): number => {
    let root = index
    while (group[root] !== root) root = group[root] ?? root
    return root
  }
  for (const [a, one] of sets.entries())
    for (const [b, other] of sets.entries()) {
      if (b <= a) continue
      const [small, big] = one.size < other.size ? [one, other] : [other, one]
      if (big.size > small.size * 2) continue
      const shared = [...small].filter((feature) => big.has(feature)).length
      if (shared / (one.size + other.size - shared) >= 0.5) group[rootOf(b)] = rootOf(a)
    }
  const foldOfRoot = new Map<number, number>()
  return texts.map((_, index) => {
    const root = rootOf(index)
    // A step that shares no factor with the number of folds mixes the neighbours of one heading.
    const fold = foldOfRoot.get(root) ?? (foldOfRoot.size * 7) % folds
    foldOfRoot.set(root, fold)
    return fold
  })
}
