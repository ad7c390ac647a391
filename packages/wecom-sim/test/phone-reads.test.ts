import { request } from 'node:http'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { startSimulator } from '../src/index.ts'

const sim = await startSimulator({ world: 'hemu', rate: 0 })
afterAll(() => sim.close())
beforeEach(() => sim.sim.reset())

const read = async (path: string, headers: Record<string, string> = {}) => {
  const reply = await fetch(`${sim.control}${path}`, { headers })
  const body = reply.status === 200 ? ((await reply.json()) as Record<string, unknown>) : {}
  return { status: reply.status, body, tag: reply.headers.get('etag') ?? '' }
}
const post = async (path: string, body: object = {}) =>
  (await fetch(`${sim.control}${path}`, { method: 'POST', body: JSON.stringify(body) })).status

test('a phone is one answer, and it is not sent again while nothing changes', async () => {
  const first = await read('/people/linxiao/phone')
  expect(first.body).toMatchObject({ name: '林晓', cutOff: null, customers: { total: 1_286 } })
  expect(JSON.stringify(first.body).length).toBeLessThan(60_000)
  expect((await read('/people/linxiao/phone', { 'if-none-match': first.tag })).status).toBe(304)
  await post('/people/linxiao/message', { content: '你好' })
  await post('/people/linxiao/remark', { customer: 'x' })
  await post('/people/linxiao/disable')
  await post('/clock', { advanceSeconds: 3_600 })
  const cut = await read('/people/linxiao/phone', { 'if-none-match': first.tag })
  expect(cut.status).toBe(200)
  expect(cut.body['cutOff']).toMatch(/disabled/)
})

test('the phone of a customer shows who serves him and the groups he is in', async () => {
  const { body } = await read(`/whose?q=${encodeURIComponent('王秉衡')}`)
  const [found] = body['people'] as { kind: string; id: string; note: string }[]
  expect(found).toMatchObject({ kind: 'customer', note: '林晓' })
  const phone = await read(`/customers/${found?.id}/phone`)
  expect(phone.body).toMatchObject({
    pending: null,
    notices: [],
    servedBy: [{ userid: 'linxiao', isOver: false }],
  })
  expect((phone.body['groups'] as { name: string }[]).map(({ name }) => name)).toContain('知味轩售后群')
})

test('people are found by name, id, post or department, members before customers', async () => {
  const found = async (q: string) =>
    ((await read(`/whose?q=${encodeURIComponent(q)}`)).body['people'] as { kind: string; name: string }[]) ??
    []
  expect((await found('沈知微'))[0]).toMatchObject({ kind: 'member', name: '沈知微' })
  expect((await found('zhouqing'))[0]).toMatchObject({ name: '周晴' })
  expect((await found('数据安全')).map(({ name }) => name)).toContain('沈知微')
  expect(await found('没有这个人')).toEqual([])
  expect((await found('王')).length).toBeLessThanOrEqual(20)
})

// `fetch` sets these headers itself, so that a page cannot.
function asked(method: string, path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((answered, failed) => {
    request(`${sim.control}${path}`, { method, headers }, (reply) => {
      reply.resume()
      answered(reply.statusCode ?? 0)
    })
      .on('error', failed)
      .end(method === 'POST' ? '{"advanceSeconds":1}' : undefined)
  })
}

test('a page of another site cannot move the clock, by its own name or by one that points here', async () => {
  const { host } = new URL(sim.control)
  expect(await asked('POST', '/clock', {})).toBe(200)
  expect(await asked('POST', '/clock', { origin: `http://${host}`, 'sec-fetch-site': 'same-origin' })).toBe(
    200,
  )
  expect(await asked('POST', '/clock', { origin: 'https://evil.example' })).toBe(403)
  expect(await asked('POST', '/clock', { 'sec-fetch-site': 'cross-site' })).toBe(403)
  expect(await asked('POST', '/clock', { host: 'evil.example', origin: 'http://evil.example' })).toBe(403)
  expect(await asked('GET', '/truth', { host: 'evil.example' })).toBe(403)
})
