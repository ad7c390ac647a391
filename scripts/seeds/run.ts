import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Draft } from '@jieli/contract'
import { findDropped } from '../../apps/server/src/audit/index.ts'
import { hours, later } from '../../apps/server/src/platform/clock.ts'
import { openDatabase } from '../../apps/server/src/platform/db.ts'
import { startCompany, type Company } from '../rig/company.ts'
import type { RunDatabase } from '../rig/databases.ts'
import { apisFor, connectCallbacks, startJieli } from '../rig/jieli.ts'
import { begin, walk } from '../rig/walk.ts'
import { byHand } from './by-hand.ts'
import { chanceOf } from './chance.ts'
import { differences } from './judge.ts'
import { ledgerOf } from './ledger.ts'
import { minimumOf } from './minimum.ts'
import { askForTrouble, doubleCallbacks, firedIn, troubles, type Fired } from './trouble.ts'
import { worldOf } from './truth.ts'

export interface Size {
  readonly customers: number
  readonly groups: number
}

export interface SeedResult {
  readonly seed: number
  readonly ok: boolean
  readonly customers: number
  readonly groups: number
  readonly calls: number
  readonly minimum: number
  readonly injectedNotExecuted: number
  readonly faults: Readonly<Record<string, number>>
  readonly ends: Readonly<Record<string, number>>
  readonly seconds: number
  readonly wrong: readonly string[]
}

export interface Seeded extends Size {
  readonly seed: number
  readonly stateDir: string
  readonly database: RunDatabase
  readonly withinMs: number
  readonly onStep?: (text: string) => void
}

// Fast, yet no limit that a busy machine would break: an answer is awaited a hundred times longer than it takes.
const quick = {
  SWEEP_MS: '50',
  RETRY_BASE_MS: '150',
  LOOK_AGAIN_MS: '150',
  WECOM_FIRST_PAUSE_MS: '400',
  WECOM_TIMEOUT_MS: '1000',
  LOG_LEVEL: 'warn',
}

const leaver = 'leaver'
const successors = ['successor1', 'successor2', 'successor3']

/** One whole handover under one seed: what happened and everything that is wrong about it. */
export async function runSeed(seeded: Seeded): Promise<SeedResult> {
  const started = performance.now()
  const stateDir = join(seeded.stateDir, `seed-${seeded.seed}`)
  // What a broken run left: its signer would refuse the log of another database.
  await rm(stateDir, { recursive: true, force: true })
  await mkdir(stateDir, { recursive: true, mode: 0o755 })
  const company = await startCompany(worldArgs(seeded), join(stateDir, 'company.log'))
  try {
    return await withCompany(seeded, { stateDir, company, started })
  } finally {
    await company.child.stop()
  }
}

function worldArgs({ seed, customers, groups }: Seeded): readonly string[] {
  const size = ['--customers', customers, '--groups', groups, '--memberships', 2, '--successors', 3]
  // Nobody knows whether transfers by API tell their end (doc 92130); thousands of events under every fourth seed.
  const tells = ['--switch', `endEventsForApiTransfers=${seed % 4 === 0}`]
  return ['--world', 'generated', '--rate', '0', '--seed', `seed-${seed}`, ...tells, ...size.map(String)]
}

interface Around {
  readonly stateDir: string
  readonly company: Company
  readonly started: number
}

