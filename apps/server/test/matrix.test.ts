import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Role } from '@jieli/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createKey, giveRole, revokeKeysOf, startSession, type GivenRole } from '../src/access/index.ts'
import { compose } from '../src/compose.ts'
import { readConfig } from '../src/config.ts'
import { createLog } from '../src/platform/log.ts'
import { freshDatabase } from './database.ts'

// Written by hand, not read from the contract: who may do what, a line per route.
const yes = 'yes'
const no = 'no'
/** Only to a handover he stands near, in the relations of `near` below; to any other, or one that does not exist, no. */
const near = 'near'
/** Only who is named in it. */
const approver = 'approver'
/** Only the leaver himself. */
const own = 'own'
type May = typeof own | typeof yes | typeof near | typeof approver | typeof no
type Line = readonly [May, May, May, May, May, May, May]

const roles = ['employee', 'hr', 'manager', 'admin', 'security', 'auditor', 'operator'] as const
const matrix: Readonly<Record<string, Line>> = {
  //                                   employee hr  manager admin security auditor operator
  'GET /v1/me': [yes, yes, yes, yes, yes, yes, yes],
  'POST /v1/session/end': [yes, yes, yes, yes, yes, yes, yes],
  'POST /v1/sessions/end': [no, no, no, yes, yes, no, no],
  'GET /v1/roles': [no, no, no, yes, yes, yes, no],
  'POST /v1/roles/proposals': [no, no, no, yes, no, no, no],
  'POST /v1/roles/proposals/:id': [no, no, no, no, yes, no, no],
  'GET /v1/policy': [no, no, no, yes, yes, yes, no],
  'POST /v1/policy/why': [no, no, no, yes, yes, yes, no],
  'POST /v1/reveals': [yes, no, yes, no, yes, no, no],
  'GET /v1/reveals/mine': [yes, yes, yes, yes, yes, yes, yes],
  'POST /v1/reveals/allow': [no, no, no, no, yes, no, no],
  'POST /v1/access-requests': [yes, yes, yes, yes, yes, yes, yes],
  'GET /v1/home': [yes, yes, yes, yes, yes, yes, yes],
  'GET /v1/overview': [yes, yes, yes, yes, yes, yes, yes],
  'GET /v1/readiness': [no, yes, yes, yes, no, no, no],
  'GET /v1/readiness/:userid/:what': [no, yes, yes, yes, no, no, no],
  'POST /v1/readiness/readings': [no, yes, no, yes, no, no, no],
  'GET /v1/page-signature': [yes, yes, yes, yes, yes, yes, yes],
  'GET /v1/audit/seal': [yes, yes, yes, yes, yes, yes, yes],
  'GET /v1/audit/entries': [no, no, no, yes, yes, yes, no],
  'GET /v1/audit/checkpoints': [no, no, no, yes, yes, yes, no],
  'GET /v1/audit/leaves': [no, no, no, yes, yes, yes, no],
  'GET /v1/handovers/:id/progress': [near, yes, near, yes, yes, yes, yes],
  'GET /v1/handovers/:id/items/:item': [near, yes, near, yes, yes, yes, no],
  'GET /v1/handovers/:id/items/:item/dossier': [near, yes, near, yes, yes, yes, no],
  'GET /v1/handovers/:id/approval': [near, yes, near, yes, yes, yes, yes],
  'POST /v1/handovers/:id/approval': [approver, approver, approver, approver, approver, no, no],
  'GET /v1/quotas': [no, yes, yes, yes, yes, no, yes],
  'GET /v1/setup': [no, no, no, yes, no, no, no],
  'POST /v1/setup/check': [no, no, no, yes, no, no, no],
  'POST /v1/setup/values': [no, no, no, yes, no, no, no],
  'POST /v1/setup/callback-keys': [no, no, no, yes, no, no, no],
  'POST /v1/setup/domain-file': [no, no, no, yes, no, no, no],
  'POST /v1/setup/tick': [no, no, no, yes, no, no, no],
  'POST /v1/setup/first-admin': [no, no, no, yes, no, no, no],
  'GET /v1/people': [no, yes, yes, yes, yes, no, no],
  'GET /v1/wizard/suggest': [no, yes, yes, no, no, no, no],
  'GET /v1/wizard/tags': [no, yes, yes, no, no, no, no],
  'POST /v1/wizard/preview': [no, yes, yes, no, no, no, no],
  'POST /v1/drafts': [no, yes, yes, no, no, no, no],
  'GET /v1/drafts': [no, yes, yes, no, no, no, no],
  'GET /v1/drafts/:id': [no, yes, yes, no, no, no, no],
  'POST /v1/drafts/:id/drop': [no, yes, yes, no, no, no, no],
  'GET /v1/handovers/:id/plan': [no, yes, near, no, no, no, no],
  'POST /v1/handovers/:id/plan': [no, yes, near, no, no, no, no],
  'POST /v1/handovers': [no, yes, yes, no, no, no, no],
  'GET /v1/handovers': [yes, yes, yes, yes, yes, yes, yes],
  'GET /v1/handovers/:id': [near, yes, near, yes, yes, yes, yes],
  'GET /v1/handovers/:id/items': [near, yes, near, yes, yes, yes, no],
  'POST /v1/handovers/:id/submit': [no, yes, near, no, no, no, no],
  'POST /v1/handovers/:id/decisions': [no, yes, near, no, no, no, no],
  'POST /v1/handovers/:id/cancel': [no, yes, no, no, no, no, no],
  'POST /v1/handovers/:id/pause': [no, yes, near, no, no, no, no],
  'POST /v1/handovers/:id/resume': [no, yes, near, no, no, no, no],
  'POST /v1/handovers/:id/give-back': [no, yes, near, no, no, no, no],
  'GET /v1/handovers/:id/tasks': [near, yes, near, yes, yes, yes, no],
  'POST /v1/handovers/:id/tasks': [own, yes, near, no, no, no, no],
  'POST /v1/handovers/:id/tasks/:task': [near, yes, near, no, no, no, no],
  'POST /v1/handovers/:id/questions': [approver, yes, near, no, no, no, no],
  'POST /v1/handovers/:id/check-tasks': [near, yes, near, no, no, no, no],
  'GET /v1/handovers/:id/invites': [near, yes, near, yes, yes, yes, no],
  'POST /v1/handovers/:id/invites/:task/check': [near, yes, near, no, no, no, no],
  'POST /v1/handovers/:id/confirm': [own, no, no, no, no, no, no],
  'POST /v1/handovers/:id/items/:item/contest': [own, no, no, no, no, no, no],
  'GET /v1/handovers/:id/report-file': [near, yes, near, yes, yes, yes, no],
  'GET /v1/handovers/:id/acceptance': [near, yes, near, yes, yes, yes, yes],
  'POST /v1/handovers/:id/signatures': [approver, no, no, no, no, no, no],
  'POST /v1/handovers/:id/review': [no, yes, near, no, no, no, no],
  'GET /v1/approval-policy': [no, yes, no, yes, yes, yes, no],
  'POST /v1/approval-policy': [no, no, no, yes, no, no, no],
  'POST /v1/approval-policy/preview': [no, yes, no, yes, yes, yes, no],
  'POST /v1/approval-policy/:version': [no, no, no, yes, yes, no, no],
  'GET /v1/waiting-customers': [no, yes, yes, no, no, no, no],
  'GET /v1/delegation': [yes, yes, yes, yes, yes, yes, yes],
  'POST /v1/delegation': [yes, yes, yes, yes, yes, yes, yes],
  'POST /v1/start-requests': [no, yes, no, no, no, no, no],
  'GET /v1/start-requests': [no, yes, yes, no, no, no, no],
  'POST /v1/start-requests/:id/drop': [no, yes, no, no, no, no, no],
  'GET /v1/handovers/:id/report': [near, yes, near, yes, yes, yes, no],
  'GET /v1/handovers/:id/report-page': [near, yes, near, yes, yes, yes, no],
  'GET /v1/handovers/:id/archive': [near, yes, near, yes, yes, yes, no],
  'GET /v1/handovers/:id/archive-file': [no, yes, no, no, yes, yes, no],
  'POST /v1/handovers/:id/archive': [no, yes, no, no, yes, no, yes],
  'POST /v1/handovers/:id/archive-hold': [no, yes, no, no, yes, no, no],
  'GET /v1/archives': [no, yes, no, no, yes, yes, yes],
  'GET /v1/handovers/:id/log': [near, yes, near, yes, yes, yes, no],
  'GET /v1/handovers/:id/ledger': [no, no, no, no, yes, yes, yes],
  'GET /v1/next-due': [no, no, no, no, no, no, yes],
  'POST /v1/transfers/import': [no, no, no, yes, no, no, yes],
}
/** How somebody must stand to a handover where the matrix says `near`. */
const nearFor: Partial<Record<Role, Readonly<Record<Standing, boolean>>>> = {
  employee: { own: true, participant: true, line: false, stranger: false },
  manager: { own: false, participant: true, line: true, stranger: false },
}
type Standing = 'own' | 'participant' | 'line' | 'stranger'

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
  // The way in, and the files of the console.
  'GET /login',
  'GET /login.css',
  'GET /login/back',
  'GET /first/:token',
  'GET /:file{WW_verify_[A-Za-z0-9]+\\.txt}',
  // By the session; it filters what it tells.
  'GET /v1/live',
  'GET /*',
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

