import { randomBytes } from 'node:crypto'
import type { Role } from '@jieli/contract'
import { afterAll, expect, test } from 'vitest'
import { createKey, revokeKeysOf } from '../src/access/index.ts'
import { compose } from '../src/compose.ts'
import { readConfig } from '../src/config.ts'
import { createLog } from '../src/platform/log.ts'
import { freshDatabase } from './database.ts'

// Written by hand, not read from the contract: who may do what, a line per route, a column per role.
const roles = ['hr', 'manager', 'admin', 'security', 'operator', 'auditor'] as const satisfies readonly Role[]
const yes = 'yes'
/** Only to a handover he has to do with: to any other, or one that does not exist, no. */
const near = 'near'
const no = 'no'
type May = typeof yes | typeof near | typeof no
const matrix: Readonly<Record<string, readonly [May, May, May, May, May, May]>> = {
  //                                  hr   manager admin security operator auditor
  'POST /v1/handovers': [yes, yes, no, no, no, no],
  'GET /v1/handovers': [yes, yes, yes, yes, yes, yes],
  'GET /v1/handovers/:id': [yes, near, yes, yes, yes, yes],
  'GET /v1/handovers/:id/items': [yes, near, yes, yes, no, yes],
  'POST /v1/handovers/:id/submit': [yes, near, no, no, no, no],
  'POST /v1/handovers/:id/decisions': [yes, near, no, no, no, no],
  'POST /v1/handovers/:id/cancel': [yes, no, no, no, no, no],
  'GET /v1/handovers/:id/report': [yes, near, yes, yes, no, yes],
  'GET /v1/handovers/:id/report-page': [yes, near, yes, yes, no, yes],
  'GET /v1/handovers/:id/log': [yes, near, yes, yes, no, yes],
  'GET /v1/handovers/:id/ledger': [no, no, no, yes, yes, yes],
  'GET /v1/next-due': [no, no, no, no, yes, no],
  'POST /v1/transfers/import': [no, no, yes, no, yes, no],
}
/** What proves itself otherwise, or tells nothing of people. */
const anyone = [
  'GET /healthz',
  'GET /readyz',
  'GET /metrics',
  'GET /v1/openapi.json',
  // The proof of our domain: WeCom asks for it without a word.
  'GET /WW_verify_a1B2.txt',
  // By WeCom's signature.
  'GET /wecom/callback/app',
  'POST /wecom/callback/app',
]

const database = await freshDatabase()
const { app, database: inside } = compose({
  config: readConfig({
    WECOM_BASE_URL: 'http://127.0.0.1:9',
    WECOM_CORP_ID: 'ww1234567890abcdef',
    WECOM_AGENT_ID: '1000002',
    WECOM_APP_SECRET: 'app-secret-of-the-test',
    WECOM_CALLBACK_TOKEN: 'callback-token-of-the-test',
    WECOM_CALLBACK_AES_KEY: 'k'.repeat(43),
  }),
  databaseUrl: database.urls.app,
  rootKey: randomBytes(32),
  signer: undefined,
  log: createLog('silent'),
  domainFile: { path: '/WW_verify_a1B2.txt', text: 'a1B2' },
})
afterAll(async () => {
  await inside.close()
  await database.close()
})

const keyOf = (userid: string, role: Role) =>
  database.inTx((tx) => createKey(tx, { userid, role }, new Date()))

/** The answer to a call that cannot do anything: a handover that does not exist, a body without a field. */
async function statusOf(route: string, key?: string): Promise<number> {
  const [method = '', path = ''] = route.split(' ')
  const reply = await app.request(path.replace(':id', 'H-2026-9999'), {
    method,
    headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
    ...(method === 'POST' ? { body: '{}' } : {}),
  })
  return reply.status
}

test('every route that the server has stands in the matrix, and nothing else does', () => {
  const registered = new Set(
    app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`),
  )
  expect([...registered].toSorted()).toEqual([...Object.keys(matrix), ...anyone].toSorted())
})

test.each(Object.entries(matrix))('%s answers each role as the matrix says', async (route, row) => {
  for (const [at, role] of roles.entries()) {
    const status = await statusOf(route, await keyOf('someone', role))
    // Behind the gate the call comes to nothing: no such handover, a missing field, or an empty list.
    const expected = row[at] === yes ? [200, 400, 409] : [403]
    expect({ role, status, isExpected: expected.includes(status) }).toEqual({
      role,
      status,
      isExpected: true,
    })
  }
})

test.each(Object.keys(matrix))(
  '%s answers nobody without a key, with a made-up or an ended one',
  async (route) => {
    const ended = await keyOf('leaver', 'hr')
    await database.inTx((tx) => revokeKeysOf(tx, 'leaver', new Date()))
    expect(await statusOf(route)).toBe(401)
    expect(await statusOf(route, 'jk_made-up')).toBe(401)
    expect(await statusOf(route, ended)).toBe(401)
  },
)

test('an address that stands in no row is denied to everybody', async () => {
  for (const role of roles) {
    const key = await keyOf('someone', role)
    for (const route of ['GET /v1/everything', 'POST /v1/handovers/:id', 'GET /_sim/truth', 'GET /admin'])
      expect(await statusOf(route, key)).toBe(404)
  }
})
