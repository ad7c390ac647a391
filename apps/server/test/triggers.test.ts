import {
  handoverRoutes,
  startRequestRoutes,
  wizardRoutes,
  type Draft,
  type HandoverView,
} from '@jieli/contract'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { browsing } from '../../../scripts/rig/browsing.ts'
import type { Truth } from '../../../scripts/rig/company.ts'
import { approveAll } from '../../../scripts/rig/people.ts'
import { draftFor, startWhole, until, viewWhen, type Whole } from './whole.ts'

// One leaver, one handover: started by an HR system for the wrong reason, corrected, paused, and ended half-way.
let whole: Whole
let id: string
vi.setConfig({ testTimeout: 60_000 })

beforeAll(async () => {
  whole = await startWhole('triggers')
})
afterAll(() => whole.stop())

const hr: Whole['apis']['hr'] = (route, input) => whole.apis.hr(route, input)

const seen = (is: (view: HandoverView) => boolean) => viewWhen(hr, id, is)

const asking = { ref: 'hr-4711', person: 'leaver', trigger: 'resign' as const }

test('a hundred events of an HR system about one person are one request', async () => {
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, n) =>
      hr(startRequestRoutes.ask, { body: { ...asking, ref: n < 50 ? 'hr-4711' : `hr-${n}` } }),
    ),
  )
  const told = answers.map((answer) => (answer.ok ? answer.value : undefined))
  expect(new Set(told.map((one) => one?.id)).size).toBe(1)
  expect(told.filter((one) => one?.isNew)).toHaveLength(1)
  const list = await hr(startRequestRoutes.list, {})
  expect(list.ok && list.value.requests).toMatchObject([{ person: 'leaver', source: 'hr-system' }])
})

test('nobody unknown is asked for, and the answer names who', async () => {
  const asked = await hr(startRequestRoutes.ask, { body: { ...asking, ref: 'x', person: 'nobody' } })
  expect(asked).toMatchObject({ ok: false, why: 'PERSON_UNKNOWN', facts: { person: 'nobody' } })
})

test('a long leave without a date of return is refused by name', async () => {
  const created = await hr(handoverRoutes.create, {
    body: await draftFor(whole.company, { trigger: 'leave' }),
  })
  expect(created).toMatchObject({ ok: false, why: 'RETURN_MISSING' })
})

test('the handover that is started answers the request, and later events name it', async () => {
  const created = await hr(handoverRoutes.create, { body: await draftFor(whole.company) })
  if (!created.ok) throw new Error(created.why)
  id = created.value.id
  const again = await hr(startRequestRoutes.ask, { body: asking })
  const other = await hr(startRequestRoutes.ask, { body: { ...asking, ref: 'hr-5000' } })
  for (const answer of [again, other])
    expect(answer).toMatchObject({ ok: true, value: { state: 'started', handover: id, isNew: false } })
  expect(await hr(startRequestRoutes.list, {})).toMatchObject({ ok: true, value: { requests: [] } })
})

test('a wrong trigger is changed without losing the plan, and what was agreed to is void', async () => {
  const before = await seen(({ state }) => state === 'confirming')
  expect(before.preview?.pointsOfNoReturn).toContain('freeze')
  await hr(handoverRoutes.submit, { params: { id }, body: { envelopeHash: before.envelopeHash ?? '' } })
  await seen(({ state }) => state === 'approving')
  const plan = await hr(wizardRoutes.plan, { params: { id } })
  if (!plan.ok) throw new Error(plan.why)
  const { successors = [], rules = [], transferStartAt = '', freezeAt = '' } = plan.value.draft
  const { approvers } = await draftFor(whole.company)
  const body = { successors, rules, approvers, transferStartAt, freezeAt, version: plan.value.version }
  const changed = await hr(wizardRoutes.amend, { params: { id }, body: { ...body, trigger: 'move' } })
  expect(changed).toMatchObject({ ok: true, value: { version: 2 } })
  const after = await seen(({ state, planVersion }) => state === 'confirming' && planVersion === 2)
  expect(after).toMatchObject({ trigger: 'move', approval: null })
  expect(after.preview?.pointsOfNoReturn).toEqual(['first-transfer'])
  expect(after.envelopeHash).not.toBe(before.envelopeHash)
  // The account stays, so it is no item any more; everything else is what it was.
  expect(after.byState).toMatchObject({ planned: 18, gone: 1 })
})

