import type { Holding } from './holding.ts'
import type { ItemState, Reason } from '@jieli/contract'
import { expect, test } from 'vitest'
import { afterCode, afterLooking, afterStatus, isCodeOfItems, stepDown } from './outcome.ts'
import { anItem, inHours, now } from './test/builders.ts'

const withFallback = anItem({ fallbacks: ['gao', 'han'] })

test('0 means begun, not done: a customer is looked at after 24 hours, a group at once', () => {
  expect(afterCode(anItem(), 0, now)).toMatchObject({
    state: 'waiting',
    reason: null,
    code: null,
    dueAt: inHours(24),
  })
  expect(afterCode(anItem({ kind: 'group' }), 0, now)).toMatchObject({ state: 'waiting', dueAt: now })
})

// The per-item codes of the pages on transfers (docs 92125, 95703, 94081 and the error list).
test.each<[number, ItemState, Reason | null]>([
  [40128, 'deciding', 'LIMIT'],
  [40143, 'deciding', 'NOT_MOVABLE'],
  [90501, 'deciding', 'NOT_MOVABLE'],
  [90502, 'deciding', 'NOT_MOVABLE'],
  [90509, 'deciding', 'NOT_MOVABLE'],
  [90510, 'deciding', 'NOT_MOVABLE'],
  [90503, 'deciding', 'GROUP_FULL'],
  [40096, 'waiting', null],
  [40100, 'waiting', null],
  [40129, 'waiting', null],
  [40131, 'waiting', null],
  [84061, 'waiting', null],
  [90504, 'waiting', null],
])('item code %i leads to %s with the reason %s', (code, state, reason) => {
  const change = afterCode(anItem(), code, now)
  expect(change).toMatchObject({ state, code })
  expect(change.reason ?? null).toBe(reason)
})

test.each([40100, 40129, 40131, 84061, 40096, 90504])(
  'code %i is settled by looking now, not by sending again',
  (code) => {
    expect(afterCode(anItem(), code, now)).toMatchObject({ state: 'waiting', dueAt: now })
  },
)

test.each<[number, Reason]>([
  [40099, 'FULL'],
  [40098, 'SUCCESSOR_UNREADY'],
  [41054, 'SUCCESSOR_UNREADY'],
  [40205, 'SUCCESSOR_UNREADY'],
  [60111, 'SUCCESSOR_UNREADY'],
])(
  'code %i is about the successor: the next fall-back takes over, then a person decides (%s)',
  (code, reason) => {
    const first = afterCode(withFallback, code, now)
    expect(first).toMatchObject({
      state: 'planned',
      successor: 'gao',
      fallbacks: ['han'],
      dueAt: now,
      lastStatus: null,
    })
    expect(afterCode(anItem(), code, now)).toMatchObject({ state: 'deciding', reason, code })
  },
)

test.each([-1, 1, 45035, 40058, 99_999, 999_999, 60020])(
  'unknown code %i parks the item and guesses nothing',
  (code) => {
    const change = afterCode(withFallback, code, now)
    expect(change).toMatchObject({ state: 'parked', reason: 'UNKNOWN_CODE', code, dueAt: null })
    expect(change).not.toHaveProperty('successor')
  },
)

test('the daily quota of groups plans the group for the next day in Shanghai', () => {
  const change = afterCode(anItem({ kind: 'group' }), 45009, now)
  expect(change).toMatchObject({ state: 'planned', dueAt: new Date('2026-11-12T16:00:00Z') })
  expect(afterCode(anItem(), 45009, now)).toMatchObject({ state: 'parked' })
})

test('no code turns an item into an end: only looking does', () => {
  const ends: readonly ItemState[] = ['verified', 'excepted', 'adopted', 'gone']
  for (let code = 40_000; code < 41_200; code += 1)
    expect(ends).not.toContain(afterCode(anItem(), code, now).state)
  for (let code = 90_400; code < 90_600; code += 1)
    expect(ends).not.toContain(afterCode(anItem(), code, now).state)
})

test('codes about the people of a call hold for each of its items; all others do not', () => {
  const whole = [40098, 40099, 40205, 41054, 60111]
  for (let code = 40_000; code < 91_000; code += 1) expect(isCodeOfItems(code)).toBe(whole.includes(code))
})

