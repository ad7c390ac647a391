import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { handoverRoutes, type ItemView } from '@jieli/contract'
import { sealCallback } from '@jieli/wecom'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Truth } from '../../../scripts/rig/company.ts'
import { begin, walk } from '../../../scripts/rig/walk.ts'
import { openDatabase } from '../src/platform/db.ts'
import { createVault, loadRootKey } from '../src/vault/index.ts'
import { checkpoint, filesBelow, found, textOfTables } from './search.ts'
import { draftFor, startWhole, until, type Whole } from './whole.ts'

interface Person {
  readonly userid: string
  readonly name: string
  readonly mobile: string
}
interface Follower {
  readonly userid: string
  readonly remark: string
  readonly description: string
  readonly mobiles: readonly string[]
}

let whole: Whole
let id: string
/** What must be nowhere in clear, and what it is. */
const canaries = new Map<string, string>()
const secrets = new Map<string, string>()
let customers: Truth['customers']
let metrics: string

const stamp = Date.now().toString(36)

/** Gives every customer of the leaver notes that occur nowhere else, as he would write them. */
async function writeNotes(subject: string, n: number): Promise<void> {
  const { baseUrl, corpId, secrets: known } = whole.company.address
  const token = await fetch(`${baseUrl}/cgi-bin/gettoken?corpid=${corpId}&corpsecret=${known.app}`)
  const { access_token } = (await token.json()) as { access_token: string }
  const reply = await fetch(`${baseUrl}/cgi-bin/externalcontact/remark?access_token=${access_token}`, {
    method: 'POST',
    body: JSON.stringify({
      userid: 'leaver',
      external_userid: subject,
      remark: `备注鸟${n}号${stamp}`,
      description: `描述鸟${n}号${stamp}，爱喝龙井`,
      remark_company: `公司鸟${n}号${stamp}`,
      remark_mobiles: [`138${String(70_000_000 + n)}`],
    }),
  })
  expect(await reply.json()).toMatchObject({ errcode: 0 })
}

beforeAll(async () => {
  whole = await startWhole('canaries', { env: { LOG_LEVEL: 'debug' } })
  const { company } = whole
  const truth = await company.get<Truth>('/truth')
  customers = truth.customers.filter(({ followers }) => followers.includes('leaver'))
  for (const [n, { id: subject }] of customers.entries()) await writeNotes(subject, n)
  await collectCanaries(truth)
  await makeTrouble()

  const draft = await draftFor(company, { messageToCustomers: `您好，您的新客户经理是话鸟${stamp}` })
  canaries.set(`话鸟${stamp}`, 'message to the customers')
  id = await begin({ hr: whole.apis.hr }, draft)
  await walk({ company, hr: whole.apis.hr, operator: whole.apis.operator, withinMs: 90_000 }, id)
  await badRequests()
  metrics = await (await fetch(`${whole.jieli.url}/metrics`)).text()
}, 150_000)
afterAll(() => whole.stop())

async function collectCanaries(truth: Truth): Promise<void> {
  const { company } = whole
  for (const { id: subject, name } of truth.customers) {
    canaries.set(name, 'customer')
    const { followers } = await company.get<{ followers: readonly Follower[] }>(`/customers/${subject}`)
    for (const { remark, description, mobiles } of followers) {
      if (remark !== '') canaries.set(remark, 'remark')
      if (description !== '') canaries.set(description, 'description')
      for (const mobile of mobiles) canaries.set(mobile, 'mobile')
    }
  }
  for (const { name } of truth.groups) canaries.set(name, 'group')
  const { people } = await company.get<{ people: readonly Person[] }>('/people')
  for (const { name, mobile } of people) {
    canaries.set(name, 'member')
    canaries.set(mobile, 'mobile of a member')
  }
  const { address } = company
  secrets.set(address.secrets.app, 'app secret')
  secrets.set(address.secrets.contacts, 'contacts secret')
  secrets.set(address.callback.token, 'callback token')
  secrets.set(address.callback.aesKey, 'callback key')
  for (const url of Object.values(address.webhooks))
    secrets.set(new URL(url).searchParams.get('key') ?? '', 'webhook')
}

/** Answers that go wrong in many ways, and people who write to the app, so that logs have something to say. */
async function makeTrouble(): Promise<void> {
  const { company } = whole
  const [first, second] = customers
  for (const fault of [
    {
      kind: 'refuse',
      call: 'transferCustomer',
      level: 'item',
      code: 40143,
      items: [first?.id ?? ''],
      count: 1,
    },
    { kind: 'unknown-code', call: 'transferCustomer', level: 'item', items: [second?.id ?? ''], count: 1 },
    { kind: 'http-500', call: 'batchGetCustomers', count: 1 },
    { kind: 'garbage', call: 'listUsers', count: 1 },
    { kind: 'timeout-executed', call: 'remarkCustomer', count: 1, ms: 100 },
    { kind: 'refuse', call: 'remarkCustomer', code: 60020, after: 3, count: 1 },
    { kind: 'token-expired', call: 'getUser', count: 1 },
    { kind: 'callback-duplicate', count: 3 },
  ]) {
    await company.post('/faults', fault)
  }
  const said = `私语鸟${stamp}`
  canaries.set(said, 'text to the app')
  await company.post('/people/colleague/message', { text: said })
}

