import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ApiError, handoverRoutes } from '@jieli/contract'
import { exportBundle } from '../../apps/server/src/audit/index.ts'
import { openDatabase } from '../../apps/server/src/platform/db.ts'
import { startCompany } from '../rig/company.ts'
import type { RunDatabase } from '../rig/databases.ts'
import { apisFor, connectCallbacks, startJieli } from '../rig/jieli.ts'
import { begin, walk } from '../rig/walk.ts'
import { differences } from '../seeds/judge.ts'
import { ledgerOf } from '../seeds/ledger.ts'
import { worldOf, type World } from '../seeds/truth.ts'
import type { Stage, Story, Told } from './story.ts'
import { troubleFor } from './trouble.ts'

export interface StoryResult {
  readonly story: string
  readonly zh: string
  readonly ok: boolean
  readonly handover: string
  readonly state: string
  readonly items: number
  readonly byState: Readonly<Record<string, number>>
  readonly calls: number
  readonly seconds: number
  readonly wrong: readonly string[]
  readonly seed?: number
  readonly struck?: readonly string[]
}

export interface Telling {
  readonly stateDir: string
  readonly database: RunDatabase
  /** Where truth, ledger, report and audit bundle are written. */
  readonly out?: string
  readonly onStep?: (text: string) => void
  /** Trouble drawn from a seed; without it everything goes well, and the story's own figures are judged too. */
  readonly seed?: number
  /** Cuts every connection to its database. */
  readonly cutConnections?: () => Promise<void>
}

const quick = {
  SWEEP_MS: '50',
  RETRY_BASE_MS: '150',
  LOOK_AGAIN_MS: '150',
  WECOM_FIRST_PAUSE_MS: '400',
  WECOM_TIMEOUT_MS: '1500',
  DEAD_AFTER_MS: '1500',
  LOG_LEVEL: 'warn',
  CONTACTS_POLL_MS: '1000',
}

/** Tells one story to its end on the fast clock, and everything that is wrong about it. */
export async function tell(story: Story, telling: Telling): Promise<StoryResult> {
  const started = performance.now()
  const stateDir = join(
    telling.stateDir,
    telling.seed === undefined ? story.id : `${story.id}-${telling.seed}`,
  )
  await rm(stateDir, { recursive: true, force: true })
  await mkdir(stateDir, { recursive: true, mode: 0o755 })
  const args = [
    '--world',
    'generated',
    '--rate',
    '0',
    '--seed',
    `story-${story.id}-${telling.seed ?? 0}`,
    ...story.world,
  ]
  const company = await startCompany(args, join(stateDir, 'company.log'))
  const { database } = telling
  const logFile = join(stateDir, 'server.log')
  const start = () => startJieli({ company, stateDir, database, env: quick, logFile })
  let jieli = await start()
  try {
    await connectCallbacks(company, jieli)
    const apis = await apisFor(database.app, () => jieli.url, {
      hr: { userid: 'hr', role: 'hr' },
      operator: { userid: 'admin', role: 'operator' },
      auditor: { userid: 'admin', role: 'auditor' },
    })
    const stage: Stage = { company, ...apis, startedAt: await company.now() }
    const trouble =
      telling.seed === undefined
        ? undefined
        : await troubleFor(telling.seed, story, stage, {
            async powerCut() {
              jieli.child.kill()
              await jieli.child.ended
              jieli = await start()
              await connectCallbacks(company, jieli)
            },
            cutConnections: telling.cutConnections ?? (() => Promise.resolve()),
          })
    await story.before?.(stage)
    const id = await patiently(() => begin(apis, story.draft(stage)))
    const view = await walk(
      {
        company,
        ...apis,
        withinMs: 240_000,
        async onLook(seen, now) {
          await trouble?.onLook(seen)
          return (await story.onLook?.(stage, seen, now)) === true
        },
        ...(story.stopAt ? { stopAt: story.stopAt } : {}),
        ...(telling.onStep ? { onStep: telling.onStep } : {}),
      },
      id,
    )
    const [world, ledger, log] = [
      await patiently(() => worldOf(company)),
      await patiently(() => ledgerOf(apis.auditor, id)),
      await patiently(() => apis.auditor(handoverRoutes.log, { params: { id } })),
    ]
    const acts = log.ok ? log.value.entries.map(({ action }) => action) : []
    const wrong = [
      ...differences({ ledger, world, createdAt: stage.startedAt.toISOString() }),
      ...(telling.seed === undefined ? story.judge({ view, ledger, world, acts }) : always({ ledger, acts })),
      ...(await plainNames(logFile, world)),
    ]
    if (telling.out !== undefined)
      await write(telling.out, { id, stateDir, database, world, ledger, hr: apis.hr })
    const calls = ledger.attempts.filter(({ wasSent, kind }) => wasSent && kind !== 'account').length
    return {
      story: story.id,
      zh: story.zh,
      ok: wrong.length === 0,
      handover: id,
      state: view.state,
      items: ledger.items.length,
      byState: { ...view.byState },
      calls,
      seconds: Math.round((performance.now() - started) / 100) / 10,
      wrong: wrong.slice(0, 20),
      ...(telling.seed === undefined ? {} : { seed: telling.seed, struck: trouble?.struck ?? [] }),
    }
  } finally {
    await jieli.child.stop()
    await company.child.stop()
  }
}

