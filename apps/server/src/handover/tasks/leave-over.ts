import { days, later } from '../../platform/clock.ts'
import type { Deps } from '../deps.ts'
import { lockHandover } from '../store.ts'
import { settleTask, tasksOf } from './store.ts'

/** Before the report: what nobody did by the freeze gets the manager and a date, and says so. */
export async function leaveOver(deps: Deps, id: string): Promise<number> {
  const now = await deps.business.now()
  return deps.database.inTx(async (tx) => {
    const row = await lockHandover(tx, id)
    if (!row) return 0
    const open = (await tasksOf(tx, id)).filter(({ state }) => state === 'open')
    if (open.length === 0) return 0
    const dueAt = later(now, days(3))
    const owner = row.plan.approvers.manager
    for (const task of open)
      await settleTask(tx, task.id, {
        state: 'left',
        proof: null,
        provedBy: null,
        by: 'system',
        at: now,
        owner,
        dueAt,
      })
    await deps.append(tx, {
      at: now,
      actor: 'system',
      role: 'executor',
      action: 'handover.tasks-left',
      objects: { handover: id, owner, tasks: String(open.length), until: dueAt.toISOString() },
      result: 'ok',
    })
    return open.length
  })
}
