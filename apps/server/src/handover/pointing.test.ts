import { expect, test } from 'vitest'
import { minimumCalls, nextBatch } from './batch.ts'
import { replaced } from './carriers/pointing.ts'
import { holdingOf } from './holding.ts'
import { afterCode, afterLooking } from './outcome.ts'
import { assignPointed } from './pointing.ts'
import { anItem, inDays, now } from './test/builders.ts'

const out = { giver: 'lin', taker: 'zhou', keepsGiver: false }
const back = { giver: 'zhou', taker: 'lin', keepsGiver: false }

test.each([
  ['alone', ['lin'], out, ['zhou']],
  ['in his place, others stay', ['han', 'lin', 'song'], out, ['han', 'zhou', 'song']],
  ['the successor is there already', ['zhou', 'lin'], out, ['zhou']],
  ['ids in other letters', ['Lin', 'song'], out, ['zhou', 'song']],
  ['done', ['zhou'], out, null],
  ['given to another by hand', ['han'], out, null],
  ['back', ['zhou', 'song'], back, ['lin', 'song']],
  ['back, and the successor was there before', ['zhou'], { ...back, keepsGiver: true }, ['zhou', 'lin']],
  ['back is done', ['zhou', 'lin'], { ...back, keepsGiver: true }, null],
] as const)('%s', (_, users, swap, then) => {
  expect(replaced(users, swap)).toEqual(then)
})

const sides = { giver: 'lin', takers: ['zhou', 'gao'], keepsGiver: false }

test('as long as the leaver is in it, it is his; then whoever of the successors is, else somebody by hand', () => {
  expect(holdingOf(['lin', 'zhou'], sides)).toMatchObject({ byLeaver: true, bySuccessors: [] })
  expect(holdingOf(['gao', 'han'], sides)).toMatchObject({ byLeaver: false, bySuccessors: ['gao'] })
  expect(holdingOf(['han'], sides)).toEqual({ byLeaver: false, bySuccessors: [], byOther: 'han' })
  expect(holdingOf(null, sides)).toEqual({ byLeaver: false, bySuccessors: [], byOther: null })
  const returning = { giver: 'zhou', takers: ['lin'], keepsGiver: true }
  expect(holdingOf(['zhou'], returning)).toMatchObject({ byLeaver: true })
  expect(holdingOf(['zhou', 'lin'], returning)).toMatchObject({ byLeaver: false, bySuccessors: ['lin'] })
})

test('read back, it is verified; still with the leaver, it is planned again; an unknown code parks it', () => {
  const code = anItem({ kind: 'code', state: 'waiting' })
  expect(afterLooking(code, holdingOf(['zhou'], sides), now)).toMatchObject({
    state: 'verified',
    successor: 'zhou',
  })
  expect(afterLooking(code, holdingOf(['lin'], sides), now)).toMatchObject({ state: 'planned' })
  expect(afterCode(code, 0, now)).toMatchObject({ state: 'waiting', dueAt: now })
  expect(afterCode(code, 999_999, now)).toMatchObject({ state: 'parked', reason: 'UNKNOWN_CODE' })
  expect(afterCode(code, 40058, now)).toMatchObject({ state: 'deciding', reason: 'NOT_MOVABLE' })
  // The code of a customer without a relation says nothing of a contact code.
  expect(afterCode(code, 84061, now)).toMatchObject({ state: 'parked' })
})

test('one call each, before the customers', () => {
  const items = [
    anItem({ subject: 'wm1', state: 'planned' }),
    anItem({ kind: 'code', subject: 'c1', state: 'planned' }),
    anItem({ kind: 'seat', subject: 's1', state: 'planned' }),
  ]
  const batch = nextBatch(items, { now, freezeAt: inDays(9), groupsSentToday: 0 })
  expect(batch?.items.map(({ subject }) => subject)).toEqual(['c1'])
  expect(minimumCalls(items)).toBe(3)
})

test('a rule can name one, the rest goes to whoever gets the rest', () => {
  const rules = [
    { when: { by: 'item' as const, subjects: ['c1'] }, to: 'zhou', fallbacks: [] },
    { when: { by: 'rest' as const }, to: 'gao', fallbacks: ['han'] },
  ]
  expect(assignPointed(rules, 'c1')).toEqual({ to: 'zhou', fallbacks: [] })
  expect(assignPointed(rules, 'c2')).toEqual({ to: 'gao', fallbacks: ['han'] })
  expect(assignPointed([], 'c2')).toBeNull()
})
