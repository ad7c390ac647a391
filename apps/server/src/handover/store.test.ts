import { itemStates, type ItemState } from '@jieli/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isEnd, type Change } from './handover.ts'
import {
  closeAttempt,
  insertAttempt,
  groupsSentOn,
  markSent,
  addKnownTransfers,
  knownTransfers,
} from './store-attempts.ts'
import { applyChanges, insertItems, itemOf, itemPage, itemsOf } from './store-items.ts'
import { dueHandovers, leaversAmong, patchHandover } from './store.ts'
import { inDays, inHours, now } from './test/builders.ts'
import { anAttempt, aNewItem, aWorld, type World } from './test/world.ts'

let world: World
beforeAll(async () => {
  world = await aWorld()
})
afterAll(() => world.close())

/** One item that has got into `state`, with what the state needs. */
async function anItemThatIs(state: ItemState) {
  const { id } = await world.aHandover()
  const [item] = await world.withItems(id, [{}])
  if (!item) throw new Error('no item')
  const reached = { owner: 'manager', decision: 'keep', dueAt: inDays(3), reason: 'REFUSED' } as const
  await apply(id, { item: item.id, what: 'set up', state, ...reached })
  return { handover: id, item: item.id }
}

function apply(handoverId: string, change: Change, mayReopen?: true): Promise<number> {
  return world.inTx((tx) =>
    applyChanges(tx, [change], { handoverId, at: now, by: 'test', ...(mayReopen ? { mayReopen } : {}) }),
  )
}

async function stateOf(handover: string): Promise<ItemState | undefined> {
  return (await itemsOf(world.db, handover))[0]?.state
}

test.each(itemStates)('a late change of an item that is %s: an end is never downgraded', async (state) => {
  const { handover, item } = await anItemThatIs(state)
  const changed = await apply(handover, { item, what: 'late', state: 'waiting', dueAt: now })
  expect(changed).toBe(isEnd(state) ? 0 : 1)
  expect(await stateOf(handover)).toBe(isEnd(state) ? state : 'waiting')
})

test.each(itemStates.filter(isEnd))(
  'verification, and nothing else, reopens an item that is %s',
  async (state) => {
    const { handover, item } = await anItemThatIs(state)
    expect(await apply(handover, { item, what: 'differs', state: 'waiting' }, true)).toBe(1)
    expect(await stateOf(handover)).toBe('waiting')
  },
)

test('every change leaves its event, a refused one leaves none', async () => {
  const { handover, item } = await anItemThatIs('verified')
  await apply(handover, { item, what: 'late', state: 'planned' })
  const { rows } = await sql<{ what: string; from_state: string | null; to_state: string }>`
    select what, from_state, to_state from handover.item_event where item_id = ${item} order by id`.execute(
    world.db,
  )
  expect(rows).toEqual([
    { what: 'found', from_state: null, to_state: 'planned' },
    { what: 'set up', from_state: 'planned', to_state: 'verified' },
  ])
})

test('a field that a change does not name stays, one that it sets to null is emptied', async () => {
  const { id } = await world.aHandover()
  const [item] = await world.withItems(id, [{ fallbacks: ['gao', 'han'] }])
  if (!item) throw new Error('no item')
  await apply(id, {
    item: item.id,
    what: 'a',
    state: 'waiting',
    code: 40100,
    dueAt: inHours(1),
    lastStatus: 2,
  })
  await apply(id, {
    item: item.id,
    what: 'b',
    state: 'planned',
    successor: 'gao',
    fallbacks: ['han'],
    code: null,
  })
  expect((await itemsOf(world.db, id)).map(itemOf)).toMatchObject([
    { successor: 'gao', fallbacks: ['han'], code: null, dueAt: inHours(1), lastStatus: 2, sends: 0 },
  ])
})

test('a change of an item of another handover changes nothing', async () => {
  const { item } = await anItemThatIs('planned')
  const other = await world.aHandover()
  expect(await apply(other.id, { item, what: 'stray', state: 'gone' })).toBe(0)
})

