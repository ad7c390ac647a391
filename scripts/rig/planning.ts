import { handoverRoutes, wizardRoutes, type DraftSoFar } from '@jieli/contract'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startCompany } from './company.ts'
import type { startDatabases } from './databases.ts'
import { apisFor, connectCallbacks, startJieli } from './jieli.ts'

const tries = 40

export interface Measuring {
  readonly databases: Awaited<ReturnType<typeof startDatabases>>
  readonly dir: string
  readonly name: string
  /** What the simulator is started with. */
  readonly world: readonly string[]
}

/** Starts a company and a server, and plans a handover for five successors by rules; all figures in milliseconds. */
export async function measurePlan({
  databases,
  dir,
  name,
  world,
}: Measuring): Promise<Readonly<Record<string, number>>> {
  await mkdir(dir, { recursive: true, mode: 0o755 })
  const company = await startCompany([...world, '--rate', '0'], join(dir, 'company.log'))
  const database = await databases.fresh(name)
  const jieli = await startJieli({
    company,
    stateDir: dir,
    database,
    env: { SWEEP_MS: '50' },
    logFile: join(dir, 'log'),
  })
  try {
    await connectCallbacks(company, jieli)
    const { hr } = await apisFor(database.app, () => jieli.url, { hr: { userid: 'hr', role: 'hr' } })
    const draft = draftOf((await company.now()).getTime())
    const ask = async () => {
      const reply = await hr(wizardRoutes.preview, { body: draft })
      if (!reply.ok) throw new Error(reply.why)
      return reply.value
    }
    while ((await ask()).inventory !== 'ready') await sleep(50)
    const shown = await timed(ask)
    const found = await timed(async () => {
      const reply = await hr(wizardRoutes.people, { query: { q: '高远' } })
      if (!reply.ok) throw new Error(reply.why)
    })
    const from = performance.now()
    const created = await hr(handoverRoutes.create, {
      body: { ...draft, trigger: 'resign', initiator: 'hr' } as never,
    })
    if (!created.ok) throw new Error(created.why)
    const { id } = created.value
    for (;;) {
      const got = await hr(handoverRoutes.get, { params: { id } })
      if (got.ok && got.value.state === 'confirming') break
      await sleep(20)
    }
    return {
      'preview p50': shown(0.5),
      'preview p95': shown(0.95),
      'people search p95': found(0.95),
      'inventory and plan': Math.round(performance.now() - from),
    }
  } finally {
    await jieli.child.stop()
    await company.child.stop()
    await databases.drop(database)
  }
}

/** The given share of the times of one act, done again and again. */
async function timed(act: () => Promise<unknown>): Promise<(share: number) => number> {
  const times: number[] = []
  for (let n = 0; n < tries; n += 1) {
    const from = performance.now()
    await act()
    times.push(performance.now() - from)
  }
  const sorted = times.toSorted((a, b) => a - b)
  return (share) => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0)
}

/** One JSON line per figure, each against the same one in the same run. */
export function printAgainst(
  what: string,
  figures: Readonly<Record<string, number>>,
  baselines: Readonly<Record<string, number>>,
): void {
  for (const [name, value] of Object.entries(figures)) {
    const baseline = baselines[name] ?? null
    const ratio = baseline ? Math.round((value / baseline) * 100) / 100 : null
    console.log(JSON.stringify({ name: `plan ${name}, ${what}`, value, unit: 'ms', baseline, ratio }))
  }
}

/** VIPs, three regions and the rest, to five successors. */
export const byFive: DraftSoFar['rules'] = [
  { when: { by: 'tag', tags: ['客户等级/VIP'] }, to: 'successor1', fallbacks: ['successor2'] },
  { when: { by: 'tag', tags: ['地区/浙江'] }, to: 'successor2', fallbacks: ['successor3'] },
  { when: { by: 'tag', tags: ['地区/上海'] }, to: 'successor3', fallbacks: ['successor4'] },
  { when: { by: 'tag', tags: ['地区/江苏'] }, to: 'successor4', fallbacks: ['successor5'] },
  { when: { by: 'rest' }, to: 'successor5', fallbacks: ['successor1'] },
]

function draftOf(start: number): DraftSoFar {
  const at = (hours: number) => new Date(start + hours * 3_600_000).toISOString()
  return {
    leaver: 'leaver',
    successors: [1, 2, 3, 4, 5].map((n) => ({ userid: `successor${n}` })),
    rules: byFive,
    approvers: { manager: 'approver1', hr: 'approver2', admin: 'approver3', security: 'approver4' },
    transferStartAt: at(24),
    freezeAt: at(240),
  }
}
