import { handoverRoutes, wizardRoutes, type Api, type Draft, type LivePreview } from '@jieli/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importKnownTransfers, linxiao, people } from '../../../scripts/demo/hemu.ts'
import { approveAll, pressCards } from '../../../scripts/rig/people.ts'
import { apisFor } from '../../../scripts/rig/jieli.ts'
import type { Truth } from '../../../scripts/rig/company.ts'
import { tableText } from './database.ts'
import { startWhole, until, type Whole } from './whole.ts'

const callers = {
  ...people,
  sunnan: { userid: 'sunnan', role: 'manager' },
  zhenglan: { userid: 'zhenglan', role: 'hr' },
} as const

let whole: Whole
let apis: Record<keyof typeof callers, Api>

beforeAll(async () => {
  whole = await startWhole('wizard', { world: 'hemu' })
  apis = await apisFor(whole.cluster.url('jieli_app'), () => whole.jieli.url, callers)
  await importKnownTransfers(whole.company, apis.operator)
  await until(async () => {
    const found = await apis.sumin(wizardRoutes.people, { query: { q: 'lx', limit: 20 } })
    return found.ok && found.value.people.some(({ userid }) => userid === 'linxiao')
  })
}, 120_000)
afterAll(() => whole.stop())

const { trigger: _, initiator: __, ...plan } = linxiao
const { leaver: ___, messageToCustomers: ____, ...change } = plan

const previewed = async (draft: Partial<Draft>, api: Api = apis.sumin): Promise<LivePreview> => {
  const answer = await api(wizardRoutes.preview, { body: draft })
  if (!answer.ok) throw new Error(answer.why)
  return answer.value
}
const ready = (draft: Partial<Draft>) =>
  until(async () => {
    const preview = await previewed(draft)
    return preview.inventory === 'ready' && preview
  })
const calls = async (...names: readonly string[]) => {
  const { calls: counted } = await whole.company.get<Pick<Truth, 'calls'>>('/truth/calls')
  const of = (name: string) => Object.values(counted[name]?.outcomes ?? {}).reduce((sum, n) => sum + n, 0)
  return Object.fromEntries(names.map((name) => [name, of(name)]))
}
const ofInventory = ['batchGetCustomers', 'listCorpTags', 'listGroupChats', 'listCustomers'] as const

test('50 previews read WeCom once, however many ask at a time', async () => {
  const before = await calls(...ofInventory, 'checkFollowUsers')
  const first = await Promise.all(Array.from({ length: 8 }, () => previewed(plan)))
  expect(first.map(({ inventory }) => inventory)).toContain('reading')
  expect((await ready(plan)).items).toEqual({ customer: 1_286, group: 38, code: 3, link: 1, seat: 1 })
  const read = await calls(...ofInventory, 'checkFollowUsers')
  expect(read['listCorpTags']).toBe((before['listCorpTags'] ?? 0) + 1)
  expect(read['batchGetCustomers']).toBe((before['batchGetCustomers'] ?? 0) + 13)
  expect(read['checkFollowUsers']).toBe((before['checkFollowUsers'] ?? 0) + 1)
  // The leaver's and those of three successors.
  expect(read['listCustomers']).toBe((before['listCustomers'] ?? 0) + 4)

  for (let n = 0; n < 50; n += 1) {
    const rules = [...plan.rules.slice(0, n % 4), ...plan.rules.slice(3)]
    expect((await previewed({ ...plan, rules })).unassigned).toBe(0)
  }
  expect(await calls(...ofInventory, 'checkFollowUsers')).toEqual(read)
})