test('paused, nothing is sent; resumed, it goes on', async () => {
  const { envelopeHash, transferStartAt } = await seen(() => true)
  await hr(handoverRoutes.submit, { params: { id }, body: { envelopeHash: envelopeHash ?? '' } })
  await until(async () => {
    for (const n of [1, 2, 3, 4]) await approveAll(whole.company, `approver${n}`)
    return (await seen(() => true)).state === 'executing'
  })
  const paused = await hr(handoverRoutes.pause, { params: { id }, body: { why: '等客户活动结束' } })
  expect(paused.ok).toBe(true)
  await whole.company.advanceTo(new Date(transferStartAt))
  await until(async () => {
    const due = await whole.apis.operator(handoverRoutes.nextDue)
    return due.ok && !due.value.busy
  })
  expect((await seen(() => true)).byState).toMatchObject({ planned: 18 })
  expect(await hr(handoverRoutes.pause, { params: { id }, body: { why: 'x' } })).toMatchObject({
    ok: false,
    why: 'NOT_MOVING',
  })
  await hr(handoverRoutes.resume, { params: { id }, body: {} })
  await seen(({ byState }) => (byState.waiting ?? 0) > 0)
})

test('once something was sent it has to be said what becomes of it', async () => {
  const asked = await hr(handoverRoutes.cancel, { params: { id }, body: { why: '调岗取消' } })
  expect(asked).toMatchObject({ ok: false, why: 'MOVED_NEEDS_CHOICE' })
  await seen(({ state }) => state === 'waiting')
  const cancelled = await hr(handoverRoutes.cancel, {
    params: { id },
    body: { why: '调岗取消', moved: 'stay' },
  })
  expect(cancelled).toMatchObject({ ok: true, value: { ending: 'stay' } })
  const end = await until(async () => {
    const due = await whole.apis.operator(handoverRoutes.nextDue)
    if (due.ok && !due.value.busy && due.value.at !== null)
      await whole.company.advanceTo(new Date(due.value.at))
    const view = await seen(() => true)
    return view.state === 'cancelled' && view
  })
  expect((end.byState.verified ?? 0) > 0).toBe(true)
  const truth = await whole.company.get<Truth>('/truth')
  expect(truth.accounts.find(({ userid }) => userid === 'leaver')?.status).toBe(1)
  expect(
    await hr(handoverRoutes.cancel, { params: { id }, body: { why: 'x', moved: 'back' } }),
  ).toMatchObject({
    ok: false,
    why: 'ALREADY_OVER',
  })
})

test('dismissed with access ended at once: his sessions end with the last yes, and he does not get in again', async () => {
  const person = browsing(whole.jieli.url.replace('127.0.0.1', 'localhost'))
  const meIs = async () => (await person.get('/v1/me')).status
  await person.logIn('successor2')
  expect(await meIs()).toBe(200)
  const body: Draft = await draftFor(whole.company, {
    leaver: 'successor2',
    trigger: 'dismiss',
    accessEnds: 'at-once',
    successors: [{ userid: 'successor1' }],
    rules: [{ when: { by: 'rest' }, to: 'successor1', fallbacks: [] }],
  })
  const created = await hr(handoverRoutes.create, { body })
  if (!created.ok) throw new Error(created.why)
  id = created.value.id
  const { envelopeHash } = await seen(({ state }) => state === 'confirming')
  await hr(handoverRoutes.submit, { params: { id }, body: { envelopeHash: envelopeHash ?? '' } })
  expect(await meIs()).toBe(200)
  await until(async () => {
    for (const n of [1, 2, 3, 4]) await approveAll(whole.company, `approver${n}`)
    return (await seen(() => true)).accessEndedAt !== null
  })
  expect(await meIs()).toBe(401)
  const again = await person.logIn('successor2')
  expect(again.status).toBe(403)
  expect(await again.text()).toContain('SHUT_OUT')
})

test('the freeze comes at its time for what a person may do here, even while every transfer stalls', async () => {
  const person = browsing(whole.jieli.url.replace('127.0.0.1', 'localhost'))
  await person.logIn('colleague')
  const body = await draftFor(whole.company, {
    leaver: 'colleague',
    successors: [{ userid: 'successor1' }],
    rules: [{ when: { by: 'rest' }, to: 'successor1', fallbacks: [] }],
  })
  const created = await hr(handoverRoutes.create, { body })
  if (!created.ok) throw new Error(created.why)
  id = created.value.id
  const { envelopeHash, freezeAt } = await seen(({ state }) => state === 'confirming')
  await hr(handoverRoutes.submit, { params: { id }, body: { envelopeHash: envelopeHash ?? '' } })
  await until(async () => {
    for (const n of [1, 2, 3, 4]) await approveAll(whole.company, `approver${n}`)
    return (await seen(() => true)).state === 'executing'
  })
  expect((await person.get('/v1/me')).status).toBe(200)
  // WeCom is gone altogether: nothing can be moved, nothing can be frozen.
  await whole.company.post('/faults', { call: '*', kind: 'http-500' })
  await whole.company.advanceTo(new Date(freezeAt))
  await until(async () => (await person.get('/v1/me')).status === 401)
})
