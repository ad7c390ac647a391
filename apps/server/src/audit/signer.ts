import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { WallClock } from '../platform/clock.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import { originName } from './audit.ts'
import { grow } from './merkle.ts'
import { checkpointBody, signingKey, signNote, vkeyOf } from './note.ts'
import { hashFilePath, openHashFile, record, records, seedIn } from './signer-state.ts'

export interface SignerStatus {
  readonly log: number
  readonly size: number
  readonly vkey: string
  /** The system user it runs as; -1 where the system has none. */
  readonly uid: number
}

export interface Feed {
  readonly log: number
  /** The index of the first of `hashes`. */
  readonly from: number
  readonly hashes: readonly Buffer[]
  /** How many leaves the database says the log has. */
  readonly size: number
  /** Asks for a checkpoint over `size` leaves, whose root the database says is this. */
  readonly sign?: { readonly root: Buffer }
}

export type SignerRefusal =
  /** Another hash at a known place, or another root. */
  | 'FORK'
  /** The database has fewer leaves than it had. */
  | 'ROLLBACK'
  /** Leaves are missing in between; `size` says from where. */
  | 'GAP'
  | 'WRONG_LOG'

/** Keeps the leaf hashes of one organisation's log and signs what is consistent with them. */
export interface Signer {
  status(): Promise<SignerStatus>
  feed(feed: Feed): Promise<Result<{ readonly size: number; readonly note?: string }, SignerRefusal>>
  /** Begins the next log; the one before is never signed again. */
  beginLog(log: number): Promise<Result<SignerStatus, 'WRONG_LOG'>>
}

export interface SignerOptions {
  readonly stateDir: string
  /** The organisation's name for its log. */
  readonly origin: string
  readonly wall: WallClock
  /** Told of every refusal, which is also kept in `refusals.jsonl`. */
  readonly onRefusal?: (refusal: object) => void
}

const Journal = z.union([
  z.object({ did: z.literal('signed'), log: z.number(), size: z.number(), root: z.string() }),
  z.object({ did: z.literal('began'), log: z.number() }),
])

export async function openSigner(options: SignerOptions): Promise<Signer & { close(): Promise<void> }> {
  await mkdir(options.stateDir, { recursive: true, mode: 0o755 })
  const seed = await seedIn(join(options.stateDir, 'key', 'seed'))
  const journal = join(options.stateDir, 'journal.jsonl')
  const past = (await records(journal)).map((line) => Journal.parse(line))
  let log = past.findLast((line) => line.did === 'began')?.log ?? 1
  let file = await openHashFile(hashFilePath(options.stateDir, log))
  const signed = past.findLast((line) => line.did === 'signed' && line.log === log)
  if (signed?.did === 'signed' && file.tree().size < signed.size) {
    await file.close()
    throw new Error(
      `The signer's own hashes end at ${file.tree().size}, but it signed ${signed.size}. They were cut.`,
    )
  }
  const key = () => signingKey(originName(options.origin, log), 'log', seed)
  const status = () => ({ log, size: file.tree().size, vkey: vkeyOf(key()), uid: process.getuid?.() ?? -1 })

  const deny = async (why: 'FORK' | 'ROLLBACK', facts: Record<string, string | number>) => {
    const refusal = { at: options.wall.now().toISOString(), why, log, known: file.tree().size, ...facts }
    await record(join(options.stateDir, 'refusals.jsonl'), refusal)
    options.onRefusal?.(refusal)
    return refuse(why, { known: file.tree().size, ...facts })
  }

  const feed: Signer['feed'] = async ({ from, hashes, size, sign, ...asked }) => {
    if (asked.log !== log) return refuse('WRONG_LOG', { log })
    const known = file.tree().size
    if (size < known) return deny('ROLLBACK', { size })
    if (from > known) return refuse('GAP', { size: known })
    const again = Math.min(known - from, hashes.length)
    const mine = await file.read(from, from + again)
    const other = mine.findIndex((hash, i) => !hashes[i]?.equals(hash))
    if (other >= 0) return deny('FORK', { index: from + other })
    const fresh = hashes.slice(again)
    const tree = grow(file.tree(), fresh).tree
    const root = tree.root()
    // Before anything is kept: leaves of a fork must not become part of what is known.
    if (sign !== undefined && tree.size === size && !root.equals(sign.root)) {
      return deny('FORK', { size, root: sign.root.toString('hex') })
    }
    await file.add(fresh)
    if (sign === undefined) return ok({ size: tree.size })
    if (tree.size < size) return refuse('GAP', { size: tree.size })
    const note = signNote(checkpointBody({ origin: key().name, size: tree.size, root }), key())
    const at = options.wall.now().toISOString()
    await record(journal, { did: 'signed', log, size: tree.size, root: root.toString('hex'), at })
    return ok({ size: tree.size, note })
  }

  const beginLog: Signer['beginLog'] = async (next) => {
    if (next === log) return ok(status())
    // A signer whose state was lost knows nothing; it may begin wherever the log is.
    const isFresh = log === 1 && file.tree().size === 0
    if (next !== log + 1 && !(isFresh && next > log)) return refuse('WRONG_LOG', { log })
    await record(journal, { did: 'began', log: next, at: options.wall.now().toISOString() })
    await file.close()
    file = await openHashFile(hashFilePath(options.stateDir, next))
    log = next
    return ok(status())
  }

  // One at a time: what is read, compared and written belongs together.
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work, work)
    last = mine.catch(() => {})
    return mine
  }
  return {
    status: () => inTurn(() => Promise.resolve(status())),
    feed: (what) => inTurn(() => feed(what)),
    beginLog: (next) => inTurn(() => beginLog(next)),
    close: () => inTurn(() => file.close()),
  }
}
