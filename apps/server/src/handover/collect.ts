import { canonicalJson } from '../platform/canonical-json.ts'
import { newId } from '../platform/ids.ts'
import { Bug } from '../platform/result.ts'
import type { Assignment } from './allocate.ts'
import { assign, startState } from './assign.ts'
import { budgetOf, type Budget } from './budget.ts'
import { accountState, accountUndo } from './carriers/account.ts'
import type { Found, Inventory } from './carriers/carrier.ts'
import { collectCustomers, customersOf, customersUndo, transferRecords } from './carriers/customers.ts'
import { collectGroups, groupsUndo, type GroupInventory } from './carriers/groups.ts'
import type { Deps } from './deps.ts'
import { envelopeHashOf } from './envelope.ts'
import type { Change, ItemId } from './handover.ts'
import type { Reason } from '@jieli/contract'
import { savePlanVersion } from './plan-versions.ts'
import { findPointed, pointedUndo, type PointedInventory } from './point.ts'
import { pointedItems } from './pointed-items.ts'
import { previewOf } from './preview.ts'
import { applyChanges, insertItems, itemOf, itemsOf, type ItemRow, type NewItem } from './store-items.ts'
import { knownTransfers } from './store-attempts.ts'
import { findHandover, lockHandover, patchHandover, planOf, type HandoverRow } from './store.ts'
import { corpTags } from './tags.ts'
import { askLeaver } from './confirm.ts'
import { saveGroupCustomers, type InGroup } from './dossier-store.ts'
import { findTasks, saveTasks } from './tasks/scan.ts'
import { routeOf } from './triggers.ts'
import { wayOf, type Giver } from './carriers/giver.ts'

/** Takes the inventory, assigns successors by the rules and computes the preview. Reads only. */
export async function collect(deps: Deps, id: string): Promise<void> {
  const row = await findHandover(deps.database.db, id)
  if (!row) throw new Bug(`no handover ${id}`)
  if (row.state !== 'collecting') return
  const now = await deps.business.now()
  const plan = planOf(row)
  const account = await accountState(deps.wecom, row.leaver)
  const way = wayOf(account)
  const giver = { userid: row.leaver, way }
  const customers = await collectCustomers(deps.wecom, giver)
  const groups = await collectGroups(deps.wecom, giver)
  const pointed = await findPointed(deps.wecom, row.leaver)
  const tags = await corpTags(deps.wecom)
  const holdsNow = new Map<string, number>()
  for (const { userid } of plan.successors) holdsNow.set(userid, (await customersOf(deps.wecom, userid)).size)
  const assigned = assign(
    row.plan.rules,
    {
      customers: customers.found.map(({ subject, addedAt, notes }) => ({
        subject,
        addedAt,
        tags: notes?.tags ?? [],
      })),
      groups: groups.found,
    },
    { tagIds: tags.idsOf, asOf: row.created_at },
  )
  const tasks = await findTasks(deps, row, groups.memberOnly, assigned)
  const found = { customers, groups, pointed, account, assigned, now }
  const before = await recordsBefore(deps, row, giver)
  const warnings = tags.unknown(plan.rules).map((name) => ({ why: `TAG_UNKNOWN ${name}` }))

  await deps.database.inTx(async (tx) => {
    const locked = await lockHandover(tx, id)
    if (locked?.state !== 'collecting') return
    const wanted = await newItems(deps, row, found)
    await insertItems(tx, id, wanted, now)
    // A plan that was changed finds its items from before.
    const changed = row.plan_version === 1 ? [] : changesFor(await itemsOf(tx, id), wanted)
    await applyChanges(tx, changed, { handoverId: id, at: now, by: 'system', mayReopen: true })
    const rows = (await itemsOf(tx, id)).filter(({ state }) => state !== 'gone')
    await applyChanges(
      tx,
      rows.flatMap((item) => {
        const status = before.get(`${item.successor ?? ''}/${item.subject}`)
        return status === undefined
          ? []
          : [{ item: itemOf(item).id, what: 'earlier record', state: item.state, lastStatus: status }]
      }),
      { handoverId: id, at: now, by: 'system' },
    )
    await saveGroupCustomers(tx, id, inGroups(customers, groups))
    await saveTasks(tx, {
      row,
      found: tasks,
      box: await deps.vault.box(tx, { kind: 'handover', id }),
      now,
    })
    await askLeaver(deps, tx, row)
    const preview = previewOf({
      trigger: row.trigger,
      plan,
      items: rows.map((item) => ({ ...itemOf(item), budget: budgetFrom(item.budget) })),
      holdsNow,
      memberOnlyGroups: groups.memberOnly.length,
      undo: { customer: customersUndo, group: groupsUndo, account: accountUndo, ...pointedUndo },
      sources: [
        ...customers.sources,
        ...groups.sources,
        ...pointed.flatMap(({ sources }) => sources),
        { name: 'user/get', kind: 'account', count: 1 },
      ],
      warnings,
    })
    const hash = envelopeHashOf(row, preview.items)
    await patchHandover(tx, id, {
      state: 'confirming',
      way,
      preview,
      inventory_size: rows.length,
      envelope_hash: hash,
      next_due_at: null,
      wake: false,
    })
    await savePlanVersion(tx, row, { preview, hash, by: row.planned_by ?? row.initiator, at: now })
    await deps.append(tx, {
      at: now,
      actor: 'system',
      role: 'system',
      action: 'handover.inventory',
      objects: {
        handover: id,
        items: String(rows.length),
        version: String(row.plan_version),
        envelope: hash,
      },
      result: 'ok',
      payload: { subjects: canonicalJson(rows.map(({ kind, subject }) => `${kind}/${subject}`)) },
    })
  })
}