/** The handover to which people of these names stand in these relations; `-led` leads somebody elsewhere. */
const id = 'H-2026-0001'
const standings = ['own', 'participant', 'line', 'stranger'] as const satisfies readonly Standing[]

beforeAll(() =>
  database.inTx(async (tx) => {
    const people = [...standings.flatMap((one) => [one, `${one}-led`]), 'someone', 'led', 'leaver']
    for (const userid of people) {
      const leaders = userid === 'own' || userid === 'own-led' ? ['line', 'line-led'] : []
      await sql`insert into directory.person (userid, status, leaders, changed_at)
        values (${userid}, 'active', ${leaders}::text[], now())`.execute(tx)
    }
    await sql`update directory.person set leaders = ${standings.map((one) => `${one}-led`)}::text[]
      where userid = 'led'`.execute(tx)
    for (const [at, leaver] of ['own', 'own-led'].entries()) {
      const successor = leaver === 'own' ? 'participant' : 'participant-led'
      await sql`insert into handover.handover
        (id, trigger, leaver, initiator, state, plan, created_at, transfer_start_at, freeze_at)
        values (${`H-2026-000${at + 1}`}, 'resign', ${leaver}, 'hr-of-it', 'confirming', ${JSON.stringify({
          rules: [],
          successors: [{ userid: successor, cap: null }],
          approvers: { manager: 'a', hr: 'b', admin: 'c', security: 'd' },
        })}::jsonb, now(), now(), now() + interval '9 days')`.execute(tx)
    }
  }),
)

