import { taskRoutes } from '@jieli/contract'
import type { Caller } from '../../access/index.ts'
import type { Mount } from '../../platform/http.ts'
import { ok, refuse } from '../../platform/result.ts'
import type { Deps } from '../deps.ts'
import { findHandover } from '../store.ts'
import { observeTasks } from './observe.ts'
import { tasksOf } from './store.ts'
import { textOf } from './text.ts'

/** The groups into which only a member can invite, in the client (doc 93223): no server call adds a colleague. */
export function serveInvites({ serve }: Mount<Caller>, deps: Deps): void {
  const { db } = deps.database
  const membershipsOf = async (id: string) =>
    (await tasksOf(db, id)).filter(({ kind }) => kind === 'membership')

  serve(taskRoutes.invites, async ({ params: { id }, caller }) => {
    const row = await findHandover(db, id)
    if (!row) return refuse('NOT_FOUND')
    const box = await deps.vault.box(db, { kind: 'handover', id })
    const first = row.plan.successors[0]?.userid ?? row.leaver
    const groups = (await membershipsOf(id)).map((task) => ({
      task: task.id,
      name: textOf(task, 'title', box),
      chatId: task.owner.toLowerCase() === caller.userid.toLowerCase() ? task.subject : null,
      owner: task.owner,
      successor: task.successor ?? first,
      dueAt: task.dueAt.toISOString(),
      state: task.state,
    }))
    const people = groups.flatMap(({ owner, successor }) => [owner, successor])
    const names = await deps.directory.namesOf(db, [...new Set([row.leaver, ...people])])
    return ok({ groups, names: Object.fromEntries(names), now: (await deps.business.now()).toISOString() })
  })
  serve(taskRoutes.checkInvite, async ({ params: { id, task } }) => {
    const row = await findHandover(db, id)
    const found = (await membershipsOf(id)).find((one) => one.id === task)
    if (!row || !found) return refuse('NOT_FOUND')
    if (found.state !== 'open') return ok({ isIn: found.state === 'done' })
    return ok({ isIn: (await observeTasks(deps, row, task)) === 1 })
  })
}
