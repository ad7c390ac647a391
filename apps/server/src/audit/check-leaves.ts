import { includes } from './merkle-proof.ts'
import { leafHash } from './merkle.ts'
import { openNote, readCheckpoint, readVkey } from './note.ts'
import { isProven, readProof } from './proof.ts'

export interface LeafClaim {
  readonly seq: number
  readonly bytes: Buffer
  readonly proof: readonly Buffer[]
}

/** What a leaf says, as far as a reader outside needs it. */
export interface SaidLeaf {
  readonly action: string
  readonly objects: Readonly<Record<string, string>>
}

/** The numbers of the leaves that this checkpoint, signed by one of `keys`, does not hold; undefined: it is not signed. */
export function checkLeaves(
  note: string,
  keys: readonly string[],
  leaves: readonly LeafClaim[],
): readonly number[] | undefined {
  const opened = openNote(note, keys.map(readVkey))
  if (!opened.ok || !opened.value.signers.some(({ kind }) => kind === 'log')) return undefined
  const checkpoint = readCheckpoint(opened.value.body)
  if (checkpoint === undefined) return undefined
  const { size, root } = checkpoint
  return leaves
    .filter(({ seq, bytes, proof }) => !includes({ index: seq, size, leaf: leafHash(bytes), proof, root }))
    .map(({ seq }) => seq)
}

/** The leaf that a proof carries; undefined unless one of `keys` signed the log that holds it. */
export function readSealedLeaf(text: string, keys: readonly string[]): SaidLeaf | undefined {
  const bytes = readProof(text)?.extra
  if (bytes === undefined || !isProven(text, keys.map(readVkey))) return undefined
  return saidIn(bytes)
}

export function saidIn(leaf: Buffer): SaidLeaf {
  // Leaves are canonical JSON written by `append`; what is read here is proved to be one.
  return JSON.parse(leaf.toString('utf8')) as SaidLeaf
}
