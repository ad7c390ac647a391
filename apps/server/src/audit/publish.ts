import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Db } from '../platform/db.ts'
import { shanghaiIso, type WallClock } from '../platform/clock.ts'
import { proofBetween } from './checkpoints.ts'
import { openNote, readCheckpoint, readVkey } from './note.ts'
import {
  insertKey,
  insertReceipt,
  keyActions,
  lastCheckpoint,
  lastReceipt,
  receiptTimes,
  unpublished,
  type CheckpointRow,
} from './store.ts'
import type { WitnessAt } from './witness-http.ts'
import { writeRequest } from './witness.ts'

/** Where checkpoints go that the administrator of the database cannot edit. */
export interface Places {
  /** A directory meant for another host; gets every checkpoint. */
  readonly dir?: string
  readonly witnesses?: readonly WitnessAt[]
  /** A WeCom group of data security, HR and audit; gets key events and a daily digest. */
  readonly toGroup?: (text: string) => Promise<void>
}

export const publishedFile = 'checkpoints.jsonl'

interface World {
  readonly db: Db
  readonly wall: WallClock
}

/** Appends every checkpoint that is not there yet, and has them on the disk before the receipt is written. */
export async function publishToFile({ db, wall }: World, log: number, dir: string): Promise<void> {
  const fresh = await unpublished(db, log, 'file')
  const last = fresh.at(-1)
  if (last === undefined) return
  await mkdir(dir, { recursive: true })
  const file = await open(join(dir, publishedFile), 'a+', 0o644)
  const { size: bytes } = await file.stat()
  const end = Buffer.from('\n')
  // A line torn by a crash must not swallow the next one.
  if (bytes > 0) await file.read(end, 0, 1, bytes - 1)
  if (end.toString() !== '\n') await file.appendFile('\n')
  const lines = fresh.map(({ note, signedAt }) => `${JSON.stringify({ at: signedAt.toISOString(), note })}\n`)
  await file.appendFile(lines.join(''))
  await file.sync()
  await file.close()
  for (const { size } of fresh) await insertReceipt(db, { log, size, place: 'file', at: wall.now() })
}

/** The newest checkpoint is enough for a witness: it proves that everything before went on from the last one. */
export async function publishToWitness({ db, wall }: World, log: number, witness: WitnessAt): Promise<void> {
  const latest = await lastCheckpoint(db, log)
  const key = readVkey(witness.vkey)
  const place = `witness ${key.name}`
  let old = await lastReceipt(db, log, place)
  if (latest === undefined || latest.size <= old) return
  // A second try follows a 409, in which the witness says which size it has seen.
  for (const isSecond of [false, true]) {
    const proof = await proofBetween(db, log, old, latest.size)
    const { status, body } = await witness.addCheckpoint(writeRequest(old, proof, latest.note))
    if (status === 409 && !isSecond && /^\d+\n$/.test(body) && Number(body) <= latest.size) {
      old = Number(body)
      continue
    }
    if (status !== 200) throw new Error(`${place} answered ${status}`)
    if (!openNote(`${latest.note}${body}`, [key]).ok) throw new Error(`${place} answered a bad cosignature`)
    await insertKey(db, witness.vkey)
    await insertReceipt(db, { log, size: latest.size, place, at: wall.now(), body })
    return
  }
}

const perMinute = 20

export interface GroupNotice {
  readonly text: string
  readonly size: number
}

/** Decides what the group is told: the newest checkpoint with the key events since the last message, or the digest. */
export function groupNotice(
  latest: CheckpointRow,
  actions: readonly { readonly action: string; readonly count: number }[],
  told: { readonly at: readonly Date[]; readonly size: number },
  now: Date,
): GroupNotice | undefined {
  if (latest.size <= told.size) return undefined
  const lastAt = told.at.at(-1)
  const isDigest = actions.length === 0
  const dayOf = (at: Date) => shanghaiIso(at).slice(0, 10)
  if (isDigest && lastAt !== undefined && dayOf(lastAt) === dayOf(now)) return undefined
  if (told.at.filter((at) => now.getTime() - at.getTime() < 60_000).length >= perMinute) return undefined
  const what = actions.slice(0, 10).map(({ action, count }) => `${action}${count > 1 ? ` ×${count}` : ''}`)
  const head = isDigest ? '留痕检查点（每日）' : `留痕检查点：${what.join('，')}`
  return { text: `${head}\n${latest.note}`, size: latest.size }
}

export async function publishToGroup(
  { db, wall }: World,
  log: number,
  toGroup: (text: string) => Promise<void>,
): Promise<void> {
  const latest = await lastCheckpoint(db, log)
  if (latest === undefined) return
  const size = await lastReceipt(db, log, 'group')
  const told = { at: await receiptTimes(db, log, 'group'), size }
  const actions = await keyActions(db, log, { from: size, to: latest.size })
  const notice = groupNotice(latest, actions, told, wall.now())
  if (notice === undefined) return
  await toGroup(notice.text)
  await insertReceipt(db, { log, size: notice.size, place: 'group', at: wall.now() })
}

/** The largest published checkpoint of an origin, read from the append-only file. */
export async function publishedNote(
  dir: string,
  origin: string,
): Promise<{ readonly size: number; readonly note: string } | undefined> {
  const text = await readFile(join(dir, publishedFile), 'utf8').catch(() => '')
  let largest: { size: number; note: string } | undefined
  for (const note of publishedNotes(text)) {
    const read = readCheckpoint(note.slice(0, note.indexOf('\n\n') + 1))
    if (read?.origin === origin && read.size > (largest?.size ?? 0)) largest = { size: read.size, note }
  }
  return largest
}

/** A torn last line is skipped: its receipt was never written, so it is published again. */
function publishedNotes(text: string): readonly string[] {
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .flatMap((line) => {
      try {
        const read: unknown = JSON.parse(line)
        const isNote =
          typeof read === 'object' && read !== null && 'note' in read && typeof read.note === 'string'
        // Just checked.
        return isNote ? [(read as { note: string }).note] : []
      } catch {
        return []
      }
    })
}
