import { createWriteStream } from 'node:fs'
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import type { Reader } from '../platform/db.ts'
import { inclusionSpans } from './merkle.ts'
import { inclusionProof } from './merkle-proof.ts'
import { writeProof } from './proof.ts'
import { publishedFile } from './publish.ts'
import { lastCheckpoint, lookupFor } from './store.ts'
import { notesIn, policy, signerHashes, verifyLog, type LogSource, type Verified } from './verify.mjs'

const pageRows = 5_000

interface LeafOut {
  readonly log: number
  readonly seq: number
  readonly bytes: Buffer
  readonly hash: Buffer
}

/** Every leaf as the tables hold it, page by page. */
async function* leavesOf(reader: Reader): AsyncIterable<LeafOut> {
  let after = { log: 0, seq: -1 }
  for (;;) {
    const { rows } = await sql<LeafOut>`
      select log, seq, bytes, hash from audit.leaf where (log, seq) > (${after.log}, ${after.seq})
      order by log, seq limit ${pageRows}`.execute(reader)
    yield* rows
    const last = rows.at(-1)
    if (last === undefined || rows.length < pageRows) return
    after = last
  }
}

/** The log as the verifier reads it, from the tables. The auditor's role is enough. */
export async function logSource(reader: Reader): Promise<LogSource> {
  const logs = await sql<{ log: number; origin: string; numbered: number }>`
    select o.log, o.name as origin, case when s.log = o.log then s.numbered else 0 end as numbered
    from audit.origin o cross join audit.state s order by o.log`.execute(reader)
  const keys = await sql<{ vkey: string }>`select vkey from audit.key order by since, vkey`.execute(reader)
  const checkpoints = await sql<LogSource['checkpoints'][number]>`
    select log, size, note, proof from audit.checkpoint order by log, size`.execute(reader)
  const receipts = await sql<LogSource['receipts'][number]>`
    select log, size, place, body from audit.receipt order by log, size, place`.execute(reader)
  return {
    logs: logs.rows,
    keys: keys.rows.map(({ vkey }) => vkey),
    checkpoints: checkpoints.rows,
    receipts: receipts.rows,
    leaves: () => leavesOf(reader),
  }
}

export interface OutsideFiles {
  /** The published checkpoints, from the other host. */
  readonly external?: readonly string[]
  /** The signer's own leaf hashes: a file or its state directory. */
  readonly signer?: string
  /** Public keys known from elsewhere. */
  readonly keys?: readonly string[]
}

/** The offline verifier over a live database. */
export async function verifyDatabase(reader: Reader, outside: OutsideFiles = {}): Promise<Verified> {
  const texts = await Promise.all((outside.external ?? []).map((file) => readFile(file, 'utf8')))
  return verifyLog(await logSource(reader), {
    external: texts.flatMap((text) => notesIn(text)),
    ...(outside.signer === undefined ? {} : { signer: signerHashes(outside.signer) }),
    ...(outside.keys === undefined ? {} : { keys: outside.keys }),
  })
}

export interface BundleOptions {
  /** Adds the proof file of this handover. */
  readonly handoverId?: string
  /** Where checkpoints are published; its file is copied into the bundle. */
  readonly publishedDir?: string
}

/** Writes everything the offline verifier needs, and the verifier itself, into a directory. */
export async function exportBundle(reader: Reader, dir: string, options: BundleOptions = {}): Promise<void> {
  await mkdir(dir, { recursive: true })
  // Before the tables are read: what is published is in them already, so a growing log cannot look short.
  if (options.publishedDir !== undefined) {
    const external = await readFile(join(options.publishedDir, publishedFile), 'utf8').catch(() => '')
    await writeFile(join(dir, 'external.jsonl'), external)
  }
  const source = await logSource(reader)
  await writeLines(
    join(dir, 'leaves.jsonl'),
    (async function* () {
      for await (const { log, seq, bytes, hash } of leavesOf(reader)) {
        yield { log, seq, leaf: bytes.toString('base64'), hash: hash.toString('hex') }
      }
    })(),
  )
  const checkpoints = source.checkpoints.map((row) => ({
    ...row,
    proof: row.proof.map((hash) => hash.toString('base64')),
  }))
  await writeLines(join(dir, 'checkpoints.jsonl'), checkpoints)
  await writeLines(join(dir, 'receipts.jsonl'), source.receipts)
  if (options.handoverId !== undefined) {
    const proof = await handoverProof(reader, options.handoverId)
    if (proof !== undefined) await writeFile(join(dir, 'handover.tlog-proof'), proof)
  }
  await copyFile(fileURLToPath(new URL('./verify.mjs', import.meta.url)), join(dir, 'verify.mjs'))
  // Last: a bundle without this file is not whole.
  const head = { version: 1, logs: source.logs, keys: source.keys, policy }
  await writeFile(join(dir, 'bundle.json'), `${JSON.stringify(head, null, 2)}\n`)
}

async function writeLines(path: string, rows: AsyncIterable<object> | readonly object[]): Promise<void> {
  const file = createWriteStream(path)
  for await (const row of rows) {
    if (!file.write(`${JSON.stringify(row)}\n`)) await once(file, 'drain')
  }
  file.end()
  await once(file, 'finish')
}

/** The newest covered leaf of a handover with its proof, as text that proves by itself; undefined when there is none. */
export async function handoverProof(reader: Reader, handoverId: string): Promise<string | undefined> {
  const { rows } = await sql<{ log: number; seq: number; bytes: Buffer }>`
    select l.log, l.seq, l.bytes from audit.entry e join audit.leaf l using (entry_id)
    where e.objects ? 'handover' and e.objects ->> 'handover' = ${handoverId}
      and l.seq < (select max(size) from audit.checkpoint c where c.log = l.log)
    order by l.log desc, l.seq desc limit 1`.execute(reader)
  const [leaf] = rows
  const checkpoint = leaf === undefined ? undefined : await lastCheckpoint(reader, leaf.log)
  if (leaf === undefined || checkpoint === undefined) return undefined
  const lookup = await lookupFor(reader, leaf.log, inclusionSpans(leaf.seq, checkpoint.size))
  const proof = inclusionProof(leaf.seq, checkpoint.size, lookup)
  return writeProof({ index: leaf.seq, proof, note: checkpoint.note, extra: leaf.bytes })
}
