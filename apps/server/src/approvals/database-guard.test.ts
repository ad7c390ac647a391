import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../platform/ids.ts'
import { canonicalEnvelope, envelopeHash, find, voidSet } from './index.ts'
import { allYes, anEnvelope, aRule, aWorld, four, friday, monday, tuesday, type World } from './test/world.ts'

// The application's role goes past the program, straight to the tables.
let world: World
beforeAll(async () => {
  world = await aWorld()
  // So that version 1 is an old policy.
  await world.usePolicy([aRule({ decideHours: 100 })])
})
afterAll(() => world.close())

const insertSql = `insert into approvals.approval_set (id, handover_id, envelope, envelope_hash, leaver, successors,
  initiator, manager, hr, admin, security, min_people, policy_version, requested_at, expires_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`

type Columns = Readonly<Record<string, unknown>>
async function insertBySql(changed: Columns = {}): Promise<string> {
  const handover = world.newHandover()
  const { rows } = await world.pool.query<{ version: number }>(
    "select max(version) as version from approvals.policy where decision = 'yes'",
  )
  const envelope = anEnvelope(handover)
  const row: Columns = {
    id: newId(),
    handover,
    envelope: canonicalEnvelope(envelope),
    hash: envelopeHash(envelope),
    leaver: 'linxiao',
    successors: ['gaoyuan', 'zhouqing'],
    initiator: 'sumin',
    ...four,
    minPeople: 4,
    policy: rows[0]?.version,
    requestedAt: monday,
    expiresAt: friday,
    ...changed,
  }
  return world.refusal(insertSql, Object.values(row))
}

test('a proper row can be inserted by SQL, so the refusals below are not for another reason', async () => {
  expect(await insertBySql()).toBe('')
})

const check = '23514'
const hidden = {
  ...anEnvelope('hidden'),
  successors: ['zhouqing'],
  rules: [{ when: {}, to: 'zhouqing', fallbacks: ['fangming'] }],
}
test.each<[string, string, Columns]>([
  ['the leaver approves', check, { manager: 'linxiao' }],
  ['the leaver approves, in capitals', check, { manager: 'LINXIAO' }],
  ['a successor approves', check, { admin: 'gaoyuan' }],
  ['the initiator approves', check, { security: 'sumin' }],
  ['the same person twice', check, { hr: 'fangming' }],
  ['the same person twice, in capitals', check, { hr: 'FangMing' }],
  ['the same person twice, with a blank', check, { hr: 'fangming ' }],
  ['an empty seat', '23502', { hr: null }],
  ['a nameless approver', check, { hr: '' }],
  ['a smaller number of people than the policy says', 'JA014', { minPeople: 2, hr: 'fangming' }],
  ['a policy that does not exist', 'JA014', { policy: 99 }],
  ['an old policy', 'JA014', { policy: 1 }],
  ['a hash of something else', check, { hash: '0'.repeat(64) }],
  ['other successors than the envelope', check, { successors: ['gaoyuan', 'zhouqing', 'other'] }],
  ['a successor that is null', check, { successors: ['gaoyuan', null] }],
  ['another leaver than the envelope', check, { leaver: 'nobody' }],
  ['another handover than the envelope', check, { handover: 'nothing' }],
  [
    'an envelope without names',
    check,
    { envelope: '{}', hash: '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a' },
  ],
  [
    'a fall-back that is hidden in a rule',
    'JA015',
    {
      handover: 'hidden',
      envelope: canonicalEnvelope(hidden),
      hash: envelopeHash(hidden),
      successors: ['zhouqing'],
      manager: 'someone',
    },
  ],
  ['an end before the beginning', check, { expiresAt: monday }],
])('SQL cannot insert a set in which: %s', async (_, code, changed) => {
  expect(await insertBySql(changed)).toBe(code)
})

test('SQL cannot insert a set that is decided already', async () => {
  const columns = "manager_decision, manager_at) values (gen_random_uuid(), 'yes', now())"
  expect(await world.refusal(`insert into approvals.approval_set (id, ${columns}`)).toBe('42501')
})

