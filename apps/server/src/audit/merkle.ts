import { createHash } from 'node:crypto'

/** The tree of RFC 6962 §2.1 with SHA-256. Sizes stay below 2^53, so plain numbers and divisions serve. */
export type Hash = Buffer

const leafPrefix = Buffer.from([0])
const nodePrefix = Buffer.from([1])

export const emptyRoot: Hash = createHash('sha256').digest()

export function leafHash(bytes: Uint8Array): Hash {
  return createHash('sha256').update(leafPrefix).update(bytes).digest()
}

export function nodeHash(left: Hash, right: Hash): Hash {
  return createHash('sha256').update(nodePrefix).update(left).update(right).digest()
}

/** A half-open range of leaves. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** A complete subtree: `2^level` leaves beginning at `index · 2^level`. */
export interface NodeRef {
  readonly level: number
  readonly index: number
}

/** The largest power of two below `n`. */
export function splitOf(n: number): number {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}

/** The subtrees whose roots prove that leaf `index` is in the tree of `size` leaves; leaf side first. */
export function inclusionSpans(index: number, size: number): readonly Span[] {
  if (!(index >= 0 && index < size)) throw new RangeError('leaf index outside the tree')
  const path = (from: number, to: number): Span[] => {
    if (to - from === 1) return []
    const middle = from + splitOf(to - from)
    return index < middle
      ? [...path(from, middle), { from: middle, to }]
      : [...path(middle, to), { from, to: middle }]
  }
  return path(0, size)
}

/** The subtrees whose roots prove that the tree of `older` leaves is a prefix of the tree of `size` leaves. */
export function consistencySpans(older: number, size: number): readonly Span[] {
  if (!(older > 0 && older <= size)) throw new RangeError('older size outside the tree')
  const path = (m: number, from: number, to: number, known: boolean): Span[] => {
    if (m === to - from) return known ? [] : [{ from, to }]
    const k = splitOf(to - from)
    return m <= k
      ? [...path(m, from, from + k, known), { from: from + k, to }]
      : [...path(m - k, from + k, to, false), { from, to: from + k }]
  }
  return path(older, 0, size, true)
}

/** The complete subtrees of a span, largest first. Spans of proofs begin where their largest subtree may begin. */
export function subtreesOf(span: Span): readonly NodeRef[] {
  const parts: NodeRef[] = []
  let { from } = span
  while (from < span.to) {
    let level = 0
    while (2 ** (level + 1) <= span.to - from && from % 2 ** (level + 1) === 0) level += 1
    parts.push({ level, index: from / 2 ** level })
    from += 2 ** level
  }
  return parts
}

/** The root over the roots of consecutive complete subtrees, largest first. */
export function foldRoots(roots: readonly Hash[]): Hash {
  const last = roots.at(-1)
  if (last === undefined) return emptyRoot
  return roots.slice(0, -1).reduceRight<Hash>((right, left) => nodeHash(left, right), last)
}

/** The root of a complete subtree from the hashes of one level below or at it. */
export function foldLevel(hashes: readonly Hash[]): Hash {
  let row = hashes
  while (row.length > 1) {
    const above: Hash[] = []
    for (let i = 0; i + 1 < row.length; i += 2) above.push(nodeHash(at(row, i), at(row, i + 1)))
    row = above
  }
  return at(row, 0)
}

/** The root of a whole list of leaf hashes. */
export function rootOf(hashes: readonly Hash[]): Hash {
  return grow(emptyTree, hashes).tree.root()
}

function at(hashes: readonly Hash[], index: number): Hash {
  const hash = hashes[index]
  if (hash === undefined) throw new RangeError('hash missing')
  return hash
}

/** The right edge of a tree: all that is needed to grow it and to know its root. */
export interface Tree {
  readonly size: number
  /** Roots of the complete subtrees, largest first: one per set bit of `size`. */
  readonly peaks: readonly Hash[]
  root(): Hash
}

export interface StoredNode extends NodeRef {
  readonly hash: Hash
}

/** Every eighth level is stored: a 256th of the rows, and any subtree folds from at most 128 hashes. */
export const storedLevels = 8

export function treeOf(size: number, peaks: readonly Hash[]): Tree {
  return { size, peaks, root: () => foldRoots(peaks) }
}

export const emptyTree: Tree = treeOf(0, [])

/** Adds leaves; also returns the inner nodes of stored levels that became complete. */
export function grow(
  tree: Tree,
  hashes: readonly Hash[],
): { readonly tree: Tree; readonly nodes: readonly StoredNode[] } {
  const peaks = [...tree.peaks]
  const nodes: StoredNode[] = []
  let { size } = tree
  for (const leaf of hashes) {
    let hash = leaf
    let level = 0
    for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) {
      const left = peaks.pop()
      if (left === undefined) throw new RangeError('peak missing')
      hash = nodeHash(left, hash)
      level += 1
      if (level % storedLevels === 0) nodes.push({ level, index: Math.floor(size / 2 ** level), hash })
    }
    peaks.push(hash)
    size += 1
  }
  return { tree: treeOf(size, peaks), nodes }
}
