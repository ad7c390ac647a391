import { expect, test } from 'vitest'
import type { Holding } from './holding.ts'
import { afterSeeing } from './seen.ts'
import { anItem, inHours, now } from './test/builders.ts'

const withLeaver: Holding = { byLeaver: true, bySuccessors: [], byOther: null }
const withPlanned: Holding = { byLeaver: false, bySuccessors: ['zhou'], byOther: null }
const withAnother: Holding = { byLeaver: false, bySuccessors: ['gao'], byOther: null }
const withStranger: Holding = { byLeaver: false, bySuccessors: [], byOther: 'song' }
const withNobody: Holding = { byLeaver: false, bySuccessors: [], byOther: null }

const see = (status: number | null, held: Holding, how: { isLongMissing?: boolean; code?: number } = {}) =>
  afterSeeing(anItem({ state: 'waiting', code: how.code ?? null }), {
    record: status === null ? undefined : { status, takeoverAt: inHours(3) },
    held,
    isLongMissing: how.isLongMissing ?? false,
    now,
  })

test('taken over by the record and with the planned successor: notes come next', () => {
  expect(see(1, withPlanned)).toMatchObject({ state: 'restoring' })
})

test.each([1, 3, null])('with somebody else by hand, whatever the record says (%s): adopted', (status) => {
  expect(see(status, withStranger)).toMatchObject({ state: 'adopted', owner: 'song' })
})

test('with another successor than planned: that one is the successor now', () => {
  expect(see(1, withAnother)).toMatchObject({ state: 'restoring', successor: 'gao' })
})

test('on its way: looked at again when the record says it ends', () => {
  expect(see(2, withLeaver)).toMatchObject({ state: 'waiting', dueAt: inHours(3) })
})

test('declined and still with the leaver: somebody decides', () => {
  expect(see(3, withLeaver)).toMatchObject({ state: 'deciding', reason: 'REFUSED' })
})

test('an old "declined" says nothing while a transfer by hand is running', () => {
  expect(see(3, withLeaver, { code: 40129 })).toMatchObject({ state: 'waiting', dueAt: inHours(24) })
})

test('declined, and nobody holds him any more: gone, not a decision', () => {
  expect(see(3, withNobody)).toMatchObject({ state: 'gone' })
})

test('taken over by the record and in nobody’s list: it may lag, until it has been missing for long', () => {
  expect(see(1, withNobody)).toMatchObject({ state: 'restoring' })
  expect(see(1, withNobody, { isLongMissing: true })).toMatchObject({ state: 'gone' })
})

test.each([5, null])('no transfer by the record (%s) and still with the leaver: sent again', (status) => {
  expect(see(status, withLeaver)).toMatchObject({ state: 'planned' })
})
