import { Bug } from '../platform/result.ts'
import { groupsOwnedBy } from './carriers/groups.ts'
import { transferRecords } from './carriers/customers.ts'
import type { Deps } from './deps.ts'
import type { Change } from './handover.ts'
import { lookAtPointed } from './point.ts'
import { isPointed } from './pointing.ts'
import { noteStarted } from './move.ts'
import { afterLooking, afterStatus } from './outcome.ts'
import { applyChanges, itemOf, itemsOf, type ItemRow } from './store-items.ts'
import type { Way } from './carriers/giver.ts'
import { findHandover } from './store.ts'
import * as attempts from './store-attempts.ts'

/** `clear`: nothing is open. `later`: an attempt still has items nobody can tell about; look again. */
export type Settled = 'clear' | 'later'

// A call that timed out may still be running at WeCom when we look for the first time.
const looksBeforeNotDone = 2

/** Settles a call without an answer by looking at what WeCom has recorded; never by sending again. */
export async function settle(deps: Deps, id: string): Promise<Settled> {
  const attempt = await attempts.unsettledAttempt(deps.database.db, id)
  if (!attempt || attempt.state === 'ready' || attempt.kind === 'account') return 'clear'
  const members = await attempts.attemptItems(deps.database.db, attempt.id)
  const open = (await itemsOf(deps.database.db, id, ['sending'])).filter((item) => members.has(item.id))
  const row = await findHandover(deps.database.db, id)
  const way = row?.leaver === attempt.giver ? row.way : 'in-service'
  const now = await deps.business.now()
  const seen =
    row && isPointed(attempt.kind)
      ? (await lookAtPointed(deps.wecom, row, open, now)).filter(({ state }) => state !== 'planned')
      : await look(deps, attempt, { open, members, way, now })
  return deps.database.inTx(async (tx) => {
    const looks = await attempts.countLook(tx, attempt.id)
    const isLast = seen.length === open.length || looks >= looksBeforeNotDone
    const known = new Set(seen.map(({ item }) => item))
    const notDone = isLast ? open.filter((item) => !known.has(itemOf(item).id)) : []
    const changes = [
      ...seen,
      ...notDone.map((item): Change => ({
        item: itemOf(item).id,
        what: 'was not executed',
        state: 'planned',
        dueAt: now,
      })),
    ]
    await applyChanges(tx, changes, { handoverId: id, at: now, by: 'looking', attemptId: attempt.id })
    await noteStarted(
      tx,
      open.filter((item) => known.has(itemOf(item).id)).map((item) => ({ item, code: 0 })),
      now,
    )
    if (!isLast) return 'later'
    if (
      await attempts.closeAttempt(tx, attempt.id, 'settled', {
        executed: seen.length,
        notExecuted: notDone.length,
      })
    ) {
      await deps.append(tx, {
        at: now,
        actor: 'system',
        role: 'executor',
        action: 'handover.attempt-settled',
        objects: {
          handover: id,
          attempt: attempt.id,
          executed: String(seen.length),
          notExecuted: String(notDone.length),
        },
        result: 'by-looking',
      })
    }
    return 'clear'
  })
}

interface Looking {
  readonly open: readonly ItemRow[]
  readonly members: ReadonlyMap<string, { readonly statusBefore: number | null }>
  readonly way: Way
  readonly now: Date
}

// The items of which WeCom's own record shows that the call was executed.
async function look(deps: Deps, attempt: attempts.AttemptRow, at: Looking): Promise<readonly Change[]> {
  const taker = attempt.taker ?? ''
  if (attempt.kind === 'group') {
    const owned = await groupsOwnedBy(deps.wecom, [taker])
    return at.open
      .filter(({ subject }) => owned.has(subject))
      .map((item) =>
        afterLooking(itemOf(item), { byLeaver: false, bySuccessors: [taker], byOther: null }, at.now),
      )
  }
  if (attempt.kind !== 'customer')
    throw new Bug(`attempt ${attempt.id} is of no kind that is sent in batches`)
  const records = await transferRecords(deps.wecom, { userid: attempt.giver, way: at.way }, taker)
  return at.open.flatMap((item) => {
    const record = records.get(item.subject)
    if (!record || record.status === (at.members.get(item.id)?.statusBefore ?? null)) return []
    return [afterStatus(itemOf(item), record.status, record.takeoverAt, at.now)]
  })
}
