import type { Db } from '../platform/db.ts'
import type { WallClock } from '../platform/clock.ts'
import { ok, type Result } from '../platform/result.ts'
import { consistencySpans, type Tree } from './merkle.ts'
import { consistencyProof } from './merkle-proof.ts'
import { openNote, readCheckpoint, readVkey } from './note.ts'
import { hashesPerFeed } from './signer-http.ts'
import type { Signer, SignerRefusal } from './signer.ts'
import {
  insertCheckpoint,
  insertKey,
  lastCheckpoint,
  leafHashes,
  lookupFor,
  type CheckpointRow,
} from './store.ts'

/** When a checkpoint is due: at once after an urgent entry, else by count or by wall time. */
export interface Pace {
  readonly everyLeaves: number
  readonly everyMs: number
}

export function isDue(
  now: Date,
  log: { readonly size: number; readonly urgentSize: number },
  last: { readonly size: number; readonly at: Date },
  pace: Pace,
): boolean {
  if (log.size <= last.size) return false
  if (log.urgentSize > last.size || log.size - last.size >= pace.everyLeaves) return true
  return now.getTime() - last.at.getTime() >= pace.everyMs
}

/** Feeds the signer what it has not seen, has the tree signed, checks the answer and stores it. */
export async function signTree(
  world: { readonly db: Db; readonly signer: Signer; readonly wall: WallClock },
  log: number,
  origin: string,
  tree: Tree,
): Promise<Result<CheckpointRow, SignerRefusal>> {
  const { db, signer, wall } = world
  const first = await signer.status()
  if (first.log < log && first.size === 0) await signer.beginLog(log)
  const { size: known, vkey } = await signer.status()
  const root = tree.root()
  let from = Math.min(known, tree.size)
  let note: string | undefined
  do {
    const to = Math.min(from + hashesPerFeed, tree.size)
    const hashes = from < to ? await leafHashes(db, log, { from, to }) : []
    const sign = to === tree.size ? { sign: { root } } : {}
    const fed = await signer.feed({ log, from, hashes, size: tree.size, ...sign })
    if (!fed.ok) return fed
    note = fed.value.note
    from = to
  } while (from < tree.size)

  const opened = openNote(note ?? '', [readVkey(vkey)])
  const signed = opened.ok ? readCheckpoint(opened.value.body) : undefined
  if (
    note === undefined ||
    signed?.origin !== origin ||
    signed.size !== tree.size ||
    !signed.root.equals(root)
  ) {
    throw new Error('the signer signed something else')
  }
  const before = await lastCheckpoint(db, log)
  const proof = await proofBetween(db, log, before?.size ?? 0, tree.size)
  const row = { log, size: tree.size, root, note, signedAt: wall.now(), proof }
  await insertKey(db, vkey)
  await insertCheckpoint(db, row)
  return ok(row)
}

export async function proofBetween(
  db: Db,
  log: number,
  older: number,
  size: number,
): Promise<readonly Buffer[]> {
  if (older === 0 || older === size) return []
  return consistencyProof(older, size, await lookupFor(db, log, consistencySpans(older, size)))
}
