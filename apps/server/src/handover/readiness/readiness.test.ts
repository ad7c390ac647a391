import { expect, test } from 'vitest'
import { findingsOf, isTimeFor, monthOf } from './readiness.ts'

const good = { customers: 100, unremarked: 0, untagged: 0, groups: 3, lonely: 0, successors: 2, full: 0 }

test.each([
  ['all is well', {}, []],
  ['nobody else may serve customers', { successors: 0 }, ['no-successor']],
  ['all others were refused as full', { successors: 2, full: 2 }, ['successors-full']],
  ['one of two is full', { full: 1 }, []],
  ['a group with one insider', { lonely: 1 }, ['lonely-groups']],
  ['a fifth without remark', { unremarked: 20 }, ['unremarked']],
  ['less than a fifth', { unremarked: 19, untagged: 19 }, []],
  ['a fifth, but only four', { customers: 10, unremarked: 4, untagged: 4 }, []],
  [
    'everything',
    { successors: 0, lonely: 2, unremarked: 50, untagged: 50 },
    ['no-successor', 'lonely-groups', 'unremarked', 'untagged'],
  ],
  ['holds nothing, and nobody could take it', { customers: 0, groups: 0, successors: 0 }, []],
] as const)('%s', (_, differs, findings) => {
  expect(findingsOf({ ...good, ...differs })).toEqual(findings)
})

test('the month turns at midnight in Shanghai, the card waits for nine o’clock', () => {
  expect(monthOf(new Date('2026-11-30T15:59:59Z'))).toBe('2026-11')
  expect(monthOf(new Date('2026-11-30T16:00:00Z'))).toBe('2026-12')
  expect(isTimeFor(new Date('2026-12-01T08:59:00+08:00'))).toBe(false)
  expect(isTimeFor(new Date('2026-12-01T09:00:00+08:00'))).toBe(true)
  expect(isTimeFor(new Date('2026-12-15T00:00:00+08:00'))).toBe(true)
})
