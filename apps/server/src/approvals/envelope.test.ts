import { expect, test } from 'vitest'
import { canonicalEnvelope, envelopeHash, insideEnvelope, type Envelope } from './index.ts'

const envelope: Envelope = {
  trigger: 'resign',
  scope: { handover: 'h1', leaver: 'linxiao', items: { customer: 1_000, group: 40 } },
  successors: ['zhouqing', 'gaoyuan', 'hejianing'],
  rules: [
    { when: { by: 'tag', tags: ['A'] }, to: 'gaoyuan', fallbacks: ['zhouqing'] },
    { when: { by: 'rest' }, to: 'zhouqing', fallbacks: [] },
  ],
  deadline: '2026-11-30T18:00:00+08:00',
  pointsOfNoReturn: ['delete-account', 'second-transfer'],
  deltaLimit: { percent: 5, items: 20 },
}

test.each([
  ['the order of successors', { ...envelope, successors: ['hejianing', 'zhouqing', 'gaoyuan'] }],
  ['a successor named twice', { ...envelope, successors: [...envelope.successors, 'gaoyuan'] }],
  ['the way an instant is written', { ...envelope, deadline: '2026-11-30T10:00:00.000Z' }],
  [
    'the order of points of no return',
    { ...envelope, pointsOfNoReturn: ['second-transfer', 'delete-account'] },
  ],
])('%s does not change the hash', (_, same) => {
  expect(envelopeHash(same)).toBe(envelopeHash(envelope))
})

test.each([
  ['trigger', { ...envelope, trigger: 'dismiss' }],
  ['leaver', { ...envelope, scope: { ...envelope.scope, leaver: 'other' } }],
  ['handover', { ...envelope, scope: { ...envelope.scope, handover: 'h2' } }],
  ['number of items', { ...envelope, scope: { ...envelope.scope, items: { customer: 1_001, group: 40 } } }],
  ['successors', { ...envelope, successors: ['zhouqing', 'gaoyuan'] }],
  ['order of rules', { ...envelope, rules: envelope.rules.toReversed() }],
  [
    'order of fall-backs',
    { ...envelope, rules: [{ when: {}, to: 'gaoyuan', fallbacks: ['hejianing', 'zhouqing'] }] },
  ],
  ['deadline', { ...envelope, deadline: '2026-11-30T18:00:01+08:00' }],
  ['points of no return', { ...envelope, pointsOfNoReturn: [] }],
  ['limit', { ...envelope, deltaLimit: { percent: 6, items: 20 } }],
])('another %s is another hash', (_, other) => {
  expect(envelopeHash(other)).not.toBe(envelopeHash(envelope))
})

test('the hash is SHA-256 of the canonical text, the same for ever', () => {
  expect(canonicalEnvelope(envelope)).toBe(
    '{"deadline":"2026-11-30T10:00:00.000Z","deltaLimit":{"items":20,"percent":5},' +
      '"pointsOfNoReturn":["delete-account","second-transfer"],' +
      '"rules":[{"fallbacks":["zhouqing"],"to":"gaoyuan","when":{"by":"tag","tags":["A"]}},' +
      '{"fallbacks":[],"to":"zhouqing","when":{"by":"rest"}}],' +
      '"scope":{"handover":"h1","items":{"customer":1000,"group":40},"leaver":"linxiao"},' +
      '"successors":["gaoyuan","hejianing","zhouqing"],"trigger":"resign"}',
  )
  expect(envelopeHash(envelope)).toMatch(/^[0-9a-f]{64}$/)
})

test.each([
  ['nothing', {}],
  ['a fall-back of the same rule', { assignments: [{ rule: 0, to: 'zhouqing' }] }],
  // 5 % of 1040 is 52, more than 20 items.
  ['as many late items as the limit', { foundLate: { customer: 50, group: 2 } }],
  ['the same deadline written otherwise', { deadline: '2026-11-30T10:00:00Z' }],
  ['a point of no return that was named', { pointsOfNoReturn: ['delete-account'] }],
  ['the same successors', { successors: ['hejianing', 'gaoyuan', 'zhouqing'] }],
  ['a kind without late items', { foundLate: { drive: 0 } }],
])('%s stays inside', (_, change) => {
  expect(insideEnvelope(envelope, change).ok).toBe(true)
})

test.each([
  ['TRIGGER', { trigger: 'dismiss' }],
  ['DEADLINE', { deadline: '2026-11-29T10:00:00Z' }],
  ['SUCCESSORS', { successors: ['hejianing', 'gaoyuan'] }],
  ['RULES', { rules: envelope.rules.toReversed() }],
  ['ASSIGNMENT', { assignments: [{ rule: 0, to: 'hejianing' }] }],
  ['ASSIGNMENT', { assignments: [{ rule: 1, to: 'gaoyuan' }] }],
  ['ASSIGNMENT', { assignments: [{ rule: null, to: 'gaoyuan' }] }],
  ['ASSIGNMENT', { assignments: [{ rule: 2, to: 'gaoyuan' }] }],
  ['POINT_OF_NO_RETURN', { pointsOfNoReturn: ['delete-account', 'dissolve-group'] }],
  ['NEW_KIND', { foundLate: { drive: 1 } }],
  ['DELTA_LIMIT', { foundLate: { customer: 51, group: 2 } }],
])('%s leaves the envelope: %o', (reason, change) => {
  expect(insideEnvelope(envelope, change)).toEqual({
    ok: false,
    why: 'OUTSIDE_ENVELOPE',
    facts: { reasons: [reason] },
  })
})

test('a small handover may grow by the fixed number of items', () => {
  const small = { ...envelope, scope: { ...envelope.scope, items: { customer: 10 } } }
  expect(insideEnvelope(small, { foundLate: { customer: 20 } }).ok).toBe(true)
  expect(insideEnvelope(small, { foundLate: { customer: 21 } }).ok).toBe(false)
})
