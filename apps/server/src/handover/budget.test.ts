import { expect, test } from 'vitest'
import { budgetOf, type Budget, type Origin } from './budget.ts'
import { inDays, now } from './test/builders.ts'

const added: Origin = { addWay: 1, addedAt: inDays(-400) }
const moved = (daysAgo: number): Origin => ({ addWay: 202, addedAt: inDays(-daysAgo) })
// Shanghai's midnight begins the natural day.
const day = (text: string) => new Date(`${text}T00:00:00+08:00`)

test.each<[string, readonly Date[], Origin | null, Budget]>([
  ['no transfer is known: left', [], added, { known: 'left' }],
  ['an origin that cannot be read says nothing', [], null, { known: 'left' }],
  ['made by a transfer lately: somebody moved it, perhaps twice', [], moved(10), { known: 'unknown' }],
  ['made by a transfer long ago: left', [], moved(91), { known: 'left' }],
  ['one of ours: another may hide', [inDays(-10)], added, { known: 'unknown' }],
  ['one of ours long ago: left', [inDays(-91)], added, { known: 'left' }],
  [
    'two of ours: spent until the older one ends',
    [inDays(-60), inDays(-20)],
    added,
    { known: 'spent', freeAt: day('2026-12-12') },
  ],
  ['in any order', [inDays(-20), inDays(-60)], added, { known: 'spent', freeAt: day('2026-12-12') }],
  [
    'three: the second youngest counts',
    [inDays(-60), inDays(-20), inDays(-2)],
    added,
    { known: 'spent', freeAt: day('2027-01-21') },
  ],
  ['one of two long ago', [inDays(-91), inDays(-20)], added, { known: 'unknown' }],
])('%s', (_, own, origin, budget) => {
  expect(budgetOf(own, origin, now)).toEqual(budget)
})

test('90 days are natural days in Shanghai: free from midnight, whatever the hour of the transfer', () => {
  const late = new Date('2026-08-14T15:59:59Z') // 23:59:59 on the 14th in Shanghai
  const early = new Date('2026-08-13T16:00:00Z') // 00:00:00 on the 14th
  const midnight = new Date('2026-11-11T16:00:00Z') // the 12th begins
  for (const at of [early, late]) {
    expect(budgetOf([at, at], added, new Date(midnight.getTime() - 1))).toEqual({
      known: 'spent',
      freeAt: midnight,
    })
    expect(budgetOf([at, at], added, midnight)).toEqual({ known: 'left' })
  }
})

test.each([
  ['nothing spent yet', [], inDays(30), 'left'],
  ['one transfer that still counts on the day of the return', [inDays(-10)], inDays(30), 'spent'],
  ['one that no longer counts by then', [inDays(-80)], inDays(30), 'unknown'],
  ['back only after the lending itself no longer counts', [inDays(-10)], inDays(120), 'unknown'],
] as const)('for a loan the second transfer is kept for the return: %s', (_, own, back, known) => {
  expect(budgetOf(own, null, now, back).known).toBe(known)
})