test('fall-backs are used up in order', () => {
  let item = withFallback
  const takers: (string | null)[] = []
  for (let n = 0; n < 3; n += 1) {
    const change = stepDown(item, 'FULL', now, 40099)
    takers.push(change.state === 'planned' ? (change.successor ?? null) : change.state)
    item = {
      ...item,
      successor: change.successor ?? item.successor,
      fallbacks: change.fallbacks ?? item.fallbacks,
    }
  }
  expect(takers).toEqual(['gao', 'han', 'deciding'])
})

test.each<[number, string, ItemState, Reason | null]>([
  [1, 'done', 'restoring', null],
  [2, 'waiting', 'waiting', null],
  [3, 'declined', 'deciding', 'REFUSED'],
  [4, 'full, without a fall-back', 'deciding', 'FULL'],
  [0, 'unknown', 'parked', 'UNKNOWN_CODE'],
  [6, 'unknown', 'parked', 'UNKNOWN_CODE'],
  [99, 'unknown', 'parked', 'UNKNOWN_CODE'],
])('status %i (%s) leads to %s', (status, _, state, reason) => {
  const change = afterStatus(anItem(), status, null, now)
  expect(change.state).toBe(state)
  expect(change.reason ?? null).toBe(reason)
})

test('status 4 with a fall-back goes on to him', () => {
  expect(afterStatus(withFallback, 4, null, now)).toMatchObject({ state: 'planned', successor: 'gao' })
})

test('a waiting transfer is asked again at its takeover time, and hourly after it', () => {
  expect(afterStatus(anItem(), 2, inHours(3), now).dueAt).toEqual(inHours(3))
  expect(afterStatus(anItem(), 2, inHours(-3), now).dueAt).toEqual(inHours(1))
  expect(afterStatus(anItem(), 2, null, now).dueAt).toEqual(inHours(1))
})

test('the status that was seen is kept, so that an old result is not taken for a new one', () => {
  for (const status of [1, 2, 3, 99]) expect(afterStatus(anItem(), status, null, now).lastStatus).toBe(status)
})

function held(over: Partial<Holding> = {}): Holding {
  return { byLeaver: false, bySuccessors: [], byOther: null, ...over }
}

test.each<[string, Holding, ItemState, Partial<{ successor: string; owner: string; reason: string }>]>([
  ['still with the leaver', held({ byLeaver: true }), 'planned', {}],
  [
    'with the leaver and, from before, with a successor',
    held({ byLeaver: true, bySuccessors: ['gao'] }),
    'planned',
    {},
  ],
  ['with a successor', held({ bySuccessors: ['gao'] }), 'restoring', { successor: 'gao' }],
  [
    'with somebody else',
    held({ byOther: 'colleague' }),
    'adopted',
    { owner: 'colleague', reason: 'MOVED_ELSEWHERE' },
  ],
  ['with nobody', held(), 'gone', { reason: 'NO_LONGER_HELD' }],
])('a customer %s', (_, holding, state, more) => {
  expect(afterLooking(anItem(), holding, now)).toMatchObject({ state, ...more })
})

test.each<[string, Holding, ItemState]>([
  [
    'owned by a successor, whoever else is in it',
    held({ byLeaver: true, bySuccessors: ['gao'] }),
    'verified',
  ],
  ['still owned by the leaver', held({ byLeaver: true }), 'planned'],
  ['owned by somebody else', held({ byOther: 'colleague' }), 'adopted'],
  ['that is no customer group any more', held(), 'gone'],
])('a group %s', (_, holding, state) => {
  expect(afterLooking(anItem({ kind: 'group' }), holding, now).state).toBe(state)
})

test.each([40100, 40129])(
  'a transfer somebody else began (%i) is waited for, then looked at afresh',
  (code) => {
    const change = afterLooking(anItem({ code }), held({ byLeaver: true }), now)
    expect(change).toMatchObject({ state: 'waiting', code: null, dueAt: inHours(24) })
  },
)

test('sent six times and still where it was: a person looks before it loops', () => {
  const after = (sends: number) => afterLooking(anItem({ sends }), held({ byLeaver: true }), now)
  expect(after(5)).toMatchObject({ state: 'planned' })
  expect(after(6)).toMatchObject({ state: 'parked', reason: 'UNKNOWN_CODE' })
})
