import { startSimulator, type RunningSim } from '@jieli/wecom-sim'
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createGateway, type Gateway } from '../src/gateway/index.ts'
import { remoteBusinessClock, systemWall } from '../src/platform/clock.ts'
import { createVault } from '../src/vault/index.ts'
import { freshDatabase, type TestDatabase } from './database.ts'

let sim: RunningSim
let database: TestDatabase
let gateway: Gateway

beforeAll(async () => {
  sim = await startSimulator({ world: 'tiny', rate: 0 })
  database = await freshDatabase()
  const vault = createVault({ database, rootKey: randomBytes(32), tenant: sim.corpId })
  const { baseUrl, corpId, agentId, secrets, control } = sim
  gateway = createGateway(
    { baseUrl, corpId, agentId, secrets },
    { database, vault, wall: systemWall, business: remoteBusinessClock(`${control}/clock`) },
  )
})

afterAll(async () => {
  await database.close()
  await sim.close()
})

async function control<T>(path: string, body?: unknown): Promise<T> {
  const reply = await fetch(
    `${sim.control}${path}`,
    body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) },
  )
  // The control paths used here answer what is asked of them below.
  return (await reply.json()) as T
}

const tokensFetched = async () => {
  const { calls } = await control<{ calls: Record<string, { executed: number }> }>('/truth/calls')
  return calls['getToken']?.executed ?? 0
}

test('a day of business time takes customers over while the token, which lives by the wall, stays the same', async () => {
  const { external_userid: customers } = await gateway.wecom.call('listCustomers', { userid: 'leaver' })
  const [first] = customers
  if (first === undefined) throw new Error('the leaver of the tiny world has customers')
  await gateway.wecom.call('transferCustomer', {
    handover_userid: 'leaver',
    takeover_userid: 'successor1',
    external_userid: [first],
  })
  const status = async () => {
    const pair = { handover_userid: 'leaver', takeover_userid: 'successor1' }
    return (await gateway.wecom.call('transferResult', pair)).customer.find(
      (one) => one.external_userid === first,
    )?.status
  }
  expect(await status()).toBe(2)
  await control('/clock', { advanceSeconds: 86_400 * 30 })
  expect(await status()).toBe(1)
  expect(await tokensFetched()).toBe(1)
})

test('two hours on the wall end the token, and business time does not move with it', async () => {
  const before = await control<{ business: string }>('/clock')
  await control('/clock', { advanceWallSeconds: 7_300 })
  await gateway.wecom.call('listCustomers', { userid: 'successor1' })
  expect(await tokensFetched()).toBe(2)
  expect((await control<{ business: string }>('/clock')).business).toBe(before.business)
})
