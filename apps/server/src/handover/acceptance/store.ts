import type { ItemKind } from '@jieli/contract'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'

export interface SignatureRow {
  readonly successor: string
  readonly kind: ItemKind
  readonly items: number
  readonly opened: number
  readonly remark: Buffer | null
  readonly at: Date
  readonly auditEntry: string
}

export async function signaturesOf(reader: Reader, id: string): Promise<readonly SignatureRow[]> {
  const { rows } = await sql<SignatureRow>`
    select successor, kind, items, opened, remark, at, audit_entry as "auditEntry"
    from handover.signature where handover_id = ${id} order by at, successor, kind`.execute(reader)
  return rows
}

/** What each successor received, by class, and how many of them he has opened. */
export interface Received {
  readonly successor: string
  readonly kind: ItemKind
  readonly items: number
  readonly opened: number
}

export async function receivedIn(reader: Reader, id: string): Promise<readonly Received[]> {
  const { rows } = await sql<Received>`
    select i.successor, i.kind, count(*)::int as items, count(o.item_id)::int as opened
    from handover.item i
    left join handover.opened o on o.handover_id = i.handover_id and o.item_id = i.id
      and lower(o.by) = lower(i.successor)
    where i.handover_id = ${id} and i.state = 'verified' and i.successor is not null and i.kind <> 'account'
    group by i.successor, i.kind order by i.successor, i.kind`.execute(reader)
  return rows
}

/** Whoever receives an item has looked at it. */
export async function noteOpened(
  tx: Tx,
  opened: { readonly id: string; readonly item: string; readonly by: string; readonly at: Date },
): Promise<void> {
  await sql`insert into handover.opened (handover_id, item_id, by, at)
    values (${opened.id}, ${opened.item}, ${opened.by}, ${opened.at}) on conflict do nothing`.execute(tx)
}

export interface NewSignature extends Received {
  readonly id: string
  readonly needed: number
  readonly remark: Buffer | null
  readonly at: Date
  readonly auditEntry: string
}

/** False when it was signed already. */
export async function insertSignature(tx: Tx, one: NewSignature): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into handover.signature
      (handover_id, successor, kind, items, opened, needed, remark, at, audit_entry)
    values (${one.id}, ${one.successor}, ${one.kind}, ${one.items}, ${one.opened}, ${one.needed}, ${one.remark},
      ${one.at}, ${one.auditEntry}) on conflict do nothing`.execute(tx)
  return numAffectedRows === 1n
}
