import { freshDatabase, type TestDatabase } from '../../../test/database.ts'
import { decide, find, request, seats as seatNames, type ApprovalSet } from '../../approvals/index.ts'
import { newId } from '../../platform/ids.ts'
import { sqlState } from '../../platform/db.ts'
import { canonicalJson } from '../../platform/canonical-json.ts'
import { envelopeOf } from '../envelope.ts'
import type { AttemptId, Item, Plan } from '../handover.ts'
import { insertItems, itemOf, itemsOf, type NewItem } from '../store-items.ts'
import { findHandover, insertHandover, newHandoverId, type HandoverRow } from '../store.ts'
import type { NewAttempt } from '../store-attempts.ts'
import { aPlan, inDays, inHours, now, seats } from './builders.ts'

export interface World extends TestDatabase {
  /** The SQLSTATE the database answers to the application's role, or '' when it obeyed. */
  refusal(text: string, values?: readonly unknown[]): Promise<string>
  aHandover(over?: { readonly leaver?: string; readonly plan?: Partial<Plan> }): Promise<HandoverRow>
  withItems(handoverId: string, over: readonly Partial<NewItem>[]): Promise<readonly Item[]>
  requested(row: HandoverRow): Promise<ApprovalSet>
  approved(row: HandoverRow): Promise<ApprovalSet>
}

/** A migrated database of its own, with the stores of the handover and of the approvals over it. */
export async function aWorld(): Promise<World> {
  const database = await freshDatabase()
  let people = 0
  const world: World = {
    ...database,
    refusal: (text, values = []) =>
      database.pool.query(text, [...values]).then(
        () => '',
        (error: unknown) => sqlState(error) || 'no SQLSTATE',
      ),
    async aHandover(over = {}) {
      people += 1
      const leaver = over.leaver ?? `leaver${people}`
      const id = await database.inTx(async (tx) => {
        const made = await newHandoverId(tx, now)
        await insertHandover(tx, {
          id: made,
          leaver,
          initiator: 'sumin',
          trigger: 'resign',
          accessEnds: 'at-freeze',
          returnAt: null,
          plan: aPlan(over.plan),
          message: null,
          now,
        })
        return made
      })
      const row = await findHandover(database.db, id)
      if (!row) throw new Error(`no handover ${id}`)
      return row
    },
    async withItems(handoverId, over) {
      await database.inTx((tx) => insertItems(tx, handoverId, over.map(aNewItem), now))
      return (await itemsOf(database.db, handoverId)).map(itemOf)
    },
    async requested(row) {
      const asked = await database.inTx((tx) =>
        request(tx, {
          envelope: envelopeOf(row, { customer: 1 }),
          approvers: seats,
          initiator: row.initiator,
          at: now,
          expiresAt: inDays(5),
        }),
      )
      if (!asked.ok) throw new Error(`${asked.why} ${canonicalJson(asked.facts as never)}`)
      return asked.value
    },
    async approved(row) {
      const { id } = await world.requested(row)
      for (const seat of seatNames) {
        const vote = { set: id, person: seats[seat], decision: 'yes' as const, at: inHours(1) }
        await database.inTx((tx) => decide(tx, vote))
      }
      const set = await find(database.db, id)
      if (!set) throw new Error(`no set ${id}`)
      return set
    },
  }
  return world
}

export function aNewItem(over: Partial<NewItem> = {}, position = 0): NewItem {
  return {
    // The brand of an id exists only in the types.
    id: newId<'item'>() as NewItem['id'],
    kind: 'customer',
    subject: `wm${position}`,
    position,
    successor: 'zhou',
    fallbacks: [],
    state: 'planned',
    reason: null,
    name: null,
    notes: null,
    evidence: {},
    addedAt: null,
    budget: null,
    ...over,
  }
}

export function anAttempt(
  row: HandoverRow,
  set: { readonly id: string; readonly hash: string },
  over: Partial<NewAttempt> = {},
): NewAttempt {
  const id: AttemptId = newId<'attempt'>()
  return {
    id,
    handoverId: row.id,
    runKey: `run/${id}`,
    kind: 'customer',
    giver: row.leaver,
    taker: 'zhou',
    items: [],
    approvalSet: set.id,
    envelopeHash: set.hash,
    now: inHours(2),
    auditEntry: newId<'entry'>(),
    ...over,
  }
}
