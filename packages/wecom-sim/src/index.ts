import { type Listening, listen } from './serve.ts'
import type { SecretName } from './model/phone-records.ts'
import { Sim, type SimOptions } from './sim.ts'
import type { Size } from './worlds/generated.ts'
import type { WorldName } from './worlds/make.ts'

export type { SimOptions, Size, WorldName }

/** What the product must be told to talk to this company: the same as the JSON line of `npm run sim`. */
export interface SimAddress {
  readonly baseUrl: string
  readonly corpId: string
  readonly agentId: number
  readonly secrets: Readonly<Record<SecretName, string>>
  readonly callback: { readonly token: string; readonly aesKey: string }
  /** Where people and tests move the clock, ask for trouble and read the truth. */
  readonly control: string
  /** Addresses of the group webhooks by the name of their group. */
  readonly webhooks: Readonly<Record<string, string>>
}

/** A company that answers over HTTP until it is closed. */
export interface RunningSim extends SimAddress {
  readonly port: number
  /** The same company from inside, for tests that must not wait for HTTP. */
  readonly sim: Sim
  close(): Promise<void>
}

/** Starts a company on loopback; port 0 takes a free one. */
export async function startSimulator(
  options: Partial<SimOptions> & { readonly port?: number; readonly phoneLinks?: string } = {},
): Promise<RunningSim> {
  const { port = 0, phoneLinks, ...rest } = options
  const sim = new Sim({ world: 'tiny', seed: 'jieli', rate: 1, ...rest })
  sim.start()
  const listening: Listening = await listen(sim, port, phoneLinks)
  sim.deliverer.pump()
  return {
    ...addressOf(sim, listening.port),
    port: listening.port,
    sim,
    async close() {
      sim.stop()
      await listening.close()
    },
  }
}

function addressOf(sim: Sim, port: number): SimAddress {
  const baseUrl = `http://127.0.0.1:${port}`
  const { id, agentId, secrets, callback } = sim.company.corp
  const hooks = [...sim.company.webhooks.values()].map((hook) => [
    hook.group,
    `${baseUrl}/cgi-bin/webhook/send?key=${hook.key}`,
  ])
  return {
    baseUrl,
    corpId: id,
    agentId,
    secrets,
    callback,
    control: `${baseUrl}/_sim`,
    webhooks: Object.fromEntries(hooks) as Record<string, string>,
  }
}
