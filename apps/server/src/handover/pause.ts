import { ok, refuse, type Result } from '../platform/result.ts'
import type { Actor } from './begin.ts'
import type { Deps } from './deps.ts'
import { isMoving } from './move.ts'
import { lockHandover, patchHandover } from './store.ts'

interface Asked {
  readonly id: string
  readonly actor: Actor
}

/** Nothing new leaves. What waits at WeCom cannot be stopped, and the freeze comes at its agreed time. */
export async function pause(
  deps: Deps,
  { id, actor, why }: Asked & { readonly why: string },
): Promise<Result<true, 'NOT_FOUND' | 'NOT_MOVING'>> {
  const now = await deps.business.now()
  return deps.database.inTx(async (tx) => {
    const row = await lockHandover(tx, id)
    if (!row) return refuse('NOT_FOUND')
    if (!isMoving(row) || row.paused_at !== null || row.ending !== null)
      return refuse('NOT_MOVING', { state: row.state })
    await patchHandover(tx, id, { paused_at: now })
    await deps.append(tx, {
      at: now,
      actor: actor.userid,
      role: actor.role,
      action: 'handover.paused',
      objects: { handover: id },
      result: 'ok',
      payload: { why },
    })
    return ok(true)
  })
}

export async function resume(
  deps: Deps,
  { id, actor }: Asked,
): Promise<Result<true, 'NOT_FOUND' | 'NOT_PAUSED'>> {
  const now = await deps.business.now()
  return deps.database.inTx(async (tx) => {
    const row = await lockHandover(tx, id)
    if (!row) return refuse('NOT_FOUND')
    if (row.paused_at === null) return refuse('NOT_PAUSED', { state: row.state })
    await patchHandover(tx, id, { paused_at: null, wake: true })
    await deps.append(tx, {
      at: now,
      actor: actor.userid,
      role: actor.role,
      action: 'handover.resumed',
      objects: { handover: id },
      result: 'ok',
    })
    return ok(true)
  })
}
