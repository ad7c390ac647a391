import { expect, test } from 'vitest'
import { z } from 'zod'
import { createMount, openApiOf, type Edge } from './http.ts'
import { ok, refuse } from './result.ts'

const row = {
  method: 'POST',
  path: '/v1/things/:id',
  says: 'Does a thing.',
  params: z.object({ id: z.string().max(3) }),
  query: z.object({ n: z.coerce.number().int().default(1) }),
  body: z.object({ name: z.string().min(1) }),
  output: z.object({ done: z.number() }),
  refusals: ['TOO_MANY'],
  action: 'thing.do',
} as const

class Away extends Error {}

/** The edge with one row whose handler does what `n` says. */
function anEdge(over: Partial<Edge<string>> = {}) {
  const accidents: string[] = []
  const mount = createMount<string>({
    admit: ({ headers }) => {
      const who = headers.get('authorization')?.split(' ')[1] ?? ''
      if (who === 'hr') return Promise.resolve({ ok: true, who })
      const status = who === '' ? 401 : 403
      return Promise.resolve({ ok: false, status, why: `not ${who}`, message: '不行' })
    },
    refusalWords: { TOO_MANY: { zh: '太多', en: 'too many' } },
    onAccident: (id) => accidents.push(id),
    troubleOf: (error) => (error instanceof Away ? { message: '不在，稍后再试', code: 7 } : null),
    ...over,
  })
  mount.serve(row, ({ query: { n } }) => {
    if (n === 2) return Promise.resolve(refuse('TOO_MANY', { n }))
    if (n === 3) throw new Away('the name of a customer')
    if (n === 4) throw new Error('the name of a customer')
    return Promise.resolve(ok({ done: n, secret: 'not in the row' }))
  })
  const ask = async (path: string, body = '{"name":"x"}', key = 'hr') => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    const reply = await mount.app.request(path, { method: 'POST', body, headers })
    return { status: reply.status, body: (await reply.json()) as Record<string, unknown> }
  }
  return { ask, accidents, mount }
}

test('the answer holds what the row says and nothing else', async () => {
  expect(await anEdge().ask('/v1/things/a')).toEqual({ status: 200, body: { done: 1 } })
})

test('a refusal is told by its code, its facts and its words', async () => {
  expect(await anEdge().ask('/v1/things/a?n=2')).toEqual({
    status: 409,
    body: { why: 'TOO_MANY', facts: { n: 2 }, message: '太多', en: 'too many' },
  })
})

test('trouble outside is told with its words and a number to ask by', async () => {
  const { ask, accidents } = anEdge()
  const { status, body } = await ask('/v1/things/a?n=3')
  expect([status, body]).toEqual([503, { message: '不在，稍后再试', code: 7, id: accidents[0] }])
})

test('an accident of ours shows its number and never its message', async () => {
  const { ask, accidents } = anEdge()
  const { status, body } = await ask('/v1/things/a?n=4')
  expect(status).toBe(500)
  expect(body['message']).toContain(accidents[0])
  expect(JSON.stringify(body)).not.toContain('customer')
})

test('wrong fields of all three parts are named at once', async () => {
  const { status, body } = await anEdge().ask('/v1/things/abcd?n=x', '{"name":""}')
  expect(status).toBe(400)
  expect(body['fields']).toEqual(
    ['id', 'n', 'name'].map((field) => ({ field, problem: expect.any(String) as string })),
  )
})

test('who is not admitted is told so before anything is read', async () => {
  const denied: unknown[] = []
  const { ask } = anEdge({ onDenied: (facts) => denied.push(facts) })
  expect((await ask('/v1/things/a', '{', 'auditor')).status).toBe(403)
  expect((await ask('/v1/things/a', '{', '')).status).toBe(401)
  expect(denied).toEqual([
    { path: '/v1/things/:id', why: 'not auditor' },
    { path: '/v1/things/:id', why: 'not ' },
  ])
})

test('the description of the API is made of the same rows', () => {
  const { mount } = anEdge()
  expect(openApiOf(mount.rows)).toMatchObject({
    paths: { '/v1/things/{id}': { post: { summary: 'Does a thing.', 'x-action': 'thing.do' } } },
  })
})
