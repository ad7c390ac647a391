export interface Sample {
  readonly features: readonly string[]
  /** What is known without learning: one figure a class, added to the learnt ones. */
  readonly prior: readonly number[]
  readonly label: number
}

export interface Softmax {
  /** One figure a class; the greatest wins. */
  scores(features: readonly string[], prior: readonly number[]): readonly number[]
  /** What one feature says for a class. */
  weightOf(feature: string, label: number): number
  /** Share of the features that were ever learnt from, 0 to 1. */
  known(features: readonly string[]): number
}

export interface Learning {
  readonly classes: number
  readonly epochs: number
  readonly rate: number
  readonly decay: number
}

/** Softmax regression by AdaGrad over the samples in a fixed order: the same samples always give the same figures. */
export function learn(samples: readonly Sample[], { classes, epochs, rate, decay }: Learning): Softmax {
  const ids = repeatedIn(samples)
  const rowOf = (features: readonly string[]) =>
    Int32Array.from(features.flatMap((feature) => ids.get(feature) ?? []))
  const rows = samples.map(({ features }) => rowOf(features))
  const weights = new Float64Array(ids.size * classes)
  const bias = new Float64Array(classes)
  const squares = new Float64Array(ids.size * classes).fill(0.1)
  const scores = new Float64Array(classes)

  const scoreRow = (row: Int32Array, prior: readonly number[], size: number) => {
    const scale = 1 / Math.sqrt(Math.max(1, size))
    for (let label = 0; label < classes; label += 1) {
      let sum = 0
      for (let at = 0; at < row.length; at += 1) sum += weights[(row[at] ?? 0) * classes + label] ?? 0
      scores[label] = sum * scale + (bias[label] ?? 0) + (prior[label] ?? 0)
    }
    return scale
  }

  for (let epoch = 0; epoch < epochs; epoch += 1) {
    for (const index of order(samples.length, epoch)) {
      const [sample, row] = [samples[index], rows[index]]
      if (!sample || !row) continue
      const scale = scoreRow(row, sample.prior, row.length)
      const chances = softmax(scores)
      for (let label = 0; label < classes; label += 1) {
        const slope = (chances[label] ?? 0) - (label === sample.label ? 1 : 0)
        bias[label] = (bias[label] ?? 0) - 0.01 * slope
        for (let at = 0; at < row.length; at += 1) {
          const cell = (row[at] ?? 0) * classes + label
          const step = slope * scale + decay * (weights[cell] ?? 0)
          const square = (squares[cell] ?? 0) + step * step
          squares[cell] = square
          weights[cell] = (weights[cell] ?? 0) - (rate * step) / Math.sqrt(square)
        }
      }
    }
  }

  return {
    scores(features, prior) {
      const row = rowOf(features)
      scoreRow(row, prior, row.length)
      return [...scores]
    },
    weightOf: (feature, label) => weights[(ids.get(feature) ?? -1) * classes + label] ?? 0,
    known: (features) =>
      features.length === 0 ? 0 : features.filter((feature) => ids.has(feature)).length / features.length,
  }
}

// What stands in one text only would be learnt by heart, not understood.
function repeatedIn(samples: readonly Sample[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { features } of samples)
    for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1)
  const ids = new Map<string, number>()
  for (const [feature, count] of counts) if (count > 1) ids.set(feature, ids.size)
  return ids
}

/** Figures to chances that sum to 1. */
export function softmax(scores: ArrayLike<number>): readonly number[] {
  const all = Array.from(scores)
  const top = Math.max(...all)
  const powers = all.map((score) => Math.exp(score - top))
  const sum = powers.reduce((total, power) => total + power, 0)
  return powers.map((power) => power / sum)
}

// Stochastic descent wants a mixed order, replay wants the same one each time.
function order(size: number, epoch: number): readonly number[] {
  const indexes = Array.from({ length: size }, (_, index) => index)
  let state = 12_345 + epoch * 7_919
  for (let at = size - 1; at > 0; at -= 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    const other = state % (at + 1)
    const kept = indexes[at] ?? 0
    indexes[at] = indexes[other] ?? 0
    indexes[other] = kept
  }
  return indexes
}
