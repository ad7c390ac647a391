import { readinessRoutes } from '@jieli/contract'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { browsing, type Browsing } from '../../../scripts/rig/browsing.ts'
import { startWhole, until, type Whole } from './whole.ts'

// Before anyone leaves: what a reading of the company finds, who sees it, and the message of the month.
let whole: Whole
let manager: Browsing
vi.setConfig({ testTimeout: 60_000 })
const hr: Whole['apis']['hr'] = (route, input) => whole.apis.hr(route, input)

beforeAll(async () => {
  whole = await startWhole('readiness', { env: { READINESS_MONTHLY: 'on' } })
  manager = browsing(whole.jieli.url.replace('127.0.0.1', 'localhost'))
  await manager.logIn('manager')
}, 120_000)
afterAll(() => whole.stop())

async function page(query: Record<string, string> = {}) {
  const got = await hr(readinessRoutes.readiness, { query })
  if (!got.ok) throw new Error(got.why)
  return got.value
}

/** Has it read, and waits until that very reading is over. */
async function readAgain() {
  const before = (await page()).readAt
  await whole.company.post('/clock', { advanceSeconds: 60 })
  expect(await hr(readinessRoutes.start, { body: {} })).toMatchObject({ ok: true })
  return until(
    async () => {
      const now = await page()
      return now.readAt !== before && !now.isReading ? now : undefined
    },
    () => before,
  )
}

test('before the first reading the page says so; nobody is told in the month in which the company begins', async () => {
  expect(await page()).toMatchObject({ readAt: null, people: [], may: { start: true } })
})

test('a company in which all is well has no findings', async () => {
  const { people, of, byFinding } = await readAgain()
  expect({ people, byFinding }).toEqual({ people: [], byFinding: {} })
  // The manager, the leaver, two successors and the colleague may serve customers.
  expect(of).toBe(5)
})

test('a group with one insider, customers without remark and tag: each is found, counted, and opens its list, masked', async () => {
  const { groups } = await whole.company.get<{ groups: { id: string; name: string; owner: string }[] }>(
    '/groups',
  )
  const group = groups.find(({ owner }) => owner === 'leaver')
  await whole.company.post(`/groups/${group?.id}/remove`, { users: ['colleague'] })
  for (let n = 0; n < 5; n += 1)
    await whole.company.post('/people/leaver/add-customer', { name: `新客户甲${n}` })
  const { people, byFinding } = await readAgain()
  expect(byFinding).toEqual({ 'lonely-groups': 1, unremarked: 1, untagged: 1 })
  expect(people).toMatchObject([
    {
      userid: 'leaver',
      department: '客户成功',
      findings: ['lonely-groups', 'unremarked', 'untagged'],
      figures: { customers: 19, groups: 4, lonely: 1, unremarked: 5, untagged: 5, successors: 4, full: 0 },
    },
  ])
  const list = async (what: 'lonely-groups' | 'untagged') =>
    hr(readinessRoutes.list, { params: { userid: 'leaver', what } })
  expect(await list('lonely-groups')).toMatchObject({ ok: true, value: { of: 1, rows: [group?.name] } })
  expect(await list('untagged')).toMatchObject({
    ok: true,
    value: { of: 5, rows: Array.from({ length: 5 }, () => '新**') },
  })
})

test('nobody else in the department may serve customers: that comes first', async () => {
  for (const userid of ['manager', 'successor1', 'successor2', 'colleague'])
    await whole.company.post(`/people/${userid}/permission`, { customerContact: false })
  const { people } = await readAgain()
  expect(people.map(({ userid, findings }) => [userid, findings[0]])).toEqual([['leaver', 'no-successor']])
})

test('a manager sees whom he leads and cannot have it read; whoever leads nobody sees nothing', async () => {
  const mine = (await (await manager.get('/v1/readiness')).json()) as {
    people: unknown[]
    of: number
    may: object
  }
  expect(mine.people).toHaveLength(1)
  expect(mine.may).toEqual({ start: false })
  expect((await manager.post('/v1/readiness/readings', {})).status).toBe(403)
  const other = browsing(whole.jieli.url.replace('127.0.0.1', 'localhost'))
  await other.logIn('admin')
  expect(((await (await other.get('/v1/readiness')).json()) as { people: unknown[] }).people).toHaveLength(0)
  expect((await (await other.get('/v1/readiness/leaver/untagged')).json()) as object).toMatchObject({
    why: 'PERSON_UNKNOWN',
  })
  const stranger = browsing(whole.jieli.url.replace('127.0.0.1', 'localhost'))
  await stranger.logIn('colleague')
  expect((await stranger.get('/v1/readiness')).status).toBe(403)
})

test('when WeCom does not answer, the reading ends with its reason and the last figures stay', async () => {
  await whole.company.post('/faults', { call: 'listGroupChats', kind: 'refuse', code: 48002, count: 20 })
  await whole.company.post('/clock', { advanceSeconds: 60 })
  await hr(readinessRoutes.start, { body: {} })
  const after = await until(
    async () => {
      const now = await page()
      return now.trouble === null ? undefined : now
    },
    () => 'no trouble was told',
  )
  expect(after.trouble?.cause).not.toBe('')
  expect(after.people).toHaveLength(1)
  await whole.company.delete('/faults')
})

test('on the first of the month at nine the manager gets one message without names, and not a second one', async () => {
  const messages = async () => {
    const { messages: all } = await whole.company.get<{ messages: { body: unknown }[] }>(
      '/people/manager/inbox',
    )
    return all.map(({ body }) => JSON.stringify(body)).filter((text) => text.includes('交接准备'))
  }
  await whole.company.post('/clock', { to: '2026-12-01T08:59:00+08:00' })
  await new Promise((done) => setTimeout(done, 4_000))
  expect(await messages()).toEqual([])
  await whole.company.post('/clock', { to: '2026-12-01T09:00:00+08:00' })
  const [told] = await until(
    async () => {
      const all = await messages()
      return all.length > 0 ? all : undefined
    },
    () => 'no message came',
  )
  expect(told).toContain('1 位今天离开会交接不好')
  expect(told).not.toContain('林一晓')
  await whole.company.post('/clock', { to: '2026-12-02T09:00:00+08:00' })
  await whole.restart()
  await new Promise((done) => setTimeout(done, 4_000))
  expect(await messages()).toHaveLength(1)
})
