import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { browsing, type Browsing } from '../../../scripts/rig/browsing.ts'
import { startWhole, until, type Whole } from './whole.ts'

// From a server that knows no company to one at work, over HTTP alone.
const unset = {
  WECOM_CORP_ID: '',
  WECOM_AGENT_ID: '',
  WECOM_APP_SECRET: '',
  WECOM_CONTACTS_SECRET: '',
  WECOM_CALLBACK_TOKEN: '',
  WECOM_CALLBACK_AES_KEY: '',
}

let whole: Whole
let url = ''
let installer: Browsing
const replies: string[] = []

beforeAll(async () => {
  whole = await startWhole('connect', { env: { ...unset, LOG_LEVEL: 'debug' }, isConnected: false })
  url = whole.jieli.url.replace('127.0.0.1', 'localhost')
})
afterAll(() => whole.stop())

type Body = Record<string, unknown>
const told = async (asked: Promise<Response>) => {
  const reply = await asked
  const text = await reply.text()
  replies.push(text)
  return { status: reply.status, body: JSON.parse(text) as Body }
}
const connection = async (person: Browsing = installer) => (await told(person.get('/v1/setup'))).body
const save = async (values: Body, over: Body = {}, person: Browsing = installer) =>
  told(person.post('/v1/setup/values', { values, ...over }))
const stepOf = (view: Body, id: string) =>
  (view['steps'] as (Body & { id: string })[]).find((step) => step.id === id)
const company = () => whole.company.address
const rightValues = () => ({
  corpId: company().corpId,
  agentId: String(company().agentId),
  appSecret: company().secrets.app,
  contactsSecret: company().secrets.contacts,
})

test('before it is connected nobody comes in but by the link that was printed, and that once', async () => {
  const stranger = browsing(url)
  expect((await told(stranger.get('/v1/setup'))).status).toBe(401)
  expect((await told(stranger.get('/v1/handovers'))).status).toBe(404)
  const login = await stranger.get('/login')
  expect(login.status).toBe(503)
  expect(await login.text()).toContain('接力还没有接入企业微信')
  expect((await told(stranger.get('/readyz'))).status).toBe(503)
  const link = new URL(String(whole.jieli.child.ready['setupUrl'])).pathname
  installer = browsing(url)
  expect((await installer.get(link)).headers.get('location')).toBe('/admin/setup')
  expect((await browsing(url).get(link)).status).toBe(403)
  expect((await browsing(url).get('/setup/guessed')).status).toBe(403)
})

test('whoever opened it may connect the company and do nothing else', async () => {
  const me = await told(installer.get('/v1/me'))
  expect(me.body).toMatchObject({ roles: ['installer'] })
  expect(Object.keys(me.body['grants'] as object)).toEqual(['me.read', 'setup.read', 'setup.change'])
  const view = await connection()
  expect(view).toMatchObject({
    mode: 'setup',
    missing: ['corpId', 'agentId', 'appSecret'],
    fit: false,
    hasAdmin: false,
  })
  expect(stepOf(view, 'app-secret')).toMatchObject({ state: 'unknown', checkedAt: null })
  const foreign = await installer.post('/v1/setup/values', { values: {} }, { 'x-jieli': '' })
  expect(foreign.status).toBe(403)
  expect((await told(installer.post('/v1/setup/first-admin'))).body['why']).toBe('NOT_CONNECTED')
})

test('what cannot be right is told at its field, in the words of WeCom’s console', async () => {
  const { status, body } = await save({ corpId: 'my company', agentId: 'app one', callbackAesKey: 'short' })
  expect(status).toBe(400)
  expect(body['fields']).toEqual([
    { field: 'values.corpId', problem: expect.stringContaining('ww') },
    { field: 'values.agentId', problem: expect.stringContaining('数字') },
    { field: 'values.callbackAesKey', problem: expect.stringContaining('43') },
  ])
  expect((await save({})).body['why']).toBe('NOTHING_TO_SAVE')
})

