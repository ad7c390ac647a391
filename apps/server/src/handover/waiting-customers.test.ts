import { expect, test } from 'vitest'
import { presenceOf, whyWaiting } from './waiting-customers.ts'

test.each([
  ['deciding', 'REFUSED', 'refused'],
  ['parked', 'UNKNOWN_CODE', 'undecided'],
  ['excepted', 'REFUSED', 'excepted'],
  ['waiting', null, 'in-transfer'],
] as const)('%s for %s: %s', (state, reason, why) => {
  expect(whyWaiting(state, reason)).toBe(why)
})

test('somebody who is not in the contacts cannot answer', () => {
  expect(presenceOf(undefined)).toBe('gone')
  expect(presenceOf({ status: 'left' })).toBe('gone')
  expect(presenceOf({ status: 'disabled' })).toBe('frozen')
  expect(presenceOf({ status: 'active' })).toBe('there')
})
