import { includes } from './merkle-proof.ts'
import { leafHash, type Hash } from './merkle.ts'
import { openNote, readCheckpoint, type Verifier } from './note.ts'

/** One leaf, its place and the signed checkpoint over it, as C2SP tlog-proof text. */
export interface LeafProof {
  readonly index: number
  readonly proof: readonly Hash[]
  readonly note: string
  /** The bytes of the leaf, so that the file proves by itself. */
  readonly extra?: Buffer
}

const header = 'c2sp.org/tlog-proof@v1'

export function writeProof({ index, proof, note, extra }: LeafProof): string {
  const lines = [
    header,
    ...(extra === undefined ? [] : [`extra ${extra.toString('base64')}`]),
    `index ${index}`,
    ...proof.map((hash) => hash.toString('base64')),
  ]
  return `${lines.join('\n')}\n\n${note}`
}

export function readProof(text: string): LeafProof | undefined {
  const gap = text.indexOf('\n\n')
  const [first, ...lines] = text.slice(0, gap).split('\n')
  if (gap < 0 || first !== header) return undefined
  const extra = lines[0]?.startsWith('extra ')
    ? Buffer.from(lines.shift()?.slice(6) ?? '', 'base64')
    : undefined
  const index = /^index (0|[1-9]\d{0,15})$/.exec(lines.shift() ?? '')?.[1]
  const proof = lines.map((line) => Buffer.from(line, 'base64'))
  if (index === undefined || proof.length > 63 || proof.some((hash) => hash.length !== 32)) return undefined
  return { index: Number(index), proof, note: text.slice(gap + 2), ...(extra === undefined ? {} : { extra }) }
}

/** Whether the proof shows that the log of one of the `known` keys holds `leaf` (or the leaf it carries). */
export function isProven(text: string, known: readonly Verifier[], leaf?: Buffer): boolean {
  const read = readProof(text)
  const bytes = leaf ?? read?.extra
  if (read === undefined || bytes === undefined) return false
  const opened = openNote(read.note, known)
  if (!opened.ok || !opened.value.signers.some((key) => key.kind === 'log')) return false
  const checkpoint = readCheckpoint(opened.value.body)
  if (checkpoint === undefined) return false
  const { size, root } = checkpoint
  return includes({ index: read.index, size, leaf: leafHash(bytes), proof: read.proof, root })
}
