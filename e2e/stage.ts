import { mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { setTimeout as sleep } from 'node:timers/promises'
import { handoverRoutes, type Api } from '@jieli/contract'
import { giveRole } from '../apps/server/src/access/index.ts'
import { startCluster, type Cluster } from '../apps/server/src/platform/embedded/cluster.ts'
import { openDatabase } from '../apps/server/src/platform/db.ts'
import { buildConsole } from '../scripts/build-console.ts'
import { ensureBrowser } from '../scripts/browser.ts'
import { startCompany, type Company } from '../scripts/rig/company.ts'
import { apisFor, connectCallbacks, startJieli, type Jieli } from '../scripts/rig/jieli.ts'
import { freePort } from '../scripts/rig/free-port.ts'
import { decideAll } from '../scripts/rig/people.ts'
import { scratch } from '../scripts/rig/scratch.ts'
import { people } from '../scripts/demo/hemu.ts'
import { clientAgent, giveBridge } from './wecom-client.ts'

/** A company, the server with its console, and a browser: everything real. */
export interface Stage {
  readonly company: Company
  readonly jieli: Jieli
  readonly cluster: Cluster
  readonly stateDir: string
  readonly apis: Record<keyof typeof people, Api>
  /** The machines' calls go to this instance from now on. */
  use(url: string): void
  /** On the trusted domain of the simulated company. */
  readonly url: string
  readonly browser: Browser
  /** Another browser in which this member is logged in. */
  as(userid: string, how?: Look): Promise<Visitor>
  /** Kills the server without a warning; `powerOn` starts it again on the same address. */
  powerCut(): Promise<void>
  powerOn(): Promise<void>
  /** Lets the people of the company decide what is left and time go by until the handover is reported. */
  finish(id: string): Promise<void>
  stop(): Promise<void>
}

export interface Look {
  readonly width?: number
  readonly height?: number
  readonly dark?: boolean
  readonly lang?: 'zh' | 'en'
  /** In the webview of this company's WeCom client instead of a browser of its own. */
  readonly client?: Company
}

export interface Visitor {
  readonly context: BrowserContext
  readonly page: Page
  goto(path: string): Promise<void>
}

/** Given by an administrator and a security officer in a real company; the contacts know the managers. */
export const givenRoles = { sumin: 'hr', zhenglan: 'hr', tangrui: 'admin', shenzhiwei: 'security' } as const

export interface StageOptions {
  readonly world?: string
  readonly companyArgs?: readonly string[]
  readonly env?: (company: Company) => Readonly<Record<string, string>>
  /** False: the server knows no company yet. */
  readonly isConnected?: boolean
  readonly roles?: Readonly<Record<string, 'hr' | 'admin' | 'security' | 'auditor'>>
}

export async function startStage(name: string, options: StageOptions = {}): Promise<Stage> {
  const executablePath = await ensureBrowser()
  await buildConsole()
  const dir = scratch(name)
  const stateDir = join(dir, 'jieli')
  await mkdir(stateDir, { recursive: true, mode: 0o755 })
  const [cluster, company, browser] = await Promise.all([
    startCluster({ stateDir, settings: ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'] }),
    startCompany(
      ['--world', options.world ?? 'hemu', '--port', '0', '--rate', '0', ...(options.companyArgs ?? [])],
      join(dir, 'company.log'),
    ),
    chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] }),
  ])
  const port = await freePort()
  const start = () =>
    startJieli({
      company,
      stateDir,
      logFile: join(dir, 'jieli.log'),
      env: {
        PORT: String(port),
        SWEEP_MS: '150',
        LOOK_AGAIN_MS: '300',
        RETRY_BASE_MS: '300',
        WECOM_TIMEOUT_MS: '3000',
        ...options.env?.(company),
      },
    })
  let jieli = await start()
  if (options.isConnected !== false) await connectCallbacks(company, jieli)
  const database = openDatabase({ url: cluster.url('jieli_app'), max: 1 })
  await database.inTx(async (tx) => {
    for (const [userid, role] of Object.entries(options.roles ?? givenRoles))
      await giveRole(tx, { userid, role, by: 'the stage', at: new Date() })
  })
  await database.close()
  const url = jieli.url.replace('127.0.0.1', 'localhost')
  let called = jieli.url
  const apis = await apisFor(cluster.url('jieli_app'), () => called, people)
  return {
    company,
    get jieli() {
      return jieli
    },
    cluster,
    stateDir,
    apis,
    use(next) {
      called = next
    },
    url,
    browser,
    as: (userid, how) => visit(browser, url, userid, how),
    async powerCut() {
      jieli.child.kill()
      await jieli.child.ended
    },
    async powerOn() {
      jieli = await start()
    },
    finish: (id) => finish(id, { company, apis }),
    async stop() {
      await browser.close()
      await jieli.child.stop()
      await company.child.stop()
      await cluster.stop()
      // Below a private home the data lies elsewhere.
      await rm(dirname(cluster.dataDir), { recursive: true, force: true })
      await rm(dir, { recursive: true, force: true })
    },
  }
}

async function finish(id: string, { company, apis }: Pick<Stage, 'company' | 'apis'>): Promise<void> {
  for (const deadline = Date.now() + 120_000; Date.now() < deadline; await sleep(150)) {
    const got = await apis.sumin(handoverRoutes.get, { params: { id } })
    if (!got.ok) throw new Error(got.why)
    const { state, needsDecision, approvers } = got.value
    if (state === 'reported' || state === 'archived') return
    if (needsDecision.length > 0) await decideAll(company, approvers.manager)
    const due = await apis.operator(handoverRoutes.nextDue)
    if (due.ok && !due.value.busy && due.value.at !== null) await company.advanceTo(new Date(due.value.at))
  }
  throw new Error(`${id} was not reported in time`)
}

/** Logs in as people do: over WeCom's page, which in the simulator asks who one is. */
export async function visit(browser: Browser, url: string, userid: string, how: Look = {}): Promise<Visitor> {
  const context = await browser.newContext({
    viewport: { width: how.width ?? 1440, height: how.height ?? 900 },
    colorScheme: how.dark === true ? 'dark' : 'light',
    locale: how.lang === 'en' ? 'en-GB' : 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    ...(how.client === undefined ? {} : { userAgent: clientAgent }),
  })
  if (how.client !== undefined) await giveBridge(context, how.client, userid)
  const page = await context.newPage()
  await page.goto(`${url}/login?to=${encodeURIComponent(how.lang === 'en' ? '/?lang=en' : '/')}`)
  const chooser = new URL(page.url())
  chooser.searchParams.set('sim_user', userid)
  await page.goto(chooser.href)
  await page.waitForSelector('main')
  return {
    context,
    page,
    async goto(path) {
      await page.goto(`${url}${path}`)
      await page.waitForSelector('main h1', { state: 'attached' })
    },
  }
}
