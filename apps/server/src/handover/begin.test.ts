import type { Draft, Trigger } from '@jieli/contract'
import { expect, test } from 'vitest'
import type { Ability, Person } from '../directory/index.ts'
import { checkDraft, checkPeople, datesOf, type CreateRefusal } from './begin.ts'
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

test.each<[string, Person | undefined, CreateRefusal | 'ok', CreateRefusal | 'ok']>([
  ['is not in contacts', undefined, 'LEAVER_UNKNOWN', 'LEAVER_UNKNOWN'],
  ['was deleted', aPerson({ status: 'deleted' }), 'ok', 'LEAVER_GONE'],
  ['has left the company', aPerson({ status: 'left' }), 'ok', 'LEAVER_GONE'],
  ['is active', aPerson(), 'ok', 'ok'],
  ['is disabled already', aPerson({ status: 'disabled' }), 'ok', 'ok'],
  ['never activated his account', aPerson({ status: 'inactive' }), 'ok', 'ok'],
])('a leaver who %s', (_, leaver, whenLeaving, whenOnLeave) => {
  const of = (trigger: Trigger) => {
    const checked = checkPeople(leaver, [{ userid: 'zhou', can: 'yes' }], trigger)
    return checked.ok ? 'ok' : checked.why
  }
  expect([of('resign'), of('dismiss')]).toEqual([whenLeaving, whenLeaving])
  expect([of('leave'), of('move')]).toEqual([whenOnLeave, whenOnLeave])
})

test('a long leave needs a date of return, after everything is handed over', () => {
  const leave = (returnAt?: Date) =>
    checkDraft(aDraft({ trigger: 'leave', ...(returnAt ? { returnAt: returnAt.toISOString() } : {}) }), now)
  expect(leave()).toMatchObject({ ok: false, why: 'RETURN_MISSING' })
  expect(leave(inDays(4))).toMatchObject({ ok: false, why: 'RETURN_TOO_EARLY' })
  expect(leave(inDays(5)).ok).toBe(true)
})

test('what belongs to another trigger is dropped when the trigger is changed', () => {
  const returnAt = inDays(9).toISOString()
  expect(datesOf({ trigger: 'leave', returnAt, accessEnds: 'at-once' })).toEqual({
    accessEnds: 'at-freeze',
    returnAt: inDays(9),
  })
  expect(datesOf({ trigger: 'dismiss', returnAt, accessEnds: 'at-once' })).toEqual({
    accessEnds: 'at-once',
    returnAt: null,
  })
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
  const checked = checkPeople(aPerson(), [{ userid: 'gao', can: 'yes' }, ability], 'resign')
  expect(checked).toMatchObject(why === 'ok' ? { ok: true } : { ok: false, why, facts: { userid: 'zhou' } })
})
