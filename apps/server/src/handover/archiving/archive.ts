import { inclusionsOf, proofOf } from '../../audit/index.ts'
import { later } from '../../platform/clock.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Actor } from '../begin.ts'
import type { Deps } from '../deps.ts'
import { waitUntilCovered } from '../cover.ts'
import { findHandover, lockHandover, patchHandover, type HandoverRow } from '../store.ts'
import {
  archiveAfterMs,
  format,
  keepUntil,
  manifestName,
  sealedAction,
  sealName,
  sha256,
} from './archiving.ts'
import type { ArchiveManifest } from './archiving.ts'
import { contentsOf } from './contents.ts'
import { idsToArchive, insertArchive } from './store.ts'
import { pack, type Entry } from './tar.ts'

type ArchiveRefusal = 'NOT_FOUND' | 'NOT_REPORTED' | 'ALREADY_SO'

const executor: Actor = { userid: 'system', role: 'executor' }

/** Archives what was reported long enough ago; called by a loop. Returns how many were archived. */
export async function archiveDue(deps: Deps): Promise<number> {
  const now = await deps.business.now()
  const before = { reported: later(now, -archiveAfterMs), wall: deps.wall.now() }
  const failed: unknown[] = []
  let done = 0
  for (const id of await idsToArchive(deps.database.db, before)) {
    try {
      if ((await archive(deps, id, executor)).ok) done += 1
    } catch (error) {
      failed.push(error)
      await restAfterTrouble(deps, id)
    }
  }
  if (failed.length > 0) throw failed[0]
  return done
}

// A full disk must not fill the log with an entry at every sweep.
async function restAfterTrouble(deps: Deps, id: string): Promise<void> {
  const retryAt = later(deps.wall.now(), deps.settings.retryBaseMs * 64)
  await deps.database.inTx((tx) => patchHandover(tx, id, { retry_at: retryAt }))
}

/**
 * Writes the archive of a reported handover. Cut anywhere it is done again: the row and the new state come last, with
 * the file; a sealed manifest without a row is an entry of the log and nothing more.
 */
export async function archive(deps: Deps, id: string, actor: Actor): Promise<Result<Date, ArchiveRefusal>> {
  const row = await findHandover(deps.database.db, id)
  if (!row) return refuse('NOT_FOUND')
  if (row.state === 'archived') return refuse('ALREADY_SO')
  if (row.state !== 'reported' || row.reported_at === null)
    return refuse('NOT_REPORTED', { state: row.state })
  const now = await deps.business.now()
  const until = keepUntil(row.trigger, row.reported_at, deps.settings.archiveKeepYears)
  const { files, manifest } = await filesOf(deps, row, { now, until, reportedAt: row.reported_at })
  const sealed = await sealInLog(deps, id, manifest.sha256, { now, actor })
  if (sealed === undefined) return refuse('ALREADY_SO')
  const proof = await proofOf(deps.database.db, sealed)
  const clear = pack([...files, { path: sealName, data: Buffer.from(proof ?? '', 'utf8') }], now)
  const file = `${id}.age`
  deps.durable.assertAlive()
  const ready = await deps.archives.prepare(file, clear)
  const isMine = await deps.database.inTx(async (tx) => {
    if ((await lockHandover(tx, id))?.state !== 'reported') return false
    await patchHandover(tx, id, { state: 'archived' })
    const { bytes, sha256 } = ready
    await insertArchive(tx, {
      handover: id,
      file,
      sha256,
      bytes,
      manifest: manifest.sha256,
      files: files.length,
      entries: manifest.entries,
      auditEntry: sealed,
      madeAt: now,
      keepUntil: until,
    })
    await deps.append(tx, {
      at: now,
      actor: actor.userid,
      role: actor.role,
      action: 'handover.archived',
      objects: { handover: id, file, sha256, until: until.toISOString() },
      result: 'ok',
      urgent: true,
    })
    // Under the lock of the row: no second process puts its own file there afterwards.
    await ready.put()
    return true
  })
  if (!isMine) await ready.drop()
  return isMine ? ok(now) : refuse('ALREADY_SO')
}

interface Times {
  readonly now: Date
  readonly until: Date
  readonly reportedAt: Date
}

async function filesOf(deps: Deps, row: HandoverRow, { now, until, reportedAt }: Times) {
  const { db } = deps.database
  const before = await inclusionsOf(db, row.id)
  await waitUntilCovered(deps, before.open)
  const audit = before.open.length === 0 ? before : await inclusionsOf(db, row.id)
  const contents = await contentsOf(deps, row, audit)
  const manifest: ArchiveManifest = {
    format,
    handover: row.id,
    trigger: row.trigger,
    reportedAt: reportedAt.toISOString(),
    madeAt: now.toISOString(),
    keepUntil: until.toISOString(),
    entries: audit.leaves.length,
    files: contents.map(({ path, data }) => ({ path, bytes: data.length, sha256: sha256(data) })),
  }
  const data = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`, 'utf8')
  const files: readonly Entry[] = [{ path: manifestName, data }, ...contents]
  return { files, manifest: { sha256: sha256(data), entries: manifest.entries } }
}

/** The log states the manifest before the file exists: whoever edits the file later cannot edit that. */
async function sealInLog(
  deps: Deps,
  id: string,
  manifest: string,
  { now, actor }: { readonly now: Date; readonly actor: Actor },
): Promise<string | undefined> {
  const entry = await deps.database.inTx(async (tx) => {
    if ((await lockHandover(tx, id))?.state !== 'reported') return undefined
    return deps.append(tx, {
      at: now,
      actor: actor.userid,
      role: actor.role,
      action: sealedAction,
      objects: { handover: id, manifest },
      result: 'ok',
      urgent: true,
    })
  })
  if (entry !== undefined) await waitUntilCovered(deps, [entry])
  return entry
}
