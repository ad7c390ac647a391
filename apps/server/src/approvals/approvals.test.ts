import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createVault } from '../vault/index.ts'
import { newId } from '../platform/ids.ts'
import {
  envelopeHash,
  find,
  reasonPlace,
  request,
  seats,
  setsAwaiting,
  stateOf,
  validSet,
  voidSet,
  type ApprovalSet,
  type Seat,
} from './index.ts'
import {
  anEnvelope,
  aRequest,
  aRule,
  attemptSql,
  aWorld,
  four,
  friday,
  monday,
  tuesday,
  type World,
} from './test/world.ts'

let world: World
beforeAll(async () => {
  world = await aWorld()
})
afterAll(() => world.close())

test('four people say yes, and only then an attempt can be opened', async () => {
  const set = await world.requested()
  for (const seat of seats) {
    expect(await world.attempt(set, tuesday)).toBe('JA004')
    expect(await validSet(world.db, set.handoverId, set.hash, tuesday)).toBeUndefined()
    expect(await world.vote(set, four[seat])).toMatchObject({
      ok: true,
      value: { seats: [seat], complete: seat === 'security', rejected: false },
    })
  }
  expect(await world.attempt(set, tuesday)).toBe('')
  expect((await validSet(world.db, set.handoverId, set.hash, tuesday))?.id).toBe(set.id)
  // Before the last yes, at the end, or for another hash: neither the program nor the database says it is valid.
  for (const at of [monday, friday]) {
    expect(await validSet(world.db, set.handoverId, set.hash, at)).toBeUndefined()
  }
  expect(await validSet(world.db, set.handoverId, 'f'.repeat(64), tuesday)).toBeUndefined()
})

test.each([
  ['APPROVER_IS_LEAVER', { approvers: { ...four, hr: 'linxiao' } }],
  ['APPROVER_IS_LEAVER', { approvers: { ...four, hr: 'LinXiao' } }],
  ['APPROVER_IS_SUCCESSOR', { approvers: { ...four, manager: 'gaoyuan' } }],
  ['APPROVER_IS_INITIATOR', { initiator: 'zhenglan' }],
  ['APPROVER_IS_INITIATOR', { initiator: 'ZHENGLAN' }],
  ['TOO_FEW_PEOPLE', { approvers: { ...four, hr: 'tangrui' } }],
  ['TOO_FEW_PEOPLE', { approvers: { ...four, hr: 'TangRui' } }],
  ['NOT_A_USERID', { approvers: { ...four, hr: 'tangrui ' } }],
  ['NOT_A_USERID', { approvers: { ...four, hr: '' } }],
  ['LEAVER_IS_SUCCESSOR', { envelope: anEnvelope('x', ['zhouqing', 'linxiao']) }],
  ['EXPIRES_TOO_EARLY', { expiresAt: monday }],
  ['RULE_NAMES_NO_SUCCESSOR', { envelope: { ...anEnvelope('x'), successors: ['zhouqing'] } }],
])('a request is refused with %s: %o', async (why, changed) => {
  const asked = await world.inTx((tx) => request(tx, aRequest('x', changed)))
  expect(asked).toMatchObject({ ok: false, why })
})

test('a second set needs the first one voided', async () => {
  const set = await world.requested()
  const again = aRequest(set.handoverId)
  expect(await world.inTx((tx) => request(tx, again))).toMatchObject({ ok: false, why: 'SET_OPEN' })
  await world.inTx((tx) => voidSet(tx, set.id, 'SUPERSEDED', tuesday))
  expect(await world.inTx((tx) => request(tx, again))).toMatchObject({ ok: true })
})

test('of two requests at once one is refused, by value', async () => {
  const handover = world.newHandover()
  const both = await Promise.all([1, 2].map(() => world.inTx((tx) => request(tx, aRequest(handover)))))
  expect(both.filter(({ ok }) => ok)).toHaveLength(1)
})

test.each([
  ['NOT_AN_APPROVER', (set: ApprovalSet) => world.vote(set, 'gaoyuan')],
  ['NOT_AN_APPROVER', (set: ApprovalSet) => world.vote(set, four.hr, { seat: 'manager' })],
  ['STALE', (set: ApprovalSet) => world.vote(set, four.hr, { hash: envelopeHash(anEnvelope('another')) })],
  ['EXPIRED', (set: ApprovalSet) => world.vote(set, four.hr, { at: friday })],
  ['NO_SUCH_SET', (set: ApprovalSet) => world.vote({ ...set, id: newId<'approval-set'>() }, four.hr)],
])('a decision is refused with %s', async (why, act) => {
  const set = await world.requested()
  expect(await act(set)).toMatchObject({ ok: false, why })
  expect(await find(world.db, set.id)).toEqual(set)
})

test('a second decision of the same person is refused, even the same one, even at once', async () => {
  const set = await world.requested()
  const both = await Promise.all([world.vote(set, four.hr), world.vote(set, four.hr, { decision: 'no' })])
  expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  expect(await world.vote(set, four.hr)).toMatchObject({ ok: false, why: 'ALREADY_DECIDED' })
})

test('one no ends it', async () => {
  const set = await world.requested()
  expect(await world.vote(set, four.hr, { decision: 'no' })).toMatchObject({
    value: { rejected: true, complete: false },
  })
  expect(await world.vote(set, four.admin)).toMatchObject({ ok: false, why: 'REJECTED' })
})

