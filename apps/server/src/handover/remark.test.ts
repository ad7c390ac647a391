import { expect, test } from 'vitest'
import { isRestored, restoreOf, type Notes } from './remark.ts'

function notes(over: Partial<Notes> = {}): Notes {
  return { remark: '', description: '', company: '', mobiles: [], tags: [], ...over }
}

const saved = notes({
  remark: '城西店王老板',
  description: '月底结账',
  company: '城西食品',
  mobiles: ['13800000001', '13800000002'],
  tags: ['et1', 'et2'],
})

test('everything the leaver noted is written to an empty relation', () => {
  expect(restoreOf(saved, notes())).toEqual({
    remark: {
      remark: '城西店王老板',
      description: '月底结账',
      remark_company: '城西食品',
      remark_mobiles: ['13800000001', '13800000002'],
    },
    addTags: ['et1', 'et2'],
  })
})

test('what the successor wrote himself stays', () => {
  const own = notes({
    remark: '我的备注',
    description: '我的描述',
    company: '我的公司',
    mobiles: ['139'],
    tags: ['et2', 'et9'],
  })
  expect(restoreOf(saved, own)).toEqual({
    remark: { remark_mobiles: ['139', '13800000001', '13800000002'] },
    addTags: ['et1'],
  })
})

test.each<[string, Notes, Notes, boolean]>([
  ['nothing was noted', notes(), notes({ tags: ['et9'] }), true],
  ['all is there', saved, saved, true],
  [
    'all is there in another order',
    saved,
    { ...saved, tags: ['et2', 'et1'], mobiles: [...saved.mobiles].reverse() },
    true,
  ],
  ['a tag is missing', saved, { ...saved, tags: ['et1'] }, false],
  ['a number is missing', saved, { ...saved, mobiles: ['13800000001'] }, false],
  ['the description is missing', saved, { ...saved, description: '' }, false],
])('restored when %s: %s', (_, before, present, is) => {
  expect(isRestored(before, present)).toBe(is)
})

test('writing what is asked for leaves nothing to write', () => {
  for (const present of [notes(), notes({ remark: 'x' }), notes({ tags: ['et2'], mobiles: ['1'] })]) {
    const { remark, addTags } = restoreOf(saved, present)
    const after = notes({
      remark: remark?.remark ?? present.remark,
      description: remark?.description ?? present.description,
      company: remark?.remark_company ?? present.company,
      mobiles: remark?.remark_mobiles ?? present.mobiles,
      tags: [...present.tags, ...addTags],
    })
    expect(isRestored(saved, after)).toBe(true)
  }
})
