import { readFile } from 'node:fs/promises'
import { handoverRoutes, type HandoverView } from '@jieli/contract'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Truth } from '../../../scripts/rig/company.ts'
import { approveAll, decideAll } from '../../../scripts/rig/people.ts'
import { openDatabase } from '../src/platform/db.ts'
import { draftFor, startWhole, until, type Whole } from './whole.ts'

// One handover on its way through every trouble; the tests are its stations and run in their order.
let whole: Whole
let id: string
let everyone: readonly string[]
const rightSettings = {}
// A card that was on its way when the database went is sent again after the lease of its lane, a minute.
const patienceMs = 90_000
vi.setConfig({ testTimeout: 150_000 })

beforeAll(async () => {
  whole = await startWhole('trouble', { env: { WECOM_TIMEOUT_MS: '1000', DEAD_AFTER_MS: '2000' } })
  const truth = await whole.company.get<Truth>('/truth')
  everyone = truth.customers.filter(({ followers }) => followers.includes('leaver')).map((one) => one.id)
})
afterAll(() => whole.stop())

async function view(): Promise<HandoverView> {
  const got = await whole.apis.hr(handoverRoutes.get, { params: { id } })
  if (!got.ok) throw new Error(got.why)
  return got.value
}

/** The handover as soon as it is as asked for; a server that is away meanwhile is asked again. */
async function seen(is: (view: HandoverView) => boolean, withinMs = patienceMs): Promise<HandoverView> {
  let last: unknown
  return until(
    async () => {
      try {
        const now = await view()
        last = now
        return is(now) ? now : undefined
      } catch (error) {
        last = String(error)
        return undefined
      }
    },
    () => last,
    withinMs,
  )
}

/** What the API says when it cannot do what it is asked: the words a person reads. */
async function said(): Promise<string> {
  const body = await draftFor(whole.company)
  const tried = await whole.apis.hr(handoverRoutes.create, { body }).catch((error: Error) => error.message)
  return typeof tried === 'string' ? tried : JSON.stringify(tried)
}

/** Ends the database while no message is on its way, so that no lane has to wait for its lease. */
async function endDatabase(): Promise<void> {
  const database = openDatabase({ url: whole.cluster.url('jieli_app'), max: 1 })
  await until(async () => {
    const { rows } = await database.pool.query<{ n: number }>(
      "select count(*)::int as n from notify.message where state = 'due'",
    )
    return rows[0]?.n === 0
  })
  await database.close()
  await whole.cluster.stop()
}

/** Moves the clock to what the handover, at rest, waits for. */
async function letTheWaitEnd(): Promise<void> {
  const at = await until(
    async () => {
      const due = await whole.apis.operator(handoverRoutes.nextDue, {})
      if (!due.ok || due.value.busy || due.value.at === null) return undefined
      const next = new Date(due.value.at)
      return (await view()).state === 'waiting' && next > (await whole.company.now()) ? next : undefined
    },
    view,
    patienceMs,
  )
  await whole.company.advanceTo(at)
}

async function forgetTokens(): Promise<void> {
  await whole.company.post('/tokens/end', {})
}

test('a wrong secret of the app: told with the place to correct it; nothing was begun; right again, it works', async () => {
  await whole.restart({ WECOM_APP_SECRET: 'not-the-secret' })
  await forgetTokens()
  const words = await said()
  expect(words).toMatch(/Secret.*不合法/)
  expect(words).toMatch(/管理后台 > 应用管理 > 本应用 > Secret：?:?核对企业 ID 与 Secret/)
  const listed = await whole.apis.hr(handoverRoutes.list, {})
  expect(listed).toMatchObject({ ok: true, value: { handovers: [] } })
  await whole.restart(rightSettings)
})

test('an address that is not trusted: told with the address and where to enter it', async () => {
  const { trustedIps } = await whole.company.get<{ trustedIps: readonly string[] }>('/corp')
  await whole.company.post('/corp', { trustedIps: ['203.0.113.9'] })
  const words = await said()
  expect(words).toContain('127.0.0.1')
  expect(words).toMatch(/管理后台 > 应用管理 > 本应用 > 企业可信 IP/)
  await whole.company.post('/corp', { trustedIps })
})

