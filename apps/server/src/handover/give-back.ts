import { sql } from 'kysely'
import { ok, refuse, type Result } from '../platform/result.ts'
import type { Tx } from '../platform/db.ts'
import type { Actor } from './begin.ts'
import { readDetails, transferRecords } from './carriers/customers.ts'
import type { Deps } from './deps.ts'
import type { FullChange } from './store-items.ts'
import { applyChanges, itemOf, itemsOf, type ItemRow } from './store-items.ts'
import { findHandover, lockHandover, patchHandover, type HandoverRow } from './store.ts'
import { backUntil } from './triggers.ts'

/** Long leave: everything goes back now instead of on the return date. */
export async function giveBack(
  deps: Deps,
  { id, actor }: { readonly id: string; readonly actor: Actor },
): Promise<Result<true, 'NOT_FOUND' | 'NOT_LENT'>> {
  const now = await deps.business.now()
  return deps.database.inTx(async (tx) => {
    const row = await lockHandover(tx, id)
    if (!row) return refuse('NOT_FOUND')
    if (row.state !== 'lent') return refuse('NOT_LENT', { state: row.state })
    await giveBackNow(tx, row, now)
    await deps.append(tx, {
      at: now,
      actor: actor.userid,
      role: actor.role,
      action: 'handover.give-back-asked',
      objects: { handover: id, agreed: row.return_at?.toISOString() ?? '' },
      result: 'ok',
    })
    return ok(true)
  })
}

/** The next pass turns it round. */
export async function giveBackNow(tx: Tx, row: HandoverRow, now: Date): Promise<void> {
  await patchHandover(tx, row.id, { state: 'lent', next_due_at: now, return_at: now, wake: true })
}

/**
 * Turns a handover round: what we moved, and only that, is planned from whoever has it to the leaver. The remarks and
 * tags written meanwhile go with it.
 */
export async function turnBack(deps: Deps, id: string): Promise<number> {
  const row = await findHandover(deps.database.db, id)
  if (!row || row.leg === 'back') return 0
  const now = await deps.business.now()
  const moved = (await itemsOf(deps.database.db, id, ['verified'])).filter(({ kind }) => kind !== 'account')
  const changes: FullChange[] = []
  const notes: { item: string; notes: Buffer }[] = []
  const box = await deps.vault.box(deps.database.db, { kind: 'handover', id })
  for (const holder of new Set(moved.flatMap(({ successor }) => successor ?? []))) {
    const records = await transferRecords(deps.wecom, { userid: holder, way: 'in-service' }, row.leaver)
    const details = await readDetails(deps.wecom, holder)
    for (const item of moved.filter(({ successor }) => successor === holder)) {
      changes.push(
        backOf(item, { holder, leaver: row.leaver, now, status: records.get(item.subject)?.status }),
      )
      const detail = details.get(item.subject)
      const at = { table: 'handover.item', column: 'notes', row: item.id }
      if (detail) notes.push({ item: item.id, notes: box.seal(at, JSON.stringify(detail.notes)) })
    }
  }
  return deps.database.inTx(async (tx) => {
    const locked = await lockHandover(tx, id)
    if (!locked || locked.leg === 'back') return 0
    await applyChanges(tx, changes, { handoverId: id, at: now, by: 'system', mayReopen: true })
    await sql`update handover.item i set notes = n.notes
      from unnest(${notes.map(({ item }) => item)}::uuid[], ${notes.map((one) => one.notes)}::bytea[]) as n (id, notes)
      where i.id = n.id`.execute(tx)
    await patchHandover(tx, id, {
      leg: 'back',
      back_until: backUntil(now),
      state: 'executing',
      next_due_at: now,
    })
    await deps.append(tx, {
      at: now,
      actor: 'system',
      role: 'executor',
      action: 'handover.turned-back',
      objects: {
        handover: id,
        items: String(changes.length),
        why: locked.ending === 'back' ? 'cancelled' : 'returned',
      },
      result: 'ok',
      urgent: true,
    })
    return changes.length
  })
}

interface Backwards {
  readonly holder: string
  readonly leaver: string
  readonly now: Date
  readonly status: number | undefined
}

function backOf(item: ItemRow, { holder, leaver, now, status }: Backwards): FullChange {
  return {
    item: itemOf(item).id,
    what: 'goes back',
    state: 'planned',
    giver: holder,
    successor: leaver,
    fallbacks: [],
    reason: null,
    code: null,
    owner: null,
    decision: null,
    dueAt: now,
    lastStatus: status ?? null,
    // Both count anew on the way back.
    evidence: { notesTries: null, missing: null },
  }
}
