import { expect, test } from 'vitest'
import { groupsWaitUntil, minimumCalls, nextBatch, nextOfAll, tooLate, type Pace } from './batch.ts'
import type { Item } from './handover.ts'
import { anItem, inDays, inHours, items, now } from './test/builders.ts'

function pace(over: Partial<Pace> = {}): Pace {
  return { now, freezeAt: inDays(4), groupsSentToday: 0, ...over }
}

const groups = (count: number, over: Partial<Item> = {}) => items(count, { kind: 'group', ...over })

/** Sends batch after batch on one day, as the mover does. */
function sentToday(all: readonly Item[], start: Pace) {
  const sizes: number[] = []
  let left = all
  let { groupsSentToday } = start
  for (;;) {
    const batch = nextBatch(left, { ...start, groupsSentToday })
    if (!batch) return { sizes, left }
    sizes.push(batch.items.length)
    const ids = new Set(batch.items.map(({ id }) => id))
    left = left.filter(({ id }) => !ids.has(id))
    if (batch.kind === 'group') groupsSentToday += batch.items.length
  }
}

test.each([
  [1, [1]],
  [100, [100]],
  [101, [100, 1]],
  [250, [100, 100, 50]],
])('%i customers of one successor leave in batches of %j', (count, sizes) => {
  expect(sentToday(items(count), pace()).sizes).toEqual(sizes)
})

test('a batch is of one kind and one successor; customers go before groups', () => {
  const all = [...groups(5), ...items(3, { successor: 'zhou' }), ...items(7, { successor: 'gao' })]
  const order: string[] = []
  let left: readonly Item[] = all
  for (let batch = nextBatch(left, pace()); batch; batch = nextBatch(left, pace())) {
    const { kind, taker, items: sent } = batch
    expect(sent.every((item) => item.kind === kind && item.successor === taker)).toBe(true)
    order.push(`${sent.length} ${kind} to ${taker}`)
    const ids = new Set(sent.map(({ id }) => id))
    left = left.filter(({ id }) => !ids.has(id))
  }
  expect(order).toEqual(['7 customer to gao', '3 customer to zhou', '5 group to zhou'])
})

test.each<[string, Partial<Item>]>([
  ['without a successor', { successor: null }],
  ['before its time', { dueAt: inHours(1) }],
  ['in a call already', { state: 'sending' }],
  ['waiting', { state: 'waiting' }],
  ['that waits for a person', { state: 'deciding', reason: 'REFUSED' }],
  ['with an end', { state: 'verified' }],
  ['that is the account', { kind: 'account' }],
])('an item %s is not sent', (_, over) => {
  expect(nextBatch([anItem(over)], pace())).toBeNull()
})

test('no more than 300 groups a day, and the rest in full batches the next day', () => {
  const today = sentToday(groups(450), pace())
  expect(today.sizes).toEqual([100, 100, 100])
  expect(groupsWaitUntil(today.left, pace({ groupsSentToday: 300 }))).toEqual(
    new Date('2026-11-12T16:00:00Z'),
  )
  expect(sentToday(today.left, pace({ now: inDays(1) })).sizes).toEqual([100, 50])
})

test('what another handover of this person sent today counts', () => {
  expect(sentToday(groups(301), pace({ groupsSentToday: 250 })).sizes).toEqual([50])
  expect(nextBatch(groups(1), pace({ groupsSentToday: 300 }))).toBeNull()
})

test('a batch that does not fit today is not cut when cutting saves no day', () => {
  expect(nextBatch(groups(80), pace({ groupsSentToday: 250 }))).toBeNull()
  expect(nextBatch(groups(301), pace({ groupsSentToday: 299 }))?.items).toHaveLength(1)
})

test('groups wait for midnight in Shanghai only while there are some', () => {
  expect(groupsWaitUntil(items(3), pace())).toBeNull()
  expect(groupsWaitUntil(groups(1), pace({ now: new Date('2026-11-12T15:59:59Z') }))).toEqual(
    new Date('2026-11-12T16:00:00Z'),
  )
  expect(groupsWaitUntil(groups(1), pace({ now: new Date('2026-11-12T16:00:00Z') }))).toEqual(
    new Date('2026-11-13T16:00:00Z'),
  )
})

test('a customer whose takeover would fall behind the freeze is not sent: somebody has to decide', () => {
  const customer = anItem()
  expect(tooLate([customer], pace({ freezeAt: inHours(24) }))).toEqual([])
  expect(tooLate([customer], pace({ freezeAt: inHours(23.99) }))).toEqual([
    expect.objectContaining({ item: customer.id, state: 'deciding', reason: 'TOO_LATE' }),
  ])
})

test('groups move at once, so they are never too late; nor is what was sent in time', () => {
  const late = pace({ freezeAt: inHours(1) })
  expect(tooLate([...groups(1), anItem({ state: 'waiting' }), anItem({ state: 'verified' })], late)).toEqual(
    [],
  )
})

test('the fewest calls are full batches per kind and successor, the account not among them', () => {
  const all = [...items(101), ...items(1, { successor: 'gao' }), ...groups(100), anItem({ kind: 'account' })]
  expect(minimumCalls([...all, anItem({ successor: null })])).toBe(2 + 1 + 1)
})

test.each([1, 2, 3, 4, 5, 6, 7, 8])('seed %i: all is sent, nothing twice, in the fewest calls', (seed) => {
  const people = ['zhou', 'gao', 'han']
  const all = Array.from({ length: 40 + seed * 61 }, (_, n) =>
    anItem({ subject: `s${n}`, successor: people[(n * seed + (n % 7)) % 3] ?? 'zhou' }),
  )
  const { sizes, left } = sentToday(all, pace())
  expect(left).toEqual([])
  expect(sizes).toHaveLength(minimumCalls(all))
  expect(sizes.every((size) => size >= 1 && size <= 100)).toBe(true)
})

test('on the way back several give, and each has the whole quota of the day', () => {
  const given = (giver: string, n: number) =>
    Array.from({ length: n }, () => anItem({ kind: 'group', giver, successor: 'leaver' }))
  const all = [...given('zhouqing', 80), ...given('wujun', 40)]
  const today = { now, freezeAt: inDays(4) }
  const spent = nextOfAll(all, today, new Map([['zhouqing', 300]]))
  expect(spent).toMatchObject({ giver: 'wujun', taker: 'leaver' })
  expect(spent?.items).toHaveLength(40)
  expect(nextOfAll(all, today, new Map([['wujun', 300]]))?.giver).toBe('zhouqing')
  const both = new Map([
    ['zhouqing', 300],
    ['wujun', 300],
  ])
  expect(nextOfAll(all, today, both)).toBeNull()
  const customer = anItem({ giver: 'wujun', successor: 'leaver' })
  expect(nextOfAll([...all, customer], today, new Map())?.items).toEqual([customer])
})