test('a wrong value is tried, told and not kept', async () => {
  const wrong = 'wrong-secret-of-somebody-else-1234567890'
  const refused = await save({ ...rightValues(), appSecret: wrong })
  expect(refused.body).toMatchObject({ why: 'VALUE_REFUSED', facts: { settings: ['appSecret'] } })
  expect(JSON.stringify(refused.body)).toMatch(/Secret/)
  const other = await save({ ...rightValues(), agentId: '1000777' })
  expect(other.body).toMatchObject({ why: 'VALUE_REFUSED', facts: { settings: ['agentId'] } })
  const corp = await save({ ...rightValues(), corpId: 'ww0000000000000000' })
  expect(corp.body).toMatchObject({ why: 'VALUE_REFUSED', facts: { settings: ['corpId'] } })
  expect(await connection()).toMatchObject({ missing: ['corpId', 'agentId', 'appSecret'] })
})

test('the right ones are kept, and the same process goes to work', async () => {
  const { body } = await save(rightValues())
  expect(body).toEqual({ saved: ['corpId', 'agentId', 'appSecret', 'contactsSecret'], missing: [] })
  const view = await until(async () => {
    const now = await connection()
    return now['mode'] === 'running' && now
  })
  expect(view).toMatchObject({ missing: [], hasAdmin: false })
  expect(stepOf(view, 'app-secret')).toMatchObject({ state: 'ok' })
  expect(stepOf(view, 'callback')).toMatchObject({
    state: 'ok',
    paste: `${whole.jieli.url}/wecom/callback/app`,
  })
  expect(view['settings']).toContainEqual(
    expect.objectContaining({ name: 'callbackAesKey', from: 'saved', by: '(installer)' }),
  )
  expect((await told(installer.get('/readyz'))).status).toBe(200)
  // Nothing of the company opens to whoever installs it.
  expect((await told(installer.get('/v1/handovers'))).status).toBe(403)
})

test('the keys of the callback are made, shown once, and good at once: WeCom’s question is answered and noted', async () => {
  expect((await connection())['callback']).toMatchObject({ verifiedAt: null })
  const { body } = await told(installer.post('/v1/setup/callback-keys'))
  expect(body).toMatchObject({
    url: `${whole.jieli.url}/wecom/callback/app`,
    token: expect.stringMatching(/^\w{32}$/),
  })
  replies.pop()
  const { token, encodingAesKey } = body as { token: string; encodingAesKey: string }
  const app = { url: `${whole.jieli.url}/wecom/callback/app` }
  await until(async () => {
    // As pasted into WeCom's console, which asks our address before it keeps them.
    await whole.company.post('/callbacks', { app, token, aesKey: encodingAesKey }).catch(() => {})
    const { callback } = (await connection()) as { callback: Body }
    return callback['verifiedAt'] !== null
  })
  const again = JSON.stringify(await connection())
  expect(again).not.toContain(token)
  expect(again).not.toContain(encodingAesKey)
})

test('the proof file of the domain is answered at once', async () => {
  const file = { filename: 'WW_verify_a1B2c3.txt', content: 'a1B2c3' }
  expect(
    (await told(installer.post('/v1/setup/domain-file', { ...file, filename: '../x.txt' }))).status,
  ).toBe(400)
  expect((await told(installer.post('/v1/setup/domain-file', file))).body).toEqual({
    path: '/WW_verify_a1B2c3.txt',
  })
  expect(await (await fetch(`${url}/WW_verify_a1B2c3.txt`)).text()).toBe('a1B2c3')
  expect((await fetch(`${url}/WW_verify_other.txt`)).status).toBe(404)
  expect((await connection())['domainFile']).toMatchObject({ path: '/WW_verify_a1B2c3.txt', from: 'saved' })
})

test('what no call can tell is ticked by a person, who stands for it', async () => {
  const post = (id: string, done: boolean) => told(installer.post('/v1/setup/tick', { id, done }))
  expect(stepOf((await post('web-login', true)).body, 'web-login')).toMatchObject({
    state: 'ok',
    byHand: { by: '(installer)', at: expect.any(String) },
  })
  expect(stepOf((await post('web-login', false)).body, 'web-login')).toMatchObject({ state: 'unknown' })
  expect((await post('callback', true)).body['why']).toBe('NOT_BY_HAND')
  expect((await post('nothing', true)).body['why']).toBe('STEP_UNKNOWN')
  expect((await told(installer.post('/v1/setup/check', { ids: ['nothing'] }))).body['why']).toBe(
    'STEP_UNKNOWN',
  )
})

