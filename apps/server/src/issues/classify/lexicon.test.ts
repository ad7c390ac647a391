import { expect, test } from 'vitest'
import { BadLexicon, parseLexicon, type Lexicon } from './lexicon.ts'
import { shippedLexicon } from './shipped.ts'

const cues = { strong: ['甲'], plain: [], weak: [] }
const small = {
  format: 1,
  name: 'test',
  weights: { strong: 2, plain: 1, weak: 0.5 },
  categories: [
    { name: '一', subcategories: [{ name: '子', cues }] },
    { name: '二', subcategories: [{ name: '子', cues: { strong: ['乙'] } }] },
  ],
}

const problemsOf = (lexicon: unknown): string => {
  try {
    parseLexicon(typeof lexicon === 'string' ? lexicon : JSON.stringify(lexicon))
  } catch (error) {
    if (error instanceof BadLexicon) return error.message
    throw error
  }
  return ''
}
const withCue = (cue: string) => ({
  ...small,
  categories: [small.categories[0], { name: '二', subcategories: [{ name: '子', cues: { strong: [cue] } }] }],
})

test('the shipped lexicon holds the four categories and what the bar asks of cues', () => {
  const { categories } = shippedLexicon()
  expect(categories.map(({ name }) => name)).toEqual(['技术', '流程', '人员', '工具'])
  const count = (lexicon: Lexicon) =>
    lexicon.categories
      .flatMap(({ subcategories }) => subcategories)
      .reduce((sum, { cues: { strong, plain, weak } }) => sum + strong.length + plain.length + weak.length, 0)
  expect(count(shippedLexicon())).toBeGreaterThan(600)
})

test('a small lexicon of other categories is good', () => {
  expect(problemsOf(small)).toBe('')
  expect(problemsOf(`\uFEFF${JSON.stringify(small)}`)).toBe('')
})

test.each([
  ['{', /not JSON/],
  [{ ...small, format: 2 }, /^format/],
  [{ ...small, wieghts: {} }, /wieghts/],
  [{ ...small, categories: [small.categories[0]] }, /^categories/],
  [{ ...small, categories: [small.categories[0], small.categories[0]] }, /「一」出现两次/],
  [{ ...small, weights: { strong: '2', plain: 1, weak: 1 } }, /^weights\.strong/],
  [withCue('(甲|乙'), /二\.子: 「\(甲\|乙」括号/],
  [withCue('…甲'), /…/],
  [withCue('甲||乙(|丙)'), /empty choice/],
  [withCue('{nothing}…坏'), /unknown set/],
  [withCue(' '), /blank/],
])('a mistake is told with its place: %#', (lexicon, told) => {
  expect(problemsOf(lexicon)).toMatch(told)
})

test('every mistake is told at once', () => {
  const twice = { strong: ['甲', '甲'], plain: ['…'] }
  const both = {
    ...small,
    categories: [...small.categories, { name: '三', subcategories: [{ name: '子', cues: twice }] }],
  }
  expect(problemsOf(both).split('\n')).toHaveLength(2)
})