const denied = '42501'
test.each<[string, string]>([
  [denied, "update approvals.approval_set set manager = 'someone' where id = $1"],
  [denied, 'update approvals.approval_set set security = hr where id = $1'],
  [denied, "update approvals.approval_set set leaver = 'x', successors = '{}' where id = $1"],
  [denied, "update approvals.approval_set set expires_at = expires_at + interval '1 year' where id = $1"],
  [denied, "update approvals.approval_set set envelope_hash = 'x' where id = $1"],
  [denied, 'update approvals.approval_set set min_people = 2 where id = $1'],
  ['JA011', "update approvals.approval_set set hr_decision = 'no' where id = $1"],
  ['JA011', 'update approvals.approval_set set hr_decision = null, hr_at = null where id = $1'],
  ['JA011', "update approvals.approval_set set hr_at = hr_at - interval '1 hour' where id = $1"],
  ['JA011', "update approvals.approval_set set hr_reason = '\\x00' where id = $1"],
  ['JA003', "update approvals.approval_set set admin_decision = 'yes' where id = $1"],
  ['23514', "update approvals.approval_set set admin_decision = 'maybe', admin_at = hr_at where id = $1"],
  ['JA003', "update approvals.approval_set set admin_decision = 'yes', admin_at = expires_at where id = $1"],
  [
    'JA003',
    "update approvals.approval_set set admin_decision = 'yes', admin_at = requested_at - interval '1 s' where id = $1",
  ],
  ['JA003', "update approvals.approval_set set admin_decision = 'yes', admin_at = 'infinity' where id = $1"],
  [
    'JA002',
    "update approvals.approval_set set admin_decision = 'yes', admin_at = hr_at, voided_at = hr_at, voided_why = 'X' where id = $1",
  ],
  ['23514', 'update approvals.approval_set set voided_at = hr_at where id = $1'],
  [denied, 'delete from approvals.approval_set where id = $1'],
])('%s answers: %s', async (code, text) => {
  const set = await world.requested()
  await world.vote(set, four.hr)
  const before = await find(world.db, set.id)
  expect(await world.refusal(text, [set.id])).toBe(code)
  expect(await find(world.db, set.id)).toEqual(before)
})

test('a void cannot be taken back and a decision cannot follow it', async () => {
  const set = await world.approved()
  const waiting = await world.requested()
  for (const { id } of [set, waiting]) await world.inTx((tx) => voidSet(tx, id, 'ENVELOPE_LEFT', tuesday))
  const undo = 'update approvals.approval_set set voided_at = null, voided_why = null where id = $1'
  expect(await world.refusal(undo, [set.id])).toBe('JA013')
  expect(await world.refusal(allYes, [waiting.id, tuesday])).toBe('JA002')
})

test('a yes cannot follow a no', async () => {
  const set = await world.requested()
  await world.vote(set, four.hr, { decision: 'no' })
  const yes = "update approvals.approval_set set admin_decision = 'yes', admin_at = $2 where id = $1"
  expect(await world.refusal(yes, [set.id, tuesday])).toBe('JA012')
})

test.each([
  'truncate approvals.approval_set cascade',
  'alter table approvals.approval_set disable trigger all',
  'alter table approvals.approval_set drop constraint enough_people',
  'drop trigger guard on approvals_test.attempt',
  'create or replace function approvals.require_valid(set_id uuid, hash text, at timestamptz) returns void language sql as $$ select $$',
  'create function approvals.more() returns integer language sql as $$ select 1 $$',
  'create table approvals.more (id integer)',
  "update approvals.policy set rules = '[]'",
  "insert into approvals.policy (version, rules, at, proposed_by, decision) select 9, rules, at, 'x', 'yes' from approvals.policy",
  'delete from approvals.policy',
  "set session_replication_role = 'replica'",
  'set role jieli_owner',
])('the application may not: %s', async (text) => {
  expect(await world.refusal(text)).toBe(denied)
})

const rule = '"minPeople":2,"inOrder":true,"decideHours":24,"remindHours":8'
test.each([
  ['nothing', '[]'],
  ['one person', '[{"minPeople":1,"inOrder":true,"decideHours":24,"remindHours":8}]'],
  ['half a person more than one', '[{"minPeople":1.5,"inOrder":true,"decideHours":24,"remindHours":8}]'],
  ['no number of people', '[{"inOrder":true,"decideHours":24,"remindHours":8}]'],
  ['an end that never comes', '[{"minPeople":2,"inOrder":true,"decideHours":9999,"remindHours":8}]'],
  ['a reminder after the end', '[{"minPeople":2,"inOrder":true,"decideHours":24,"remindHours":25}]'],
  ['a word nobody knows', `[{${rule},"skip":["hr"]}]`],
  ['some handovers without a rule', `[{${rule},"trigger":"leave"}]`],
  ['a size that is no number', `[{${rule},"below":"many"},{${rule}}]`],
  ['no list', '{}'],
  ['a list in a list', `[[{${rule}}],{${rule}}]`],
])('a policy of %s is refused', async (_, rules) => {
  const sql = `insert into approvals.policy (version, rules, at, proposed_by)
    select max(version) + 1, $1::jsonb, $2, 'tangrui' from approvals.policy`
  expect(await world.refusal(sql, [rules, monday])).toBe('23514')
})

