import { isLatin, normalise } from './normalise.ts'

export interface Found<T> {
  readonly word: string
  readonly value: T
  readonly start: number
  readonly end: number
}

interface Node<T> {
  readonly next: Map<string, Node<T>>
  entry?: { readonly word: string; readonly value: T }
}

/** Words of a list, found in a text in one pass; the value of a word that is put in again is kept. */
export class Words<T> {
  readonly #root: Node<T> = { next: new Map() }

  /** The value kept for a word, made on first use. */
  put(word: string, make: () => T): T {
    let node = this.#root
    for (const character of normalise(word)) {
      const next = node.next.get(character) ?? { next: new Map() }
      node.next.set(character, next)
      node = next
    }
    node.entry ??= { word, value: make() }
    return node.entry.value
  }

  /** The longest ones only: what lies inside a longer word (审批 in 审批页面) is not found; in order of place. */
  findIn(normalised: string): readonly Found<T>[] {
    const kept: Found<T>[] = []
    let reached = 0
    for (let start = 0; start < normalised.length; start += 1) {
      const found = this.#longestAt(normalised, start)
      if (!found || found.end <= reached) continue
      reached = found.end
      kept.push(found)
    }
    return kept
  }

  #longestAt(text: string, start: number): Found<T> | undefined {
    if (splits(text, start)) return undefined
    let node: Node<T> | undefined = this.#root
    let longest: Found<T> | undefined
    for (let end = start; node && end < text.length;) {
      node = node.next.get(text[end] ?? '')
      end += 1
      if (node?.entry && !splits(text, end))
        longest = { word: node.entry.word, value: node.entry.value, start, end }
    }
    return longest
  }
}

const splits = (text: string, at: number): boolean => isLatin(text[at - 1] ?? ' ') && isLatin(text[at] ?? ' ')
