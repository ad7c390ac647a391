import { sql } from 'kysely'
import type { Reader, Tx } from '../platform/db.ts'

export interface InGroup {
  readonly customer: string
  readonly chatId: string
}

/** Keeps which customers of the leaver are in which of his groups; what is there stays. */
export async function saveGroupCustomers(
  tx: Tx,
  handoverId: string,
  pairs: readonly InGroup[],
): Promise<void> {
  if (pairs.length === 0) return
  await sql`
    insert into handover.group_customer (handover_id, customer, chat_id)
    select ${handoverId}, customer, chat_id
    from unnest(${pairs.map(({ customer }) => customer)}::text[], ${pairs.map(({ chatId }) => chatId)}::text[])
      as pair (customer, chat_id)
    on conflict do nothing`.execute(tx)
}

export interface GroupRow {
  readonly itemId: string | null
  readonly itemName: Buffer | null
  readonly taskId: string | null
  readonly taskTitle: Buffer | null
  readonly state: string | null
  readonly successor: string | null
}

/** The groups of one customer, each as item of this handover or as task. */
export async function groupsOfCustomer(
  reader: Reader,
  handoverId: string,
  customer: string,
): Promise<readonly GroupRow[]> {
  const { rows } = await sql<GroupRow>`
    select i.id as "itemId", i.name as "itemName", t.id as "taskId", t.title as "taskTitle",
      coalesce(i.state, t.state) as state, coalesce(i.successor, t.successor) as successor
    from handover.group_customer g
    left join handover.item i on i.handover_id = g.handover_id and i.kind = 'group' and i.subject = g.chat_id
    left join handover.task t on t.handover_id = g.handover_id and t.kind = 'membership' and t.subject = g.chat_id
    where g.handover_id = ${handoverId} and g.customer = ${customer}
    order by g.chat_id limit 50`.execute(reader)
  return rows
}

export interface PassedOn {
  readonly handover: string
  readonly from: string
  readonly to: string | null
  readonly state: string
  readonly at: Date
}

/** Every time this product passed the customer on, the last first. */
export async function passedOn(reader: Reader, customer: string): Promise<readonly PassedOn[]> {
  const { rows } = await sql<PassedOn>`
    select i.handover_id as handover, coalesce(i.giver, h.leaver) as "from", i.successor as "to", i.state,
      i.updated_at as at
    from handover.item i join handover.handover h on h.id = i.handover_id
    where i.kind = 'customer' and i.subject = ${customer} and i.state in ('verified', 'adopted')
    order by i.updated_at desc limit 20`.execute(reader)
  return rows
}