test('1 001 changes at once are 1 001 changes', async () => {
  const { id } = await world.aHandover()
  const items = await world.withItems(
    id,
    Array.from({ length: 1_001 }, () => ({})).map((_, n) => ({ subject: `w${n}` })),
  )
  const changes = items.map(({ id: item }): Change => ({ item, what: 'all', state: 'waiting' }))
  expect(await world.inTx((tx) => applyChanges(tx, changes, { handoverId: id, at: now, by: 'test' }))).toBe(
    1_001,
  )
})

test.each([
  ['an owner', { decision: 'keep', dueAt: inDays(1) }],
  ['a decision', { owner: 'manager', dueAt: inDays(1) }],
  ['a date', { owner: 'manager', decision: 'keep' }],
])('the database refuses an exception without %s', async (_, given) => {
  const { handover, item } = await anItemThatIs('planned')
  await world.inTx((tx) =>
    sql`update handover.item set owner = null, decision = null, due_at = null where id = ${item}`.execute(tx),
  )
  await expect(apply(handover, { item, what: 'bare', state: 'excepted', ...given })).rejects.toMatchObject({
    code: '23514',
  })
})

test('the database refuses an item that waits for a person without saying why', async () => {
  const { id } = await world.aHandover()
  const [item] = await world.withItems(id, [{}])
  for (const state of ['deciding', 'parked'] as const) {
    await expect(apply(id, { item: item?.id ?? aNewItem().id, what: 'x', state })).rejects.toMatchObject({
      code: '23514',
    })
  }
})

test('what two sources found is one item', async () => {
  const { id } = await world.aHandover()
  await world.withItems(id, [{ subject: 'wm1' }])
  await world.withItems(id, [{ subject: 'wm1' }, { subject: 'wm1', kind: 'group' }])
  expect((await itemsOf(world.db, id)).map(({ kind, subject }) => `${kind}/${subject}`)).toEqual([
    'customer/wm1',
    'group/wm1',
  ])
})

test('pages of items meet at the seams: each item once, in the same order', async () => {
  const { id } = await world.aHandover()
  // Many share a position, so that a seam falls between equals.
  await world.withItems(
    id,
    Array.from({ length: 25 }, (_, n) => ({ subject: `w${n}`, position: n % 3 })),
  )
  const seen: string[] = []
  let after: string | undefined
  for (;;) {
    const { rows: page, total } = await itemPage(world.db, id, { after, limit: 4 })
    expect(total).toBe(25)
    seen.push(...page.map((item) => item.id))
    const last = page.at(-1)
    if (!last) break
    after = `${last.position}/${last.id}`
  }
  expect(seen).toEqual((await itemsOf(world.db, id)).map((item) => item.id))
})

test('one open handover per leaver, in whatever letters; a new one only after the end', async () => {
  const first = await world.aHandover({ leaver: 'Lin.Xiao' })
  await expect(world.aHandover({ leaver: 'lin.xiao' })).rejects.toMatchObject({ code: '23505' })
  expect([...(await leaversAmong(world.db, ['LIN.XIAO', 'gao']))]).toEqual(['LIN.XIAO'])
  await world.inTx((tx) => patchHandover(tx, first.id, { state: 'cancelled' }))
  expect((await leaversAmong(world.db, ['lin.xiao'])).size).toBe(0)
  await expect(world.aHandover({ leaver: 'lin.xiao' })).resolves.toMatchObject({ state: 'collecting' })
})

test('two open calls for one leaver are refused by the database, also over two handovers', async () => {
  const row = await world.aHandover()
  const set = await world.approved(row)
  const first = anAttempt(row, set)
  await world.inTx((tx) => insertAttempt(tx, first))
  for (const state of ['ready', 'open']) {
    if (state === 'open') expect(await world.inTx((tx) => markSent(tx, first.id, now))).toBe(true)
    await expect(world.inTx((tx) => insertAttempt(tx, anAttempt(row, set)))).rejects.toMatchObject({
      code: '23505',
    })
  }
  await world.inTx((tx) => closeAttempt(tx, first.id, 'answered', {}))
  await world.inTx((tx) => insertAttempt(tx, anAttempt(row, set)))
})

test('a call leaves once: of many who mark it sent at the same time one succeeds', async () => {
  const row = await world.aHandover()
  const attempt = anAttempt(row, await world.approved(row))
  await world.inTx((tx) => insertAttempt(tx, attempt))
  const marks = await Promise.all(
    [1, 2, 3, 4, 5].map(() => world.inTx((tx) => markSent(tx, attempt.id, now))),
  )
  expect(marks.filter(Boolean)).toHaveLength(1)
})

