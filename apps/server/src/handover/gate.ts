import type { Deps } from './deps.ts'
import { isMoving } from './move.ts'
import { findHandover, lockHandover, patchHandover } from './store.ts'

/**
 * Before the first outside effect everything collected lies in a backup that was restored and compared. Without that
 * nothing is sent; the trouble says why, and the next pass tries again.
 */
export async function backUp(deps: Deps, id: string): Promise<'proved' | 'nothing to do'> {
  const row = await findHandover(deps.database.db, id)
  if (!row || !isMoving(row) || row.backed_up_at !== null) return 'nothing to do'
  const proof = await deps.backups.prove(id)
  const now = await deps.business.now()
  await deps.database.inTx(async (tx) => {
    const locked = await lockHandover(tx, id)
    if (!locked || locked.backed_up_at !== null) return
    const { rows, root, seconds } = proof
    await patchHandover(tx, id, { backed_up_at: now, backup: { rows, root, seconds } })
    await deps.append(tx, {
      at: now,
      actor: 'system',
      role: 'executor',
      action: 'handover.backed-up',
      objects: { handover: id, root, rows: String(rows), seconds: String(seconds) },
      result: 'restored-equal',
      urgent: true,
    })
  })
  return 'proved'
}