test('the app may not call the API: the inventory stops, says where to tick it, and goes on by itself', async () => {
  await whole.company.post('/grants', { need: 'customer-contact', granted: false })
  const created = await whole.apis.hr(handoverRoutes.create, { body: await draftFor(whole.company) })
  if (!created.ok) throw new Error(created.why)
  id = created.value.id
  const stopped = await seen(({ trouble }) => trouble !== null)
  expect(stopped).toMatchObject({ state: 'collecting', items: 0, trouble: { code: 48002 } })
  expect(stopped.trouble?.cause).toMatch(/无权调用/)
  expect(stopped.trouble?.remedy).toMatch(/API > 可调用接口的应用：勾选本应用/)
  await whole.company.post('/grants', { need: 'customer-contact', granted: true })
  const mended = await seen(({ state, trouble }) => state === 'confirming' && trouble === null)
  expect(mended.items).toBe(everyone.length + 5)
})

test('PostgreSQL goes away while approvals are awaited and comes back: told meanwhile, nothing is lost', async () => {
  const { envelopeHash } = await view()
  const submitted = await whole.apis.hr(handoverRoutes.submit, {
    params: { id },
    body: { envelopeHash: envelopeHash ?? '' },
  })
  expect(submitted.ok).toBe(true)
  const before = await seen(({ state }) => state === 'approving')

  await endDatabase()
  const words = await until(() =>
    view().then(
      () => undefined,
      (error: Error) => error.message,
    ),
  )
  expect(words).toMatch(/数据库连不上.*进度没有丢.*自动继续.*PostgreSQL/)
  const ready = await fetch(`${whole.jieli.url}/readyz`)
  expect([ready.status, await ready.text()]).toEqual([503, expect.stringContaining('数据库连不上')])
  expect((await fetch(`${whole.jieli.url}/healthz`)).status).toBe(200)

  await whole.startDatabase()
  const after = await seen(({ state }) => state === 'approving')
  expect({ ...after, approval: null }).toEqual({ ...before, approval: null })
})

test('approvals given after that are taken, and the transfer starts at its time', async () => {
  await until(
    async () => {
      for (const person of ['approver1', 'approver2', 'approver3', 'approver4'])
        await approveAll(whole.company, person)
      return (await view()).state !== 'approving'
    },
    view,
    patienceMs,
  )
  const { nextDueAt } = await seen(({ state }) => state === 'executing')
  await whole.company.advanceTo(new Date(nextDueAt ?? 0))
  await seen(({ byState }) => (byState.waiting ?? 0) + (byState.deciding ?? 0) >= everyone.length)
})

test('PostgreSQL goes away while the customers are waited for: it resumes by itself', async () => {
  await decideThemAll()
  const before = await seen(({ state }) => state === 'waiting')
  await endDatabase()
  await until(() =>
    view().then(
      () => undefined,
      () => true,
    ),
  )
  await whole.startDatabase()
  const after = await seen(({ state }) => state === 'waiting')
  expect(after.byState).toEqual(before.byState)
})

/** The manager answers every card until none is left. */
async function decideThemAll(): Promise<void> {
  await until(
    async () => {
      await decideAll(whole.company, 'approver1')
      return (await view()).needsDecision.length === 0
    },
    view,
    patienceMs,
  )
}