/** Of the leaver's customers only: strangers in a group are nobody's business here. */
function inGroups(
  customers: Pick<Inventory, 'found'>,
  { found, memberOnly }: Pick<GroupInventory, 'found' | 'memberOnly'>,
): readonly InGroup[] {
  const own = new Set(customers.found.map(({ subject }) => subject))
  return [...found, ...memberOnly].flatMap(({ subject: chatId, outsiders }) =>
    outsiders.filter((customer) => own.has(customer)).map((customer) => ({ customer, chatId })),
  )
}

/** What a changed plan makes of the items that were found before, nothing having been sent yet. */
function changesFor(before: readonly ItemRow[], wanted: readonly NewItem[]): Change[] {
  const found = new Map(wanted.map((item) => [`${item.kind}/${item.subject}`, item]))
  return before.flatMap((row): Change[] => {
    const item = itemOf(row)
    const now = found.get(`${row.kind}/${row.subject}`)
    if (!now)
      return [
        { item: item.id, what: 'plan changed', state: 'gone' as const, reason: 'NO_LONGER_HELD' as const },
      ]
    const isSame = row.successor === now.successor && row.state === now.state
    if (isSame && String(row.fallbacks) === String(now.fallbacks)) return []
    const { successor, fallbacks, state } = now
    return [{ item: item.id, what: 'plan changed', state, successor, fallbacks, reason: startReason(now) }]
  })
}

// The column holds what startState said.
function startReason({ reason }: NewItem): Reason | null {
  return reason === 'UNASSIGNED' || reason === 'LIMIT' ? reason : null
}

interface Collected {
  readonly customers: Inventory
  readonly groups: Inventory
  readonly pointed: readonly PointedInventory[]
  readonly account: string
  readonly assigned: ReadonlyMap<string, Assignment>
  readonly now: Date
}

async function newItems(deps: Deps, row: HandoverRow, found: Collected): Promise<readonly NewItem[]> {
  const box = await deps.vault.box(deps.database.db, { kind: 'handover', id: row.id })
  const known = await knownTransfers(
    deps.database.db,
    'customer',
    found.customers.found.map(({ subject }) => subject),
  )
  const position = new Map<string, number>()
  const item = (kind: 'customer' | 'group', thing: Found, budget: Budget | null): NewItem => {
    const id = newId<'item'>()
    const to = found.assigned.get(thing.subject) ?? null
    position.set(kind, (position.get(kind) ?? 0) + 1)
    return {
      id,
      kind,
      subject: thing.subject,
      position: (kind === 'customer' ? 0 : 10_000_000) + (position.get(kind) ?? 0),
      successor: to?.to ?? null,
      fallbacks: to?.fallbacks ?? [],
      ...startState(to, budget),
      name: box.seal({ table: 'handover.item', column: 'name', row: id }, thing.name),
      notes:
        thing.notes &&
        box.seal({ table: 'handover.item', column: 'notes', row: id }, JSON.stringify(thing.notes)),
      evidence: thing.evidence,
      addedAt: thing.addedAt,
      budget,
    }
  }
  const budget = ({ subject, addWay, addedAt }: Found) =>
    budgetOf(
      known.get(subject) ?? [],
      addWay === null || addedAt === null ? null : { addWay, addedAt },
      found.now,
      row.return_at,
    )
  return [
    ...found.customers.found.map((thing) => item('customer', thing, budget(thing))),
    ...found.groups.found.map((thing) => item('group', thing, null)),
    ...pointedItems(row, box, found.pointed),
    ...(routeOf(row.trigger).freezes ? [accountItem(row.leaver, found.account)] : []),
  ]
}

function accountItem(leaver: string, state: string): NewItem {
  return {
    // The brand of an id exists only in the types.
    id: newId<'item'>() as ItemId,
    kind: 'account',
    subject: leaver,
    position: 20_000_000,
    successor: null,
    fallbacks: [],
    state: 'planned',
    reason: null,
    name: null,
    notes: null,
    evidence: { state },
    addedAt: null,
    budget: null,
  }
}

// Records of earlier transfers between the same two people: later an unchanged one is not taken for ours.
async function recordsBefore(
  deps: Deps,
  row: HandoverRow,
  giver: Giver,
): Promise<ReadonlyMap<string, number>> {
  const before = new Map<string, number>()
  for (const { userid } of row.plan.successors) {
    const records = await transferRecords(deps.wecom, giver, userid)
    for (const [subject, { status }] of records) before.set(`${userid}/${subject}`, status)
  }
  return before
}

export function budgetFrom(stored: { known: string; freeAt?: string } | null): Budget | null {
  if (stored === null) return null
  if (stored.known === 'spent' && stored.freeAt !== undefined)
    return { known: 'spent', freeAt: new Date(stored.freeAt) }
  return stored.known === 'left' ? { known: 'left' } : { known: 'unknown' }
}