test('a step is looked at again alone, with what stands on it; the address WeCom saw is there to be pasted', async () => {
  const before = await connection()
  await whole.company.post('/corp', { trustedIps: ['203.0.113.8'] })
  const { body } = await told(installer.post('/v1/setup/check', { ids: ['trusted-ip'] }))
  expect(stepOf(body, 'trusted-ip')).toMatchObject({
    state: 'fail',
    code: 60020,
    paste: expect.stringMatching(/^(127\.0\.0\.1|::1)$/),
  })
  expect(stepOf(body, 'app')).toMatchObject({ state: 'blocked', blockedBy: 'trusted-ip' })
  expect(stepOf(body, 'signer')?.['checkedAt']).toBe(stepOf(before, 'signer')?.['checkedAt'])
  await whole.company.post('/corp', { trustedIps: ['127.0.0.1', '::1'] })
  const mended = (await told(installer.post('/v1/setup/check', {}))).body
  expect(stepOf(mended, 'app')).toMatchObject({ state: 'ok' })
})

test('the first administrator logs in by a link of his own; then the installer is out', async () => {
  const { body } = await told(installer.post('/v1/setup/first-admin'))
  const admin = browsing(url)
  expect((await admin.logIn('admin', String(body['path']))).headers.get('location')).toBe('/admin/setup')
  expect(await connection(admin)).toMatchObject({ mode: 'running', hasAdmin: true })
  expect((await told(installer.get('/v1/setup'))).status).toBe(401)
  expect((await told(admin.post('/v1/setup/first-admin'))).body['why']).toBe('HAS_ADMIN')
  expect((await save({ corpId: 'ww0000000000000000' }, { evenSo: true }, admin)).body['why']).toBe(
    'ANOTHER_COMPANY',
  )
  // He mends a secret while the server runs.
  expect((await save({ contactsSecret: 'not-the-secret-of-contacts-12' }, {}, admin)).body).toMatchObject({
    why: 'VALUE_REFUSED',
    facts: { settings: ['contactsSecret'] },
  })
  expect((await save({ contactsSecret: company().secrets.contacts }, {}, admin)).status).toBe(200)
  await until(async () => (await connection(admin))['mode'] === 'running')
})

test('after a restart it runs from what was saved; what the environment names wins and cannot be changed here', async () => {
  await whole.jieli.child.stop()
  whole.jieli = await whole.start({ WECOM_CONTACTS_SECRET: company().secrets.contacts })
  expect(whole.jieli.child.ready['setupUrl']).toBeUndefined()
  url = whole.jieli.url.replace('127.0.0.1', 'localhost')
  const admin = browsing(url)
  await admin.logIn('admin')
  const view = await connection(admin)
  expect(view['settings']).toContainEqual(
    expect.objectContaining({ name: 'contactsSecret', from: 'environment', by: null }),
  )
  const { body } = await save({ contactsSecret: company().secrets.contacts }, {}, admin)
  expect(body).toMatchObject({ why: 'FROM_ENVIRONMENT', facts: { settings: ['contactsSecret'] } })
  const log = await told(admin.get('/v1/audit/entries?limit=200'))
  const entries = (log.body['entries'] ?? []) as { action: string; actor: string; objects: Body }[]
  expect(entries).toContainEqual(
    expect.objectContaining({
      action: 'setup.saved',
      actor: '(installer)',
      objects: { settings: 'corpId agentId appSecret contactsSecret callbackToken callbackAesKey' },
    }),
  )
})

test('no secret is in an answer or in the log of the server', async () => {
  const log = await readFile(whole.serverLog, 'utf8')
  const { app, contacts } = company().secrets
  for (const secret of [app, contacts, 'wrong-secret-of-somebody-else-1234567890']) {
    expect(log).not.toContain(secret)
    expect(replies.filter((reply) => reply.includes(secret))).toEqual([])
  }
})
