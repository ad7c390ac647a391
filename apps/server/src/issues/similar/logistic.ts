import type { Signs } from './likeness.ts'

export type Logistic = (signs: Signs) => number

export interface Example {
  readonly signs: Signs
  readonly same: boolean
  readonly weight: number
}

const steps = 1_500
const rate = 0.5
const decay = 0.002

/** Logistic regression by plain descent: the few signs and pairs make anything finer pointless. Always the same figures. */
export function fit(seen: readonly Example[]): Logistic {
  const width = seen[0]?.signs.length ?? 0
  const weights = new Float64Array(width)
  const total = Math.max(
    1,
    seen.reduce((sum, { weight }) => sum + weight, 0),
  )
  let bias = 0
  const chance = (signs: Signs) => {
    let sum = bias
    for (let at = 0; at < width; at += 1) sum += (weights[at] ?? 0) * (signs[at] ?? 0)
    return 1 / (1 + Math.exp(-sum))
  }
  for (let step = 0; step < steps; step += 1) {
    const slopes = new Float64Array(width)
    let slope = 0
    for (const { signs, same, weight } of seen) {
      const off = weight * (chance(signs) - (same ? 1 : 0))
      slope += off
      for (let at = 0; at < width; at += 1) slopes[at] = (slopes[at] ?? 0) + off * (signs[at] ?? 0)
    }
    bias -= (rate * slope) / total
    for (let at = 0; at < width; at += 1) {
      const weight = weights[at] ?? 0
      weights[at] = weight - rate * ((slopes[at] ?? 0) / total + decay * weight)
    }
  }
  return chance
}
