import { createHash } from 'node:crypto'

/** A stream of chance that is the same for the same seed (mulberry32: small, fast, good enough for a made-up company). */
export interface Chance {
  /** At least 0, below 1. */
  next(): number
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number
  pick<T>(from: readonly T[]): T
  shuffled<T>(from: readonly T[]): T[]
}

export function chance(seed: string): Chance {
  let state = createHash('sha1').update(seed).digest().readUInt32LE(0)
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    between,
    pick(from) {
      const picked = from[Math.floor(next() * from.length)]
      if (picked === undefined) throw new Error('nothing to pick from')
      return picked
    },
    shuffled<T>(from: readonly T[]): T[] {
      // Sorting by drawn keys is stable across engines, unlike sorting with a random comparison.
      return from
        .map((value) => ({ value, at: next() }))
        .sort((a, b) => a.at - b.at)
        .map(({ value }) => value)
    },
  }
}

/** A made-up id: the same for the same words, different otherwise. */
export function codeOf(length: number, ...words: readonly (string | number)[]): string {
  let code = ''
  for (let part = 0; code.length < length; part += 1) {
    code += createHash('sha256')
      .update([...words, part].join('\n'))
      .digest('base64url')
      .replaceAll(/[-_]/g, '')
  }
  return code.slice(0, length)
}
