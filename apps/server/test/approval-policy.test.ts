import { handoverRoutes, type ApprovalRule, type HandoverView } from '@jieli/contract'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { browsing, type Browsing } from '../../../scripts/rig/browsing.ts'
import { approveAll } from '../../../scripts/rig/people.ts'
import { giveRole } from '../src/access/index.ts'
import { openDatabase } from '../src/platform/db.ts'
import { draftFor, startWhole, until, type Whole } from './whole.ts'

// A policy is changed by two people, and what is submitted afterwards follows it: order, number of people, time.
let whole: Whole
let admin: Browsing
let officer: Browsing
let id: string
vi.setConfig({ testTimeout: 60_000 })

const hr: Whole['apis']['hr'] = (route, input) => whole.apis.hr(route, input)
const bodyOf = async (reply: Response) => (await reply.json()) as Record<string, unknown>
const inboxOf = async (userid: string) => JSON.stringify(await whole.company.get(`/people/${userid}/inbox`))
const view = async (): Promise<HandoverView> => {
  const got = await hr(handoverRoutes.get, { params: { id } })
  if (!got.ok) throw new Error(got.why)
  return got.value
}
const asksAtHome = async (userid: string) => {
  const person = browsing(whole.jieli.url.replace('127.0.0.1', 'localhost'))
  await person.logIn(userid)
  return JSON.stringify((await bodyOf(await person.get('/v1/home')))['needs']).includes('"approve"')
}
const later = async (hours: number) => new Date((await whole.company.now()).getTime() + hours * 3_600_000)
const submit = async () =>
  hr(handoverRoutes.submit, { params: { id }, body: { envelopeHash: (await view()).envelopeHash ?? '' } })

const all: ApprovalRule = { minPeople: 4, inOrder: false, decideHours: 168, remindHours: 24 }
const rules: readonly ApprovalRule[] = [
  { ...all, trigger: 'resign', below: 1000, inOrder: true, decideHours: 12, remindHours: 4 },
  { ...all, trigger: 'leave', minPeople: 2 },
  all,
]

beforeAll(async () => {
  whole = await startWhole('approval-policy')
  const database = openDatabase({ url: whole.cluster.url('jieli_app'), max: 1 })
  await database.inTx(async (tx) => {
    await giveRole(tx, { userid: 'admin', role: 'admin', by: 'test', at: new Date() })
    await giveRole(tx, { userid: 'approver4', role: 'security', by: 'test', at: new Date() })
  })
  await database.close()
  const as = async (userid: string) => {
    const person = browsing(whole.jieli.url.replace('127.0.0.1', 'localhost'))
    await person.logIn(userid)
    return person
  }
  admin = await as('admin')
  officer = await as('approver4')
})
afterAll(() => whole.stop())

test('a preview says what a handover would need, and why rules cannot be', async () => {
  const preview = async (body: object) => bodyOf(await admin.post('/v1/approval-policy/preview', body))
  expect(await preview({ rules, trigger: 'resign', items: 1286 })).toMatchObject({ place: 3, rule: all })
  expect(await preview({ rules, trigger: 'resign', items: 999 })).toMatchObject({ place: 1 })
  expect(await preview({ rules: [all, ...rules], trigger: 'leave', items: 1 })).toMatchObject({
    why: 'RULE_NEVER_USED',
    facts: { place: 2 },
  })
  const alone = await admin.post('/v1/approval-policy', { basedOn: 1, rules: [{ ...all, minPeople: 1 }] })
  expect(alone.status).toBe(400)
})

