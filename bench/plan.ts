import { handoverRoutes, wizardRoutes, type DraftSoFar } from '@jieli/contract'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startCompany } from '../scripts/rig/company.ts'
import { startDatabases } from '../scripts/rig/databases.ts'
import { apisFor, connectCallbacks, startJieli } from '../scripts/rig/jieli.ts'

// A plan of 5 000 items for five successors by rules: what the wizard's preview takes each time a field changes, and
// what it takes from the start of a handover to its plan. Ratios are against 50 items in the same run.
const sizes = [50, 5_000] as const
const previews = 40

const stateDir = join(new URL('..', import.meta.url).pathname, '.jieli', 'bench-plan')
await rm(stateDir, { recursive: true, force: true })
await mkdir(stateDir, { recursive: true, mode: 0o755 })
const databases = await startDatabases(stateDir)
const [small, big] = [await measured(sizes[0]), await measured(sizes[1])]
for (const [name, value] of Object.entries(big)) {
  const baseline = small[name] ?? null
  const ratio = baseline ? Math.round((value / baseline) * 100) / 100 : null
  console.log(
    JSON.stringify({ name: `plan ${name}, 5 000 items against 50`, value, unit: 'ms', baseline, ratio }),
  )
}
await databases.stop()
await rm(stateDir, { recursive: true, force: true })

async function measured(customers: number): Promise<Readonly<Record<string, number>>> {
  const dir = join(stateDir, String(customers))
  await mkdir(dir, { recursive: true, mode: 0o755 })
  const size = ['--customers', String(customers), '--groups', '40', '--memberships', '2', '--successors', '5']
  const company = await startCompany(
    ['--world', 'generated', '--rate', '0', ...size],
    join(dir, 'company.log'),
  )
  const database = await databases.fresh(`plan_${customers}`)
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
    const times: number[] = []
    for (let n = 0; n < previews; n += 1) {
      const from = performance.now()
      await ask()
      times.push(performance.now() - from)
    }
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
    const sorted = times.toSorted((a, b) => a - b)
    const at = (share: number) => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0)
    return {
      'preview p50': at(0.5),
      'preview p95': at(0.95),
      'inventory and plan': Math.round(performance.now() - from),
    }
  } finally {
    await jieli.child.stop()
    await company.child.stop()
    await databases.drop(database)
  }
}

function draftOf(start: number): DraftSoFar {
  const at = (hours: number) => new Date(start + hours * 3_600_000).toISOString()
  return {
    leaver: 'leaver',
    successors: [1, 2, 3, 4, 5].map((n) => ({ userid: `successor${n}` })),
    rules: [
      { when: { by: 'tag', tags: ['客户等级/VIP'] }, to: 'successor1', fallbacks: ['successor2'] },
      { when: { by: 'tag', tags: ['地区/浙江'] }, to: 'successor2', fallbacks: ['successor3'] },
      { when: { by: 'tag', tags: ['地区/上海'] }, to: 'successor3', fallbacks: ['successor4'] },
      { when: { by: 'tag', tags: ['地区/江苏'] }, to: 'successor4', fallbacks: ['successor5'] },
      { when: { by: 'rest' }, to: 'successor5', fallbacks: ['successor1'] },
    ],
    approvers: { manager: 'approver1', hr: 'approver2', admin: 'approver3', security: 'approver4' },
    transferStartAt: at(24),
    freezeAt: at(240),
  }
}
