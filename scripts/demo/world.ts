import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Api } from '@jieli/contract'
import { startCluster, type Cluster } from '../../apps/server/src/platform/embedded/cluster.ts'
import { startCompany, type Company } from '../rig/company.ts'
import { apisFor, connectCallbacks, startJieli, type Jieli } from '../rig/jieli.ts'
import { people } from './hemu.ts'
import { freePort } from '../rig/free-port.ts'
import type { DemoState } from './state.ts'

export type Apis = Record<keyof typeof people, Api>

export interface DemoWorld {
  readonly company: Company
  readonly jieli: Jieli
  /** Starts the server again on this port, as after a power cut. */
  restart(port: number): Promise<Jieli>
  readonly cluster: Cluster
  readonly apis: Apis
  stop(): Promise<void>
}

/** The company and the server side by side, each a process of its own, connected. */
export async function startWorld(
  state: DemoState,
  how: {
    readonly rate: number
    readonly env?: Readonly<Record<string, string>>
    readonly phoneLinks?: string
  },
): Promise<DemoWorld> {
  await mkdir(state.jieli, { recursive: true, mode: 0o755 })
  const log = (name: string) => join(state.dir, `${name}.log`)
  // The database takes longest; the company starts beside it.
  const [cluster, company] = await Promise.all([
    startCluster({ stateDir: state.jieli }),
    startCompany(
      [
        '--world',
        'hemu',
        '--port',
        '0',
        '--rate',
        String(how.rate),
        '--state',
        state.company,
        ...(how.phoneLinks === undefined ? [] : ['--phone-links', how.phoneLinks]),
      ],
      log('company'),
    ),
  ])
  const phone = `${company.address.baseUrl.replace('127.0.0.1', 'localhost')}`
  const start = (port: number) =>
    startJieli({
      company,
      stateDir: state.jieli,
      logFile: log('jieli'),
      env: {
        AUDIT_ORIGIN: state.origin,
        SWEEP_MS: '200',
        FRAME_ANCESTORS: phone,
        DEMO_PHONE_URL: `${phone}/demo/phone`,
        PORT: String(port),
        PUBLIC_URL: `http://localhost:${port}`,
        ...how.env,
      },
    })
  const jieli = await start(await freePort())
  await connectCallbacks(company, jieli)
  const apis = await apisFor(cluster.url('jieli_app'), () => jieli.url, people)
  let current = jieli
  return {
    company,
    jieli,
    cluster,
    apis,
    async restart(port) {
      current = await start(port)
      return current
    },
    async stop() {
      await current.child.stop()
      await company.child.stop()
      await cluster.stop()
    },
  }
}
