import { unverified, type SwitchName } from '@jieli/wecom'
import { startSimulator, type RunningSim } from '@jieli/wecom-sim'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { openLab, run, trials, type Row } from './index.ts'

const sim: RunningSim = await startSimulator({ world: 'tiny', rate: 0 })
afterAll(() => sim.close())

async function control(path: string, body: object): Promise<void> {
  const reply = await fetch(`${sim.control}${path}`, { method: 'POST', body: JSON.stringify(body) })
  if (!reply.ok) throw new Error(`${path} answered ${reply.status}: ${await reply.text()}`)
}

beforeEach(async () => {
  sim.sim.reset()
  // Somebody left with customers and a group that wait for a successor.
  await control('/people/leaver/delete', {})
  // Cards with buttons need an address for what is pressed.
  await control('/callbacks', { app: { url: 'http://127.0.0.1:9/' }, verify: false })
})

const asked = async (how: { readonly yes?: boolean; readonly to?: string } = {}) => {
  const { lab, takeEvidence } = openLab({
    baseUrl: sim.baseUrl,
    corpId: sim.corpId,
    agentId: sim.agentId,
    secrets: sim.secrets,
    timeoutMs: 2_000,
    ...(how.to === undefined ? {} : { person: how.to }),
  })
  const options = { lab, takeEvidence, mayAct: how.yes ?? false, hasPerson: how.to !== undefined }
  return new Map((await run(trials, options)).map((row) => [row.name, row]))
}
const all = { yes: true, to: 'hr' } as const

const tried = (Object.keys(unverified) as SwitchName[]).filter((name) => 'look' in trials[name])

test('every open question has its row: tried, or the reason why not', async () => {
  const rows = await asked(all)
  expect([...rows.keys()]).toEqual(Object.keys(unverified))
  expect(tried.length).toBeGreaterThanOrEqual(8)
  for (const row of rows.values()) {
    expect(row.words.zh.length * row.words.en.length).toBeGreaterThan(0)
    expect(row.outcome === 'not-tried').toBe(!tried.includes(row.name))
  }
})

describe.each(tried)('%s', (name) => {
  const { default: usual, alternatives } = unverified[name]
  test.each([usual, ...alternatives])('%s is what is seen where it is so', async (way) => {
    await control('/switches', { [name]: way })
    const row = (await asked(all)).get(name)
    expect(row).toMatchObject({ observed: way, outcome: way === usual ? 'as-assumed' : 'differs' })
    expect(row?.evidence.length).toBeGreaterThan(0)
  })
})

const truth = async () => {
  const read = (await (await fetch(`${sim.control}/truth`)).json()) as Record<string, unknown>
  const { accounts, customers, groups, transfers } = read
  return { accounts, customers, groups, transfers }
}
const madeCalls = async () => {
  const { calls } = (await (await fetch(`${sim.control}/truth/calls`)).json()) as {
    calls: Record<string, unknown>
  }
  return Object.keys(calls)
}

test('without a yes nothing is written; with one everything is undone again', async () => {
  const before = await truth()
  const shy = await asked()
  expect(shy.get('neverActivatedMayBeDisabled')).toMatchObject({ outcome: 'would-do', evidence: [] })
  expect(shy.get('usedResponseCode')).toMatchObject({ outcome: 'would-do' })
  const writing = [
    'createUser',
    'updateUser',
    'deleteUser',
    'sendMessage',
    'updateTemplateCard',
    'recallMessage',
  ]
  expect((await madeCalls()).filter((call) => writing.includes(call))).toEqual([])
  await asked({ yes: true })
  expect((await madeCalls()).filter((call) => call === 'sendMessage')).toEqual([])
  await asked(all)
  expect((await madeCalls()).filter((call) => writing.includes(call)).toSorted()).toEqual(writing.toSorted())
  expect(await truth()).toEqual(before)
})

test('a WeCom that is busy shows nothing, and nothing is taken for its way', async () => {
  for (const call of ['getCallbackIps', 'getUser', 'listCustomers', 'transferResult', 'updateUser'])
    await control('/faults', { call, kind: 'refuse', code: -1, count: 50 })
  const rows = await asked(all)
  const told = (
    ['enableFieldInReplies', 'emptyCustomerListCode', 'neverActivatedMayBeDisabled'] as const
  ).map((name) => rows.get(name)?.outcome)
  expect(told).toEqual(['unknown', 'unknown', 'unknown'])
})

test('what could not be undone is said, with what to remove by hand', async () => {
  await control('/faults', { call: 'deleteUser', kind: 'refuse', code: 60111, count: 50 })
  const row = (await asked(all)).get('neverActivatedMayBeDisabled') as Row
  expect(row.outcome).toBe('unknown')
  expect(row.words.zh).toMatch(/请在通讯录里删除成员 jieli-conformance-[0-9a-f]{12}/)
})

test('no secret and no id of a customer or member is in the report', async () => {
  const text = JSON.stringify([...(await asked(all)).values()])
  for (const secret of Object.values(sim.secrets)) expect(text).not.toContain(secret)
  const { customers, groups } = (await (await fetch(`${sim.control}/truth`)).json()) as Record<
    'customers' | 'groups',
    { id: string }[]
  >
  const ids = [...customers, ...groups].map(({ id }) => id)
  expect(ids.length).toBeGreaterThan(10)
  expect(ids.filter((id) => text.includes(id))).toEqual([])
})