/** People mistype names into addresses, bodies and keys. */
async function badRequests(): Promise<void> {
  const name = customers[0]?.name ?? ''
  const key = { authorization: `Bearer jk_${stamp}key` }
  secrets.set(`jk_${stamp}key`, 'a key that was tried')
  const { url } = whole.jieli
  await fetch(`${url}/v1/handovers/${encodeURIComponent(name)}`, { headers: key })
  await fetch(`${url}/v1/handovers?name=${encodeURIComponent(name)}`, { headers: key })
  await fetch(`${url}/v1/handovers`, { method: 'POST', body: `{"leaver":"${name}"`, headers: key })
  await fetch(`${url}/${encodeURIComponent(name)}`)
  await whole.apis.hr(handoverRoutes.items, { params: { id: name } }).catch(() => {})
  const body = { ...(await draftFor(whole.company)), leaver: name }
  await whole.apis.hr(handoverRoutes.create, { body }).catch(() => {})
  // Authentic, and unreadable: what is kept for a later edition is personal data all the same.
  const { corpId, callback } = whole.company.address
  const sealed = sealCallback(
    { token: callback.token, encodingAesKey: callback.aesKey, receiveId: corpId },
    { xml: `<xml><MsgType>text</MsgType><Content>${name}</Content></xml>`, at: new Date(), nonce: 'n' },
  )
  const query = new URLSearchParams(
    Object.entries(sealed.query).map(([k, v]): [string, string] => [k, String(v)]),
  )
  await fetch(`${url}/wecom/callback/app?${query}`, { method: 'POST', body: sealed.body })
}

test('the canaries are many, and each is told from ordinary words by its length', () => {
  const kinds = new Set(canaries.values())
  for (const kind of ['customer', 'remark', 'description', 'mobile', 'member', 'group'])
    expect(kinds).toContain(kind)
  expect(canaries.size).toBeGreaterThan(80)
  for (const text of canaries.keys()) expect(Buffer.byteLength(text)).toBeGreaterThanOrEqual(6)
})

test('the search finds a canary in every spelling, so that finding none means there is none', () => {
  const one = new Map([['林一晓', 'member']])
  for (const form of [
    'x林一晓y',
    '"\\u6797\\u4e00\\u6653"',
    '\\u6797\\u4E00\\u6653',
    '%E6%9E%97%E4%B8%80%E6%99%93',
    '\\xe69e97e4b880e69993',
  ]) {
    expect(found('here', Buffer.from(form), one)).toHaveLength(1)
  }
})

test('no table of any schema tells a name, a remark, a text, a number or a secret', async () => {
  const tables = await textOfTables(whole.cluster.url('jieli_super'))
  expect([...tables.keys()]).toEqual(
    expect.arrayContaining([
      'handover.item',
      'dbos.workflow_status',
      'notify.message',
      'gateway.callback',
      'directory.person',
    ]),
  )
  const all = new Map([...canaries, ...secrets])
  const leaks = [...tables].flatMap(([name, text]) => found(name, text, all))
  expect(leaks).toEqual([])
})

test('nor do the raw files of the database after a checkpoint, its journal and log among them', async () => {
  await checkpoint(whole.cluster.url('jieli_super'))
  const files = await filesBelow(join(whole.cluster.dataDir, '..'))
  expect(files.some((file) => file.includes('pg_wal'))).toBe(true)
  const leaks: string[] = []
  for (const file of files) {
    const bytes = await readFile(file).catch(() => Buffer.alloc(0))
    leaks.push(...found(file, bytes, canaries), ...found(file, bytes, secrets))
  }
  expect(leaks).toEqual([])
})

test('nor do the logs of the server, its figures, and what it publishes', async () => {
  const log = await readFile(whole.serverLog)
  expect(log.toString()).toContain('started')
  const leaks = [...found('log', log, canaries), ...found('log', log, secrets)]
  expect(metrics).toContain('jieli_wecom_calls_total')
  leaks.push(...found('metrics', Buffer.from(metrics), new Map([...canaries, ...secrets])))
  for (const file of await filesBelow(whole.stateDir)) {
    if (file.includes('/postgres/')) continue
    leaks.push(...found(file, await readFile(file), new Map([...canaries, ...secrets])))
  }
  expect(leaks).toEqual([])
})

