import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { browsing, type Browsing } from '../../../scripts/rig/browsing.ts'
import { startWhole, until, type Whole } from './whole.ts'

const run = promisify(execFile)
const cli = new URL('../bin/jieli.mjs', import.meta.url).pathname

let whole: Whole
let url = ''
let admin: Browsing
let officer: Browsing

beforeAll(async () => {
  whole = await startWhole('roles')
  url = whole.jieli.url.replace('127.0.0.1', 'localhost')
  const first = new URL(String(whole.jieli.child.ready['firstAdminUrl'])).pathname
  admin = browsing(url)
  await admin.logIn('admin', first)
  officer = await logged('approver4')
})
afterAll(() => whole.stop())

async function logged(userid: string): Promise<Browsing> {
  const person = browsing(url)
  await person.logIn(userid)
  return person
}

const told = async (reply: Promise<Response>) => (await (await reply).json()) as Record<string, unknown>
const propose = (by: Browsing, userid: string, role: string, give = true, why?: string) =>
  told(by.post('/v1/roles/proposals', { userid, role, give, why }))
const decide = (by: Browsing, id: unknown, yes: boolean, why?: string) =>
  told(by.post(`/v1/roles/proposals/${String(id)}`, { yes, why }))
const rolesOf = async (by: Browsing) => (await told(by.get('/v1/me')))['roles']
const textsOf = async (userid: string) => JSON.stringify(await whole.company.get(`/people/${userid}/inbox`))

test('the first security officer is effective at once, and never the administrator himself', async () => {
  expect(await propose(admin, 'admin', 'security')).toMatchObject({ why: 'ROLES_APART' })
  expect(await propose(admin, 'approver4', 'security')).toMatchObject({ effective: true })
  expect(await rolesOf(officer)).toContain('security')
})

test('from then on two people are needed: one proposes, another decides, and it counts with the next request', async () => {
  const person = await logged('hr')
  const before = await person.get('/v1/roles')
  const { id, effective } = await propose(admin, 'hr', 'hr', true, '接替苏敏')
  expect(effective).toBe(false)
  expect(await rolesOf(person)).not.toContain('hr')
  expect(await propose(admin, 'hr', 'hr')).toMatchObject({ why: 'ALREADY_PROPOSED' })
  // Whoever proposed cannot decide: an administrator never holds that right.
  expect(await decide(admin, id, true)).toMatchObject({ why: 'NO_PERMISSION' })
  await until(async () => (await textsOf('approver4')).includes('理由：接替苏敏。'))
  expect(await decide(officer, id, true, '核对过')).toEqual({ effective: true })
  expect(await rolesOf(person)).toContain('hr')
  expect(before.status).toBe(403)
  expect(await decide(officer, id, true)).toMatchObject({ why: 'PROPOSAL_GONE' })
  expect(await propose(admin, 'hr', 'hr')).toMatchObject({ why: 'ALREADY_SO' })
})

test('a refusal changes nothing, and who is not there or not active gets nothing', async () => {
  const { id } = await propose(admin, 'colleague', 'auditor')
  expect(await decide(officer, id, false)).toEqual({ effective: false })
  const person = await logged('colleague')
  expect(await rolesOf(person)).toEqual(['employee'])
  expect(await propose(admin, 'nobody-at-all', 'hr')).toMatchObject({ why: 'PERSON_UNKNOWN' })
})

test('of two decisions at the same time one counts', async () => {
  const { id } = await propose(admin, 'successor1', 'hr')
  const both = await Promise.all([decide(officer, id, true), decide(officer, id, false)])
  expect(both.filter(({ why }) => why === 'PROPOSAL_GONE')).toHaveLength(1)
})

test('the last of a role that is needed is not taken away', async () => {
  expect(await propose(admin, 'admin', 'admin', false)).toMatchObject({ why: 'LAST_OF_ROLE' })
  expect(await propose(admin, 'approver4', 'security', false)).toMatchObject({ why: 'LAST_OF_ROLE' })
})

test('a role that is taken is gone with the next request', async () => {
  const person = await logged('hr')
  const { id } = await propose(admin, 'hr', 'hr', false)
  await decide(officer, id, true)
  expect(await rolesOf(person)).not.toContain('hr')
})

test('every change is on the log: who, what, for whom; the reason is sealed', async () => {
  const found = await until(async () => {
    const got = await told(officer.get('/v1/audit/entries?limit=200'))
    const entries = (got['entries'] ?? []) as { action: string; actor: string; objects: object }[]
    const of = entries.filter(({ action }) => action.startsWith('role.'))
    return of.some(({ objects }) => 'change' in objects && objects.change === 'take') && of
  })
  expect(found).toContainEqual(
    expect.objectContaining({
      action: 'role.changed',
      actor: 'approver4',
      objects: { person: 'hr', role: 'hr', change: 'give' },
    }),
  )
  expect(JSON.stringify(found)).not.toContain('接替苏敏')
})

test('the operator gives a role at the machine; what must stay apart he cannot join either', async () => {
  const env = { ...process.env, ...whole.jieli.env }
  const give = (...args: string[]) => run(process.execPath, [cli, 'access', 'give', ...args], { env })
  expect((await give('colleague', 'admin')).stdout).toContain('colleague 现在有角色 admin')
  expect(await rolesOf(await logged('colleague'))).toContain('admin')
  await expect(give('colleague', 'security')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/colleague security: .*不能/),
  })
  await expect(give('colleague', 'king')).rejects.toMatchObject({
    stderr: expect.stringContaining('access give USERID'),
  })
})
