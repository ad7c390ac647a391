import { areApart, givenRolesOf, isGivenRole } from '../../access/index.ts'
import type { PermissionChoice, TaskKind } from '@jieli/contract'
import { newId } from '../../platform/ids.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Actor } from '../begin.ts'
import type { Deps } from '../deps.ts'
import { isOver } from '../handover.ts'
import { linkTo } from '../link.ts'
import type { Tx } from '../../platform/db.ts'
import { findHandover, lockHandover, type HandoverRow } from '../store.ts'
import { routeOf } from '../triggers.ts'
import { foundAlready } from './same-thing.ts'
import { textPlace } from './text.ts'
import { chooseFor, insertTask, lockTask, settleTask, type TaskRow } from './store.ts'

type DeclareRefusal =
  | 'NOT_FOUND'
  | 'ALREADY_OVER'
  | 'NOT_A_SUCCESSOR'
  | 'DUE_AFTER_FREEZE'
  | 'NOT_ASKED'
  | 'FOUND_ALREADY'

export interface Declaring {
  readonly id: string
  readonly kind: TaskKind
  readonly title: string
  readonly note: string
  readonly successor: string | undefined
  readonly dueAt: Date | undefined
  readonly actor: Actor
}

/** Adds what no reading can find. */
export async function declare(deps: Deps, asked: Declaring): Promise<Result<string, DeclareRefusal>> {
  const now = await deps.business.now()
  return deps.database.inTx(async (tx) => {
    const row = await lockHandover(tx, asked.id)
    if (!row) return refuse('NOT_FOUND')
    if (isOver(row.state)) return refuse('ALREADY_OVER', { state: row.state })
    // Whoever is dismissed, or gone, is asked nothing.
    if (asked.kind === 'question' && (!routeOf(row.trigger).asksLeaver || row.way === 'resigned'))
      return refuse('NOT_ASKED')
    const { successor, dueAt = row.freeze_at } = asked
    if (successor !== undefined && !row.plan.successors.some(({ userid }) => userid === successor))
      return refuse('NOT_A_SUCCESSOR', { userid: successor })
    if (dueAt > row.freeze_at) return refuse('DUE_AFTER_FREEZE', { freezeAt: row.freeze_at.toISOString() })
    const taskId = newId<'task'>()
    const box = await deps.vault.box(tx, { kind: 'handover', id: row.id })
    const found = await foundAlready(tx, row.id, { kind: asked.kind, title: asked.title, box })
    if (found) return refuse('FOUND_ALREADY', { item: found.id })
    await insertTask(tx, {
      id: taskId,
      handoverId: row.id,
      kind: asked.kind,
      subject: taskId,
      source: 'declared',
      owner: row.leaver,
      successor: successor ?? null,
      title: box.seal(textPlace(taskId, 'title'), asked.title),
      note: asked.note === '' ? null : box.seal(textPlace(taskId, 'note'), asked.note),
      dueAt,
      now,
    })
    await deps.append(tx, {
      at: now,
      actor: asked.actor.userid,
      role: asked.actor.role,
      action: 'handover.task-declared',
      objects: { handover: row.id, task: taskId, kind: asked.kind },
      result: 'ok',
    })
    if (asked.kind === 'question') await tellLeaver(deps, tx, row, asked.actor.userid)
    return ok(taskId)
  })
}

async function tellLeaver(deps: Deps, tx: Tx, row: HandoverRow, by: string): Promise<void> {
  const name = await deps.directory.nameOf(tx, by)
  const where = linkTo(deps.settings, `/h/${row.id}/checklist`)
  const text = `${name} 就交接问了你一个问题，请回答${where}`
  await deps.notify.sendText(tx, { to: row.leaver, about: { kind: 'question', id: row.id }, text })
}

type SettleRefusal = 'NOT_FOUND' | 'ALREADY_SETTLED' | 'NOT_A_PERMISSION' | 'CHOICE_FIRST' | 'ROLES_APART'
export type Outcome =
  | { readonly outcome: 'done' | 'dropped'; readonly proof: string }
  | { readonly choice: PermissionChoice }

interface SettlingTask {
  readonly id: string
  readonly task: string
  readonly outcome: Outcome
  readonly actor: Actor
}

export async function settle(
  deps: Deps,
  { id, task: taskId, outcome, actor }: SettlingTask,
): Promise<Result<true, SettleRefusal>> {
  const now = await deps.business.now()
  const handover = await findHandover(deps.database.db, id)
  if (!handover) return refuse('NOT_FOUND')
  return deps.database.inTx(async (tx) => {
    const task = await lockTask(tx, id, taskId)
    if (!task) return refuse('NOT_FOUND')
    if (task.state !== 'open') return refuse('ALREADY_SETTLED', { state: task.state })
    const log = (action: string, result: string) =>
      deps.append(tx, {
        at: now,
        actor: actor.userid,
        role: actor.role,
        action,
        objects: { handover: id, task: taskId, kind: task.kind },
        result,
      })
    if ('choice' in outcome) {
      if (task.kind !== 'permission') return refuse('NOT_A_PERMISSION')
      const clash = outcome.choice === 'transfer' ? await clashOf(deps, handover, task) : undefined
      if (clash !== undefined) return refuse('ROLES_APART', { userid: clash })
      await chooseFor(tx, taskId, outcome.choice)
      await log('handover.permission-sorted', outcome.choice)
      return ok(true)
    }
    if (task.kind === 'permission' && task.choice === null) return refuse('CHOICE_FIRST')
    const box = await deps.vault.box(tx, { kind: 'handover', id })
    const proof = box.seal(textPlace(taskId, 'proof'), outcome.proof)
    const provedBy = outcome.outcome === 'done' ? 'word' : null
    const done = { state: outcome.outcome, proof, provedBy, by: actor.userid, at: now } as const
    if (!(await settleTask(tx, taskId, done))) return refuse('ALREADY_SETTLED')
    await log('handover.task-settled', outcome.outcome)
    return ok(true)
  })
}

/** Whoever of the successors may not hold this role beside his own: administrators are no auditors. */
async function clashOf(deps: Deps, row: HandoverRow, task: TaskRow): Promise<string | undefined> {
  const [what, role = ''] = task.subject.split('/')
  if (what !== 'role' || !isGivenRole(role)) return undefined
  const receivers =
    task.successor === null ? row.plan.successors.map(({ userid }) => userid) : [task.successor]
  for (const userid of receivers)
    if (areApart(await givenRolesOf(deps.database.db, userid), role)) return userid
  return undefined
}
