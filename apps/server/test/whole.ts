import { mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { handoverRoutes, type Api, type Draft, type HandoverView } from '@jieli/contract'
import { startCompany, type Company } from '../../../scripts/rig/company.ts'
import { apisFor, connectCallbacks, startJieli, type Jieli } from '../../../scripts/rig/jieli.ts'
import { startCluster, type Cluster } from '../src/platform/embedded/cluster.ts'
import { stateRoot } from './database.ts'

const callers = {
  hr: { userid: 'hr', role: 'hr' },
  operator: { userid: 'admin', role: 'operator' },
  security: { userid: 'approver4', role: 'security' },
} as const

/** A company (`tiny` unless another world is named), its own PostgreSQL and `jieli serve`, each a process of its own. */
export interface Whole {
  readonly dir: string
  readonly stateDir: string
  readonly serverLog: string
  readonly company: Company
  readonly apis: Record<keyof typeof callers, Api>
  cluster: Cluster
  jieli: Jieli
  /** Starts the database again where it was. */
  startDatabase(): Promise<void>
  /** Ends the server and starts it again, with other settings if need be. */
  restart(env?: Readonly<Record<string, string>>): Promise<void>
  /** Starts a server beside or after another one. */
  start(env?: Readonly<Record<string, string>>): Promise<Jieli>
  /** Starts the company again where it was, after its process ended. */
  reviveCompany(): Promise<void>
  stop(): Promise<void>
}

const quick = { SWEEP_MS: '100', LOOK_AGAIN_MS: '200', RETRY_BASE_MS: '100', WECOM_FIRST_PAUSE_MS: '200' }

export async function startWhole(
  name: string,
  how: {
    readonly env?: Readonly<Record<string, string>>
    readonly world?: string
    /** Sizes of a generated company: --customers 5000. */
    readonly companyArgs?: readonly string[]
    /** False: the server knows no company yet. */
    readonly isConnected?: boolean
  } = {},
): Promise<Whole> {
  const dir = join(stateRoot, `whole-${name}-${process.pid}`)
  const stateDir = join(dir, 'jieli')
  const serverLog = join(dir, 'jieli.log')
  await rm(dir, { recursive: true, force: true })
  await mkdir(stateDir, { recursive: true, mode: 0o755 })
  const state = ['--world', how.world ?? 'tiny', '--rate', '0', '--state', join(dir, 'company')]
  const [cluster, company] = await Promise.all([
    startCluster({ stateDir }),
    startCompany([...state, ...(how.companyArgs ?? []), '--port', '0'], join(dir, 'company.log')),
  ])
  const children = [company.child]
  const start = (env: Readonly<Record<string, string>> = {}) =>
    startJieli({ company, stateDir, logFile: serverLog, env: { ...quick, ...how.env, ...env } })
  const jieli = await start()
  if (how.isConnected !== false) await connectCallbacks(company, jieli)
  const whole: Whole = {
    dir,
    stateDir,
    serverLog,
    company,
    cluster,
    jieli,
    apis: await apisFor(cluster.url('jieli_app'), () => whole.jieli.url, callers),
    async startDatabase() {
      whole.cluster = await startCluster({ stateDir })
    },
    start,
    async restart(env) {
      await whole.jieli.child.stop()
      whole.jieli = await start(env)
      await connectCallbacks(company, whole.jieli)
    },
    async reviveCompany() {
      const { port } = new URL(company.address.baseUrl)
      children.push((await startCompany([...state, '--port', port], join(dir, 'company.log'))).child)
    },
    async stop() {
      await whole.jieli.child.stop()
      await Promise.all(children.map((child) => child.stop()))
      await whole.cluster.stop()
      // Below a private home the data lies elsewhere.
      await rm(dirname(whole.cluster.dataDir), { recursive: true, force: true })
      await rm(dir, { recursive: true, force: true })
    },
  }
  return whole
}

/** Asks until the answer is something, or fails with what `say` tells. */
export async function until<T>(
  ask: () => Promise<T | undefined | false>,
  say: () => unknown = () => '',
  withinMs = 30_000,
): Promise<T> {
  const deadline = Date.now() + withinMs
  for (;;) {
    const answer = await ask()
    if (answer !== undefined && answer !== false) return answer
    if (Date.now() > deadline) throw new Error(`not within ${withinMs} ms: ${JSON.stringify(await say())}`)
    await sleep(50)
  }
}

/** A draft for the leaver of `tiny`; times in hours from the company's now. */
export async function draftFor(company: Company, over: Partial<Draft> = {}): Promise<Draft> {
  const start = (await company.now()).getTime()
  const at = (hours: number) => new Date(start + hours * 3_600_000).toISOString()
  return {
    leaver: 'leaver',
    trigger: 'resign',
    initiator: 'hr',
    successors: [{ userid: 'successor1' }, { userid: 'successor2' }],
    rules: [{ when: { by: 'rest' }, to: 'successor1', fallbacks: ['successor2'] }],
    approvers: { manager: 'approver1', hr: 'approver2', admin: 'approver3', security: 'approver4' },
    transferStartAt: at(1),
    freezeAt: at(96),
    ...over,
  }
}

/** The handover once it is as wanted; what it was last is told when it never is. */
export async function viewWhen(
  api: Api,
  id: string,
  is: (view: HandoverView) => boolean,
): Promise<HandoverView> {
  let last: HandoverView | undefined
  return until(
    async () => {
      const got = await api(handoverRoutes.get, { params: { id } })
      if (!got.ok) throw new Error(got.why)
      last = got.value
      return is(got.value) ? got.value : undefined
    },
    () => last,
  )
}
