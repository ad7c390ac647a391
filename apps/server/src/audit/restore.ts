import { sql } from 'kysely'
import type { Database } from '../platform/db.ts'
import type { WallClock } from '../platform/clock.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import { createAudit } from './append.ts'
import { leafBytes, originName } from './audit.ts'
import { leafHash } from './merkle.ts'
import { readCheckpoint } from './note.ts'
import { leaseKey } from './sequencer.ts'
import type { Signer } from './signer.ts'
import { insertLeaves, lastLeaf, readState, setNumbered, takeEntry } from './store.ts'

export interface NewOrigin {
  readonly database: Database
  readonly signer: Signer
  readonly wall: WallClock
  readonly origin: string
  /** Who decided it. */
  readonly actor: string
  /** Business time. */
  readonly at: Date
  /** The largest checkpoint known outside the database. */
  readonly lastNote: string
}

/**
 * After a restore that lost entries: begins the next log, whose first leaf commits to the last checkpoint of the log
 * before and says how many of its leaves are left. Nothing is hashed again.
 */
export async function startNewOrigin(
  options: NewOrigin,
): Promise<
  Result<
    { readonly log: number; readonly lost: number },
    'AUDIT_NOT_HALTED' | 'NOT_A_CHECKPOINT' | 'SIGNER_REFUSED'
  >
> {
  const { database, signer, wall } = options
  const before = await readState(database.db)
  if (before.haltedWhy === null) return refuse('AUDIT_NOT_HALTED')
  const last = readCheckpoint(options.lastNote.slice(0, options.lastNote.indexOf('\n\n') + 1))
  if (last?.origin !== before.origin) return refuse('NOT_A_CHECKPOINT')
  const log = before.log + 1
  const begun = await signer.beginLog(log)
  if (!begun.ok) return refuse('SIGNER_REFUSED', begun.facts)

  return database.inTx(async (tx) => {
    // The sequencer gives the lease back every second while the log is halted.
    await sql`set local lock_timeout = '30s'`.execute(tx)
    await sql`select pg_advisory_xact_lock(${leaseKey})`.execute(tx)
    const { size: kept } = await lastLeaf(tx, before.log)
    await sql`insert into audit.origin (log, name, previous_note)
      values (${log}, ${originName(options.origin, log)}, ${options.lastNote})`.execute(tx)
    await sql`select audit.make_room(${log}, 0)`.execute(tx)
    const entryId = await createAudit({}).append(tx, {
      at: options.at,
      actor: options.actor,
      role: 'operator',
      action: 'audit.origin',
      objects: {
        previous: last.origin,
        size: String(last.size),
        root: last.root.toString('base64'),
        kept: String(kept),
      },
      result: 'ok',
      urgent: true,
    })
    const place = { log, seq: 0, loggedAt: wall.now() }
    const bytes = leafBytes(await takeEntry(tx, entryId), place)
    await insertLeaves(tx, log, [{ ...place, entryId, bytes, hash: leafHash(bytes), urgent: true }])
    await setNumbered(tx, 1)
    await sql`update audit.state set log = ${log}, halted_why = null, halted_at = null`.execute(tx)
    return ok({ log, lost: Math.max(0, last.size - kept) })
  })
}
