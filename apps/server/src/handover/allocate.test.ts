import { expect, test } from 'vitest'
import { allocateCustomers, allocateGroups, type Assignment, type HeldCustomer } from './allocate.ts'
import { aRule, inDays, now } from './test/builders.ts'

const tagIds = (written: string) =>
  ({ VIP: ['et1'], '等级/VIP': ['et1'], 普通: ['et2', 'et3'] })[written] ?? []

function aCustomer(over: Partial<HeldCustomer> = {}): HeldCustomer {
  return { subject: 'wm1', tags: [], addedAt: now, ...over }
}

const vip = aRule({ when: { by: 'tag', tags: ['VIP'] }, to: 'gao' })
const old = aRule({ when: { by: 'added-before', at: inDays(-30).toISOString() }, to: 'han' })
const one = aRule({ when: { by: 'item', subjects: ['wm7'] }, to: 'one' })
const rest = aRule({ to: 'zhou' })

test.each<[string, Partial<HeldCustomer>, string | undefined]>([
  ['by its tag', { tags: ['et1'] }, 'gao'],
  [
    'by the first rule that matches, although a later one matches too',
    { tags: ['et1'], addedAt: inDays(-31) },
    'gao',
  ],
  ['by its age', { addedAt: inDays(-31) }, 'han'],
  ['not by its age on the very moment', { addedAt: inDays(-30) }, 'zhou'],
  ['by name', { subject: 'wm7' }, 'one'],
  ['to the rest, with a tag nobody asked for', { tags: ['et9'] }, 'zhou'],
])('a customer is given %s', (_, customer, to) => {
  const held = aCustomer(customer)
  expect(allocateCustomers([held], [vip, old, one, rest], tagIds).get(held.subject)?.to).toBe(to)
})

test('a tag is found by its id, its name, or group and name; a name of two tags means both', () => {
  const to = (tags: string[], has: string) =>
    allocateCustomers([aCustomer({ tags: [has] })], [aRule({ when: { by: 'tag', tags } })], tagIds).get('wm1')
  expect(to(['VIP'], 'et1')).not.toBeNull()
  expect(to(['等级/VIP'], 'et1')).not.toBeNull()
  expect(to(['普通'], 'et3')).not.toBeNull()
  expect(to(['unknown'], 'et1')).toBeNull()
})

test('without a rule that matches nobody is guessed', () => {
  expect(allocateCustomers([aCustomer()], [vip], tagIds).get('wm1')).toBeNull()
})

test('fall-backs keep their order, and nobody is his own fall-back', () => {
  const rule = aRule({ to: 'zhou', fallbacks: ['gao', 'zhou', 'han'] })
  expect(allocateCustomers([aCustomer()], [rule], tagIds).get('wm1')).toEqual({
    to: 'zhou',
    fallbacks: ['gao', 'han'],
  })
})

test('every customer gets exactly one answer, whatever the rules', () => {
  const held = Array.from({ length: 500 }, (_, n) =>
    aCustomer({ subject: `wm${n}`, tags: n % 3 === 0 ? ['et1'] : [], addedAt: inDays(-n) }),
  )
  const given = allocateCustomers(held, [vip, old, one], tagIds)
  expect([...given.keys()]).toEqual(held.map(({ subject }) => subject))
  for (const { subject, tags } of held) if (tags.includes('et1')) expect(given.get(subject)?.to).toBe('gao')
})

const given = new Map<string, Assignment>([
  ['a', { to: 'zhou', fallbacks: [] }],
  ['b', { to: 'gao', fallbacks: [] }],
  ['c', { to: 'gao', fallbacks: [] }],
  ['lost', null],
])
const rules = [aRule({ to: 'zhou', fallbacks: ['han'] }), aRule({ to: 'gao' })]

test.each<[string, readonly string[], string]>([
  ['goes to whoever receives most of its customers', ['a', 'b', 'c'], 'gao'],
  ['with a tie goes to the receiver of the earlier rule', ['a', 'b'], 'zhou'],
  ['without customers of the leaver goes to the receiver of the last rule', ['stranger'], 'gao'],
  ['whose customers have no receiver goes there too', ['lost'], 'gao'],
])('a group %s', (_, customers, to) => {
  expect(allocateGroups([{ subject: 'wr1', customers }], given, rules).get('wr1')?.to).toBe(to)
})

test('the fall-backs of a group are all others whom a rule names', () => {
  expect(allocateGroups([{ subject: 'wr1', customers: ['a'] }], given, rules).get('wr1')).toEqual({
    to: 'zhou',
    fallbacks: ['han', 'gao'],
  })
})

test('a group with no rule at all has no receiver', () => {
  expect(allocateGroups([{ subject: 'wr1', customers: ['a'] }], new Map(), []).get('wr1')).toBeNull()
})
