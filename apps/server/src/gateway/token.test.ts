import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { sql } from 'kysely'
import { afterEach, expect, test } from 'vitest'
import { aCompany, type TestCompany } from './test/company.ts'

const program = new URL('./test/token-child.ts', import.meta.url).pathname
let company: TestCompany
let children: ChildProcess[] = []

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL')
  children = []
  await company.close()
})

async function aProcess(): Promise<ChildProcess> {
  const { database, rootKey, config } = company
  const args = [database.urls.app, rootKey.toString('hex'), JSON.stringify(config), 'leaver']
  const child = fork(program, args, { execArgv: ['--import', 'tsx'] })
  children.push(child)
  await once(child, 'message')
  return child
}

async function call(callers: number): Promise<readonly unknown[]> {
  const answers = children.map((child) => once(child, 'message'))
  for (const child of children) child.send(callers)
  return (await Promise.all(answers)).map(([answer]) => answer)
}

test.each([true, false])(
  '100 callers in 2 processes fetch a token once, and once more after it died early (same token on repeat: %s)',
  async (sameTokenOnRepeat) => {
    company = await aCompany({ switches: { sameTokenOnRepeat, concurrencyThreshold: 500 } })
    await Promise.all([aProcess(), aProcess()])
    expect(await call(50)).toEqual([
      { ok: 50, refused: [] },
      { ok: 50, refused: [] },
    ])
    expect(await company.count('getToken')).toBe(1)

    await company.control('POST', '/tokens/end', { secret: 'app' })
    expect(await call(50)).toEqual([
      { ok: 50, refused: [] },
      { ok: 50, refused: [] },
    ])
    expect(await company.count('getToken')).toBe(2)
    // A process that starts later finds the token in the database.
    await aProcess()
    await call(5)
    expect(await company.count('getToken')).toBe(2)
  },
)

test('a token is renewed before its end, and each secret has its own', async () => {
  company = await aCompany()
  const { wecom } = company.gateway
  await wecom.call('getUser', { userid: 'leaver' })
  await wecom.call('listUserIds', {})
  expect(await company.count('getToken')).toBe(2)
  company.pass(6_000_000)
  await wecom.call('getUser', { userid: 'leaver' })
  expect(await company.count('getToken')).toBe(2)
  company.pass(600_000)
  await wecom.call('getUser', { userid: 'leaver' })
  expect(await company.count('getToken')).toBe(3)
})

test('the token lies sealed in the database', async () => {
  company = await aCompany()
  await company.gateway.wecom.call('getUser', { userid: 'leaver' })
  const { rows } = await sql<{ name: string; sealed: Buffer }>`
    select name, sealed from gateway.token`.execute(company.database.db)
  expect(rows).toHaveLength(1)
  const tokens = [...company.sim.sim.company.tokens.values()].map(({ token }) => token)
  expect(tokens.length).toBeGreaterThan(0)
  for (const token of tokens) expect(rows[0]?.sealed.includes(Buffer.from(token))).toBe(false)
  expect(rows[0]?.name).not.toContain(company.sim.secrets.app)
})

test('a wrong secret fails everybody after one question, and pauses gettoken', async () => {
  company = await aCompany()
  const { createGateway } = await import('./index.ts')
  const { config, database, vault, wall, business } = company
  const wrong = createGateway(
    { ...config, secrets: { app: 'wrong-secret' } },
    { database, vault, wall, business },
  )
  const all = await Promise.allSettled(
    Array.from({ length: 20 }, () => wrong.wecom.call('getUser', { userid: 'leaver' })),
  )
  expect(all.every(({ status }) => status === 'rejected')).toBe(true)
  await expect(wrong.wecom.call('getUser', { userid: 'leaver' })).rejects.toThrow('paused')
  // The shape of the simulator's own answer.
  const { calls } = (await company.control('GET', '/journal')) as { calls: { call: string }[] }
  expect(calls.filter(({ call }) => call === 'getToken')).toHaveLength(1)
})
