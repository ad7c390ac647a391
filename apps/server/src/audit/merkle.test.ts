import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { consistencyProof, includes, inclusionProof, isConsistent, lookupIn } from './merkle-proof.ts'
import { emptyRoot, emptyTree, grow, leafHash, nodeHash, rootOf, splitOf, storedLevels } from './merkle.ts'

const leaves = [0, 1, 2, 3, 4].map((i) => leafHash(Buffer.from(`handover-${i}`)))
const hex = (hash: Buffer | undefined) => hash?.toString('hex')
const root = (size: number) => rootOf(leaves.slice(0, size))
const many = Array.from({ length: 70 }, (_, i) => leafHash(Buffer.from(`leaf ${i}`)))

/** The definition itself, written as RFC 6962 says it. */
function slowRoot(hashes: readonly Buffer[]): Buffer {
  const [first] = hashes
  if (first === undefined) return createHash('sha256').digest()
  if (hashes.length === 1) return first
  const k = splitOf(hashes.length)
  return nodeHash(slowRoot(hashes.slice(0, k)), slowRoot(hashes.slice(k)))
}

describe('the published vectors', () => {
  test('empty tree and empty leaf', () => {
    expect(hex(emptyRoot)).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    expect(hex(rootOf([]))).toBe(hex(emptyRoot))
    expect(hex(leafHash(Buffer.alloc(0)))).toBe(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    )
  })

  test.each([
    [0, 'bf856cd382c1b8f7e608317d6c2b0a63aead086955a2a6ce4654898663f32f28'],
    [1, '12cf9cb7c7feb8094a41ffab6d9598b5d722b1bbb070f8c4e7c7e5c8f318d6fc'],
    [2, '2b2173605d253817a70af1f0602c5c6ee32ef79c18bf2499ab0af2dde18e3d25'],
    [3, 'd32b24338a72a6309e36bca232f3ea8b491cbb031da63ba357b99fa15189420c'],
    [4, 'e3e53df8e315df79f7d07dcebf7087ab96b246fc06fe95faa51cd85917670b9d'],
  ])('leaf %i', (i, expected) => expect(hex(leaves[i])).toBe(expected))

  test.each([
    [1, 'bf856cd382c1b8f7e608317d6c2b0a63aead086955a2a6ce4654898663f32f28'],
    [2, '567f0be905237d95a43fdd0119a14d1983950a358d1b22ba65dedba8d6bcf886'],
    [3, 'c0ad4d8eb41d8ef4c461c79d45d296294a712b1f42058c8d54c4f69e3b00a6de'],
    [4, '1f529bc7c94dd0a71bb36ba280631102877ee1d9f6c507ea932f0377ea93aae8'],
    [5, '3e5e8a7969805d718800dc95afe87a34672f62f7917dc4bfac18af5535c5c9bd'],
  ])('root of %i', (size, expected) => expect(hex(root(size))).toBe(expected))

  test('inclusion and consistency proofs', () => {
    const lookup = lookupIn(leaves)
    const names = new Map<string | undefined, string>([
      ...leaves.map((hash, i): [string | undefined, string] => [hex(hash), `leaf${i}`]),
      [hex(root(2)), 'root2'],
      [hex(root(4)), 'root4'],
    ])
    const named = (proof: readonly Buffer[]) => proof.map((hash) => names.get(hex(hash)) ?? hex(hash))
    expect(named(inclusionProof(2, 5, lookup))).toEqual(['leaf3', 'root2', 'leaf4'])
    expect(named(inclusionProof(4, 5, lookup))).toEqual(['root4'])
    expect(named(consistencyProof(3, 5, lookup))).toEqual(['leaf2', 'leaf3', 'root2', 'leaf4'])
    expect(named(consistencyProof(4, 5, lookup))).toEqual(['leaf4'])
    expect(named(consistencyProof(2, 5, lookup))).toEqual([
      '2a74f7df545c936ea003c1c46b83fc973c379eea9fea9af9a79cc4d4c7b890de',
      'leaf4',
    ])
  })

  test('an edited leaf gives another root', () => {
    const edited = leaves.with(1, leafHash(Buffer.from('handover-X')))
    expect(hex(rootOf(edited))).toBe('37a8a2d52b49959dcb2c60161172f3b4c90ee2a26ccc31b83d0a14fb2dab1d64')
    const claim = { index: 1, size: 5, leaf: edited[1] ?? emptyRoot, root: root(5) }
    expect(includes({ ...claim, proof: inclusionProof(1, 5, lookupIn(leaves)) })).toBe(false)
  })
})

describe('every small tree', () => {
  test('growing gives the root of the definition, in steps of any size', () => {
    for (let size = 0; size <= many.length; size += 1) {
      for (const cut of [0, Math.floor(size / 3), size]) {
        const first = grow(emptyTree, many.slice(0, cut)).tree
        expect(grow(first, many.slice(cut, size)).tree.root()).toEqual(slowRoot(many.slice(0, size)))
      }
    }
  })

  test('every leaf is proved, and no other leaf, place or size by the same proof', () => {
    for (let size = 1; size <= 37; size += 1) {
      const lookup = lookupIn(many.slice(0, size))
      const whole = rootOf(many.slice(0, size))
      for (let index = 0; index < size; index += 1) {
        const leaf = many[index] ?? emptyRoot
        const claim = { index, size, leaf, proof: inclusionProof(index, size, lookup), root: whole }
        expect(includes(claim)).toBe(true)
        expect(includes({ ...claim, leaf: many[69] ?? emptyRoot })).toBe(false)
        expect(includes({ ...claim, index: index + 1 })).toBe(false)
        expect(includes({ ...claim, proof: [...claim.proof, whole] })).toBe(false)
        if (size > 1) expect(includes({ ...claim, proof: claim.proof.slice(1) })).toBe(false)
      }
    }
  })

  test('every prefix is proved, and no other root by the same proof', () => {
    for (let size = 1; size <= 37; size += 1) {
      const lookup = lookupIn(many.slice(0, size))
      const whole = rootOf(many.slice(0, size))
      for (let older = 1; older <= size; older += 1) {
        const olderRoot = rootOf(many.slice(0, older))
        const claim = { older, olderRoot, size, root: whole, proof: consistencyProof(older, size, lookup) }
        expect(isConsistent(claim)).toBe(true)
        expect(isConsistent({ ...claim, olderRoot: emptyRoot })).toBe(false)
        expect(isConsistent({ ...claim, root: emptyRoot })).toBe(false)
        expect(isConsistent({ ...claim, proof: [...claim.proof, whole] })).toBe(false)
        if (older < size) expect(isConsistent({ ...claim, proof: claim.proof.slice(1) })).toBe(false)
      }
    }
  })

  test('the node cache holds every eighth level', () => {
    const leaves = Array.from({ length: 1_030 }, (_, i) => leafHash(Buffer.from(`n${i}`)))
    const { nodes } = grow(emptyTree, leaves)
    expect(nodes.map(({ level, index }) => [level, index])).toEqual(
      [0, 1, 2, 3].map((i) => [storedLevels, i]),
    )
    expect(nodes[2]?.hash).toEqual(rootOf(leaves.slice(512, 768)))
  })
})