async function withCompany(seeded: Seeded, { stateDir, company, started }: Around): Promise<SeedResult> {
  const { database: addresses } = seeded
  const jieli = await startJieli({
    company,
    stateDir,
    database: addresses,
    env: quick,
    logFile: join(stateDir, 'server.log'),
  })
  const database = openDatabase({ url: addresses.app, max: 2 })
  try {
    await connectCallbacks(company, jieli)
    const callers = {
      hr: { userid: 'hr', role: 'hr' },
      operator: { userid: 'admin', role: 'operator' },
      auditor: { userid: 'admin', role: 'auditor' },
    } as const
    const { hr, operator, auditor } = await apisFor(addresses.app, () => jieli.url, callers)
    const chance = chanceOf(seeded.seed)
    const createdAt = await company.now()
    const calls = { customers: Math.ceil(seeded.customers / 100), groups: Math.ceil(seeded.groups / 100) }
    await askForTrouble(company, chance, calls)
    await doubleCallbacks(company)
    const hands = byHand({
      company,
      auditor,
      chance,
      leaver,
      other: 'colleague',
      afterCalls: Math.ceil(calls.customers / 3),
      perMoment: 2,
    })
    const id = await begin({ hr }, draftFor(createdAt))
    await walk(
      {
        company,
        hr,
        operator,
        withinMs: seeded.withinMs,
        onLook: (view, now) => hands.onLook(view, now),
        stopAt: (view) => hands.stopAt(view),
        // Half of the seeds keep refused customers, the others try them again.
        prefer: (keys) =>
          seeded.seed % 2 === 0
            ? keys.find((key) => key.includes('REFUSED') && key.endsWith(':keep'))
            : undefined,
        ...(seeded.onStep ? { onStep: seeded.onStep } : {}),
      },
      id,
    )
    const [world, ledger] = [await worldOf(company), await ledgerOf(auditor, id)]
    const fired = await firedIn(company)
    const minimum = await minimumOf(database, id)
    const made = ['transferCustomer', 'transferGroups'].reduce(
      (sum, call) => sum + (world.calls[call]?.executed ?? 0) + (world.calls[call]?.notExecuted ?? 0),
      0,
    )
    const injected = injectedNotExecuted(fired)
    const faults = {
      ...countsOf(fired),
      'console-planned': hands.counts.planned,
      'console-other': hands.counts.other,
    }
    const wrong = [
      ...differences({ ledger, world, createdAt: createdAt.toISOString() }),
      ...minimum.unjustified,
      ...(made > minimum.calls + injected ? [`${made} calls, ${minimum.calls} + ${injected} allowed`] : []),
      ...Object.entries(faults).flatMap(([kind, n]) => (n < 2 ? [`${kind} struck only ${n} times`] : [])),
      ...(await dropped(database)),
    ]
    const items = ledger.items.filter(({ kind }) => kind !== 'account')
    return {
      seed: seeded.seed,
      ok: wrong.length === 0,
      customers: items.filter(({ kind }) => kind === 'customer').length,
      groups: items.filter(({ kind }) => kind === 'group').length,
      calls: made,
      minimum: minimum.calls,
      injectedNotExecuted: injected,
      faults,
      ends: tally(items.map(({ state }) => state)),
      seconds: Math.round((performance.now() - started) / 100) / 10,
      wrong,
    }
  } finally {
    await database.close()
    await jieli.child.stop()
    await rm(stateDir, { recursive: true, force: true })
  }
}

function draftFor(now: Date): Draft {
  return {
    leaver,
    trigger: 'resign',
    initiator: 'hr',
    successors: successors.map((userid) => ({ userid })),
    rules: [
      { when: { by: 'tag', tags: ['地区/浙江', '地区/上海'] }, to: 'successor1', fallbacks: ['successor3'] },
      { when: { by: 'rest' }, to: 'successor2', fallbacks: ['successor3', 'successor1'] },
    ],
    approvers: { manager: 'approver1', hr: 'approver2', admin: 'approver3', security: 'approver4' },
    // A day and more before the start, so that what was begun by hand has ended by then.
    transferStartAt: later(now, hours(30)).toISOString(),
    freezeAt: later(now, hours(30 + 8 * 24)).toISOString(),
  }
}

function injectedNotExecuted(fired: readonly Fired[]): number {
  const transfers = new Set(['transferCustomer', 'transferGroups'])
  return fired.filter(({ call }) => transfers.has(call)).reduce((sum, one) => sum + one.notExecuted, 0)
}

function countsOf(fired: readonly Fired[]): Readonly<Record<string, number>> {
  const sum = (kind: string) => fired.filter((one) => one.kind === kind).reduce((n, one) => n + one.fired, 0)
  return Object.fromEntries(troubles.map((kind) => [kind, sum(kind)]))
}

function tally(words: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1
  return counts
}

// The last entries get their numbers within a moment.
async function dropped(database: ReturnType<typeof openDatabase>): Promise<readonly string[]> {
  const deadline = Date.now() + 15_000
  for (;;) {
    const found = await findDropped(database.db, { waitingSeconds: 0 })
    if (found.length === 0) return []
    if (Date.now() > deadline) return found.map(({ action, why }) => `audit entry ${action} ${why}`)
    await sleep(200)
  }
}