test('each rule says how many it gets and how many went to an earlier one', async () => {
  const { rules, unassigned } = await ready(plan)
  expect(rules.reduce((sum, { hits }) => sum + hits, 0)).toBe(1_286)
  const [vip, region] = rules
  const swapped = await previewed({
    ...plan,
    rules: [plan.rules[1], plan.rules[0]].flatMap((one) => one ?? []),
  })
  expect(unassigned).toBe(0)
  // Whoever has both tags is counted once, at the rule above.
  expect((vip?.hits ?? 0) + (region?.hits ?? 0)).toBe(
    (swapped.rules[0]?.hits ?? 0) + (swapped.rules[1]?.hits ?? 0),
  )
  expect(region?.elsewhere).toBeGreaterThan(0)
  expect(swapped.rules[1]?.elsewhere).toBe(region?.elsewhere)
  expect(swapped.unassigned).toBeGreaterThan(0)
  expect(swapped.problems.map(({ why }) => why)).toContain('UNASSIGNED_ITEMS')
})

test('the tags to choose from are those of the customers, with how many', async () => {
  const found = await apis.sumin(wizardRoutes.tags, { query: { leaver: 'linxiao' } })
  if (!found.ok) throw new Error(found.why)
  const vip = found.value.tags.find(({ name }) => name === 'VIP')
  expect(vip?.count).toBe((await ready(plan)).rules[0]?.hits)
  expect(found.value.tags.some(({ group, name }) => group === '地区' && name === '浙江')).toBe(true)
})

test('everything that keeps a draft from being started is told at once, each with its field', async () => {
  const { problems } = await previewed({
    ...plan,
    successors: [...plan.successors, { userid: 'linxiao' }, { userid: 'cuiying' }],
    approvers: { ...plan.approvers, manager: 'zhouqing', hr: 'sumin' },
    freezeAt: plan.transferStartAt,
  })
  expect(problems.map(({ field, why, facts }) => [field, why, facts['conflict'] ?? ''])).toEqual([
    ['successors', 'SAME_PERSON', ''],
    ['successors', 'SUCCESSOR_INACTIVE', ''],
    ['approvers', 'APPROVER_CONFLICT', 'APPROVER_IS_SUCCESSOR'],
    ['approvers', 'APPROVER_CONFLICT', 'APPROVER_IS_INITIATOR'],
    ['freezeAt', 'DEADLINE_BEFORE_START', ''],
    ['freezeAt', 'DEADLINE_TOO_EARLY', ''],
  ])
  const unknown = await previewed({ leaver: 'nobody' })
  expect(unknown.problems.map(({ why }) => why)).toEqual(['LEAVER_UNKNOWN'])
  const twice = await previewed({ ...plan, approvers: { ...plan.approvers, security: 'tangrui' } })
  expect(twice.problems.map(({ why, facts }) => [why, facts['needed']])).toEqual([['APPROVER_CONFLICT', 4]])
  expect((await previewed(plan)).problems).toEqual([])
})

test('a manager starts, previews and reads tags for his own line only', async () => {
  const refused = { ok: false, why: 'NOT_YOUR_LINE' }
  const draft = { ...linxiao, initiator: 'sunnan' }
  expect(await apis.sunnan(handoverRoutes.create, { body: draft })).toMatchObject(refused)
  expect(await apis.sunnan(wizardRoutes.preview, { body: plan })).toMatchObject(refused)
  // Naming a handover that is none, or another's, opens no door.
  expect(await apis.sunnan(wizardRoutes.preview, { body: { ...plan, amends: 'H-2026-0001' } })).toMatchObject(
    refused,
  )
  expect(await apis.sunnan(wizardRoutes.tags, { query: { leaver: 'linxiao' } })).toMatchObject(refused)
  const known = async (api: Api) => {
    const said = await api(wizardRoutes.suggest, { query: { leaver: 'linxiao' } })
    return said.ok && said.value.mayStart
  }
  expect(await known(apis.sunnan)).toBe(false)
  expect(await known(apis.gaoyuan)).toBe(true)
  expect((await previewed({ leaver: 'linxiao' }, apis.gaoyuan)).inventory).toBe('ready')
})