test('nobody confirms his own policy, decides it twice, or changes what was proposed', async () => {
  const propose = (by: string | null) =>
    world.refusal(
      `insert into approvals.policy (version, rules, at, proposed_by)
       select max(version) + 1, $1::jsonb, $2, $3 from approvals.policy`,
      [`[{${rule}}]`, monday, by],
    )
  const decide = (decision: string, by: string | null) =>
    world.refusal(
      `update approvals.policy set decision = $1, decided_by = $2, decided_at = $3
       where version = (select max(version) from approvals.policy)`,
      [decision, by, tuesday],
    )
  expect(await propose(null)).toBe('23514')
  expect(await propose('tangrui')).toBe('')
  expect(await propose('zhenglan')).toBe('23505')
  // Proposed is not in force: a set under it is refused, one under the old rules goes on.
  const { rows } = await world.pool.query<{ max: number }>('select max(version) from approvals.policy')
  expect(await insertBySql({ policy: rows[0]?.max, minPeople: 2 })).toBe('JA014')
  expect(await insertBySql()).toBe('')
  for (const by of ['tangrui', 'TangRui', null]) expect(await decide('yes', by)).toBe('23514')
  expect(await decide('no', 'tangrui')).toBe('23514')
  expect(await decide('withdrawn', 'zhenglan')).toBe('23514')
  expect(await decide('no', 'zhenglan')).toBe('')
  expect(await decide('yes', 'zhenglan')).toBe('JA021')
})

test('after the time to decide no seat decides, though the handover has time', async () => {
  const set = await world.requested({ expiresAt: new Date('2026-11-30T00:00:00Z') })
  const end = new Date(monday.getTime() + 100 * 3_600_000)
  expect(set.decideBy).toEqual(end)
  const yes = "update approvals.approval_set set hr_decision = 'yes', hr_at = $2 where id = $1"
  expect(await world.refusal(yes, [set.id, end])).toBe('JA003')
  expect(await world.vote(set, four.hr, { at: end })).toMatchObject({ ok: false, why: 'EXPIRED' })
  expect(await world.refusal(yes, [set.id, new Date(end.getTime() - 1)])).toBe('')
})

test('the rule is that of the envelope itself: items cannot be counted away', async () => {
  const envelope = { ...anEnvelope('hidden2') }
  const scope = { ...envelope.scope, items: { customer: 100, other: -99 } }
  const changed = { ...envelope, scope }
  const sets = { handover: 'hidden2', envelope: canonicalEnvelope(changed), hash: envelopeHash(changed) }
  expect(await insertBySql(sets)).toBe('JA020')
})

test('an attempt cannot be moved to another set or time afterwards', async () => {
  const set = await world.approved()
  await world.attempt(set, tuesday)
  const other = await world.requested()
  const where = `where approval_set_id = '${set.id}'`
  expect(
    await world.refusal(`update approvals_test.attempt set approval_set_id = '${other.id}' ${where}`),
  ).toBe('JA004')
  expect(await world.refusal(`update approvals_test.attempt set opened_at = '2027-01-01' ${where}`)).toBe(
    'JA003',
  )
})

test('even the owner cannot flip a decision or change what was asked', async () => {
  const set = await world.approved()
  const owner = new Client({ connectionString: world.urls.owner })
  await owner.connect()
  const flip = owner.query("update approvals.approval_set set hr_decision = 'no' where id = $1", [set.id])
  await expect(flip).rejects.toMatchObject({ code: 'JA011' })
  const swap = owner.query("update approvals.approval_set set hr = 'other' where id = $1", [set.id])
  await expect(swap).rejects.toMatchObject({ code: 'JA010' })
  await owner.end()
})
