import { handoverRoutes, type Draft, type refusalWords } from '@jieli/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createKey } from '../src/access/index.ts'
import { openDatabase } from '../src/platform/db.ts'
import { draftFor, startWhole, until, type Whole } from './whole.ts'

let whole: Whole
const keys = { hr: '', admin: '', auditor: '', revoked: '' }

beforeAll(async () => {
  whole = await startWhole('bad-input')
  const database = openDatabase({ url: whole.cluster.url('jieli_app'), max: 1 })
  for (const role of ['hr', 'admin', 'auditor'] as const) {
    keys[role] = await database.inTx((tx) => createKey(tx, { userid: role, role }, new Date()))
  }
  keys.revoked = await database.inTx((tx) => createKey(tx, { userid: 'gone', role: 'hr' }, new Date()))
  await database.pool.query("update access.api_key set revoked_at = now() where userid = 'gone'")
  await database.close()
})
afterAll(() => whole.stop())

interface Answer {
  readonly status: number
  readonly why?: string
  readonly message: string
  readonly facts?: Readonly<Record<string, unknown>>
  readonly fields?: readonly { readonly field: string }[]
}

async function ask(method: string, path: string, how: { body?: string; key?: string } = {}): Promise<Answer> {
  const key = how.key ?? keys.hr
  const reply = await fetch(`${whole.jieli.url}${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(key === '' ? {} : { authorization: `Bearer ${key}` }),
    },
    ...(how.body === undefined ? {} : { body: how.body }),
  })
  const body = (await reply.json()) as Omit<Answer, 'status'>
  return { ...body, status: reply.status }
}

async function create(over: Partial<Draft> | Record<string, unknown>, key?: string): Promise<Answer> {
  const body = JSON.stringify({ ...(await draftFor(whole.company)), ...over })
  return ask('POST', '/v1/handovers', { body, ...(key === undefined ? {} : { key }) })
}

async function handoverCount(): Promise<number> {
  const listed = await whole.apis.hr(handoverRoutes.list, {})
  return listed.ok ? listed.value.handovers.length : -1
}

async function inHours(hours: number): Promise<string> {
  return new Date((await whole.company.now()).getTime() + hours * 3_600_000).toISOString()
}

const one = (to: string) => ({ successors: [{ userid: to }], rules: [{ when: { by: 'rest' }, to }] })
const approvers = { manager: 'approver1', hr: 'approver2', admin: 'approver3', security: 'approver4' }

test.each<[keyof typeof refusalWords, string, Record<string, unknown>, RegExp]>([
  ['SAME_PERSON', 'the leaver succeeds himself', one('leaver'), /接替人不能是本人/],
  ['SAME_PERSON', 'the leaver succeeds himself in capitals', one('LEAVER'), /接替人不能是本人/],
  ['LEAVER_UNKNOWN', 'nobody knows the leaver', { leaver: 'nobody' }, /通讯录里没有.*检查账号/],
  [
    'SUCCESSOR_WITHOUT_CUSTOMER_CONTACT',
    'the successor may not serve customers',
    one('admin'),
    /没有客户联系权限.*权限配置/,
  ],
  [
    'RULE_NAMES_NO_SUCCESSOR',
    'a rule names a stranger',
    { rules: [{ when: { by: 'rest' }, to: 'colleague' }] },
    /不在接替人名单里/,
  ],
  ['APPROVER_CONFLICT', 'the leaver approves', { approvers: { ...approvers, hr: 'leaver' } }, /四位不同的人/],
  [
    'APPROVER_CONFLICT',
    'a successor approves',
    { approvers: { ...approvers, admin: 'successor2' } },
    /不能是本人、接替人或发起人/,
  ],
  ['APPROVER_CONFLICT', 'the initiator approves', { approvers: { ...approvers, manager: 'hr' } }, /发起人/],
  [
    'APPROVER_CONFLICT',
    'one person has two seats',
    { approvers: { ...approvers, security: 'approver1' } },
    /四位不同的人/,
  ],
])('%s when %s: told with its remedy, nothing is begun', async (why, _, over, words) => {
  const before = await handoverCount()
  const answer = await create(over)
  expect(answer).toMatchObject({ status: 409, why })
  expect(answer.message).toMatch(words)
  expect(await handoverCount()).toBe(before)
})

async function addMember(userid: string): Promise<void> {
  const { baseUrl, corpId, secrets: known } = whole.company.address
  const token = await fetch(`${baseUrl}/cgi-bin/gettoken?corpid=${corpId}&corpsecret=${known.contacts}`)
  const { access_token } = (await token.json()) as { access_token: string }
  const reply = await fetch(`${baseUrl}/cgi-bin/user/create?access_token=${access_token}`, {
    method: 'POST',
    body: JSON.stringify({ userid, name: '新同事', department: [2], mobile: '19702009999' }),
  })
  expect(await reply.json()).toMatchObject({ errcode: 0 })
}

test('a successor who never activated his account, or is disabled, is refused with what he has to do', async () => {
  await addMember('newcomer')
  const answer = await create(one('newcomer'))
  expect(answer).toMatchObject({ status: 409, why: 'SUCCESSOR_INACTIVE', facts: { userid: 'newcomer' } })
  expect(answer.message).toMatch(/还没有激活.*登录一次企业微信/)
  await whole.company.post('/people/successor2/disable')
  const disabled = await create(one('successor2'))
  expect(disabled).toMatchObject({ status: 409, why: 'SUCCESSOR_INACTIVE', facts: { userid: 'successor2' } })
  expect(disabled.message).toMatch(/激活.*登录一次企业微信/)
  await whole.company.post('/people/successor2/enable')
})

test('a freeze in the past, or before the start, is refused with the time it has', async () => {
  const past = await create({ freezeAt: await inHours(-1) })
  expect(past).toMatchObject({ status: 409, why: 'DEADLINE_PAST' })
  expect(past.message).toMatch(/已经过去/)
  const turned = await create({ transferStartAt: await inHours(50), freezeAt: await inHours(40) })
  expect(turned).toMatchObject({ status: 409, why: 'DEADLINE_BEFORE_START' })
  expect(turned.message).toMatch(/早于/)
})

test('a deadline nobody can keep is refused with the earliest that can be kept', async () => {
  const answer = await create({ transferStartAt: await inHours(1), freezeAt: await inHours(20) })
  const { id } = answer as unknown as { id: string }
  const view = await until(async () => {
    const got = await whole.apis.hr(handoverRoutes.get, { params: { id } })
    return got.ok && got.value.state === 'confirming' ? got.value : undefined
  })
  const body = JSON.stringify({ envelopeHash: view.envelopeHash })
  const submitted = await ask('POST', `/v1/handovers/${id}/submit`, { body })
  expect(submitted).toMatchObject({
    status: 409,
    why: 'DEADLINE_TOO_EARLY',
    facts: { earliest: await inHours(25.25) },
  })
  expect(submitted.message).toMatch(/来不及.*最早可行/)

  // The person is in a handover now: neither a second one, nor receiving somebody else's customers.
  const again = await create({})
  expect(again).toMatchObject({ status: 409, why: 'ALREADY_IN_HANDOVER', facts: { leaver: 'leaver' } })
  expect(again.message).toMatch(/已有交接.*打开/)
  const other = await create({ leaver: 'manager', ...one('leaver') })
  expect(other).toMatchObject({ status: 409, why: 'SUCCESSOR_IS_LEAVING', facts: { people: ['leaver'] } })
  expect(other.message).toMatch(/接替人自己也在交接中/)

  const stale = await ask('POST', `/v1/handovers/${id}/submit`, {
    body: JSON.stringify({ envelopeHash: 'x' }),
  })
  expect(stale).toMatchObject({ status: 409, why: 'PLAN_CHANGED' })
  const early = await ask('GET', `/v1/handovers/${id}/report`)
  expect(early).toMatchObject({ status: 409, why: 'NOT_REPORTED' })
  const decided = await ask('POST', `/v1/handovers/${id}/decisions`, {
    body: JSON.stringify({ reason: 'REFUSED', kind: 'customer', outcome: 'again' }),
  })
  expect(decided).toMatchObject({ status: 409, why: 'NOTHING_TO_DECIDE' })
  expect(
    await ask('POST', `/v1/handovers/${id}/cancel`, { body: JSON.stringify({ why: '算错了' }) }),
  ).toMatchObject({
    status: 200,
    state: 'cancelled',
  })
})

test('something is assigned to nobody: it is not submitted, and the number is told', async () => {
  const rules = [{ when: { by: 'tag', tags: ['VIP'] }, to: 'successor1' }]
  const { id } = (await create({ rules })) as unknown as { id: string }
  const view = await until(async () => {
    const got = await whole.apis.hr(handoverRoutes.get, { params: { id } })
    return got.ok && got.value.state === 'confirming' ? got.value : undefined
  })
  const body = JSON.stringify({ envelopeHash: view.envelopeHash })
  const answer = await ask('POST', `/v1/handovers/${id}/submit`, { body })
  expect(answer).toMatchObject({
    status: 409,
    why: 'UNASSIGNED_ITEMS',
    facts: { count: view.preview?.unassigned },
  })
  expect(answer.message).toMatch(/没有接替人.*加一条规则/)
  await ask('POST', `/v1/handovers/${id}/cancel`, { body: JSON.stringify({ why: '重来' }) })
})

test.each<[string, string]>([
  ['half a body', '{"leaver":"leav'],
  ['no JSON', 'leaver=leaver'],
  ['more than it takes', JSON.stringify({ leaver: 'x'.repeat(2_100_000) })],
])('a request with %s is answered as such', async (_, body) => {
  const answer = await ask('POST', '/v1/handovers', { body })
  expect(answer.status).toBe(400)
  expect(answer.message).toMatch(/不是 JSON/)
})

test.each<[string, Record<string, unknown>, readonly string[]]>([
  ['missing', { leaver: undefined, freezeAt: undefined }, ['leaver', 'freezeAt']],
  ['no time', { freezeAt: 'next Friday' }, ['freezeAt']],
  ['a time without a zone', { transferStartAt: '2026-11-12T10:00:00' }, ['transferStartAt']],
  ['empty', { successors: [] }, ['successors']],
  ['deep inside', { approvers: { ...approvers, hr: '' } }, ['approvers.hr']],
  ['of an unknown kind', { rules: [{ when: { by: 'mood' }, to: 'successor1' }] }, ['rules.0.when.by']],
  ['too long', { messageToCustomers: '长'.repeat(201) }, ['messageToCustomers']],
])('a field that is %s is named', async (_, over, names) => {
  const answer = await create(over)
  expect(answer.status).toBe(400)
  expect(answer.fields?.map(({ field }) => field)).toEqual(names)
  for (const name of names) expect(answer.message).toContain(name)
})

test('a body that is no object names the field as all of it', async () => {
  for (const body of ['[]', 'null', '7', '"leaver"']) {
    expect(await ask('POST', '/v1/handovers', { body })).toMatchObject({
      status: 400,
      fields: [{ field: '(all)' }],
    })
  }
})

test.each<[string, string, string, number, RegExp]>([
  ['no key', 'GET', '', 401, /API key/],
  ['a made-up key', 'GET', 'jk_made-up', 401, /API key/],
  ['a key that was withdrawn', 'GET', 'revoked', 401, /API key/],
])('with %s nothing is told: %s', async (_, method, key, status, words) => {
  const answer = await ask(method, '/v1/handovers', { key: key === 'revoked' ? keys.revoked : key })
  expect(answer.status).toBe(status)
  expect(answer.message).toMatch(words)
})

test('a role may do what its rows say and no more', async () => {
  for (const key of [keys.auditor, keys.admin]) {
    const answer = await create({}, key)
    expect(answer.status).toBe(403)
    expect(answer.message).toMatch(/你不能看这个/)
  }
  expect((await ask('GET', '/v1/handovers', { key: keys.auditor })).status).toBe(200)
  expect((await ask('GET', '/v1/next-due', { key: keys.hr })).status).toBe(403)
})

test('the right is asked about before the body is read: a stranger learns no field', async () => {
  expect(await ask('POST', '/v1/handovers', { body: '{', key: '' })).toMatchObject({ status: 401 })
  expect(await ask('POST', '/v1/handovers', { body: '{', key: keys.auditor })).toMatchObject({ status: 403 })
})

test.each([
  ['GET', '/v1/handover', 404],
  ['DELETE', '/v1/handovers', 404],
  ['GET', '/nothing', 404],
  ['GET', '/v1/handovers/H-2026-9999', 409],
  ['GET', '/v1/handovers/1', 400],
  ['GET', "/v1/handovers/H-2026-0001'--", 400],
  ['GET', '/v1/handovers/H-2026-0001/items?limit=0', 400],
  ['GET', '/v1/handovers/H-2026-0001/items?limit=many', 400],
  ['GET', '/v1/handovers/H-2026-0001/items?state=lost', 400],
])('%s %s is answered with %i and words', async (method, path, status) => {
  const answer = await ask(method, path)
  expect(answer.status).toBe(status)
  expect(answer.message.length).toBeGreaterThan(5)
})

test.each(['x', '7', '7/x', '/', "1/' or 1=1", `${'9'.repeat(30)}/x`])(
  'a cursor %j that nobody gave is the fault of the request, not an accident',
  async (after) => {
    const listed = await whole.apis.hr(handoverRoutes.list, {})
    const id = listed.ok ? (listed.value.handovers[0]?.id ?? '') : ''
    const answer = await ask('GET', `/v1/handovers/${id}/items?after=${encodeURIComponent(after)}`)
    expect(answer.status).toBe(400)
    expect(answer.message).toContain('after')
  },
)
