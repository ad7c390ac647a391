import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { freshDatabase, type TestDatabase } from '../../../test/database.ts'
import { canonicalJson } from '../../platform/canonical-json.ts'
import { systemWall } from '../../platform/clock.ts'
import { openDatabase, type Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { createAudit } from '../append.ts'
import { exportBundle } from '../bundle.ts'
import { createSequencer } from '../create-sequencer.ts'
import { leafHash } from '../merkle.ts'
import { readVkey } from '../note.ts'
import { covered } from '../reads.ts'
import { openSigner } from '../signer.ts'
import { insertLeaves, type LeafRow } from '../store.ts'
import type { Verified } from '../verify.mjs'
import { openWitness } from '../witness.ts'

/** For tests: a signed, witnessed and published log on a real database, and hands that tamper with its tables. */
export interface TamperedLog {
  readonly dir: string
  readonly published: string
  readonly database: TestDatabase
  readonly vkey: string
  /** Tampers as superuser with every trigger off, exports, takes it back, and runs the exported verifier. */
  after(tamper: (tx: Tx) => Promise<unknown>, evidence?: readonly string[]): Promise<Verified>
  close(): Promise<void>
}

export const origin = 'test.example/audit'
export const size = 40
const run = promisify(execFile)

export async function signedLog(): Promise<TamperedLog> {
  const dir = await mkdtemp(join(tmpdir(), 'jieli-tamper-'))
  const published = join(dir, 'published')
  const database = await freshDatabase()
  const superuser = openDatabase({ url: database.urls.superuser, max: 2 })
  const signer = await openSigner({ stateDir: join(dir, 'signer'), origin, wall: systemWall })
  const { vkey } = await signer.status()
  const witness = await openWitness({
    stateDir: join(dir, 'witness'),
    name: 'witness.example/hr',
    logKey: readVkey(vkey),
    wall: systemWall,
  })
  const places = { dir: published, witnesses: [witness] }
  const sequencer = createSequencer({ database, origin, signer, places, pollMs: 5, batch: 4 })
  sequencer.start()
  await fill(database)
  await sequencer.stop()
  let bundles = 0

  return {
    dir,
    published,
    database,
    vkey,
    async after(tamper, evidence = ['--signer', join(dir, 'signer')]) {
      bundles += 1
      const bundle = join(dir, `bundle-${bundles}`)
      const undo = new Error('undo')
      await superuser
        .inTx(async (tx) => {
          await sql`set local session_replication_role = replica`.execute(tx)
          await tamper(tx)
          await exportBundle(tx, bundle, { publishedDir: published })
          throw undo
        })
        .catch((error: unknown) => {
          if (error !== undo) throw error
        })
      const { stdout } = await run(process.execPath, [
        join(bundle, 'verify.mjs'),
        bundle,
        '--json',
        ...evidence,
      ]).catch(
        // A broken log ends with 1 and still prints.
        (error: { stdout: string }) => error,
      )
      // The verifier's own output.
      return JSON.parse(stdout) as Verified
    },
    async close() {
      await signer.close()
      await superuser.close()
      await database.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

/** A checkpoint over every tenth leaf, so that tails of several lengths lie behind the last good one. */
async function fill(database: TestDatabase): Promise<void> {
  const { append } = createAudit({})
  const deadline = Date.now() + 30_000
  for (let i = 0; i < size; i += 1) {
    const act = {
      at: new Date('2026-03-02T01:00:00Z'),
      actor: `u${i}`,
      role: 'hr',
      action: 'handover.item',
      objects: { handover: i < 20 ? 'h1' : 'h2', item: `i${i}` },
      result: 'ok',
      urgent: i % 10 === 9,
    }
    const id = await database.inTx((tx) => append(tx, act))
    while (act.urgent && !(await covered(database.db, [id]))) {
      if (Date.now() > deadline) throw new Error('no checkpoint came')
      await sleep(10)
    }
  }
}

export async function readLeaves(tx: Tx): Promise<readonly LeafRow[]> {
  const { rows } = await sql<LeafRow>`
    select seq, entry_id as "entryId", logged_at as "loggedAt", bytes, hash, urgent from audit.leaf
    order by seq`.execute(tx)
  return rows
}

export async function leafAt(tx: Tx, seq: number): Promise<LeafRow> {
  const row = (await readLeaves(tx))[seq]
  if (row === undefined) throw new Error('no such leaf')
  return row
}

/** Puts these leaves in place of all; with `renumber` the tamperer also rewrites numbers and hashes. */
export async function replace(tx: Tx, rows: readonly LeafRow[], renumber: boolean): Promise<void> {
  await sql`delete from audit.leaf`.execute(tx)
  const placed = rows.map((row, seq) => (renumber ? remade({ ...row, seq }, {}) : { ...row, seq }))
  await insertLeaves(tx, 1, placed)
}

export function remade(row: LeafRow, change: Record<string, string>): LeafRow {
  // Made by our own sequencer, so the shape is known.
  const leaf = JSON.parse(row.bytes.toString()) as Record<string, string>
  const bytes = Buffer.from(canonicalJson({ ...leaf, seq: row.seq, ...change }))
  return { ...row, bytes, hash: leafHash(bytes) }
}

export function stranger(like: LeafRow): LeafRow {
  const entryId = newId()
  return { ...remade(like, { entry: entryId, actor: 'mallory' }), entryId }
}

/** What a restored database looks like: every table ends at the same earlier moment. */
export async function goBack(tx: Tx, to: number): Promise<void> {
  await sql`delete from audit.leaf where seq >= ${to}`.execute(tx)
  await sql`delete from audit.receipt where size > ${to}`.execute(tx)
  await sql`delete from audit.checkpoint where size > ${to}`.execute(tx)
  await sql`update audit.state set numbered = ${to}`.execute(tx)
}
