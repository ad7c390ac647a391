import { DBOS } from '@dbos-inc/dbos-sdk'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Json } from '../canonical-json.ts'
import { isDatabaseAway, type Database } from '../db.ts'
import { newId } from '../ids.ts'
import type { Durable, PowerCut, Run, Workflow } from './durable.ts'
import { heartbeat } from './heartbeat.ts'

// Pinned: the default is a hash of the sources, and runs of another version would hang after any edit.
const applicationVersion = 'jieli-1'
const applicationName = 'jieli'
const queueName = 'jieli'

export interface DurableOptions {
  readonly database: Database
  readonly workflows: Readonly<Record<string, Workflow>>
  readonly deadAfterMs: number
  readonly pollMs?: number
  readonly workersPerProcess?: number
  readonly powerCut?: PowerCut
  /** A run that the engine holds for ours, but that nobody here works at for so long, is started again. */
  readonly orphanAfterMs?: number
  readonly onEvent?: (event: string, facts: Readonly<Record<string, string | number>>) => void
}

/** Brings the engine's own tables up to date; runs as the owner, under our migration lock (two at once would race). */
export async function migrateEngine(ownerUrl: string): Promise<void> {
  // It tells each of its grants on standard output, which belongs to what our commands print.
  const write = process.stdout.write.bind(process.stdout)
  process.stdout.write = () => true
  try {
    await DBOS.migrate(ownerUrl, { schemaName: 'dbos', applicationRole: 'jieli_app' })
  } finally {
    process.stdout.write = write
  }
}

export function createDurable(options: DurableOptions): Durable {
  const { database, onEvent } = options
  const executorId = newId<'executor'>()
  const beats = heartbeat(database, {
    executorId,
    deadAfterMs: options.deadAfterMs,
    takeOver: adoptRunsOf,
    alsoEachRound: () => adoptOrphans(executorId, options.orphanAfterMs ?? 30_000),
    onTakeover: (dead, runs) => onEvent?.('instance taken over', { dead, runs }),
    onError: (error) =>
      onEvent?.('heartbeat failed', { error: error instanceof Error ? error.name : 'unknown' }),
  })
  let started = false

  return {
    async enqueue(tx, workflow, runId, subject) {
      await sql`select dbos.enqueue_workflow(
        workflow_name => ${workflow}, queue_name => ${queueName},
        positional_args => array[${JSON.stringify(subject)}::json], workflow_id => ${runId},
        app_version => ${applicationVersion}, application_name => ${applicationName})`.execute(tx)
    },
    async lost(tx, runIds) {
      if (runIds.length === 0) return []
      const { rows } = await sql<{ id: string }>`
        select id from unnest(${runIds}::text[]) as id
        where not exists (select from dbos.workflow_status w where w.workflow_uuid = id
          and w.status in ('PENDING', 'ENQUEUED', 'DELAYED', 'SUCCESS'))`.execute(tx)
      return rows.map(({ id }) => id)
    },
    async start() {
      DBOS.setConfig({
        name: applicationName,
        systemDatabasePool: database.pool,
        systemDatabaseSchemaName: 'dbos',
        applicationVersion,
        executorID: executorId,
        runMigrations: false,
        useListenNotify: false,
        logger: silent(onEvent),
      })
      for (const [name, workflow] of Object.entries(options.workflows))
        register(name, workflow, options.powerCut)
      await DBOS.launch()
      await DBOS.registerQueue(queueName, {
        workerConcurrency: options.workersPerProcess ?? 4,
        minPollingIntervalMs: options.pollMs ?? 250,
        onConflict: 'always_update',
      })
      await beats.start()
      started = true
    },
    async stop() {
      if (!started) return
      started = false
      // Steps are short; what does not finish in time is taken over by a survivor or the next start.
      await DBOS.shutdown({ deregister: true, workflowCompletionTimeoutMS: 10_000 })
      await beats.stop()
    },
    assertAlive: beats.assertAlive,
  }
}

async function adoptRunsOf(dead: string): Promise<number> {
  const pending = await DBOS.listWorkflows({ status: 'PENDING', executorId: dead })
  if (pending.length > 0) {
    await DBOS.resumeWorkflows(
      pending.map(({ workflowID }) => workflowID),
      { queueName },
    )
  }
  return pending.length
}

// A run that ended because even its end could not be recorded (the database was gone) is still ours by the engine's
// books, and nobody works at it.
async function adoptOrphans(executorId: string, afterMs: number): Promise<void> {
  const pending = await DBOS.listWorkflows({ status: 'PENDING', executorId })
  const limit = Date.now() - afterMs
  const orphans = pending.filter(
    ({ workflowID, updatedAt }) => !atWork.has(workflowID) && (updatedAt ?? 0) < limit,
  )
  if (orphans.length > 0) {
    await DBOS.resumeWorkflows(
      orphans.map(({ workflowID }) => workflowID),
      { queueName },
    )
  }
}

const atWork = new Set<string>()

function register(name: string, workflow: Workflow, cut: PowerCut | undefined): void {
  const run = async (subject: string) => {
    const id = DBOS.workflowID ?? ''
    atWork.add(id)
    try {
      await workflow(recorded(cut), subject)
    } finally {
      atWork.delete(id)
    }
  }
  DBOS.registerWorkflow(run, { name })
}

// As long as a restart or a fail-over takes; after it the run ends as lost and its domain starts another.
const databaseBackWithinMs = 120_000

// Steps may run twice anyway, so one that lost its database waits for it and runs again.
async function untilDatabaseIsBack<T>(work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + databaseBackWithinMs
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!isDatabaseAway(error) || Date.now() > deadline) throw error
      await sleep(250)
    }
  }
}

let stepsDone = 0

function recorded(cut: PowerCut | undefined): Run {
  return {
    id: DBOS.workflowID ?? '',
    async step<T extends Json>(name: string, work: () => Promise<T>): Promise<T> {
      const result = await DBOS.runStep(
        async () => {
          const done = await untilDatabaseIsBack(work)
          stepsDone += 1
          if (cut?.side === 'before' && cut.step === stepsDone) process.kill(process.pid, 'SIGKILL')
          return done
        },
        { name },
      )
      if (cut?.side === 'after' && cut.step === stepsDone) process.kill(process.pid, 'SIGKILL')
      return result
    },
  }
}

// The engine's own log lines can hold arguments of runs; only their level and kind go to our log.
function silent(onEvent: DurableOptions['onEvent']) {
  const quiet = () => {}
  return {
    info: quiet,
    debug: quiet,
    warn: (entry: unknown) => onEvent?.('engine warning', { kind: kindOf(entry) }),
    error: (entry: unknown) => onEvent?.('engine error', { kind: kindOf(entry) }),
  }
}

function kindOf(entry: unknown): string {
  return entry instanceof Error ? entry.name : typeof entry
}