const keyOf = (userid: string, role: Role) =>
  database.inTx((tx) => createKey(tx, { userid, role }, new Date()))

const nothing = '019aa000-0000-7000-8000-000000000000'

type Proof = Readonly<Record<string, string>>

/** A session of a person who holds this role and nothing else but what everybody is. */
async function sessionOf(userid: string, role: Role): Promise<Proof> {
  const key = await database.inTx(async (tx) => {
    await sql`delete from access.role_grant where userid = ${userid}`.execute(tx)
    if (role !== 'employee' && role !== 'manager')
      await giveRole(tx, { userid, role: role as GivenRole, by: 'test', at: new Date() })
    return (await startSession(tx, userid, new Date())).key
  })
  return { cookie: `jieli_session=${key}`, 'x-jieli': '1' }
}

/** The answer to a call that cannot do anything: a body without a field, or a handover in the wrong state. */
async function statusOf(route: string, proof: Proof = {}, handover = 'H-2026-9999'): Promise<number> {
  const [method = '', path = ''] = route.split(' ')
  const object = path.startsWith('/v1/handovers/') ? handover : nothing
  const reply = await app.request(path.replace(':id', object).replace(':item', nothing), {
    method,
    headers: proof,
    ...(method === 'POST' ? { body: '{}' } : {}),
  })
  return reply.status
}

// Behind the gate the call comes to nothing: nothing there, a missing field, or an empty list.
const isThrough = (status: number) => [200, 400, 409].includes(status)

