import { expect, test } from 'vitest'
import { readJson } from './json.ts'

test('a number beyond 2^53 keeps every digit as text, others stay numbers', () => {
  const text =
    '{"big":9007199254740993,"neg":-9007199254740993,"safe":9007199254740991,"part":0.12345678901234567,"e":1e3,"list":[12345678901234567890]}'
  expect(readJson(text)).toEqual({
    big: '9007199254740993',
    neg: '-9007199254740993',
    safe: 9007199254740991,
    part: Number('0.12345678901234567'),
    e: 1000,
    list: ['12345678901234567890'],
  })
})

test('digits inside strings are left alone, whatever is escaped around them', () => {
  const value = { 'k"1': 'a \\" 9007199254740993 \\\\', '9007199254740993': '卡"9007199254740993"', n: 5 }
  expect(readJson(JSON.stringify(value))).toEqual(value)
})

test('reads whatever JSON.parse reads the same way', () => {
  let seed = 7
  const next = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below
  const word = () => Array.from({ length: next(12) }, () => '"\\\n0123456789{}[]:,eE.-中'[next(22)]).join('')
  const make = (deep: number): unknown => {
    const kind = next(deep > 3 ? 3 : 5)
    if (kind === 0) return next(1_000_000) * 1_000_003
    if (kind === 1) return word()
    if (kind === 2) return next(2) === 0 ? null : next(1_000) / 7
    if (kind === 3) return Array.from({ length: next(5) }, () => make(deep + 1))
    return Object.fromEntries(Array.from({ length: next(5) }, () => [word(), make(deep + 1)]))
  }
  for (let run = 0; run < 500; run += 1) {
    // The long run of digits forces the slow path.
    const text = JSON.stringify({ forced: '1234567890123456', value: make(0) })
    expect(readJson(text)).toEqual(JSON.parse(text))
  }
})

test('what is not JSON throws', () => {
  for (const text of ['', '<html>', '{"a":1', '{"a":1}{"b":2}', '{"a":12345678901234567']) {
    expect(() => readJson(text)).toThrow(SyntaxError)
  }
})
