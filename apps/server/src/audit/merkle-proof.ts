import {
  consistencySpans,
  foldLevel,
  foldRoots,
  inclusionSpans,
  nodeHash,
  storedLevels,
  subtreesOf,
  type Hash,
  type NodeRef,
  type Span,
} from './merkle.ts'

/** Looks up a stored node: a leaf hash (level 0) or a node of a stored level. */
export type Lookup = (level: number, index: number) => Hash

/** The stored nodes a subtree folds from: of the nearest stored level at or below it. */
export function sourcesOf({ level, index }: NodeRef): { readonly level: number } & Span {
  const width = 2 ** (level % storedLevels)
  return { level: level - (level % storedLevels), from: index * width, to: (index + 1) * width }
}

export function spanHash(span: Span, lookup: Lookup): Hash {
  return foldRoots(
    subtreesOf(span).map((subtree) => {
      const { level, from, to } = sourcesOf(subtree)
      return foldLevel(Array.from({ length: to - from }, (_, i) => lookup(level, from + i)))
    }),
  )
}

export function inclusionProof(index: number, size: number, lookup: Lookup): readonly Hash[] {
  return inclusionSpans(index, size).map((span) => spanHash(span, lookup))
}

export function consistencyProof(older: number, size: number, lookup: Lookup): readonly Hash[] {
  return older === 0 ? [] : consistencySpans(older, size).map((span) => spanHash(span, lookup))
}

/** Stored nodes of a tree held in memory as its leaf hashes. */
export function lookupIn(hashes: readonly Hash[]): Lookup {
  return (level, index) => {
    const part = hashes.slice(index * 2 ** level, (index + 1) * 2 ** level)
    if (part.length !== 2 ** level) throw new RangeError('node outside the tree')
    return foldLevel(part)
  }
}

/** RFC 9162 §2.1.3.2. */
export function includes(claim: {
  readonly index: number
  readonly size: number
  readonly leaf: Hash
  readonly proof: readonly Hash[]
  readonly root: Hash
}): boolean {
  if (!(claim.index >= 0 && claim.index < claim.size)) return false
  let fn = claim.index
  let sn = claim.size - 1
  let hash = claim.leaf
  for (const sibling of claim.proof) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      hash = nodeHash(sibling, hash)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)]
    } else {
      hash = nodeHash(hash, sibling)
    }
    ;[fn, sn] = [half(fn), half(sn)]
  }
  return sn === 0 && hash.equals(claim.root)
}

/** RFC 9162 §2.1.4.2: the tree of `older` leaves is a prefix of the tree of `size` leaves. */
export function isConsistent(claim: {
  readonly older: number
  readonly olderRoot: Hash
  readonly size: number
  readonly root: Hash
  readonly proof: readonly Hash[]
}): boolean {
  const { older, size } = claim
  if (older > size) return false
  if (older === size) return claim.proof.length === 0 && claim.olderRoot.equals(claim.root)
  if (older === 0) return claim.proof.length === 0
  const isPower = splitsEvenly(older)
  const [first, ...rest] = isPower ? [claim.olderRoot, ...claim.proof] : claim.proof
  if (first === undefined) return false
  let fn = older - 1
  let sn = size - 1
  while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)]
  let old = first
  let young = first
  for (const hash of rest) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      old = nodeHash(hash, old)
      young = nodeHash(hash, young)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)]
    } else {
      young = nodeHash(young, hash)
    }
    ;[fn, sn] = [half(fn), half(sn)]
  }
  return sn === 0 && old.equals(claim.olderRoot) && young.equals(claim.root)
}

function half(n: number): number {
  return Math.floor(n / 2)
}

function splitsEvenly(n: number): boolean {
  return Number.isInteger(Math.log2(n))
}