test('WeCom answers nothing for a while: it waits, says so once, asks less and less often, and resumes by itself', async () => {
  const { byState } = await seen(({ state }) => state === 'waiting')
  await whole.company.post('/faults', { kind: 'drop', call: '*' })
  await letTheWaitEnd()
  const stopped = await seen(({ trouble }) => trouble !== null)
  expect(stopped.trouble?.cause).toMatch(/企业微信没有答复/)
  expect(stopped.trouble?.remedy).toMatch(/不用操作：会自动再试，进度没有丢.*qyapi\.weixin\.qq\.com/)
  const gaps: number[] = []
  let last = ''
  await until(async () => {
    const { trouble } = await view()
    if (trouble && trouble.nextTryAt !== last)
      gaps.push(Date.parse(trouble.nextTryAt) - (Date.parse(last) || Date.parse(trouble.nextTryAt)))
    last = trouble?.nextTryAt ?? last
    return gaps.length >= 4
  })
  // The fourth wait is eight times the first one of 100 ms, however long the tries themselves take.
  expect(gaps.at(-1)).toBeGreaterThanOrEqual(800)
  expect((await view()).byState).toEqual(byState)
  await whole.company.delete('/faults')
  await seen(({ trouble, byState: now }) => trouble === null && (now.verified ?? 0) > 5)
})

test('WeCom answers with errors of its own for a while: the same', async () => {
  await decideThemAll()
  await seen(({ state, byState }) => state === 'waiting' && (byState.waiting ?? 0) > 0)
  await whole.company.post('/faults', { kind: 'http-500', call: '*' })
  await letTheWaitEnd()
  const { trouble } = await seen((now) => now.trouble !== null)
  expect(trouble?.cause).toMatch(/企业微信没有答复/)
  await whole.company.delete('/faults')
  await seen((now) => now.trouble === null)
})

test('the company itself is killed and started again where it was: told meanwhile, resumed by itself', async () => {
  whole.company.child.kill()
  await whole.company.child.ended
  const words = await until(() =>
    view().then(
      () => undefined,
      (error: Error) => error.message,
    ),
  )
  expect(words).toMatch(/时钟没有答复.*自动继续，进度没有丢/)
  await whole.reviveCompany()
  await seen(({ trouble }) => trouble === null)
})

test('a wrong secret of contacts: the freeze waits, says where to correct it, and comes once it is right', async () => {
  await whole.restart({ WECOM_CONTACTS_SECRET: 'not-the-secret' })
  await forgetTokens()
  const { freezeAt } = await view()
  await until(
    async () => {
      await decideAll(whole.company, 'approver1')
      const { state, nextDueAt, trouble } = await view()
      if (trouble) return true
      const due = new Date(nextDueAt ?? freezeAt)
      if (state !== 'executing')
        await whole.company.advanceTo(due < new Date(freezeAt) ? due : new Date(freezeAt))
      return false
    },
    view,
    patienceMs,
  )
  const { trouble, state } = await seen((now) => now.trouble !== null)
  expect([state, trouble]).toEqual(['closing', expect.objectContaining({ code: 40001 })])
  expect(trouble?.cause).toMatch(/Secret.*不合法/)
  expect(trouble?.remedy).toMatch(/核对企业 ID 与 Secret/)
  const { accounts } = await whole.company.get<Truth>('/truth')
  expect(accounts.find(({ userid }) => userid === 'leaver')?.status).toBe(1)
  await whole.restart(rightSettings)
  await seen((now) => now.state === 'reported')
})

test('after all of it nothing was lost: every customer has somebody, every item has an end, nothing was sent in vain', async () => {
  const truth = await whole.company.get<Truth>('/truth')
  const report = await whole.apis.hr(handoverRoutes.report, { params: { id } })
  if (!report.ok) throw new Error(report.why)
  expect(report.value).toMatchObject({ open: 0, items: everyone.length + 5 })
  for (const subject of everyone) {
    const customer = truth.customers.find((one) => one.id === subject)
    expect(customer?.followers.some((who) => ['successor1', 'successor2', 'leaver'].includes(who))).toBe(true)
    const done = truth.transfers.filter(
      (one) => one.subject === subject && one.via === 'api' && one.outcome === 'done',
    )
    expect(done.length).toBeLessThanOrEqual(1)
  }
  expect(truth.accounts.find(({ userid }) => userid === 'leaver')?.status).toBe(2)
})

test('the log of all this names no accident without its number and no text of WeCom', async () => {
  const log = await readFile(whole.serverLog, 'utf8')
  expect(log).not.toMatch(/errmsg|hint:/)
  for (const line of log.trim().split('\n')) expect(() => JSON.parse(line) as unknown).not.toThrow()
})
