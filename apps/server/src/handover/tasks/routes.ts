import { taskRoutes, type Task } from '@jieli/contract'
import { decide as decidePolicy, type Caller } from '../../access/index.ts'
import type { Mount } from '../../platform/http.ts'
import { ok, refuse } from '../../platform/result.ts'
import type { Box } from '../../vault/index.ts'
import { confirm, confirmationOf, contest } from '../confirm.ts'
import type { Deps } from '../deps.ts'
import { isOver } from '../handover.ts'
import { relationsOf } from '../relations.ts'
import { findHandover, type HandoverRow } from '../store.ts'
import { serveInvites } from './invites.ts'
import { isReadBack, observeTasks } from './observe.ts'
import { declare, settle } from './settle.ts'
import { tasksOf, type TaskRow } from './store.ts'
import { textOf, type TextColumn } from './text.ts'

/** The checklist: the leaver's word, what people do by hand, and what shows it. */
export function serveTasks(mount: Mount<Caller>, deps: Deps): void {
  const { serve } = mount
  const { db } = deps.database
  serve(taskRoutes.tasks, async ({ params: { id }, caller }) => {
    const row = await findHandover(db, id)
    if (!row) return refuse('NOT_FOUND')
    const rows = await tasksOf(db, id)
    const box = await deps.vault.box(db, { kind: 'handover', id })
    const people = rows.flatMap(({ owner, successor, settledBy }) => [owner, successor, settledBy])
    const named = [row.leaver, ...row.plan.successors.map(({ userid }) => userid), ...people]
    return ok({
      tasks: rows.map((task) => taskView(task, box)),
      open: rows.filter(({ state }) => state === 'open').length,
      confirmation: confirmationOf(row),
      names: Object.fromEntries(
        await deps.directory.namesOf(db, [...new Set(named.filter((one) => one !== null))]),
      ),
      now: (await deps.business.now()).toISOString(),
      may: await mayOf(deps, caller, row),
    })
  })
  serve(taskRoutes.declare, async ({ params: { id }, body, caller }) => {
    const { kind, title, note, successor, dueAt } = body
    const due = dueAt === undefined ? undefined : new Date(dueAt)
    const added = await declare(deps, { id, kind, title, note, successor, dueAt: due, actor: caller })
    if (added.ok) return ok({ id: added.value })
    // Only questions are refused for want of somebody to ask.
    return added.why === 'NOT_ASKED' ? refuse('NOT_FOUND') : refuse(added.why, added.facts)
  })
  serve(taskRoutes.ask, async ({ params: { id }, body, caller }) => {
    const row = await findHandover(db, id)
    const asker = row?.plan.successors.find(
      ({ userid }) => userid.toLowerCase() === caller.userid.toLowerCase(),
    )
    const asked = { id, kind: 'question', title: body.question, note: body.note, dueAt: undefined } as const
    const added = await declare(deps, { ...asked, successor: asker?.userid, actor: caller })
    if (added.ok) return ok({ id: added.value })
    return added.why === 'NOT_A_SUCCESSOR' ||
      added.why === 'DUE_AFTER_FREEZE' ||
      added.why === 'FOUND_ALREADY'
      ? refuse('NOT_FOUND')
      : refuse(added.why, added.facts)
  })
  serve(taskRoutes.settle, async ({ params: { id, task }, body, caller }) => {
    const done = await settle(deps, { id, task, outcome: body, actor: caller })
    return done.ok ? ok({ settled: true }) : done
  })
  serve(taskRoutes.check, async ({ params: { id } }) => {
    const row = await findHandover(db, id)
    if (!row) return refuse('NOT_FOUND')
    const done = await observeTasks(deps, row)
    return ok({ done, open: (await tasksOf(db, id)).filter(({ state }) => state === 'open').length })
  })
  serveInvites(mount, deps)
  serve(taskRoutes.confirm, async ({ params: { id }, caller }) => {
    const confirmed = await confirm(deps, { id, actor: caller })
    return confirmed.ok ? ok({ at: confirmed.value.toISOString() }) : confirmed
  })
  serve(taskRoutes.contest, async ({ params: { id, item }, body, caller }) => {
    const contested = await contest(deps, { id, item, why: body.why, actor: caller })
    return contested.ok ? ok({ contested: true }) : contested
  })
}

function taskView(task: TaskRow, box: Box): Task {
  const open = (column: TextColumn) => textOf(task, column, box)
  return {
    id: task.id,
    kind: task.kind,
    source: task.source,
    title: open('title'),
    note: open('note'),
    owner: task.owner,
    successor: task.successor,
    choice: task.choice,
    state: task.state,
    proof: open('proof'),
    provedBy: task.provedBy,
    isReadBack: isReadBack(task),
    settledBy: task.settledBy,
    settledAt: task.settledAt?.toISOString() ?? null,
    dueAt: task.dueAt.toISOString(),
  }
}

/** A button that is shown works. */
async function mayOf(deps: Deps, caller: Caller, row: HandoverRow) {
  const relations = await relationsOf(deps, row, caller.userid)
  const granted = async (action: Parameters<typeof decidePolicy>[0]) =>
    (await decidePolicy(action, caller, () => Promise.resolve(relations))) !== undefined
  const isOpen = !isOver(row.state)
  const { how } = confirmationOf(row)
  const isAsked = how === 'asked' || how === 'silent'
  return {
    confirm: isOpen && isAsked && row.state !== 'collecting' && (await granted('handover.confirm')),
    declare: isOpen && (await granted('handover.declare')),
    settle: isOpen && (await granted('handover.settle')),
    ask: isOpen && !relations.includes('own') && how !== 'not-asked' && (await granted('handover.question')),
  }
}
