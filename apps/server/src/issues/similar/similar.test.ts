import { expect, test } from 'vitest'
import { parsePairs } from './pairs.ts'
import { shippedPairs, shippedSimilarity } from './shipped.ts'

const similarity = shippedSimilarity()

test('there are as many duplicate pairs as the bar asks for, and as many that only look alike', () => {
  const pairs = shippedPairs()
  expect(pairs.filter(({ same }) => same).length).toBeGreaterThanOrEqual(60)
  expect(pairs.filter(({ same }) => !same).length).toBeGreaterThanOrEqual(60)
})

test('the same problem in other words is closer than the same word with another problem', () => {
  const inOtherWords = similarity.score('打印机卡纸', '三楼那台打不出纸来')
  const sameWord = similarity.score('打印机卡纸', '打印机采购审批太慢')
  expect(inOtherWords).toBeGreaterThan(sameWord)
})

test('a score is symmetric, between 0 and 1, 1 for the same text and 0 for no text', () => {
  for (const { a, b } of shippedPairs()) {
    const score = similarity.score(a, b)
    expect(score).toBeGreaterThanOrEqual(0)
    expect(score).toBeLessThan(1)
    expect(similarity.score(b, a)).toBeCloseTo(score, 3)
  }
  expect(similarity.score('ＶＰＮ 连不上', 'vpn 连不上')).toBe(1)
  expect(similarity.score('', 'vpn 连不上')).toBe(0)
})

// How often a duplicate is before a pair that only looks alike, on pairs that were never learnt from.
test('unseen pairs are put in the right order', () => {
  const scored = shippedPairs('unseen-pairs').map(({ a, b, same }) => ({
    same,
    score: similarity.score(a, b),
  }))
  const [same, other] = [scored.filter((one) => one.same), scored.filter((one) => !one.same)]
  const wins = same.flatMap(({ score }) =>
    other.map((one) => (score > one.score ? 1 : score === one.score ? 0.5 : 0)),
  )
  expect(wins.reduce((sum: number, win) => sum + win, 0) / wins.length).toBeGreaterThanOrEqual(0.9)
})

test('the duplicate is among the first five of a corpus, with a reason, on pairs never learnt from', () => {
  const corpus = similarity.corpus()
  const pairs = [...shippedPairs('unseen-pairs'), ...shippedPairs()]
  for (const [index, { b }] of pairs.entries()) corpus.add({ id: index, text: b })
  const asked = pairs.flatMap((pair, index) =>
    pair.same && index < shippedPairs('unseen-pairs').length ? [{ ...pair, index }] : [],
  )
  const found = asked.filter(({ a, index }) => {
    const matches = corpus.match({ id: 'asked', text: a }, 5)
    expect(matches.every(({ reason }) => reason.length > 3)).toBe(true)
    return matches.some(({ id }) => id === index)
  })
  expect(found.length / asked.length).toBeGreaterThanOrEqual(0.65)
})

test('an issue is no match of itself; a pasted copy under another id is the first', () => {
  const corpus = similarity.corpus()
  corpus.add({ id: 'a', text: '三楼打印机卡纸' })
  corpus.add({ id: 'b', text: '三楼打印机卡纸' })
  corpus.add({ id: 'c', text: '三楼会议室打印机没墨' })
  const matches = corpus.match({ id: 'a', text: '三楼打印机卡纸' }, 5)
  expect(matches.map(({ id }) => id)).toEqual(['b', 'c'])
  expect(matches[0]).toEqual({ id: 'b', score: 1, reason: '文字相同' })
})

test('a copy with another number or ending is nearly certain', () => {
  expect(
    similarity.score('支付回调收不到，客户等了半天 10086', '支付回调收不到，客户等了半天 10087'),
  ).toBeGreaterThan(0.7)
  expect(similarity.score('食堂今天中午排队排到门外', '食堂今天中午排队排到门外了')).toBeGreaterThan(0.7)
})

test('what shares nothing is no candidate', () => {
  const corpus = similarity.corpus()
  corpus.add({ id: 1, text: '食堂排队' })
  expect(corpus.match({ id: 2, text: 'vpn' }, 5)).toEqual([])
  expect(corpus.match({ id: 3, text: '' }, 5)).toEqual([])
})

test('a pair that is written wrongly is refused with its line', () => {
  expect(() => parsePairs('# x\n= 甲 乙', 'file')).toThrow(/file:2/)
})
