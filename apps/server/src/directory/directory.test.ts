import { describe, expect, test } from 'vitest'
import { abilityOf, changesBetween, isPlausible, isSame, statusOf, type Shown } from './directory.ts'

const aPerson = (over: Partial<Shown> = {}): Shown => ({
  userid: 'wang',
  name: '王敏',
  departments: [2],
  mainDepartment: 2,
  leads: [],
  leaders: [],
  status: 'active',
  ...over,
})

test('the numbers of WeCom are statuses, and a new number is unknown, not active', () => {
  expect([1, 2, 4, 5, 3, 0].map(statusOf)).toEqual([
    'active',
    'disabled',
    'inactive',
    'left',
    'unknown',
    'unknown',
  ])
})

describe('changes', () => {
  test.each([
    ['frozen', { status: 'active' }, { status: 'disabled' }, ['disabled']],
    ['unfrozen', { status: 'disabled' }, { status: 'active' }, ['enabled']],
    ['unfrozen before activation', { status: 'disabled' }, { status: 'inactive' }, ['enabled']],
    ['activated', { status: 'inactive' }, { status: 'active' }, ['activated']],
    ['left', { status: 'active' }, { status: 'left' }, ['left']],
    ['moved', { departments: [2] }, { departments: [2, 3] }, ['moved']],
    ['the same in another order', { departments: [2, 3] }, { departments: [3, 2] }, []],
    ['renamed and frozen', { name: '甲' }, { name: '乙', status: 'disabled' }, ['disabled', 'renamed']],
    ['first seen', { status: 'unknown', name: '', departments: [] }, { status: 'disabled' }, []],
  ] as const)('%s', (_, before, after, what) => {
    expect(changesBetween(aPerson(before as Partial<Shown>), aPerson(after as Partial<Shown>))).toEqual(what)
  })

  test('an order of departments is no reason to write', () => {
    expect(isSame(aPerson({ departments: [2, 3] }), aPerson({ departments: [3, 2] }))).toBe(true)
    expect(isSame(aPerson(), aPerson({ leaders: ['li'] }))).toBe(false)
  })
})

test('ability says no more than can be known', () => {
  expect(abilityOf('a', 'active', 'authorized')).toEqual({ userid: 'a', can: 'yes' })
  expect(abilityOf('a', 'disabled', 'authorized')).toMatchObject({ can: 'no', why: 'DISABLED' })
  expect(abilityOf('a', 'active', 'unauthorized')).toMatchObject({ can: 'no', why: 'NO_CUSTOMER_CONTACT' })
  expect(abilityOf('a', 'unknown', 'authorized')).toMatchObject({ can: 'unknown' })
  expect(abilityOf('a', undefined, 'unsaid')).toMatchObject({ can: 'unknown', why: 'NOT_READABLE' })
})

test('a listing that lost half of the company is not believed, a small one may', () => {
  expect(isPlausible(4, 3)).toBe(true)
  expect(isPlausible(1_000, 40)).toBe(true)
  expect(isPlausible(1_000, 600)).toBe(false)
})
