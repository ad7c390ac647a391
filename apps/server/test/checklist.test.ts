import {
  acceptanceRoutes,
  consoleRoutes,
  handoverRoutes,
  taskRoutes,
  type HandoverView,
  type ItemView,
} from '@jieli/contract'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { browsing, type Browsing } from '../../../scripts/rig/browsing.ts'
import type { Truth } from '../../../scripts/rig/company.ts'
import { approveAll, decideAll } from '../../../scripts/rig/people.ts'
import { draftFor, startWhole, until, viewWhen, type Whole } from './whole.ts'

// One handover from the leaver's checklist to the successor's signature; the tests are its stations, in their order.
let whole: Whole
let id: string
let leaver: Browsing
let successor: Browsing
let manager: Browsing
vi.setConfig({ testTimeout: 60_000 })

interface SimGroup {
  readonly members: readonly { readonly userid: string; readonly type: number }[]
}
/** A customer of the leaver by name, for what people write about him. */
let spokenOf = ''

const hr: Whole['apis']['hr'] = (route, input) => whole.apis.hr(route, input)

beforeAll(async () => {
  whole = await startWhole('checklist')
  const people = ['leaver', 'successor1', 'approver1'].map((userid) => ({
    userid,
    person: browsing(whole.jieli.url.replace('127.0.0.1', 'localhost')),
  }))
  for (const { userid, person } of people) await person.logIn(userid)
  ;[leaver, successor, manager] = people.map(({ person }) => person) as [Browsing, Browsing, Browsing]
  const created = await hr(handoverRoutes.create, {
    body: await draftFor(whole.company, { successors: [{ userid: 'successor1' }, { userid: 'successor2' }] }),
  })
  if (!created.ok) throw new Error(created.why)
  id = created.value.id
  await seen(({ state }) => state === 'confirming')
  const { customers } = await whole.company.get<Pick<Truth, 'customers'>>('/truth')
  spokenOf = customers.find(({ followers }) => followers.includes('leaver'))?.name ?? ''
})
afterAll(() => whole.stop())

const seen = (is: (view: HandoverView) => boolean) => viewWhen(hr, id, is)

const said = async (reply: Response) => ({
  status: reply.status,
  ...((await reply.json()) as Record<string, unknown>),
})

async function tasks() {
  const got = await hr(taskRoutes.tasks, { params: { id } })
  if (!got.ok) throw new Error(got.why)
  return got.value
}

async function items(): Promise<readonly ItemView[]> {
  const got = await hr(handoverRoutes.items, { params: { id }, query: { limit: 100 } })
  if (!got.ok) throw new Error(got.why)
  return got.value.items
}

test('what no call can move is found: the group in which he is only a member', async () => {
  const { tasks: found, confirmation } = await tasks()
  expect(found).toMatchObject([
    { kind: 'membership', source: 'found', owner: 'leaver', state: 'open', isReadBack: true },
  ])
  expect(confirmation).toMatchObject({ how: 'asked' })
})

test('only whoever has to invite learns the chat, and his page is signed for the client; a foreign page is not', async () => {
  const path = `/v1/handovers/${id}/invites`
  const groupsOf = async (person: Browsing) => {
    const { groups } = (await said(await person.get(path))) as unknown as {
      groups: { chatId: string | null }[]
    }
    return groups.map(({ chatId }) => chatId)
  }
  expect(await groupsOf(leaver)).toEqual([expect.stringMatching(/^wr/)])
  expect(await groupsOf(manager)).toEqual([null])
  const signatureFor = async (url: string) =>
    said(await leaver.get(`/v1/page-signature?url=${encodeURIComponent(url)}`))
  const own = `${whole.jieli.url.replace('127.0.0.1', 'localhost')}/h/${id}/invite`
  const hex = expect.stringMatching(/^[0-9a-f]{40}$/)
  expect(await signatureFor(own)).toMatchObject({
    status: 200,
    config: { signature: hex },
    agentConfig: { signature: hex },
  })
  expect(await signatureFor('https://evil.example.com/h')).toMatchObject({ status: 409, why: 'NOT_OUR_PAGE' })
})

test('the leaver adds what nobody could find; a stranger and a wrong date are refused by name', async () => {
  const promise = {
    kind: 'promise',
    title: '答应李店长下周三前给报价',
    note: `报价单在我的微盘，问${spokenOf}`,
  }
  expect(await said(await leaver.post(`/v1/handovers/${id}/tasks`, promise))).toMatchObject({ status: 200 })
  const late = { ...promise, dueAt: new Date(Date.now() + 900 * 86_400_000).toISOString() }
  expect(await said(await leaver.post(`/v1/handovers/${id}/tasks`, late))).toMatchObject({
    why: 'DUE_AFTER_FREEZE',
  })
  expect(
    await said(await leaver.post(`/v1/handovers/${id}/tasks`, { ...promise, successor: 'colleague' })),
  ).toMatchObject({ why: 'NOT_A_SUCCESSOR', facts: { userid: 'colleague' } })
  const other = browsing(whole.jieli.url.replace('127.0.0.1', 'localhost'))
  await other.logIn('colleague')
  expect((await other.post(`/v1/handovers/${id}/tasks`, promise)).status).toBe(403)
  const { tasks: all } = await tasks()
  expect(all.find(({ kind }) => kind === 'promise')).toMatchObject({
    title: promise.title,
    source: 'declared',
  })
})

