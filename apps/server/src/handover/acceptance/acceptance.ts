import type { ItemKind } from '@jieli/contract'
import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Tx } from '../../platform/db.ts'
import type { Actor } from '../begin.ts'
import type { Deps } from '../deps.ts'
import { linkTo } from '../link.ts'
import { lockHandover, patchHandover, type HandoverRow } from '../store.ts'
import { insertSignature, receivedIn, signaturesOf } from './store.ts'

// Enough to notice that something is wrong with the whole; the report says how many were opened.
const sample = 3

export function neededOf(items: number): number {
  return Math.min(sample, items)
}

/** Everything has been read back: from here on successors can sign and the manager can review. */
export function isVerified({ state, reported_at }: Pick<HandoverRow, 'state' | 'reported_at'>): boolean {
  return state === 'closing' || state === 'lent' || reported_at !== null
}

type SignRefusal =
  | 'NOT_FOUND'
  | 'NOTHING_TO_SIGN'
  | 'SAMPLE_FIRST'
  | 'ALREADY_SO'
  | 'NOT_VERIFIED_YET'
  | 'ALREADY_ARCHIVED'

export interface Signing {
  readonly id: string
  readonly kind: ItemKind
  readonly remark: string
  readonly actor: Actor
}

export async function sign(
  deps: Deps,
  { id, kind, remark, actor }: Signing,
): Promise<Result<Date, SignRefusal>> {
  const now = await deps.business.now()
  return deps.database.inTx(async (tx) => {
    const row = await lockHandover(tx, id)
    if (!row) return refuse('NOT_FOUND')
    if (row.state === 'archived') return refuse('ALREADY_ARCHIVED')
    if (!isVerified(row)) return refuse('NOT_VERIFIED_YET', { state: row.state })
    const mine = (await receivedIn(tx, id)).find(
      (one) => one.kind === kind && one.successor.toLowerCase() === actor.userid.toLowerCase(),
    )
    if (!mine) return refuse('NOTHING_TO_SIGN', { kind })
    const needed = neededOf(mine.items)
    if (mine.opened < needed) return refuse('SAMPLE_FIRST', { opened: mine.opened, needed })
    const signed = (await signaturesOf(tx, id)).some(
      (one) => one.kind === kind && one.successor === mine.successor,
    )
    if (signed) return refuse('ALREADY_SO')
    const box = await deps.vault.box(tx, { kind: 'handover', id })
    const auditEntry = await deps.append(tx, {
      at: now,
      actor: actor.userid,
      role: 'successor',
      action: 'handover.signed',
      objects: {
        handover: id,
        kind,
        successor: mine.successor,
        items: String(mine.items),
        opened: String(mine.opened),
      },
      result: remark === '' ? 'accepted' : 'accepted-with-remark',
      urgent: true,
    })
    await insertSignature(tx, {
      ...mine,
      id,
      needed,
      remark: remark === '' ? null : box.seal(placeOf(id, mine.successor, kind), remark),
      at: now,
      auditEntry,
    })
    return ok(now)
  })
}

export function placeOf(id: string, successor: string, kind: ItemKind) {
  return { table: 'handover.signature', column: 'remark', row: `${id}/${successor}/${kind}` }
}

export async function review(
  deps: Deps,
  { id, actor }: { readonly id: string; readonly actor: Actor },
): Promise<Result<Date, 'NOT_FOUND' | 'ALREADY_SO' | 'NOT_VERIFIED_YET' | 'ALREADY_ARCHIVED'>> {
  const now = await deps.business.now()
  return deps.database.inTx(async (tx) => {
    const row = await lockHandover(tx, id)
    if (!row) return refuse('NOT_FOUND')
    if (row.state === 'archived') return refuse('ALREADY_ARCHIVED')
    if (row.reviewed_at !== null) return refuse('ALREADY_SO')
    if (!isVerified(row)) return refuse('NOT_VERIFIED_YET', { state: row.state })
    await patchHandover(tx, id, { reviewed_at: now, reviewed_by: actor.userid })
    await deps.append(tx, {
      at: now,
      actor: actor.userid,
      role: actor.role,
      action: 'handover.reviewed',
      objects: { handover: id },
      result: 'ok',
      urgent: true,
    })
    return ok(now)
  })
}

/** Tells whoever received something, and the manager, that it is their turn; once. */
export async function askToSign(deps: Deps, tx: Tx, row: HandoverRow, now: Date): Promise<void> {
  if (row.signing_asked_at !== null) return
  await patchHandover(tx, row.id, { signing_asked_at: now })
  const where = linkTo(deps.settings, `/h/${row.id}/acceptance`)
  const receivers = new Set((await receivedIn(tx, row.id)).map(({ successor }) => successor))
  for (const to of receivers)
    await deps.notify.sendText(tx, {
      to,
      about: { kind: 'signing', id: row.id },
      text: `交接 ${row.id} 的客户和群已核实转给你。请每类打开几条看一看，然后签收${where}`,
    })
  await deps.notify.sendText(tx, {
    to: row.plan.approvers.manager,
    about: { kind: 'review', id: row.id },
    text: `交接 ${row.id} 已全部核实。请看一遍没转成的和没办完的${where}`,
  })
}
