import type { Draft } from '@jieli/contract'
import { expect, test } from 'vitest'
import type { Ability, Person } from '../directory/index.ts'
import { checkDraft, checkPeople, type CreateRefusal } from './begin.ts'
import { aDraft, aRule, inDays, inHours, now, seats } from './test/builders.ts'

test('a sound draft becomes the plan the four approve', () => {
  expect(checkDraft(aDraft({ successors: [{ userid: 'zhou', cap: 300 }, { userid: 'gao' }] }), now)).toEqual({
    ok: true,
    value: {
      rules: [aRule({ fallbacks: ['gao'] })],
      successors: [
        { userid: 'zhou', cap: 300 },
        { userid: 'gao', cap: null },
      ],
      approvers: seats,
      transferStartAt: inHours(1),
      freezeAt: inDays(4),
    },
  })
})

test.each<[CreateRefusal, string, Partial<Draft>, Record<string, unknown>]>([
  ['SAME_PERSON', 'the leaver succeeds himself', { leaver: 'zhou' }, { userid: 'zhou' }],
  [
    'RULE_NAMES_NO_SUCCESSOR',
    'a rule gives to a stranger',
    { rules: [aRule({ to: 'stranger' })] },
    { people: ['stranger'] },
  ],
  [
    'RULE_NAMES_NO_SUCCESSOR',
    'a fall-back is a stranger',
    { rules: [aRule({ fallbacks: ['other', 'other'] })] },
    { people: ['other'] },
  ],
  ['DEADLINE_PAST', 'the freeze is in the past', { freezeAt: inHours(-1).toISOString() }, {}],
  ['DEADLINE_PAST', 'the freeze is now', { freezeAt: now.toISOString() }, {}],
  [
    'DEADLINE_BEFORE_START',
    'the freeze comes before the start',
    { transferStartAt: inDays(5).toISOString() },
    {},
  ],
  [
    'DEADLINE_BEFORE_START',
    'the freeze comes at the start',
    { transferStartAt: inDays(4).toISOString() },
    {},
  ],
  [
    'APPROVER_CONFLICT',
    'the leaver approves',
    { approvers: { ...seats, hr: 'lin' } },
    { seat: 'hr', person: 'lin' },
  ],
  [
    'APPROVER_CONFLICT',
    'a successor approves',
    { approvers: { ...seats, admin: 'gao' } },
    { seat: 'admin', person: 'gao' },
  ],
  [
    'APPROVER_CONFLICT',
    'the initiator approves',
    { approvers: { ...seats, manager: 'sumin' } },
    { seat: 'manager', person: 'sumin' },
  ],
  [
    'APPROVER_CONFLICT',
    'the leaver approves in capitals',
    { approvers: { ...seats, hr: 'LIN' } },
    { seat: 'hr' },
  ],
])('%s when %s', (why, _, over, facts) => {
  const checked = checkDraft(aDraft(over), now)
  expect(checked).toMatchObject({ ok: false, why, facts })
})

test('WeCom tells no capitals from small letters in a userid, so a successor in capitals is the leaver', () => {
  const checked = checkDraft(aDraft({ leaver: 'ZHOU' }), now)
  expect(checked).toMatchObject({ ok: false, why: 'SAME_PERSON' })
})

function aPerson(over: Partial<Person> = {}): Person {
  return {
    userid: 'lin',
    departments: [1],
    mainDepartment: 1,
    leads: [],
    leaders: [],
    status: 'active',
    changedAt: now,
    seenAt: now,
    ...over,
  }
}

test.each<[string, Person | undefined, boolean]>([
  ['is not in contacts', undefined, false],
  ['was deleted', aPerson({ status: 'deleted' }), false],
  ['has left the company', aPerson({ status: 'left' }), false],
  ['is active', aPerson(), true],
  ['is disabled already', aPerson({ status: 'disabled' }), true],
  ['never activated his account', aPerson({ status: 'inactive' }), true],
])('a leaver who %s', (_, leaver, ok) => {
  expect(checkPeople(leaver, [{ userid: 'zhou', can: 'yes' }])).toMatchObject(
    ok ? { ok } : { ok, why: 'LEAVER_UNKNOWN' },
  )
})

test.each<[Ability, CreateRefusal | 'ok']>([
  [{ userid: 'zhou', can: 'yes' }, 'ok'],
  [{ userid: 'zhou', can: 'unknown', why: 'NOT_READABLE' }, 'ok'],
  [{ userid: 'zhou', can: 'no', why: 'DELETED' }, 'SUCCESSOR_UNKNOWN'],
  [{ userid: 'zhou', can: 'no', why: 'LEFT' }, 'SUCCESSOR_UNKNOWN'],
  [{ userid: 'zhou', can: 'no', why: 'DISABLED' }, 'SUCCESSOR_INACTIVE'],
  [{ userid: 'zhou', can: 'no', why: 'NOT_ACTIVATED' }, 'SUCCESSOR_INACTIVE'],
  [{ userid: 'zhou', can: 'no', why: 'NO_CUSTOMER_CONTACT' }, 'SUCCESSOR_WITHOUT_CUSTOMER_CONTACT'],
])('a successor of whom is known %j: %s', (ability, why) => {
  const checked = checkPeople(aPerson(), [{ userid: 'gao', can: 'yes' }, ability])
  expect(checked).toMatchObject(why === 'ok' ? { ok: true } : { ok: false, why, facts: { userid: 'zhou' } })
})