test('one proposes, another confirms; whoever proposed only withdraws', async () => {
  const propose = async (body: object) => bodyOf(await admin.post('/v1/approval-policy', body))
  expect(await propose({ basedOn: 1, rules: [all] })).toMatchObject({ why: 'NOTHING_CHANGED' })
  expect(await propose({ basedOn: 7, rules })).toMatchObject({ why: 'POLICY_CHANGED' })
  expect(await propose({ basedOn: 1, rules })).toEqual({ version: 2 })
  expect(await propose({ basedOn: 1, rules })).toMatchObject({ why: 'POLICY_PROPOSED' })
  expect((await officer.post('/v1/approval-policy', { basedOn: 1, rules })).status).toBe(403)
  await until(async () => (await inboxOf('approver4')).includes('提议修改审批策略'))
  const decide = async (who: Browsing, yes: boolean, version = 2) =>
    bodyOf(await who.post(`/v1/approval-policy/${version}`, { yes }))
  expect(await decide(admin, true)).toMatchObject({ why: 'OWN_POLICY' })
  expect(await decide(admin, false)).toEqual({ decision: 'withdrawn' })
  expect(await propose({ basedOn: 1, rules })).toEqual({ version: 3 })
  expect(await decide(officer, true, 2)).toMatchObject({ why: 'PROPOSAL_GONE' })
  expect(await decide(officer, true, 3)).toEqual({ decision: 'yes' })
  expect(await bodyOf(await officer.get('/v1/approval-policy'))).toMatchObject({
    inForce: { version: 3, rules, proposedBy: 'admin', decidedBy: 'approver4' },
    proposed: null,
    before: [
      { version: 2, decision: 'withdrawn' },
      { version: 1, proposedBy: null },
    ],
  })
})

test('every act on the policy is in the log', async () => {
  const actions = await until(async () => {
    const entries = (await bodyOf(await officer.get('/v1/audit/entries')))['entries']
    const found = JSON.stringify(entries ?? [])
    return found.includes('approvals.policy-changed') && found
  })
  for (const what of ['proposed', 'withdrawn', 'changed'])
    expect(actions).toContain(`approvals.policy-${what}`)
})

test('approvals asked now follow it: one after the other', async () => {
  const created = await hr(handoverRoutes.create, {
    body: await draftFor(whole.company, {
      transferStartAt: (await later(72)).toISOString(),
      freezeAt: (await later(240)).toISOString(),
    }),
  })
  if (!created.ok) throw new Error(created.why)
  id = created.value.id
  await until(async () => (await view()).state === 'confirming')
  expect((await submit()).ok).toBe(true)
  await until(async () => (await inboxOf('approver1')).includes('请你审批一个工作交接'))
  expect(await inboxOf('approver2')).not.toContain('请你审批一个工作交接')
  // Nor does his home page ask before it is his turn.
  expect(await asksAtHome('approver2')).toBe(false)
  expect(await asksAtHome('approver1')).toBe(true)
  await until(async () => (await approveAll(whole.company, 'approver1')).length > 0)
  await until(async () => (await inboxOf('approver2')).includes('请你审批一个工作交接'))
})

test('the silent one is reminded at the hour of the policy; then it runs out and goes back to the initiator', async () => {
  await whole.company.advanceTo(await later(5))
  await until(async () => (await inboxOf('approver2')).includes('还在等你审批'))
  expect((await view()).state).toBe('approving')
  await whole.company.advanceTo(await later(8))
  await until(async () => (await view()).state === 'confirming')
  await until(async () => (await inboxOf('hr')).includes('审批超时，还没有表态'))
  // A late press moves nothing.
  await approveAll(whole.company, 'approver2')
  expect((await view()).state).toBe('confirming')
})

test('a refusal reaches the initiator with who and why', async () => {
  expect((await submit()).ok).toBe(true)
  const person = browsing(whole.jieli.url.replace('127.0.0.1', 'localhost'))
  await person.logIn('approver1')
  const hash = (await view()).envelopeHash
  const said = await person.post(`/v1/handovers/${id}/approval`, { decision: 'no', hash, why: '周五再转' })
  expect(said.status).toBe(200)
  await until(async () => (await inboxOf('hr')).includes('理由：周五再转'))
  expect((await view()).state).toBe('confirming')
})