test('a call that has its answer keeps it', async () => {
  const row = await world.aHandover()
  const attempt = anAttempt(row, await world.approved(row))
  await world.inTx((tx) => insertAttempt(tx, attempt))
  expect(await world.inTx((tx) => closeAttempt(tx, attempt.id, 'answered', { codes: { 0: 1 } }))).toBe(true)
  expect(await world.inTx((tx) => closeAttempt(tx, attempt.id, 'withdrawn', {}))).toBe(false)
})

test('a run opens one call per key, however often the step runs', async () => {
  const row = await world.aHandover()
  const set = await world.approved(row)
  const first = anAttempt(row, set, { runKey: 'H/pass/1/1' })
  await world.inTx((tx) => insertAttempt(tx, first))
  await world.inTx((tx) => closeAttempt(tx, first.id, 'withdrawn', {}))
  const again = anAttempt(row, set, { runKey: 'H/pass/1/1' })
  await expect(world.inTx((tx) => insertAttempt(tx, again))).rejects.toMatchObject({ code: '23505' })
})

test('the groups of a day count from midnight in Shanghai, over all handovers of the person', async () => {
  const row = await world.aHandover()
  const set = await world.approved(row)
  const groups = await world.withItems(
    row.id,
    [1, 2, 3].map((n) => ({ kind: 'group' as const, subject: `wr${n}` })),
  )
  const send = async (at: Date, state: 'answered' | 'withdrawn') => {
    const attempt = anAttempt(row, set, { kind: 'group', items: groups, now: at })
    await world.inTx((tx) => insertAttempt(tx, attempt))
    await world.inTx((tx) => closeAttempt(tx, attempt.id, state, {}))
  }
  const midnight = new Date('2026-11-12T16:00:00Z')
  await send(new Date(midnight.getTime() - 1), 'answered')
  await send(midnight, 'answered')
  await send(midnight, 'withdrawn')
  expect(await groupsSentOn(world.db, row.leaver, new Date(midnight.getTime() - 1))).toBe(6)
  expect(await groupsSentOn(world.db, row.leaver, midnight)).toBe(3)
})

test('telling of the same earlier transfer twice counts once', async () => {
  const transfer = { kind: 'customer', subject: 'wmKnown', at: now } as const
  expect(await world.inTx((tx) => addKnownTransfers(tx, [transfer, transfer], 'import'))).toBe(1)
  expect(await world.inTx((tx) => addKnownTransfers(tx, [transfer], 'jieli'))).toBe(0)
  expect((await knownTransfers(world.db, 'customer', ['wmKnown', 'other'])).get('wmKnown')).toEqual([now])
})

test('a handover is due by business time, by waking, not before its retry, not while a run is at work, not after its end', async () => {
  const row = await world.aHandover()
  const isDue = (at: Date, wall: Date) =>
    world.inTx(async (tx) => (await dueHandovers(tx, at, wall)).some(({ id }) => id === row.id))
  const set = (patch: Parameters<typeof patchHandover>[2]) =>
    world.inTx((tx) => patchHandover(tx, row.id, patch))
  await set({ next_due_at: inHours(1) })
  expect([await isDue(now, now), await isDue(inHours(1), now)]).toEqual([false, true])
  await set({ wake: true })
  expect(await isDue(now, now)).toBe(true)
  await set({ retry_at: inHours(1) })
  expect([await isDue(now, now), await isDue(now, inHours(1))]).toEqual([false, true])
  await set({ running: 'x', retry_at: null })
  expect(await isDue(now, now)).toBe(false)
  await set({ running: null, state: 'cancelled' })
  expect(await isDue(inDays(9), inDays(9))).toBe(false)
})

test('items found late are added to those that are there', async () => {
  const { id } = await world.aHandover()
  await world.withItems(id, [{ subject: 'a' }])
  await world.inTx((tx) => insertItems(tx, id, [aNewItem({ subject: 'b' }, 1)], inHours(1)))
  expect(await itemsOf(world.db, id)).toHaveLength(2)
})
