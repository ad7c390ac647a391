import type { Print } from './print.ts'

/** How much it says that two texts share a thing: the rarer in general, the more. Between 0.2 and 1. */
export type Rarity = (thing: string) => number

/** Counts over the texts one has: those that ship, and the corpus. */
export class Counts {
  readonly #counts = new Map<string, number>()
  #texts = 0

  add(print: Print): void {
    this.#texts += 1
    for (const thing of thingsOf(print)) this.#counts.set(thing, (this.#counts.get(thing) ?? 0) + 1)
  }

  readonly rarity: Rarity = (thing) => {
    const most = Math.log(this.#texts + 2)
    return Math.max(0.2, (most - Math.log((this.#counts.get(thing) ?? 0) + 1)) / most)
  }
}

export function thingsOf({ concepts, names, pieces }: Print): readonly string[] {
  return [...concepts.map(({ means }) => `=${means}`), ...names.map((name) => `@${name}`), ...pieces]
}
