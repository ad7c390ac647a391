import { expect, test } from 'vitest'
import { masked } from './mask.ts'

test.each([
  ['王思敏', '王**'],
  ['欧阳', '欧**'],
  ['𠮷野家', '𠮷**'],
  ['', ''],
])('the name %s is shown as %s', (name, shown) => {
  expect(masked.name(name)).toBe(shown)
})

test('a phone keeps three and four digits, a landline the last four', () => {
  expect(masked.phone('138-0013-8000')).toBe('138****8000')
  expect(masked.phone('0571-88886666')).toBe('****6666')
})
