import { expect, test } from 'vitest'
import { checkRules, fewestPeopleFor, policyFor, type PolicyRule } from './policy.ts'

const asks = { minPeople: 4, inOrder: true, decideHours: 72, remindHours: 24 }
const two = { ...asks, minPeople: 2 }
const rules: readonly PolicyRule[] = [
  { trigger: 'leave', below: 50, ...two },
  { trigger: 'dismiss', ...asks },
  { below: 20, ...asks, minPeople: 3 },
  asks,
]

test.each([
  ['leave', 49, 0],
  ['leave', 50, 3],
  ['dismiss', 3, 1],
  ['resign', 19, 2],
  ['resign', 1286, 3],
  ['something new', 0, 2],
])('%s of %i items takes rule %i', (trigger, items, place) => {
  expect(policyFor(rules, trigger, items)).toEqual({ place, rule: rules[place] })
})

test('before its size is known a handover is asked for the fewest people it may need', () => {
  expect(fewestPeopleFor(rules, 'leave')).toBe(2)
  expect(fewestPeopleFor(rules, 'resign')).toBe(3)
  expect(fewestPeopleFor(rules, 'dismiss')).toBe(4)
})

test.each<[string, readonly PolicyRule[], object]>([
  ['NO_RULE_FOR_ALL', [], {}],
  ['NO_RULE_FOR_ALL', [{ ...asks, trigger: 'leave' }], {}],
  ['NO_RULE_FOR_ALL', [{ ...asks, below: 10 }], {}],
  ['RULE_NEVER_USED', [asks, asks], { place: 2 }],
  ['RULE_NEVER_USED', [{ ...asks, below: 50 }, { ...asks, below: 20, trigger: 'leave' }, asks], { place: 2 }],
  ['REMINDS_TOO_LATE', [{ ...asks, remindHours: 73 }], { place: 1 }],
])('%s', (why, wrong, facts) => {
  expect(checkRules(wrong)).toMatchObject({ ok: false, why, facts })
})

test('a narrower rule before a wider one is used', () => {
  expect(checkRules(rules).ok).toBe(true)
})
