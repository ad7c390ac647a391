import { expect, test } from 'vitest'
import { days, hours, later, minutes, seconds } from '../platform/clock.ts'
import { freeAt, shanghaiMidnight, slotOf, type WindowName } from './gateway.ts'

const at = (text: string) => new Date(text)
const counts = (window: WindowName, used: Date, now: Date) =>
  slotOf(window, used).slot > slotOf(window, now).since

test('a business day begins at midnight in Shanghai', () => {
  expect(shanghaiMidnight(at('2026-11-20T15:59:59Z'))).toEqual(at('2026-11-19T16:00:00Z'))
  expect(shanghaiMidnight(at('2026-11-20T16:00:00Z'))).toEqual(at('2026-11-20T16:00:00Z'))
})

test('whatever was used in the last minute counts, and a little more', () => {
  const now = at('2026-11-20T01:00:03Z')
  for (const ago of [0, 1, 30_000, 59_999, 60_000]) expect(counts('minute', later(now, -ago), now)).toBe(true)
  expect(counts('minute', later(now, -seconds(71)), now)).toBe(false)
  expect(counts('hour', later(now, -minutes(60)), now)).toBe(true)
  expect(counts('hour', later(now, -minutes(71)), now)).toBe(false)
})

test.each([
  ['day', '2026-11-20T15:59:00Z', '2026-11-20T15:59:59Z', true],
  ['day', '2026-11-20T15:59:00Z', '2026-11-20T16:00:00Z', false],
  ['month', '2026-11-01T02:00:00Z', '2026-11-30T02:00:00Z', true],
  ['month', '2026-10-01T02:00:00Z', '2026-11-02T02:00:00Z', false],
  ['90 days', '2026-08-01T02:00:00Z', '2026-10-29T02:00:00Z', true],
  ['90 days', '2026-08-01T02:00:00Z', '2026-10-30T02:00:00Z', false],
] as const)('%s: used at %s, does it count at %s? %s', (window, used, now, yes) => {
  expect(counts(window, at(used), at(now))).toBe(yes)
})

test('at the promised moment the oldest use has stopped counting, and a moment before it had not', () => {
  for (const window of ['minute', 'hour', 'day', 'month', '90 days'] as const) {
    for (const used of [
      at('2026-11-20T01:00:03Z'),
      at('2026-11-20T15:59:59.999Z'),
      at('2026-02-28T16:00:00Z'),
    ]) {
      const { slot } = slotOf(window, used)
      const free = freeAt(window, slot)
      expect(counts(window, used, free), window).toBe(false)
      expect(counts(window, used, later(free, -1)), window).toBe(true)
    }
  }
})

test('a row is kept while it can count', () => {
  const used = at('2026-11-20T01:00:03Z')
  for (const [window, ms] of [
    ['minute', minutes(1)],
    ['hour', hours(1)],
    ['day', days(1)],
    ['90 days', days(90)],
  ] as const) {
    expect(slotOf(window, used).dropAt.getTime() - used.getTime()).toBeGreaterThanOrEqual(ms)
  }
})
