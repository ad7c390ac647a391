import { newId } from '../platform/ids.ts'
import type { Giver } from './carriers/giver.ts'
import { groupsHeldBy } from './carriers/groups.ts'
import { customersHeldBy, readDetails } from './carriers/customers.ts'
import { corpTags } from './tags.ts'
import { allocateCustomers } from './allocate.ts'
import { budgetOf } from './budget.ts'
import type { Deps } from './deps.ts'
import { deltaAllowance } from './envelope.ts'
import { fitsBeforeFreeze, type Change } from './handover.ts'
import { applyChanges, insertItems, itemOf, itemsOf, type ItemRow, type NewItem } from './store-items.ts'
import type { Holding } from './holding.ts'
import { findPointed, pointedHoldings } from './point.ts'
import { assignPointed } from './pointing.ts'
import { pointedItem } from './pointed-items.ts'
import { askToSign } from './acceptance/acceptance.ts'
import { observeTasks } from './tasks/observe.ts'
import { knownTransfers } from './store-attempts.ts'
import { findHandover, lockHandover, patchHandover, type HandoverRow } from './store.ts'
import { giverOf, takersOf } from './triggers.ts'

/** `equal`: every end agrees with what WeCom shows now. `differs`: something moved; go on. */
export type Verified = 'equal' | 'differs'

/** Compares the set of items, not the counts, with what WeCom shows now, and finds what was added since. */
export async function verify(deps: Deps, id: string): Promise<Verified> {
  const row = await findHandover(deps.database.db, id)
  if (!row) return 'equal'
  const now = await deps.business.now()
  const rows = await itemsOf(deps.database.db, id)
  const seen = await readTruth(deps, row, rows)
  const pointed = await pointedHoldings(deps.wecom, row, rows)
  const changes = rows.flatMap((item) =>
    changeFor(item, pointed.get(item.id) ?? heldBy(item, sideOf(seen, item, row)), now),
  )
  // What came to the leaver after he was to keep his things is his.
  const isOut = row.leg === 'out' && row.ending === null
  const late = isOut
    ? await foundLate(deps, row, { seen: sideOf(seen, { giver: null }, row), rows, now })
    : []
  await observeTasks(deps, row)
  const isEqual = changes.length === 0 && late.length === 0
  await deps.database.inTx(async (tx) => {
    await lockHandover(tx, id)
    await applyChanges(tx, changes, { handoverId: id, at: now, by: 'verification', mayReopen: true })
    if (late.length > 0) await insertItems(tx, id, late, now)
    await deps.append(tx, {
      at: now,
      actor: 'system',
      role: 'executor',
      action: 'handover.verified',
      objects: {
        handover: id,
        items: String(rows.length),
        differ: String(changes.length),
        late: String(late.length),
      },
      result: isEqual ? 'equal' : 'differs',
    })
    if (!isEqual) await patchHandover(tx, id, { state: 'executing', next_due_at: now })
    // Everything has an end and agrees with WeCom; the freeze comes at its agreed time.
    else if (row.state === 'verifying') {
      await patchHandover(tx, id, { state: 'closing' })
      if (row.ending === null) await askToSign(deps, tx, row, now)
    }
  })
  return isEqual ? 'equal' : 'differs'
}

interface Holdings {
  readonly customers: ReadonlySet<string>
  readonly groups: ReadonlySet<string>
}

/** What one giver still has, and what the takers have. */
interface Truth {
  readonly giver: Holdings
  readonly takers: ReadonlyMap<string, Holdings>
}

type Everybody = ReadonlyMap<string, Holdings>

async function readTruth(deps: Deps, row: HandoverRow, rows: readonly ItemRow[]): Promise<Everybody> {
  const givers = rows.map((item) => giverOf(item, row))
  const takers = takersOf(row).map((userid): Giver => ({ userid, way: 'in-service' }))
  const everybody = new Map<string, Holdings>()
  for (const one of [...givers, giverOf({ giver: null }, row), ...takers]) {
    if (everybody.has(keyOf(one))) continue
    const [customers, groups] = [await customersHeldBy(deps.wecom, one), await groupsHeldBy(deps.wecom, one)]
    everybody.set(keyOf(one), { customers, groups })
  }
  return everybody
}

function keyOf({ userid, way }: Giver): string {
  return `${way}/${userid}`
}

const nothing: Holdings = { customers: new Set(), groups: new Set() }

function sideOf(everybody: Everybody, item: Pick<ItemRow, 'giver'>, row: HandoverRow): Truth {
  const of = (one: Giver) => everybody.get(keyOf(one)) ?? nothing
  return {
    giver: of(giverOf(item, row)),
    takers: new Map(takersOf(row).map((userid) => [userid, of({ userid, way: 'in-service' })])),
  }
}

