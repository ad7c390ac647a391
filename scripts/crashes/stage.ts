import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Api, Draft } from '@jieli/contract'
import { hours, later } from '../../apps/server/src/platform/clock.ts'
import { openDatabase, type Database } from '../../apps/server/src/platform/db.ts'
import { startCompany, type Company } from '../rig/company.ts'
import type { Databases, RunDatabase } from '../rig/databases.ts'
import { apisFor } from '../rig/jieli.ts'
import { differences } from '../seeds/judge.ts'
import { ledgerOf } from '../seeds/ledger.ts'
import { worldOf } from '../seeds/truth.ts'

/** A small company, an empty database and the people, ready for one handover. */
export interface Stage {
  readonly company: Company
  readonly database: RunDatabase
  readonly reader: Database
  readonly stateDir: string
  readonly apis: Readonly<Record<'hr' | 'operator' | 'auditor', Api>>
  readonly createdAt: Date
  /** Where the API answers now. */
  point(url: string): void
  close(): Promise<void>
}

const callers = {
  hr: { userid: 'hr', role: 'hr' },
  operator: { userid: 'admin', role: 'operator' },
  auditor: { userid: 'admin', role: 'auditor' },
} as const

export interface Place {
  readonly databases: Databases
  readonly stateDir: string
  readonly withinMs: number
  /** A company to use again from its first second; one of its own when absent. */
  readonly company?: Company
  readonly onStep?: (text: string) => void
}

export function aCompany(): Promise<Company> {
  return startCompany(['--world', 'tiny', '--rate', '0', '--seed', 'crashes'])
}

export async function setStage({ databases, ...place }: Place, name: string): Promise<Stage> {
  const stateDir = join(place.stateDir, name)
  await rm(stateDir, { recursive: true, force: true })
  await mkdir(stateDir, { recursive: true, mode: 0o755 })
  const database = await databases.fresh(name)
  const company = place.company ?? (await aCompany())
  if (place.company) await company.post('/reset')
  const reader = openDatabase({ url: database.app, max: 1 })
  let url = ''
  const apis = await apisFor(database.app, () => url, callers)
  return {
    company,
    database,
    reader,
    stateDir,
    apis,
    createdAt: await company.now(),
    point: (to) => {
      url = to
    },
    async close() {
      // Its connection may have been cut.
      await reader.close().catch(() => {})
      if (!place.company) await company.child.stop()
      await databases.drop(database)
      await rm(stateDir, { recursive: true, force: true })
    },
  }
}

export const quick = {
  SWEEP_MS: '50',
  RETRY_BASE_MS: '150',
  LOOK_AGAIN_MS: '150',
  DEAD_AFTER_MS: '2000',
  LOG_LEVEL: 'warn',
}

export function draftFor(now: Date): Draft {
  return {
    leaver: 'leaver',
    trigger: 'resign',
    initiator: 'hr',
    successors: [{ userid: 'successor1' }, { userid: 'successor2' }],
    rules: [
      { when: { by: 'tag', tags: ['地区/浙江'] }, to: 'successor1', fallbacks: ['successor2'] },
      { when: { by: 'rest' }, to: 'successor2', fallbacks: ['successor1'] },
    ],
    approvers: { manager: 'approver1', hr: 'approver2', admin: 'approver3', security: 'approver4' },
    transferStartAt: later(now, hours(1)).toISOString(),
    freezeAt: later(now, hours(97)).toISOString(),
  }
}

/** What must be the same whatever crashed on the way; ids and times may differ. */
export interface End {
  readonly items: readonly string[]
  readonly effective: readonly string[]
  readonly account: number | undefined
  readonly wrong: readonly string[]
}

export async function endOf(stage: Stage, id: string): Promise<End> {
  const [world, ledger] = [await worldOf(stage.company), await ledgerOf(stage.apis.auditor, id)]
  const { createdAt } = stage
  const isNew = ({ startedAt }: { startedAt: string }) => Date.parse(startedAt) >= createdAt.getTime()
  return {
    items: ledger.items
      .map(
        ({ kind, subject, state, successor, reason }) => `${kind} ${subject} ${state} ${successor} ${reason}`,
      )
      .sort(),
    effective: world.transfers
      .filter((one) => one.outcome === 'done' && isNew(one))
      .map(({ subject, from, to, via }) => `${subject} ${from} ${to} ${via}`)
      .sort(),
    account: world.accounts.find(({ userid }) => userid === ledger.leaver)?.status,
    wrong: differences({ ledger, world, createdAt: createdAt.toISOString() }),
  }
}

/** How the one end differs from the other; empty when it does not. */
export function unlike(end: End, calm: End): readonly string[] {
  const lists = (['items', 'effective'] as const).flatMap((list) => [
    ...end[list].filter((line) => !calm[list].includes(line)).map((line) => `+ ${line}`),
    ...calm[list].filter((line) => !end[list].includes(line)).map((line) => `- ${line}`),
  ])
  const account = end.account === calm.account ? [] : [`account ${end.account}, not ${calm.account}`]
  return [...lists, ...account, ...end.wrong]
}

const idleWithinMs = 15_000

/** Waits until every run has ended: one that has written the report still records its last steps. */
export async function untilIdle({ reader }: Stage): Promise<void> {
  const deadline = Date.now() + idleWithinMs
  for (;;) {
    const { rows } = await sql`
      select 1 from dbos.workflow_status where status in ('PENDING', 'ENQUEUED') limit 1`.execute(reader.db)
    if (rows.length === 0) return
    if (Date.now() > deadline) throw new Error('a run does not end')
    await sleep(50)
  }
}

/** Steps recorded so far, in the order in which they ended. */
export async function stepsOf({ reader }: Stage): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select w.name || ' ' || o.function_name as name from dbos.operation_outputs o
      join dbos.workflow_status w using (workflow_uuid)
    order by o.completed_at_epoch_ms, o.workflow_uuid, o.function_id`.execute(reader.db)
  return rows.map(({ name }) => name)
}