test('the dossier of a customer names who serves him, every group of the leaver he is in, and a promise about him', async () => {
  const { groups } = await whole.company.get<{ groups: SimGroup[] }>('/groups')
  const own = (await items()).filter(({ kind }) => kind === 'customer')
  const dossiers = await Promise.all(
    own.map(async ({ id: item }) => {
      const got = await hr(consoleRoutes.dossier, { params: { id, item } })
      if (!got.ok) throw new Error(got.why)
      return got.value
    }),
  )
  const pairs = groups
    .filter(({ members }) => members.some(({ userid }) => userid === 'leaver'))
    .map(({ members }) => members.filter(({ type }) => type === 2).length)
  expect(dossiers.flatMap((one) => one.groups)).toHaveLength(pairs.reduce((a, b) => a + b, 0))
  expect(pairs.length).toBeGreaterThan(2)
  for (const { servedBy } of dossiers) expect(servedBy?.map(({ userid }) => userid)).toContain('leaver')
  expect(dossiers.flatMap(({ promises }) => promises.map(({ title }) => title))).toEqual([
    '答应李店长下周三前给报价',
  ])
  const other = browsing(whole.jieli.url.replace('127.0.0.1', 'localhost'))
  await other.logIn('colleague')
  expect((await other.get(`/v1/handovers/${id}/items/${own[0]?.id}/dossier`)).status).toBe(403)
})

test('he contests an item, and it waits for the manager instead of being sent', async () => {
  const [first] = (await items()).filter(({ kind }) => kind === 'customer')
  const path = `/v1/handovers/${id}/items/${first?.id}/contest`
  expect(await said(await leaver.post(path, { why: '这是我的私人朋友' }))).toMatchObject({ status: 200 })
  expect((await items()).find((item) => item.id === first?.id)).toMatchObject({
    state: 'deciding',
    reason: 'CONTESTED',
  })
  expect((await seen(() => true)).needsDecision).toMatchObject([{ reason: 'CONTESTED', count: 1 }])
})

test('he confirms once, and nobody does it for him', async () => {
  expect((await successor.post(`/v1/handovers/${id}/confirm`)).status).toBe(403)
  expect(await said(await leaver.post(`/v1/handovers/${id}/confirm`))).toMatchObject({ status: 200 })
  expect(await said(await leaver.post(`/v1/handovers/${id}/confirm`))).toMatchObject({ why: 'ALREADY_SO' })
  expect((await tasks()).confirmation.how).toBe('confirmed')
})

test('nothing is signed before everything is read back', async () => {
  const early = await successor.post(`/v1/handovers/${id}/signatures`, { kind: 'customer' })
  expect(await said(early)).toMatchObject({ why: 'NOT_VERIFIED_YET' })
  const { envelopeHash, transferStartAt } = await seen(() => true)
  await hr(handoverRoutes.submit, { params: { id }, body: { envelopeHash: envelopeHash ?? '' } })
  await until(async () => {
    for (const n of [1, 2, 3, 4]) await approveAll(whole.company, `approver${n}`)
    return (await seen(() => true)).state === 'executing'
  })
  await whole.company.advanceTo(new Date(transferStartAt))
  await until(
    async () => {
      const view = await seen(() => true)
      if (view.state === 'closing') return true
      await decideAll(whole.company, 'approver1', (keys) => keys.find((key) => key.endsWith(':keep')))
      const due = await whole.apis.operator(handoverRoutes.nextDue)
      if (due.ok && !due.value.busy && due.value.at !== null && due.value.at < view.freezeAt)
        await whole.company.advanceTo(new Date(due.value.at))
      return false
    },
    () => seen(() => true),
  )
})

