import { voidSet } from '../approvals/index.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import type { Tx } from '../platform/db.ts'
import type { Actor } from './begin.ts'
import type { Deps } from './deps.ts'
import { isOver, type Change, type Item } from './handover.ts'
import { attemptsOf } from './store-attempts.ts'
import { applyChanges, itemOf, itemsOf } from './store-items.ts'
import { lockHandover, patchHandover, type HandoverRow } from './store.ts'
import { giveBackNow } from './give-back.ts'

export type CancelRefusal =
  | 'NOT_FOUND'
  | 'ALREADY_OVER'
  | 'ALREADY_FROZEN'
  | 'MOVED_NEEDS_CHOICE'
  | 'LEAVER_GONE'

interface Cancelling {
  readonly id: string
  readonly why: string
  /** What becomes of what has moved; needed once something was sent. */
  readonly moved?: 'stay' | 'back' | undefined
  readonly actor: Actor
}

/**
 * Stops a handover. Before the first transfer it leaves no trace at any customer. Afterwards nothing new is sent, what
 * waits at WeCom is waited for (it cannot be called back), and what has moved stays or goes back.
 */
export async function cancel(
  deps: Deps,
  { id, why, moved, actor }: Cancelling,
): Promise<Result<true, CancelRefusal>> {
  const now = await deps.business.now()
  return deps.database.inTx(async (tx) => {
    const row = await lockHandover(tx, id)
    if (!row) return refuse('NOT_FOUND')
    if (isOver(row.state) || row.ending !== null) return refuse('ALREADY_OVER', { state: row.state })
    const log = (how: string) =>
      deps.append(tx, {
        at: now,
        actor: actor.userid,
        role: actor.role,
        action: 'handover.cancelled',
        objects: { handover: id, moved: how },
        result: 'ok',
        payload: { why },
        urgent: true,
      })
    if ((await attemptsOf(tx, id)).length === 0) {
      await dropUntouched(deps, tx, row, now)
      await log('nothing')
      return ok(true)
    }
    if (row.frozen_at !== null) return refuse('ALREADY_FROZEN', { frozenAt: row.frozen_at.toISOString() })
    if (moved === undefined) return refuse('MOVED_NEEDS_CHOICE')
    if (moved === 'back' && row.way === 'resigned') return refuse('LEAVER_GONE', { leaver: row.leaver })
    const left = (await itemsOf(tx, id, ['planned', 'deciding', 'parked'])).map(itemOf)
    await applyChanges(
      tx,
      left.map((item) => stays(item, row.leaver, now)),
      {
        handoverId: id,
        at: now,
        by: actor.userid,
      },
    )
    await patchHandover(tx, id, { ending: moved, paused_at: null })
    if (row.state === 'lent') {
      if (moved === 'back') await giveBackNow(tx, row, now)
      else await patchHandover(tx, id, { state: 'verifying', next_due_at: now, wake: true })
    } else if (row.leg === 'out')
      await patchHandover(tx, id, { state: 'executing', next_due_at: now, wake: true })
    await log(moved)
    return ok(true)
  })
}

/** What was not sent stays with the leaver, who goes on serving it. */
export function stays(item: Item, leaver: string, now: Date): Change {
  return {
    item: item.id,
    what: 'handover cancelled',
    state: 'excepted',
    reason: 'CANCELLED',
    owner: leaver,
    decision: 'cancelled',
    dueAt: now,
  }
}

async function dropUntouched(deps: Deps, tx: Tx, row: HandoverRow, now: Date): Promise<void> {
  if (row.approval_set_id !== null) {
    await voidSet(tx, row.approval_set_id, 'CANCELLED', now)
    await deps.notify.closeCards(
      tx,
      { kind: 'approval', id: row.approval_set_id },
      { evenPressed: true, text: '交接已取消' },
    )
  }
  await patchHandover(tx, row.id, { state: 'cancelled', next_due_at: null })
}