test('access tokens of the company and keys of our API are kept hidden too', async () => {
  const journal = await readFile(join(whole.dir, 'company', 'company.jsonl'), 'utf8')
  const tokens = [...journal.matchAll(/"token":"([^"]{100,})"/g)].flatMap(([, token]) => token ?? [])
  expect(tokens.length).toBeGreaterThan(0)
  const hidden = new Map(tokens.map((token) => [token, 'access token'] as const))
  hidden.set((await readFile(join(whole.stateDir, 'root.key'))).toString('utf8').trim(), 'root key')
  const log = await readFile(whole.serverLog)
  const leaks = found('log', log, hidden)
  for (const file of await filesBelow(join(whole.cluster.dataDir, '..'))) {
    const bytes = await readFile(file).catch(() => Buffer.alloc(0))
    leaks.push(...found(file, bytes, hidden))
    if (/jk_[A-Za-z0-9_-]{43}/.test(bytes.toString('latin1'))) leaks.push(`API key in ${file}`)
  }
  expect(leaks).toEqual([])
})

async function allItems(): Promise<readonly ItemView[]> {
  const page = await whole.apis.hr(handoverRoutes.items, { params: { id }, query: { limit: 500 } })
  if (!page.ok) throw new Error(page.why)
  return page.value.items
}

test('while people still see masked names, on the report too', async () => {
  const items = (await allItems()).filter(({ kind }) => kind === 'customer')
  expect(items).toHaveLength(customers.length)
  const names = new Map(customers.map(({ id: subject, name }) => [subject, name]))
  for (const { subject, name } of items)
    expect(name).toMatch(new RegExp(`^${[...(names.get(subject) ?? '')][0]}\\*\\* · 公司鸟\\d+号${stamp}$`))

  const page = await whole.apis.hr(handoverRoutes.reportPage, { params: { id } })
  if (!page.ok) throw new Error(page.why)
  const { html } = page.value
  const excepted = items.filter(({ state }) => state === 'excepted')
  expect(excepted.length).toBeGreaterThan(0)
  for (const { name } of excepted) expect(html).toContain(name)
  // People of the company and groups are named on it; customers and what was noted about them are not.
  const personal = new Map([...canaries].filter(([, what]) => what !== 'member' && what !== 'group'))
  expect(found('report', Buffer.from(html), personal)).toEqual([])
})

test('notes and message have reached the people they were meant for, so what was sealed was worth sealing', async () => {
  expect(await readFile(join(whole.dir, 'company', 'company.jsonl'), 'utf8')).toContain(`话鸟${stamp}`)
  const truth = await whole.company.get<Truth>('/truth')
  const moved = customers.filter(({ id: subject }) =>
    truth.customers.some((one) => one.id === subject && one.followers.includes('successor1')),
  )
  expect(moved.length).toBeGreaterThan(8)
  for (const { id: subject } of moved) {
    const { followers } = await whole.company.get<{ followers: readonly Follower[] }>(`/customers/${subject}`)
    expect(followers.find(({ userid }) => userid === 'successor1')?.remark).toContain(stamp)
  }
})

test('a ciphertext moved to another row, another column or another handover cannot be read', async () => {
  const database = openDatabase({ url: whole.cluster.url('jieli_app'), max: 1 })
  const rootKey = await loadRootKey(join(whole.stateDir, 'root.key'), { create: false })
  const vault = createVault({ database, rootKey, tenant: whole.company.address.corpId })
  const box = await vault.box(database.db, { kind: 'handover', id })
  const { rows } = await database.pool.query<{ id: string; name: Buffer; notes: Buffer }>(
    "select id, name, notes from handover.item where kind = 'customer' and notes is not null order by id limit 2",
  )
  const [a, b] = rows
  if (!a || !b) throw new Error('fewer than two customers')
  const at = (column: string, row: string) => ({ table: 'handover.item', column, row })
  expect(canaries.get(box.open(at('name', a.id), a.name))).toBe('customer')
  expect(() => box.open(at('name', b.id), a.name)).toThrow()
  expect(() => box.open(at('name', a.id), a.notes)).toThrow()
  expect(() => box.open({ ...at('name', a.id), table: 'notify.message' }, a.name)).toThrow()
  const other = await vault.box(database.db, { kind: 'directory', id: whole.company.address.corpId })
  expect(() => other.open(at('name', a.id), a.name)).toThrow()

  await database.pool.query('update handover.item set name = $2 where id = $1', [b.id, a.name])
  await until(() =>
    allItems().then(
      () => false,
      (error: Error) => error.message.includes('编号'),
    ),
  )
  await database.pool.query('update handover.item set name = $2 where id = $1', [b.id, b.name])
  await vault.settle()
  await database.close()
})