test('a draft is kept for its writer alone; whoever was slower is told', async () => {
  const draft = { leaver: 'linxiao', messageToCustomers: '林晓下周离开，之后由我为您服务' }
  const made = await apis.sumin(wizardRoutes.saveDraft, { body: { draft } })
  if (!made.ok) throw new Error(made.why)
  const { id, revision } = made.value
  const both = await Promise.all(
    ['a', 'b'].map((text) =>
      apis.sumin(wizardRoutes.saveDraft, {
        body: { id, revision, draft: { ...draft, messageToCustomers: text } },
      }),
    ),
  )
  expect(both.map((one) => (one.ok ? 'kept' : one.why)).toSorted()).toEqual(['CHANGED_MEANWHILE', 'kept'])
  const winner = both[0]?.ok ? 'a' : 'b'
  const read = await apis.sumin(wizardRoutes.draft, { params: { id } })
  expect(read).toMatchObject({ ok: true, value: { revision: 2, draft: { messageToCustomers: winner } } })
  for (const other of [apis.zhenglan, apis.gaoyuan]) {
    expect(await other(wizardRoutes.draft, { params: { id } })).toMatchObject({
      ok: false,
      why: 'DRAFT_GONE',
    })
    expect(await other(wizardRoutes.saveDraft, { body: { id, draft } })).toMatchObject({ why: 'DRAFT_GONE' })
    expect(await other(wizardRoutes.dropDraft, { params: { id }, body: {} })).toMatchObject({
      value: { dropped: false },
    })
  }
  await apis.sumin(wizardRoutes.saveDraft, { body: { id, draft } })
  expect(await stored('handover.draft')).not.toContain('林晓')
  expect(await stored('handover.prepared')).not.toMatch(/先生|女士|王/)
  const mine = async () => {
    const listed = await apis.sumin(wizardRoutes.drafts, {})
    return listed.ok && listed.value.drafts.map((one) => [one.id, one.leaver?.name])
  }
  expect(await mine()).toEqual([[id, '林晓']])
  await apis.sumin(wizardRoutes.dropDraft, { params: { id }, body: {} })
  expect(await mine()).toEqual([])
})

test('the preview of the draft is the preview of the plan that runs', async () => {
  const live = await ready(plan)
  const id = await created()
  const { preview } = await viewOf(id)
  if (!preview) throw new Error('no preview')
  expect(live.budget.knownSpent).toBeGreaterThan(0)
  expect(live.bySuccessor.map(({ name: _n, department: _d, can: _c, whyNot: _w, ...load }) => load)).toEqual(
    preview.bySuccessor,
  )
  const same = [
    'unassigned',
    'budget',
    'customersTold',
    'transferCalls',
    'groupDays',
    'memberOnlyGroups',
  ] as const
  for (const figure of [...same, 'earliestFinish'] as const) expect(live[figure]).toEqual(preview[figure])
  const { account: _, ...items } = preview.items
  expect(live.items).toEqual(items)
  await apis.sumin(handoverRoutes.cancel, { params: { id }, body: { why: '演示' } })
})

