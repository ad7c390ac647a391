import { readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { sql } from 'kysely'
import type { Database } from '../db.ts'
import { Fenced } from './durable.ts'

export interface HeartbeatOptions {
  readonly executorId: string
  /** Silence after which the others take over. */
  readonly deadAfterMs: number
  readonly takeOver: (deadExecutorId: string) => Promise<number>
  /** Done once in each round, after the beat. */
  readonly alsoEachRound?: () => Promise<void>
  readonly onTakeover?: (deadExecutorId: string, runs: number) => void
  readonly onError?: (error: unknown) => void
}

export interface Heartbeat {
  start(): Promise<void>
  stop(): Promise<void>
  assertAlive(): void
}

// The same machine and the same process numbers: only then says a missing process id that the instance is dead.
function processSpace(): string {
  let space = ''
  try {
    space = readlinkSync('/proc/self/ns/pid')
  } catch {
    // Not Linux: the host name has to do.
  }
  return `${hostname()}/${space}`
}

/** Beats in the database by its wall time; whoever is silent too long, or gone from this machine, is taken over. */
export function heartbeat(database: Database, options: HeartbeatOptions): Heartbeat {
  const space = processSpace()
  const everyMs = Math.max(200, Math.floor(options.deadAfterMs / 5))
  let lastBeat = Date.now()
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()

  const beat = async () => {
    const asked = Date.now()
    await sql`
      insert into platform.instance (executor_id, process_space, pid) values (${options.executorId}, ${space}, ${process.pid})
      on conflict (executor_id) do update set beat_at = clock_timestamp()`.execute(database.db)
    lastBeat = asked
  }

  const findDead = async () => {
    const { rows } = await sql<{ executor_id: string; process_space: string; pid: number; silent: boolean }>`
      select executor_id, process_space, pid,
        (stopped_at is not null or beat_at < clock_timestamp() - make_interval(secs => ${options.deadAfterMs / 1000})) as silent
      from platform.instance where executor_id <> ${options.executorId}`.execute(database.db)
    for (const row of rows) {
      if (row.silent || (row.process_space === space && !isRunning(row.pid))) await bury(row.executor_id)
    }
  }

  const bury = (dead: string) =>
    database.inTx(async (tx) => {
      const claimed = await sql<{ executor_id: string }>`
        select executor_id from platform.instance where executor_id = ${dead} for update skip locked`.execute(
        tx,
      )
      if (claimed.rows.length === 0) return
      const runs = await options.takeOver(dead)
      await sql`delete from platform.instance where executor_id = ${dead}`.execute(tx)
      options.onTakeover?.(dead, runs)
    })

  const round = async () => {
    try {
      await beat()
      await findDead()
      await options.alsoEachRound?.()
    } catch (error) {
      options.onError?.(error)
    }
  }

  const loop = () => {
    timer = setTimeout(() => {
      running = round().finally(() => {
        if (timer) loop()
      })
    }, everyMs)
  }

  return {
    async start() {
      await beat()
      loop()
    },
    async stop() {
      clearTimeout(timer)
      timer = undefined
      await running
      await sql`update platform.instance set stopped_at = clock_timestamp() where executor_id = ${options.executorId}`
        .execute(database.db)
        .catch((error: unknown) => options.onError?.(error))
    },
    assertAlive() {
      // Four fifths of the limit: the others may already be preparing to take over.
      if (Date.now() - lastBeat > options.deadAfterMs * 0.8) {
        throw new Fenced('this instance was silent too long and may have been replaced')
      }
    },
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