test('a voided set takes no decision, covers no attempt and stays void', async () => {
  const set = await world.approved()
  expect(await world.inTx((tx) => voidSet(tx, set.id, 'ENVELOPE_LEFT', tuesday))).toMatchObject({ ok: true })
  expect(await world.vote(set, four.hr)).toMatchObject({
    ok: false,
    why: 'VOIDED',
    facts: { why: 'ENVELOPE_LEFT' },
  })
  expect(await world.attempt(set, tuesday)).toBe('JA002')
  expect(await world.inTx((tx) => voidSet(tx, set.id, 'CANCELLED', tuesday))).toMatchObject({ why: 'VOIDED' })
  const voided = await find(world.db, set.id)
  expect(voided && stateOf(voided, tuesday)).toBe('voided')
})

test('an attempt outside time, hash or handover is refused by the database', async () => {
  const set = await world.approved()
  expect(await world.attempt(set, friday)).toBe('JA003')
  expect(await world.attempt(set, monday)).toBe('JA003')
  expect(await world.attempt(set, tuesday, { hash: envelopeHash(anEnvelope('another')) })).toBe('JA005')
  expect(await world.attempt(set, tuesday, { handover: 'another' })).toBe('JA006')
  expect(await world.refusal(attemptSql, [set.handoverId, null, set.hash, tuesday])).toBe('JA001')
  expect(await world.refusal(attemptSql, [set.handoverId, newId(), set.hash, tuesday])).toBe('JA001')
  expect(await world.refusal(attemptSql, [set.handoverId, set.id, null, tuesday])).toBe('JA005')
  expect(await world.refusal(attemptSql, [set.handoverId, set.id, set.hash, null])).toBe('JA003')
  expect(await world.attempt(set, tuesday)).toBe('')
})

test('a void waits for an attempt that is being opened, and none is opened after it', async () => {
  const set = await world.approved()
  const opening = new Client({ connectionString: world.urls.app })
  await opening.connect()
  await opening.query('begin')
  await opening.query(attemptSql, [set.handoverId, set.id, set.hash, tuesday])
  let isVoid = false
  // By SQL: voidSet locks the row, which the attempt's foreign key alone would make wait.
  const sql = "update approvals.approval_set set voided_at = $2, voided_why = 'CANCELLED' where id = $1"
  const voiding = (async () => {
    await world.pool.query(sql, [set.id, tuesday])
    isVoid = true
  })()
  await waitingForLock()
  expect(isVoid).toBe(false)
  await opening.query('commit')
  await voiding
  await opening.end()
  expect(await world.attempt(set, tuesday)).toBe('JA002')
})

async function waitingForLock(): Promise<void> {
  const deadline = Date.now() + 10_000
  for (;;) {
    const { rows } = await world.pool.query(
      "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    )
    if (rows.length > 0) return
    if (Date.now() > deadline) throw new Error('nobody waits')
  }
}

test('by policy two people may hold four seats, and one press decides both of theirs', async () => {
  await world.usePolicy([aRule({ minPeople: 2 })])
  const approvers = { manager: 'fangming', hr: 'zhenglan', admin: 'fangming', security: 'ZhengLan' }
  const set = await world.requested({ approvers })
  expect(await world.vote(set, 'fangming')).toMatchObject({
    value: { seats: ['manager', 'admin'], complete: false },
  })
  expect(await world.vote(set, 'zhenglan', { seat: 'security' })).toMatchObject({
    value: { complete: false },
  })
  expect(await world.vote(set, 'zhenglan')).toMatchObject({ value: { seats: ['hr'], complete: true } })
  expect(await world.attempt(set, tuesday)).toBe('')
  const alone: Record<Seat, string> = { ...four, manager: 'a', hr: 'a', admin: 'A', security: 'a' }
  const refused = await world.inTx((tx) => request(tx, aRequest('alone', { approvers: alone })))
  expect(refused).toMatchObject({ ok: false, why: 'TOO_FEW_PEOPLE', facts: { people: 1, needed: 2 } })
  await world.usePolicy([aRule()])
})

test('a reason is stored sealed', async () => {
  const vault = createVault({ database: world, rootKey: Buffer.alloc(32, 7), tenant: 'ww1' })
  const set = await world.requested()
  const box = await vault.box(world.db, { kind: 'handover', id: set.handoverId })
  await world.vote(set, four.hr, { decision: 'no', reason: { text: '周晴 本周休假', box } })
  const reason = (await find(world.db, set.id))?.seats.hr.decided?.reason
  expect(reason && box.open(reasonPlace(set.id, 'hr'), reason)).toBe('周晴 本周休假')
})

test('who still has to decide is found by person', async () => {
  const set = await world.requested({ approvers: { ...four, security: 'onlyhere' } })
  expect((await setsAwaiting(world.db, 'OnlyHere', tuesday)).map(({ id }) => id)).toEqual([set.id])
  expect(await setsAwaiting(world.db, 'onlyhere', friday)).toEqual([])
  await world.vote(set, 'onlyhere')
  expect(await setsAwaiting(world.db, 'onlyhere', tuesday)).toEqual([])
})
