import { givenRolesOf } from '../../access/index.ts'
import { inParallel } from '../../platform/parallel.ts'
import { membersOfGroup } from '../carriers/groups.ts'
import type { Deps } from '../deps.ts'
import { lockHandover, type HandoverRow } from '../store.ts'
import { carries } from './member-tags.ts'
import { settleTask, tasksOf, type TaskRow } from './store.ts'

/** Whether the next reading can tell by itself that it was done. */
export function isReadBack({ kind }: Pick<TaskRow, 'kind'>): boolean {
  return kind === 'membership' || kind === 'permission'
}

/** Reads back what people may have done by hand since (`only`: this one task); what is done is named as read back. Returns how many. */
export async function observeTasks(deps: Deps, row: HandoverRow, only?: string): Promise<number> {
  const open = (await tasksOf(deps.database.db, row.id)).filter(
    (task) => task.state === 'open' && isReadBack(task) && (only === undefined || task.id === only),
  )
  if (open.length === 0) return 0
  const seen = await inParallel(open, 4, async (task) => ({ task, is: await isDone(deps, row, task) }))
  const done = seen.filter(({ is }) => is).map(({ task }) => task)
  if (done.length === 0) return 0
  const now = await deps.business.now()
  await deps.database.inTx(async (tx) => {
    await lockHandover(tx, row.id)
    for (const task of done)
      await settleTask(tx, task.id, {
        state: 'done',
        proof: null,
        provedBy: 'read-back',
        by: 'looking',
        at: now,
      })
    await deps.append(tx, {
      at: now,
      actor: 'system',
      role: 'executor',
      action: 'handover.tasks-seen',
      objects: { handover: row.id, done: String(done.length) },
      result: 'read-back',
      payload: { tasks: done.map(({ id, kind, subject }) => `${id} ${kind}/${subject}`) },
    })
  })
  return done.length
}

async function isDone(deps: Deps, row: HandoverRow, task: TaskRow): Promise<boolean> {
  if (task.kind === 'membership') {
    const members = await membersOfGroup(deps.wecom, task.subject)
    // Dismissed, or no customer group any more: nobody has to join it.
    if (members === null) return true
    return row.plan.successors.some(({ userid }) => members.has(userid.toLowerCase()))
  }
  const [what, id = ''] = task.subject.split('/')
  switch (what) {
    case 'role':
      return !(await givenRolesOf(deps.database.db, row.leaver)).some((role) => role === id)
    case 'tag':
      return !(await carries(deps.wecom, Number(id), row.leaver))
    case 'department': {
      await deps.directory.refreshPeople([row.leaver])
      const person = await deps.directory.person(deps.database.db, row.leaver)
      return person !== undefined && !person.leads.includes(Number(id))
    }
    default:
      return false
  }
}
