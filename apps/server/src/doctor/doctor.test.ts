import { createServer } from 'node:http'
import { startSimulator, type RunningSim } from '@jieli/wecom-sim'
import { callbackDoor } from '@jieli/wecom'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { checks, createProbe, examine, isFit, type Examined, type Settings } from './index.ts'
import { wrongsOf } from './test/wrongs.ts'

const sim: RunningSim = await startSimulator({ world: 'tiny', rate: 0 })
const ours = await anAddress()

beforeEach(async () => {
  sim.sim.reset()
  await control('/corp', { archiveSeats: [{ userid: 'leaver', edition: 3 }] })
})
afterAll(async () => {
  await ours.close()
  await sim.close()
})

/** The address of a server whose settings are those of the company. */
async function anAddress() {
  const secrets = {
    token: sim.callback.token,
    encodingAesKey: sim.callback.aesKey,
    receiveId: sim.corpId,
  }
  const door = callbackDoor({ ...secrets, wallClock: () => new Date() })
  const server = createServer((request, reply) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    if (url.pathname !== '/wecom/callback/app') return void reply.writeHead(404).end('nothing here')
    const get = (name: string) => url.searchParams.get(name) ?? undefined
    const echo = door.echo({
      msg_signature: get('msg_signature'),
      timestamp: get('timestamp'),
      nonce: get('nonce'),
      echostr: get('echostr'),
    })
    reply.writeHead(echo.ok ? 200 : 403).end(echo.ok ? echo.value : '')
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}/wecom/callback/app`,
    close: () => new Promise((closed) => server.close(closed)),
  }
}

function settings(changed: Partial<Settings> = {}): Settings {
  return {
    baseUrl: sim.baseUrl,
    corpId: sim.corpId,
    agentId: sim.agentId,
    secrets: sim.secrets,
    callback: { url: ours.url, token: sim.callback.token, encodingAesKey: sim.callback.aesKey },
    hasSignerApart: true,
    timeoutMs: 1_000,
    ...changed,
  }
}

const run = (changed?: Partial<Settings>) => examine(checks, createProbe(settings(changed)))

async function control(path: string, body: object): Promise<void> {
  const reply = await fetch(`${sim.control}${path}`, { method: 'POST', body: JSON.stringify(body) })
  if (!reply.ok) throw new Error(`${path} answered ${reply.status}: ${await reply.text()}`)
}

const told = (examined: readonly Examined[], state: string) =>
  examined.filter(({ finding }) => finding.state === state).map(({ id }) => id)

test('a company that is set up as it should be: all fine, and nothing was changed by looking', async () => {
  const before = await truth()
  const examined = await run()
  expect(told(examined, 'ok')).toEqual(examined.map(({ id }) => id).filter((id) => id !== 'web-login'))
  expect(told(examined, 'look')).toEqual(['web-login'])
  expect(isFit(examined)).toBe(true)
  expect(await truth()).toEqual(before)
})

async function truth() {
  // What anybody holds; the counts of calls do change.
  const { accounts, customers, groups, transfers } = (await (
    await fetch(`${sim.control}/truth`)
  ).json()) as Record<string, unknown>
  return { accounts, customers, groups, transfers }
}

test.each(wrongsOf(sim, ours.url))(
  '$name: told once, where it lies, with cause and remedy',
  async ({ corp, lacks, settings: changed, at, also, state, code, cause, remedy, waiting }) => {
    if (corp !== undefined) await control('/corp', corp)
    if (lacks !== undefined) await control('/grants', { need: lacks, granted: false })
    const examined = await run(changed)
    expect([...told(examined, 'bad'), ...told(examined, 'warn')]).toEqual(
      also === undefined ? [at] : [at, also],
    )
    const finding = examined.find(({ id }) => id === at)?.finding
    if (finding?.state !== 'bad' && finding?.state !== 'warn') throw new Error('no complaint')
    expect(finding).toMatchObject({ state, code })
    expect(finding.cause.zh).toMatch(cause)
    expect(finding.remedy.zh).toMatch(remedy)
    expect(finding.cause.en.length * finding.remedy.en.length).toBeGreaterThan(0)
    expect(told(examined, 'skipped')).toHaveLength(waiting)
    expect(isFit(examined)).toBe(state === 'warn')
  },
)

test('a WeCom that is busy is no yes to a question about rights', async () => {
  await control('/faults', { call: 'updateUser', kind: 'busy' })
  await control('/faults', { call: 'transferCustomer', kind: 'rate' })
  const examined = await run()
  expect(told(examined, 'bad')).toEqual(['assign-customers', 'contacts-edit'])
})

test('trouble in the middle of the looking is told at its check and ends nothing', async () => {
  await control('/faults', { call: 'getAgent', kind: 'rate', after: 1 })
  const examined = await run()
  expect(told(examined, 'bad')).toEqual(['visible-range', 'trusted-domain'])
  expect(examined).toHaveLength(20)
})

test('without an archive nothing is wrong, and it is said that chat records stay behind', async () => {
  const { app, contacts } = sim.secrets
  const examined = await run({ secrets: { app, contacts } })
  expect(told(examined, 'ok')).toHaveLength(19)
  expect(examined.find(({ id }) => id === 'archive')?.finding).toMatchObject({
    said: { zh: expect.stringContaining('聊天记录不随交接走') },
  })
})

test('a secret that is wrong appears nowhere in what is told', async () => {
  const examined = await run({ secrets: { app: 'top-secret-value', contacts: 'other-secret-value' } })
  expect(JSON.stringify(examined)).not.toMatch(/top-secret-value|other-secret-value/)
})
