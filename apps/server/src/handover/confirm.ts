import type { Confirmation } from '@jieli/contract'
import { sql } from 'kysely'
import { ok, refuse, type Result } from '../platform/result.ts'
import type { Tx } from '../platform/db.ts'
import type { Actor } from './begin.ts'
import type { Deps } from './deps.ts'
import { linkTo } from './link.ts'
import { applyChanges, findItem, itemOf } from './store-items.ts'
import { lockHandover, patchHandover, type HandoverRow } from './store.ts'
import { routeOf } from './triggers.ts'

/** Asks the leaver to look over the checklist, once; until the transfers begin. */
export async function askLeaver(deps: Deps, tx: Tx, row: HandoverRow): Promise<void> {
  if (row.confirm_by !== null || !routeOf(row.trigger).asksLeaver || row.way === 'resigned') return
  await patchHandover(tx, row.id, { confirm_by: row.transfer_start_at })
  const where = linkTo(deps.settings, `/h/${row.id}/checklist`)
  await deps.notify.sendText(tx, {
    to: row.leaver,
    about: { kind: 'checklist', id: row.id },
    text: `请核对你的交接清单，补上企业微信里看不到的（跟进承诺、文档、账号等）${where}`,
  })
}

export function confirmationOf(row: HandoverRow): Confirmation {
  const by = row.confirm_by?.toISOString() ?? null
  if (row.confirmed_at !== null) return { how: 'confirmed', by, at: row.confirmed_at.toISOString() }
  if (row.silence_told_at !== null) return { how: 'silent', by, at: row.silence_told_at.toISOString() }
  return { how: row.confirm_by === null ? 'not-asked' : 'asked', by, at: null }
}

type ConfirmRefusal = 'NOT_FOUND' | 'NOT_ASKED' | 'ALREADY_SO' | 'NOT_READY'

export async function confirm(
  deps: Deps,
  { id, actor }: { readonly id: string; readonly actor: Actor },
): Promise<Result<Date, ConfirmRefusal>> {
  const now = await deps.business.now()
  return deps.database.inTx(async (tx) => {
    const row = await lockHandover(tx, id)
    if (!row) return refuse('NOT_FOUND')
    if (row.state === 'collecting') return refuse('NOT_READY', { state: row.state })
    if (row.confirm_by === null) return refuse('NOT_ASKED')
    if (row.confirmed_at !== null) return refuse('ALREADY_SO')
    await patchHandover(tx, id, { confirmed_at: now })
    await deps.append(tx, {
      at: now,
      actor: actor.userid,
      role: actor.role,
      action: 'handover.confirmed',
      objects: { handover: id, version: String(row.plan_version) },
      result: 'ok',
    })
    return ok(now)
  })
}

/** The leaver objects to an item before it is sent; the manager decides. */
export async function contest(
  deps: Deps,
  {
    id,
    item,
    why,
    actor,
  }: { readonly id: string; readonly item: string; readonly why: string; readonly actor: Actor },
): Promise<Result<true, 'NOT_FOUND' | 'ALREADY_SENT'>> {
  const now = await deps.business.now()
  return deps.database.inTx(async (tx) => {
    const row = await lockHandover(tx, id)
    const found = row && (await findItem(tx, id, item))
    if (!row || !found || found.kind === 'account') return refuse('NOT_FOUND')
    if (found.state !== 'planned' || found.sends > 0) return refuse('ALREADY_SENT', { state: found.state })
    await applyChanges(
      tx,
      [
        {
          item: itemOf(found).id,
          what: 'contested by the leaver',
          state: 'deciding',
          reason: 'CONTESTED',
          dueAt: null,
        },
      ],
      { handoverId: id, at: now, by: actor.userid },
    )
    await deps.append(tx, {
      at: now,
      actor: actor.userid,
      role: actor.role,
      action: 'handover.contested',
      objects: { handover: id, item },
      result: 'ok',
      payload: { why },
    })
    return ok(true)
  })
}

/** Nothing came from the leaver by the deadline: the manager is told, once, and the report will say so. */
export async function tellOfSilence(deps: Deps): Promise<number> {
  const now = await deps.business.now()
  const { rows } = await sql<{ id: string }>`
    select id from handover.handover
    where confirm_by <= ${now} and confirmed_at is null and silence_told_at is null
      and state not in ('collecting', 'reported', 'archived', 'cancelled')`.execute(deps.database.db)
  for (const { id } of rows)
    await deps.database.inTx(async (tx) => {
      const row = await lockHandover(tx, id)
      if (!row || row.confirmed_at !== null || row.silence_told_at !== null) return
      await patchHandover(tx, id, { silence_told_at: now })
      const name = await deps.directory.nameOf(tx, row.leaver)
      await deps.notify.sendText(tx, {
        to: row.plan.approvers.manager,
        about: { kind: 'silence', id },
        text: `${name} 没有在期限前核对交接清单。转移照常进行；看不到的东西可能漏掉，请当面问一下（交接 ${id}）`,
      })
      await deps.append(tx, {
        at: now,
        actor: 'system',
        role: 'system',
        action: 'handover.confirm-silent',
        objects: { handover: id, person: row.leaver },
        result: 'told',
      })
    })
  return rows.length
}
