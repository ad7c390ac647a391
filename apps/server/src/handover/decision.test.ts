import { outcomes, reasons, type Outcome, type Reason } from '@jieli/contract'
import { expect, test } from 'vitest'
import { decide, decideBy, decisionGroups, keptByDefault, offers, type DecisionGroup } from './decision.ts'
import { isEnd } from './handover.ts'
import { anItem, aPlan, inDays, inHours, now } from './test/builders.ts'

function aGroup(reason: Reason, over: Partial<DecisionGroup> = {}): DecisionGroup {
  const kind = over.kind ?? 'customer'
  const items = [1, 2].map((n) => anItem({ kind, subject: `s${n}`, state: 'deciding', reason }))
  return { reason, kind, code: null, items, ...over }
}

const chosen = (outcome: Outcome) => ({ outcome, owner: 'manager', until: () => inDays(5) })
const plan = aPlan()

test('items that wait for a person are decided by reason and kind, not row by row', () => {
  const groups = decisionGroups([
    anItem({ state: 'deciding', reason: 'REFUSED' }),
    anItem({ state: 'deciding', reason: 'REFUSED' }),
    anItem({ state: 'deciding', reason: 'LIMIT', code: 40128 }),
    anItem({ state: 'parked', reason: 'UNKNOWN_CODE', kind: 'group' }),
    anItem({ state: 'waiting' }),
    anItem({ state: 'excepted', reason: 'REFUSED' }),
  ])
  expect(groups.map(({ reason, kind, code, items }) => [reason, kind, code, items.length])).toEqual([
    ['REFUSED', 'customer', null, 2],
    ['LIMIT', 'customer', 40128, 1],
    ['UNKNOWN_CODE', 'group', null, 1],
  ])
})

test.each(reasons)('%s can always be kept, and trying again is offered only where it can help', (reason) => {
  const offered = offers(reason)
  expect(offered).toContain('keep')
  const canHelp: readonly Reason[] = [
    'REFUSED',
    'FULL',
    'SUCCESSOR_UNREADY',
    'GROUP_FULL',
    'UNKNOWN_CODE',
    'CONTESTED',
  ]
  expect(offered.includes('again')).toBe(canHelp.includes(reason))
  expect(offered.includes('look')).toBe(reason === 'UNKNOWN_CODE')
})

test.each(reasons.flatMap((reason) => outcomes.map((outcome) => [reason, outcome] as const)))(
  'for %s the answer %s is taken only when it was offered',
  (reason, outcome) => {
    const decided = decide(aGroup(reason), chosen(outcome), { now, plan })
    if (offers(reason).includes(outcome)) expect(decided).toHaveLength(2)
    else expect(decided).toBe('NOTHING_TO_DECIDE')
  },
)

test('keeping needs an owner, a decision and a date, and writes all three', () => {
  const decided = decide(aGroup('REFUSED'), chosen('keep'), { now, plan })
  for (const change of decided) {
    expect(change).toMatchObject({ state: 'excepted', owner: 'manager', decision: 'keep', dueAt: inDays(5) })
  }
})

test('again sends at once, look reads at once', () => {
  expect(decide(aGroup('REFUSED'), chosen('again'), { now, plan })[0]).toMatchObject({
    state: 'planned',
    reason: null,
    dueAt: now,
  })
  expect(decide(aGroup('UNKNOWN_CODE'), chosen('look'), { now, plan })[0]).toMatchObject({
    state: 'waiting',
    dueAt: now,
  })
})

test('a customer cannot be sent again when the takeover would fall behind the freeze; a group can', () => {
  const soon = aPlan({ freezeAt: inHours(23) })
  expect(decide(aGroup('REFUSED'), chosen('again'), { now, plan: soon })).toBe('TOO_LATE_FOR_AGAIN')
  expect(decide(aGroup('GROUP_FULL', { kind: 'group' }), chosen('again'), { now, plan: soon })).toHaveLength(
    2,
  )
})

test.each([
  ['in eight hours when there is time', inDays(4), inHours(8)],
  ['25 hours before the freeze, so that "again" still fits', inHours(30), inHours(5)],
  ['an hour before the freeze when that has passed', inHours(20), inHours(19)],
  ['at the freeze when even that has passed', inHours(0.5), inHours(0.5)],
])('a person is asked to decide %s', (_, freezeAt, by) => {
  expect(decideBy(now, freezeAt)).toEqual(by)
})

const whenItEnds = { owner: 'manager', endsAt: plan.freezeAt }

test('the freeze wins: whatever is open gets the manager, a date and the words that it was by default', () => {
  const open = (['planned', 'waiting', 'deciding', 'parked', 'restoring'] as const).map((state) =>
    anItem({ state, reason: state === 'deciding' ? 'REFUSED' : null }),
  )
  const ended = (['verified', 'excepted', 'adopted', 'gone'] as const).map((state) => anItem({ state }))
  const kept = keptByDefault([...open, ...ended, anItem({ kind: 'account' })], whenItEnds)
  expect(kept.map(({ item }) => item)).toEqual(open.map(({ id }) => id))
  for (const change of kept) {
    expect(isEnd(change.state)).toBe(true)
    expect(change).toMatchObject({ owner: 'manager', decision: 'keep-by-default' })
    expect(change.dueAt?.getTime()).toBeGreaterThan(plan.freezeAt.getTime())
  }
  expect(kept.map(({ reason }) => reason)).toEqual([
    'TOO_LATE',
    'TOO_LATE',
    'REFUSED',
    'TOO_LATE',
    'TOO_LATE',
  ])
})

test('a call without an answer is not kept by default: it is settled by looking first', () => {
  expect(keptByDefault([anItem({ state: 'sending' })], whenItEnds)).toEqual([])
})
