import { expect, test } from 'vitest'
import type { Budget } from './budget.ts'
import { earliestFinish, pointsOfNoReturn, previewOf, type PreviewInput } from './preview.ts'
import { anItem, aPlan, inDays, inHours, items, now } from './test/builders.ts'

const left: Budget = { known: 'left' }
const withBudget = (budget: Budget | null, list: readonly ReturnType<typeof anItem>[]) =>
  list.map((item) => ({ ...item, budget }))

function input(over: Partial<PreviewInput> = {}): PreviewInput {
  return {
    trigger: 'resign',
    plan: aPlan({
      successors: [
        { userid: 'zhou', cap: 210 },
        { userid: 'gao', cap: null },
      ],
    }),
    items: [
      ...withBudget(left, items(150)),
      ...withBudget({ known: 'unknown' }, items(60, { successor: 'gao' })),
      ...withBudget({ known: 'spent', freeAt: inDays(10) }, items(3, { state: 'deciding', reason: 'LIMIT' })),
      ...withBudget(left, items(2, { state: 'deciding', reason: 'UNASSIGNED', successor: null })),
      ...withBudget(null, items(310, { kind: 'group' })),
      { ...anItem({ kind: 'account', successor: null }), budget: null },
    ],
    holdsNow: new Map([['zhou', 100]]),
    memberOnlyGroups: 7,
    sources: [],
    warnings: [],
    undo: { customer: 'compensate', group: 'compensate', account: 'undo' },
    ...over,
  }
}

test('the preview counts what is held, what will be sent, and what cannot be known', () => {
  expect(previewOf(input())).toMatchObject({
    items: { customer: 215, group: 310, account: 1 },
    unassigned: 2,
    budget: { knownLeft: 152, unknown: 60, knownSpent: 3 },
    customersTold: 210,
    transferCalls: 2 + 1 + 4,
    groupDays: 2,
    memberOnlyGroups: 7,
    pointsOfNoReturn: ['first-transfer', 'freeze'],
  })
})

test('the load of each successor counts what he holds now against his cap', () => {
  expect(previewOf(input()).bySuccessor).toEqual([
    { userid: 'zhou', customers: 150, groups: 310, holdsNow: 100, cap: 210, overCap: 40 },
    { userid: 'gao', customers: 60, groups: 0, holdsNow: 0, cap: null, overCap: 0 },
  ])
})

test('the budgets of all customers add up: none is counted twice or forgotten', () => {
  const { items: of, budget } = previewOf(input())
  expect(budget.knownLeft + budget.unknown + budget.knownSpent).toBe(of.customer)
})

test.each([
  ['nothing', { customers: 0, groups: 0 }, inHours(0.25)],
  ['one customer', { customers: 1, groups: 0 }, inHours(24.25)],
  ['thousands of customers: they wait side by side', { customers: 5_000, groups: 0 }, inHours(24.25)],
  ['300 groups', { customers: 0, groups: 300 }, inHours(0.25)],
  ['301 groups', { customers: 0, groups: 301 }, inHours(24.25)],
  ['901 groups and customers, side by side', { customers: 9, groups: 901 }, inHours(72.25)],
])('%s can be finished at the earliest then', (_, count, at) => {
  expect(earliestFinish(now, count)).toEqual(at)
})

test('the earliest finish counts from the agreed start', () => {
  const { plan } = input()
  expect(previewOf(input()).earliestFinish).toBe(
    earliestFinish(plan.transferStartAt, { customers: 215, groups: 310 }).toISOString(),
  )
})

test.each([
  ['resign', ['first-transfer', 'freeze']],
  ['dismiss', ['first-transfer', 'freeze']],
  ['move', ['first-transfer']],
  ['leave', ['first-transfer', 'give-back']],
] as const)('the points of no return of the trigger %s', (trigger, points) => {
  expect(pointsOfNoReturn(true, trigger)).toEqual(points)
})

test('without anything to send only the freeze is a point of no return', () => {
  expect(pointsOfNoReturn(false, 'resign')).toEqual(['freeze'])
  const { pointsOfNoReturn: points, transferCalls } = previewOf(input({ items: [] }))
  expect([points, transferCalls]).toEqual([['freeze'], 0])
})
