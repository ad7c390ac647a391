import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Db } from '../platform/db.ts'

/** A right that one holder in all processes has at a time. */
export interface Leases {
  /**
   * Waits for the name, runs `work`, gives the name back. No connection is held meanwhile, and a dead holder's name is
   * free after `ttlMs`. `signal` fires when the name was lost (the database was away, the process slept too long).
   */
  hold<T>(name: string, work: (signal: AbortSignal) => Promise<T>): Promise<T>
}

export interface LeaseOptions {
  readonly ttlMs?: number
  readonly waitMs?: number
}

export class LeaseBusy extends Error {
  override name = 'LeaseBusy'
}

// Longer than the longest call to WeCom, so that a living holder never loses the name between two renewals.
const usualTtlMs = 15_000
const usualWaitMs = 120_000
const askAgainMs = { first: 20, most: 250 }

export function createLeases(db: Db, options: LeaseOptions = {}): Leases {
  const ttlMs = options.ttlMs ?? usualTtlMs
  const waitMs = options.waitMs ?? usualWaitMs
  // Callers of one process queue here, so that each process asks the database with one voice.
  const queues = new Map<string, Promise<unknown>>()

  const alone = async <T>(name: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    const holder = randomUUID()
    await acquire(db, { name, holder, ttlMs, waitMs })
    const lost = new AbortController()
    const stop = keepAlive(db, { name, holder, ttlMs }, () => lost.abort(new LeaseBusy(`lost ${name}`)))
    try {
      return await work(lost.signal)
    } finally {
      stop()
      await release(db, name, holder)
    }
  }

  return {
    hold(name, work) {
      const before = queues.get(name) ?? Promise.resolve()
      const turn = before.then(() => alone(name, work))
      const settled = turn
        .catch(() => {})
        .finally(() => {
          if (queues.get(name) === settled) queues.delete(name)
        })
      queues.set(name, settled)
      return turn
    },
  }
}

interface Claim {
  readonly name: string
  readonly holder: string
  readonly ttlMs: number
}

async function acquire(db: Db, claim: Claim & { readonly waitMs: number }): Promise<void> {
  const deadline = Date.now() + claim.waitMs
  let pauseMs = askAgainMs.first
  while (!(await tryAcquire(db, claim))) {
    if (Date.now() > deadline) throw new LeaseBusy(`waited too long for ${claim.name}`)
    await sleep(pauseMs * (0.5 + Math.random()))
    pauseMs = Math.min(pauseMs * 2, askAgainMs.most)
  }
}

// The database's own clock decides, so that processes with different clocks agree on who holds a name.
async function tryAcquire(db: Db, { name, holder, ttlMs }: Claim): Promise<boolean> {
  const { rows } = await sql`
    insert into gateway.lease as l (name, holder, until_at)
    values (${name}, ${holder}, clock_timestamp() + make_interval(secs => ${ttlMs / 1000}))
    on conflict (name) do update set holder = excluded.holder, until_at = excluded.until_at
    where l.until_at < clock_timestamp() returning 1`.execute(db)
  return rows.length > 0
}

async function renew(db: Db, { name, holder, ttlMs }: Claim): Promise<boolean> {
  const { rows } = await sql`
    update gateway.lease set until_at = clock_timestamp() + make_interval(secs => ${ttlMs / 1000})
    where name = ${name} and holder = ${holder} and until_at > clock_timestamp() returning 1`.execute(db)
  return rows.length > 0
}

async function release(db: Db, name: string, holder: string): Promise<void> {
  // A failure here only makes the others wait until the lease lapses.
  await sql`delete from gateway.lease where name = ${name} and holder = ${holder}`.execute(db).catch(() => {})
}

function keepAlive(db: Db, claim: Claim, onLost: () => void): () => void {
  let renewedAt = Date.now()
  const beat = async () => {
    const asked = Date.now()
    // Silent for most of its life: another may take the name at any moment.
    if (asked - renewedAt > claim.ttlMs * 0.8) return onLost()
    // The database being away for a moment is no loss yet; the next beat decides.
    const still = await renew(db, claim).catch(() => undefined)
    if (still === false) onLost()
    if (still === true) renewedAt = asked
  }
  const timer = setInterval(() => void beat(), claim.ttlMs / 4)
  timer.unref()
  return () => clearInterval(timer)
}