// Trouble may have cut the connection at this very moment; asking again is what anybody would do.
async function patiently<T>(work: () => Promise<T>, triesLeft = 20): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const isCut = error instanceof TypeError || (error instanceof ApiError && error.status >= 500)
    if (!isCut || triesLeft === 0) throw error
    await sleep(250)
    return patiently(work, triesLeft - 1)
  }
}

/** What holds under whatever trouble: I4 and I9 of the invariants; I1 to I3 and I5 are in the comparison with the truth. */
function always({ ledger, acts }: Pick<Told, 'ledger' | 'acts'>): readonly string[] {
  const { accessEndedAt, freezeAt, trigger, ending, attempts } = ledger
  const ends = (trigger === 'resign' || trigger === 'dismiss') && ending === null
  const isLate = ends && (accessEndedAt === null || Date.parse(accessEndedAt) > Date.parse(freezeAt) + 60_000)
  const backed = acts.indexOf('handover.backed-up')
  const first = acts.indexOf('handover.attempt')
  return [
    ...(isLate ? [`access ended ${accessEndedAt ?? 'never'}, agreed ${freezeAt}`] : []),
    ...attempts.filter(({ approvalSet }) => !approvalSet).map(({ id }) => `attempt ${id} without approvals`),
    ...(first !== -1 && (backed === -1 || backed > first) ? ['sent before the backup'] : []),
  ]
}

/** I10: no name of a customer stands in the log of the server. */
async function plainNames(logFile: string, { customers }: World): Promise<readonly string[]> {
  const log = await readFile(logFile, 'utf8')
  const found = customers.filter(({ name }) => name.length > 2 && log.includes(name)).length
  return found === 0 ? [] : [`${found} names of customers stand in the log`]
}

interface Written {
  readonly id: string
  readonly stateDir: string
  readonly database: RunDatabase
  readonly world: unknown
  readonly ledger: unknown
  readonly hr: Stage['hr']
}

async function write(out: string, { id, stateDir, database, world, ledger, hr }: Written): Promise<void> {
  await rm(out, { recursive: true, force: true })
  await mkdir(out, { recursive: true })
  const report = await hr(handoverRoutes.report, { params: { id } })
  const page = await hr(handoverRoutes.reportPage, { params: { id } })
  if (!report.ok || !page.ok) throw new Error(`${id} has no report`)
  await writeFile(join(out, 'truth.json'), JSON.stringify(world, null, 1))
  await writeFile(join(out, 'ledger.json'), JSON.stringify(ledger, null, 1))
  await writeFile(join(out, 'report.json'), JSON.stringify(report.value, null, 1))
  await writeFile(join(out, 'report.html'), page.value.html)
  for (const format of ['pdf', 'xlsx'] as const) {
    const file = await hr(handoverRoutes.reportFile, { params: { id }, query: { format } })
    if (!file.ok) throw new Error(`${id} has no ${format}`)
    await writeFile(join(out, `report.${format}`), Buffer.from(file.value.base64, 'base64'))
  }
  const reader = openDatabase({ url: database.app, max: 1 })
  await exportBundle(reader.db, join(out, 'audit'), {
    handoverId: id,
    publishedDir: join(stateDir, 'published'),
  })
  await reader.close()
}