test('every route that the server has stands in the matrix, and nothing else does', () => {
  const registered = new Set(
    app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`),
  )
  expect([...registered].toSorted()).toEqual([...Object.keys(matrix), ...anyone].toSorted())
})

test.each(Object.entries(matrix))(
  '%s answers the key of each role as the matrix says',
  async (route, line) => {
    for (const [at, role] of roles.entries()) {
      const status = await statusOf(route, { authorization: `Bearer ${await keyOf('someone', role)}` })
      const expected = line[at] === yes ? isThrough(status) : status === 403
      expect({ role, status, expected }).toEqual({ role, status, expected: true })
    }
  },
)

test.each(Object.entries(matrix).filter(([route]) => route.includes('/handovers/:id')))(
  '%s answers each person with each relation as the matrix says',
  async (route, line) => {
    for (const [at, role] of roles.entries()) {
      if (role === 'operator') continue
      for (const standing of standings) {
        // A manager leads somebody; which handover he is near to is another matter.
        const userid = role === 'manager' ? `${standing}-led` : standing
        const status = await statusOf(
          route,
          await sessionOf(userid, role),
          role === 'manager' ? 'H-2026-0002' : id,
        )
        // Everybody is an employee as well, and whoever leads the leaver is a manager.
        const everybody = standing === 'line' ? [role, 'employee', 'manager'] : [role, 'employee']
        const may = everybody.some((one) => {
          const cell = one === role ? line[at] : line[roles.indexOf(one as (typeof roles)[number])]
          return (
            cell === yes ||
            (cell === near && nearFor[one as Role]?.[standing] === true) ||
            (cell === approver && standing === 'participant') ||
            (cell === own && standing === 'own')
          )
        })
        expect({ role, standing, status, may: isThrough(status) }).toEqual({ role, standing, status, may })
      }
    }
  },
)

test.each(Object.keys(matrix))(
  '%s answers nobody without a proof, with a made-up or an ended one',
  async (route) => {
    const ended = await keyOf('leaver', 'hr')
    await database.inTx((tx) => revokeKeysOf(tx, 'leaver', new Date()))
    expect(await statusOf(route)).toBe(401)
    expect(await statusOf(route, { authorization: 'Bearer jk_made-up' })).toBe(401)
    expect(await statusOf(route, { authorization: `Bearer ${ended}` })).toBe(401)
    expect(await statusOf(route, { cookie: 'jieli_session=made-up', 'x-jieli': '1' })).toBe(401)
  },
)

test('whoever installs it reaches the pages of the connection and nothing else, and not once there is an administrator', async () => {
  const key = randomBytes(32).toString('base64url')
  await database.inTx((tx) =>
    sql`insert into access.installer_session (hash, expires_at)
      values (sha256(${Buffer.from(key)}), now() + interval '1 hour')`.execute(tx),
  )
  await database.inTx((tx) => sql`delete from access.role_grant where role = 'admin'`.execute(tx))
  const proof = { cookie: `jieli_session_setup=${key}`, 'x-jieli': '1' }
  const open = ['GET /v1/me', 'POST /v1/session/end', 'GET /v1/reveals/mine', 'GET /v1/setup']
  const writes = /^POST \/v1\/setup\//
  for (const route of Object.keys(matrix)) {
    const may = open.includes(route) || writes.test(route)
    const status = await statusOf(route, proof)
    expect({ route, may: isThrough(status), denied: status === 403 }).toEqual({ route, may, denied: !may })
  }
  expect(await statusOf('POST /v1/setup/tick', { cookie: proof.cookie })).toBe(403)
  await database.inTx((tx) => giveRole(tx, { userid: 'someone', role: 'admin', by: 'test', at: new Date() }))
  for (const route of open) expect(await statusOf(route, proof)).toBe(401)
})

test('an address that stands in no row is denied to everybody', async () => {
  for (const role of roles) {
    const proof = { authorization: `Bearer ${await keyOf('someone', role)}` }
    for (const route of ['GET /v1/everything', 'POST /v1/handovers/:id', 'GET /_sim/truth', 'POST /admin'])
      expect(await statusOf(route, proof)).toBe(404)
  }
})
