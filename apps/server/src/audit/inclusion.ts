import { sql } from 'kysely'
import type { Reader } from '../platform/db.ts'
import { inclusionSpans, type Hash, type Span } from './merkle.ts'
import { inclusionProof } from './merkle-proof.ts'
import { writeProof } from './proof.ts'
import { lastCheckpoint, lookupFor, type CheckpointRow } from './store.ts'

/** One leaf with its way to the root of a checkpoint. */
interface Inclusion {
  readonly log: number
  readonly seq: number
  readonly entryId: string
  readonly bytes: Buffer
  readonly proof: readonly Hash[]
}

export interface Inclusions {
  readonly leaves: readonly Inclusion[]
  /** The checkpoints they are proved against, by log. */
  readonly checkpoints: ReadonlyMap<number, string>
  /** Entries that no checkpoint covers yet. */
  readonly open: readonly string[]
}

interface Leaf {
  readonly log: number
  readonly seq: number
  readonly entryId: string
  readonly bytes: Buffer
}

/**
 * Every leaf that names a handover, each proved against the newest checkpoint of its log. A later log has checkpoints of its own.
 */
export async function inclusionsOf(reader: Reader, handoverId: string): Promise<Inclusions> {
  const { rows } = await sql<Leaf & { seq: number | null }>`
    select l.log, l.seq, e.entry_id as "entryId", l.bytes from audit.entry e left join audit.leaf l using (entry_id)
    where e.objects ? 'handover' and e.objects ->> 'handover' = ${handoverId} order by l.log, l.seq`.execute(
    reader,
  )
  const checkpoints = new Map<number, string>()
  const leaves: Inclusion[] = []
  const open = rows.filter(({ seq }) => seq === null).map(({ entryId }) => entryId)
  const numbered = rows.filter(({ seq }) => seq !== null)
  for (const log of new Set(numbered.map((row) => row.log))) {
    const checkpoint = await lastCheckpoint(reader, log)
    const mine = numbered.filter((row) => row.log === log)
    const under = mine.filter(({ seq }) => checkpoint !== undefined && seq < checkpoint.size)
    open.push(...mine.slice(under.length).map(({ entryId }) => entryId))
    if (checkpoint === undefined || under.length === 0) continue
    checkpoints.set(log, checkpoint.note)
    leaves.push(...(await proved(reader, under, checkpoint)))
  }
  return { leaves, checkpoints, open }
}

// Neighbours share most of their spans, so each is read once.
async function proved(reader: Reader, leaves: readonly Leaf[], { log, size }: CheckpointRow) {
  const spans = new Map<string, Span>()
  for (const { seq } of leaves)
    for (const span of inclusionSpans(seq, size)) spans.set(`${span.from}-${span.to}`, span)
  const lookup = await lookupFor(reader, log, [...spans.values()])
  return leaves.map((leaf) => ({ ...leaf, proof: inclusionProof(leaf.seq, size, lookup) }))
}

/** One entry as text that proves itself; undefined while no checkpoint covers it. */
export async function proofOf(reader: Reader, entryId: string): Promise<string | undefined> {
  const { rows } = await sql<Leaf>`
    select log, seq, entry_id as "entryId", bytes from audit.leaf where entry_id = ${entryId}`.execute(reader)
  const [leaf] = rows
  const checkpoint = leaf === undefined ? undefined : await lastCheckpoint(reader, leaf.log)
  if (leaf === undefined || checkpoint === undefined || leaf.seq >= checkpoint.size) return undefined
  const [one] = await proved(reader, [leaf], checkpoint)
  return one && writeProof({ index: one.seq, proof: one.proof, note: checkpoint.note, extra: leaf.bytes })
}

/** The public keys under which checkpoints of this log were signed, to be noted outside. */
export async function logKeys(reader: Reader): Promise<readonly string[]> {
  const { rows } = await sql<{ vkey: string }>`select vkey from audit.key order by since, vkey`.execute(
    reader,
  )
  return rows.map(({ vkey }) => vkey)
}