test('a changed plan voids what was agreed to and rewrites the cards; nothing is changed once anything was sent', async () => {
  const id = await created()
  const first = await viewOf(id)
  const old = first.envelopeHash ?? ''
  expect(
    await apis.sumin(handoverRoutes.submit, { params: { id }, body: { envelopeHash: old } }),
  ).toMatchObject({
    ok: true,
  })
  await until(async () => (await approveAll(whole.company, 'gaoyuan')).length > 0)
  // A card that was not sent yet when the plan changes is never sent, so all have theirs first.
  for (const person of ['zhenglan', 'tangrui', 'shenzhiwei'])
    await until(async () => (await cardsOf(person)).includes('approve:'))
  const [vip, , ...others] = change.rules
  const rules = [vip, ...others].flatMap((one) => one ?? [])
  const amended = (version: number, over = {}) =>
    apis.zhenglan(wizardRoutes.amend, { params: { id }, body: { ...change, rules, version, ...over } })
  const stranger = apis.sunnan(wizardRoutes.amend, { params: { id }, body: { ...change, version: 1 } })
  await expect(stranger).rejects.toMatchObject({ status: 403 })
  expect(await amended(7)).toMatchObject({ why: 'PLAN_CHANGED', facts: { version: 1 } })
  expect(await amended(1, { approvers: { ...change.approvers, hr: 'zhouqing' } })).toMatchObject({
    why: 'APPROVER_CONFLICT',
  })
  // Two at the same time: one of them.
  const both = await Promise.all([amended(1), amended(1)])
  expect(both.map((one) => (one.ok ? 'changed' : one.why)).toSorted()).toEqual(['PLAN_CHANGED', 'changed'])

  for (const person of ['gaoyuan', 'zhenglan', 'tangrui', 'shenzhiwei'])
    await until(async () => (await cardsOf(person)).includes('方案已更新到 v2，请重新看'))
  expect(await approveAll(whole.company, 'zhenglan')).toEqual([])
  const second = await until(async () => {
    const view = await viewOf(id)
    return view.state === 'confirming' && view
  })
  expect(second).toMatchObject({ planVersion: 2, approval: null, items: first.items })
  expect(second.envelopeHash).not.toBe(old)
  expect(second.preview?.bySuccessor.map(({ customers }) => customers)).toEqual(
    (await ready({ ...plan, rules })).bySuccessor.map(({ customers }) => customers),
  )
  expect(
    await apis.sumin(handoverRoutes.submit, { params: { id }, body: { envelopeHash: old } }),
  ).toMatchObject({
    why: 'PLAN_CHANGED',
  })
  expect(await versionsOf(id)).toEqual([
    [1, 'sumin'],
    [2, 'zhenglan'],
  ])
  const log = await apis.sumin(handoverRoutes.log, { params: { id } })
  const told = log.ok
    ? log.value.entries.map(({ action, actor, objects }) => ({ action, actor, objects }))
    : []
  expect(told).toContainEqual(
    expect.objectContaining({
      action: 'handover.amended',
      actor: 'zhenglan',
      objects: expect.objectContaining({ version: '2' }),
    }),
  )
  expect(told).toContainEqual(
    expect.objectContaining({
      action: 'handover.inventory',
      objects: expect.objectContaining({ version: '2', envelope: second.envelopeHash }),
    }),
  )

  const { envelopeHash } = second
  await apis.sumin(handoverRoutes.submit, { params: { id }, body: { envelopeHash: envelopeHash ?? '' } })
  for (const person of ['gaoyuan', 'zhenglan', 'tangrui', 'shenzhiwei'])
    await until(async () => (await pressCards(whole.company, person, yesOf)).length > 0)
  await until(async () => (await viewOf(id)).state === 'executing')
  await whole.company.advanceTo(new Date(linxiao.transferStartAt))
  await until(async () => ((await viewOf(id)).byState.waiting ?? 0) > 0)
  expect(await amended(2)).toMatchObject({ why: 'ALREADY_SENT' })
}, 120_000)

const stored = (table: string) => tableText(whole.cluster.url('jieli_app'), table)
const yesOf = (keys: readonly string[]) => keys.find((key) => /^approve:.*:yes:/.test(key))

async function versionsOf(id: string) {
  const rows: { handover_id: string; version: number; by: string }[] = JSON.parse(
    await stored('handover.plan_version'),
  )
  return rows.filter((one) => one.handover_id === id).map(({ version, by }) => [version, by])
}

const cardsOf = async (userid: string) => JSON.stringify(await whole.company.get(`/people/${userid}/inbox`))

async function viewOf(id: string) {
  const view = await apis.sumin(handoverRoutes.get, { params: { id } })
  if (!view.ok) throw new Error(view.why)
  return view.value
}

async function created(): Promise<string> {
  const made = await apis.sumin(handoverRoutes.create, { body: linxiao })
  if (!made.ok) throw new Error(made.why)
  const { id } = made.value
  await until(async () => (await viewOf(id)).state === 'confirming')
  return id
}
