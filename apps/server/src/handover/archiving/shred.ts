import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Actor } from '../begin.ts'
import type { Deps } from '../deps.ts'
import { filesToRemove, idsToShred, lockArchive, markFileGone, markShredded, setHold } from './store.ts'

/** Shreds what has been kept long enough, and removes files whose keys are gone already. Returns how many were shredded. */
export async function shredDue(deps: Deps): Promise<number> {
  const now = await deps.business.now()
  let done = 0
  for (const id of await idsToShred(deps.database.db, now)) if (await shred(deps, id, now)) done += 1
  for (const { id, file } of await filesToRemove(deps.database.db)) {
    await deps.archives.remove(file)
    await markFileGone(deps.database.db, id, deps.wall.now())
  }
  return done
}

async function shred(deps: Deps, id: string, now: Date): Promise<boolean> {
  return deps.database.inTx(async (tx) => {
    const row = await lockArchive(tx, id)
    if (!row || row.shreddedAt !== null || row.heldAt !== null || row.keepUntil > now) return false
    await markShredded(tx, id, now)
    await deps.vault.shred(tx, { kind: 'handover', id })
    await deps.append(tx, {
      at: now,
      actor: 'system',
      role: 'executor',
      action: 'handover.shredded',
      objects: { handover: id, file: row.file, sha256: row.sha256, kept: row.keepUntil.toISOString() },
      result: 'ok',
      urgent: true,
    })
    return true
  })
}

export type HoldRefusal = 'NOT_FOUND' | 'NOT_ARCHIVED' | 'ALREADY_SO' | 'SHREDDED'

interface Holding {
  readonly id: string
  readonly isHeld: boolean
  readonly why: string
  readonly actor: Actor
}

/** A hold (法律保留) stops shredding until it is lifted; both with a reason. */
export async function hold(
  deps: Deps,
  { id, isHeld, why, actor }: Holding,
): Promise<Result<undefined, HoldRefusal>> {
  const now = await deps.business.now()
  return deps.database.inTx(async (tx) => {
    const row = await lockArchive(tx, id)
    if (!row) return refuse('NOT_ARCHIVED')
    if (row.shreddedAt !== null) return refuse('SHREDDED', { at: row.shreddedAt.toISOString() })
    if ((row.heldAt !== null) === isHeld) return refuse('ALREADY_SO')
    const box = await deps.vault.box(tx, { kind: 'handover', id })
    const sealed = { by: actor.userid, at: now, why: box.seal(holdPlace(id), why) }
    await setHold(tx, id, isHeld ? sealed : null)
    await deps.append(tx, {
      at: now,
      actor: actor.userid,
      role: actor.role,
      action: isHeld ? 'handover.archive-held' : 'handover.archive-released',
      objects: { handover: id },
      // The reason may name people.
      payload: { why },
      result: 'ok',
      urgent: true,
    })
    return ok(undefined)
  })
}

export function holdPlace(id: string) {
  return { table: 'handover.archive', column: 'hold_why', row: id }
}