function heldBy(item: ItemRow, { giver, takers }: Truth): Omit<Holding, 'byOther'> {
  const has = (one: Holdings) => (item.kind === 'customer' ? one.customers : one.groups).has(item.subject)
  return {
    byLeaver: has(giver),
    bySuccessors: [...takers].flatMap(([userid, one]) => (has(one) ? [userid] : [])),
  }
}

function changeFor(item: ItemRow, held: Omit<Holding, 'byOther'>, now: Date): readonly Change[] {
  if (item.kind === 'account') return []
  const withLeaver = held.byLeaver
  const withSuccessor = held.bySuccessors.some((one) => one === item.successor)
  const id = itemOf(item).id
  // A customer may add the leaver again; what counts is that the successor has him.
  if (item.state === 'verified' && !withSuccessor) {
    return [{ item: id, what: 'verification found a difference', state: 'waiting', code: null, dueAt: now }]
  }
  const isAway = item.state === 'adopted' || item.state === 'gone'
  // By hand it went further, to a successor or back.
  if (isAway && (withLeaver || held.bySuccessors.length > 0)) {
    return [{ item: id, what: 'moved again by hand', state: 'waiting', reason: null, code: null, dueAt: now }]
  }
  // It left the leaver after somebody decided to keep it: at the last minute, or by hand.
  if (item.state === 'excepted' && !withLeaver) {
    const again = { owner: null, decision: null, reason: null, code: null, dueAt: now }
    return [{ item: id, what: 'moved after all', state: 'waiting', ...again }]
  }
  return []
}

interface Late {
  readonly seen: Truth
  readonly rows: readonly ItemRow[]
  readonly now: Date
}

/** Customers and groups that came to the leaver after the inventory. */
async function foundLate(
  deps: Deps,
  row: HandoverRow,
  { seen, rows, now }: Late,
): Promise<readonly NewItem[]> {
  const known = new Set(rows.map(({ kind, subject }) => `${kind}/${subject}`))
  const customers = [...seen.giver.customers].filter((subject) => !known.has(`customer/${subject}`))
  const groups = [...seen.giver.groups].filter((subject) => !known.has(`group/${subject}`))
  const pointed = (await findPointed(deps.wecom, row.leaver)).flatMap(({ kind, found }) =>
    found.filter(({ subject }) => !known.has(`${kind}/${subject}`)).map((thing) => ({ kind, thing })),
  )
  if (customers.length + groups.length + pointed.length === 0) return []
  // Beyond the envelope nothing new is sent; the items are shown and somebody decides about each.
  const room = deltaAllowance(row) - Math.max(0, rows.length - row.inventory_size)
  const details =
    row.way === 'resigned' ? new Map<string, never>() : await readDetails(deps.wecom, row.leaver)
  const tags = await corpTags(deps.wecom)
  const box = await deps.vault.box(deps.database.db, { kind: 'handover', id: row.id })
  const budgets = await knownTransfers(deps.database.db, 'customer', customers)
  const assigned = allocateCustomers(
    customers.map((subject) => ({
      subject,
      tags: details.get(subject)?.notes.tags ?? [],
      addedAt: details.get(subject)?.addedAt ?? now,
    })),
    row.plan.rules,
    tags.idsOf,
  )
  const mayGo = fitsBeforeFreeze(now, row.freeze_at)
  const item = (kind: 'customer' | 'group', subject: string, position: number): NewItem => {
    const id = newId<'item'>()
    const detail = details.get(subject)
    const to =
      assigned.get(subject) ??
      (kind === 'group' ? { to: row.plan.rules.at(-1)?.to ?? '', fallbacks: [] } : null)
    const inside = position < room && to !== null
    const goes = inside && (kind === 'group' || mayGo)
    return {
      id,
      kind,
      subject,
      position: 15_000_000 + rows.length + position,
      successor: to?.to ?? null,
      fallbacks: to?.fallbacks ?? [],
      state: goes ? 'planned' : 'deciding',
      reason: goes ? null : inside ? 'TOO_LATE' : 'UNASSIGNED',
      name: box.seal({ table: 'handover.item', column: 'name', row: id }, detail?.name ?? ''),
      notes: detail
        ? box.seal({ table: 'handover.item', column: 'notes', row: id }, JSON.stringify(detail.notes))
        : null,
      evidence: { foundLate: true },
      addedAt: detail?.addedAt ?? null,
      budget:
        kind === 'customer' ? budgetOf(budgets.get(subject) ?? [], detail ?? null, now, row.return_at) : null,
    }
  }
  const before = customers.length + groups.length
  return [
    ...pointed.map(({ kind, thing }, at): NewItem => {
      const to = assignPointed(row.plan.rules, thing.subject)
      const inside = before + at < room && to !== null
      const placed = { box, kind, thing, to, position: 15_000_000 + rows.length + before + at }
      return { ...pointedItem(placed), ...(inside ? {} : { state: 'deciding', reason: 'UNASSIGNED' }) }
    }),
    ...customers.map((subject, index) => item('customer', subject, index)),
    ...groups.map((subject, index) => item('group', subject, customers.length + index)),
  ]
}
