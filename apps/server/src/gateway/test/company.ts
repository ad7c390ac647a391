import { randomBytes } from 'node:crypto'
import { startSimulator, type RunningSim, type SimOptions } from '@jieli/wecom-sim'
import { freshDatabase, type TestDatabase } from '../../../test/database.ts'
import type { BusinessClock, WallClock } from '../../platform/clock.ts'
import { createVault, type Vault } from '../../vault/index.ts'
import { createGateway, type Gateway, type GatewayConfig } from '../index.ts'

/** A simulated company on its own port, an empty database, and our gateway between them. */
export interface TestCompany {
  readonly sim: RunningSim
  readonly database: TestDatabase
  readonly vault: Vault
  readonly rootKey: Buffer
  readonly config: GatewayConfig
  readonly gateway: Gateway
  readonly wall: WallClock
  readonly business: BusinessClock
  /** Moves the wall of both sides; nobody sleeps. */
  pass(ms: number): void
  control(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<unknown>
  /** How often a call ended with code 0. */
  count(call: string): Promise<number>
  close(): Promise<void>
}

export async function aCompany(
  options: Partial<SimOptions> = {},
  patience: GatewayConfig['patience'] = { waitMs: 5 },
): Promise<TestCompany> {
  const [sim, database] = await Promise.all([startSimulator(options), freshDatabase()])
  const rootKey = randomBytes(32)
  const vault = createVault({ database, rootKey, tenant: sim.corpId })
  const { clock } = sim.sim.company
  let ahead = 0
  const wall = { now: () => new Date(Date.now() + ahead) }
  const business = { now: () => Promise.resolve(new Date(clock.business() * 1_000)) }
  const { baseUrl, corpId, agentId, secrets } = sim
  const config = { baseUrl, corpId, agentId, secrets, accountCap: 200, patience, timeoutMs: 2_000 }
  const company: TestCompany = {
    sim,
    database,
    vault,
    rootKey,
    config,
    gateway: createGateway(config, { database, vault, wall, business }),
    wall,
    business,
    pass(ms) {
      ahead += ms
      clock.pushWall(ms / 1_000)
    },
    async control(method, path, body) {
      const init = body === undefined ? { method } : { method, body: JSON.stringify(body) }
      const reply = await fetch(`${sim.control}${path}`, init)
      if (!reply.ok) throw new Error(`${method} ${path} answered ${reply.status}: ${await reply.text()}`)
      return reply.json()
    },
    async count(call) {
      // The shape of the simulator's own answer.
      const { calls } = (await company.control('GET', '/truth/calls')) as {
        calls: Record<string, { outcomes: Record<string, number> } | undefined>
      }
      return calls[call]?.outcomes['0'] ?? 0
    },
    async close() {
      await sim.close()
      await database.close()
    },
  }
  return company
}