test('a task that was done by hand in WeCom is read back, and one by word needs words', async () => {
  const { tasks: open } = await tasks()
  const group = open.find(({ kind }) => kind === 'membership')
  const promise = open.find(({ kind }) => kind === 'promise')
  const truth = await whole.company.get<{ groups: { id: string; owner: string; members: string[] }[] }>(
    '/truth',
  )
  const joined = truth.groups.find(
    ({ owner, members }) => owner === 'colleague' && members.includes('leaver'),
  )
  await whole.company.post(`/groups/${joined?.id}/invite`, { by: 'leaver', users: ['successor1'] })
  const checked = await hr(taskRoutes.check, { params: { id }, body: {} })
  expect(checked).toMatchObject({ ok: true, value: { done: 1, open: 1 } })
  const settle = (task: string | undefined, body: object) =>
    leaver.post(`/v1/handovers/${id}/tasks/${task}`, body)
  expect(await said(await settle(group?.id, { outcome: 'done', proof: '进群了' }))).toMatchObject({
    why: 'ALREADY_SETTLED',
  })
  expect((await settle(promise?.id, { outcome: 'done', proof: ' ' })).status).toBe(400)
  expect((await settle(promise?.id, { outcome: 'done', proof: '报价已发给李店长' })).status).toBe(200)
  const { tasks: all } = await tasks()
  expect(all.map(({ kind, state, provedBy }) => [kind, state, provedBy]).toSorted()).toEqual([
    ['membership', 'done', 'read-back'],
    ['promise', 'done', 'word'],
  ])
})

test('while both are there the successor asks and the leaver answers; a stranger asks nothing', async () => {
  const question = { question: '知味轩的结算价是多少？' }
  const asked = await said(await successor.post(`/v1/handovers/${id}/questions`, question))
  expect(asked).toMatchObject({ status: 200 })
  const other = browsing(whole.jieli.url.replace('127.0.0.1', 'localhost'))
  await other.logIn('colleague')
  expect((await other.post(`/v1/handovers/${id}/questions`, question)).status).toBe(403)
  const open = (await tasks()).tasks.find(({ kind }) => kind === 'question')
  expect(open).toMatchObject({ owner: 'leaver', successor: 'successor1', state: 'open' })
  await until(async () =>
    JSON.stringify(await whole.company.get('/people/leaver/inbox')).includes('问了你一个问题'),
  )
  const answer = { outcome: 'done', proof: '每箱一百二，月结' }
  expect((await leaver.post(`/v1/handovers/${id}/tasks/${open?.id}`, answer)).status).toBe(200)
  expect((await tasks()).tasks.find(({ kind }) => kind === 'question')).toMatchObject({
    state: 'done',
    proof: '每箱一百二，月结',
  })
})

test('the successor signs a class after opening a sample, and only his own', async () => {
  const sign = (kind: string) =>
    successor.post(`/v1/handovers/${id}/signatures`, { kind, remark: '都看过了' })
  expect(await said(await sign('customer'))).toMatchObject({ why: 'SAMPLE_FIRST', facts: { needed: 3 } })
  const mine = (await items()).filter(
    (item) => item.kind === 'customer' && item.state === 'verified' && item.successor === 'successor1',
  )
  // Somebody else's look does not count.
  for (const item of mine.slice(0, 3)) await manager.get(`/v1/handovers/${id}/items/${item.id}`)
  expect(await said(await sign('customer'))).toMatchObject({ why: 'SAMPLE_FIRST', facts: { opened: 0 } })
  for (const item of mine.slice(0, 3)) await successor.get(`/v1/handovers/${id}/items/${item.id}`)
  expect(await said(await sign('customer'))).toMatchObject({ status: 200 })
  expect(await said(await sign('customer'))).toMatchObject({ why: 'ALREADY_SO' })
  expect(await said(await sign('account'))).toMatchObject({ why: 'NOTHING_TO_SIGN' })
})

test('the report names who signed, who did not, what was done by hand and what the leaver said', async () => {
  expect(await hr(acceptanceRoutes.review, { params: { id }, body: {} })).toMatchObject({ ok: true })
  const { freezeAt } = await seen(() => true)
  await whole.company.advanceTo(new Date(freezeAt))
  await seen(({ state }) => state === 'reported')
  const report = await hr(handoverRoutes.report, { params: { id } })
  if (!report.ok) throw new Error(report.why)
  const { classes, tasks: sums, confirmation, review } = report.value
  expect(confirmation.how).toBe('confirmed')
  expect(review?.by).toBe('hr')
  expect(sums.toSorted((a, b) => a.kind.localeCompare(b.kind))).toEqual([
    { kind: 'membership', of: 1, done: 1, dropped: 0, left: 0 },
    { kind: 'promise', of: 1, done: 1, dropped: 0, left: 0 },
    { kind: 'question', of: 1, done: 1, dropped: 0, left: 0 },
  ])
  const customers = classes.find(({ kind, successor: who }) => kind === 'customer' && who === 'successor1')
  expect(customers?.signature).toMatchObject({ remark: '都看过了', opened: 3 })
  expect(classes.some(({ kind, signature }) => kind === 'group' && signature === null)).toBe(true)
  const page = await hr(handoverRoutes.reportPage, { params: { id } })
  expect(page.ok && page.value.html).toContain('本人已核对')
  expect(page.ok && page.value.html).toContain('还没有签收')
})
