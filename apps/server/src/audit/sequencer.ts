import { sql } from 'kysely'
import type { Database, Db } from '../platform/db.ts'
import type { WallClock } from '../platform/clock.ts'
import { leafBytes, originName } from './audit.ts'
import type { Bell } from './bell.ts'
import { withConnection } from './connection.ts'
import { grow, leafHash, type Tree } from './merkle.ts'
import {
  insertLeaves,
  insertNodes,
  lastLeaf,
  loadTree,
  readState,
  setNumbered,
  forgetNumbered,
  takeUnnumbered,
  urgentSize,
  type LeafRow,
} from './store.ts'

// One number for all processes of one database: whoever holds it numbers.
export const leaseKey = 7_215_040

/** What the holder of the lease knows. */
export interface Lead {
  readonly log: number
  readonly origin: string
  /** The log as numbered so far. */
  tree(): Tree
  /** The size of the log after the last urgent entry. */
  urgentSize(): number
  /** Set when the log contradicts what was published: nothing is numbered any more. */
  readonly haltedWhy: string | null
  /** Stops the numbering; the lease is taken anew, with the state read afresh. */
  end(): void
}

export interface NumberingOptions {
  readonly database: Database
  readonly wall: WallClock
  /** The organisation's name for its log, `jieli.example/audit`. */
  readonly origin: string
  readonly pollMs: number
  readonly batch: number
  readonly onNumbered: () => void
  /** Looks at the log before a single leaf is added to it. */
  readonly beforeLeading: (lead: Lead) => Promise<void>
  /** The lease is over: whoever works beside should look up. */
  readonly onEnd: () => void
}

/** Holds the lease for as long as `stopped` says no, numbering all the while. False when another process holds it. */
export async function leadWhile(
  options: NumberingOptions,
  bell: Bell,
  beside: (lead: Lead, stopped: () => boolean) => Promise<void>,
  stopped: () => boolean,
): Promise<boolean> {
  // The lease is a lock of this very connection and every leaf is written through it: a process that lost its lease
  // has lost the means to write as well.
  return withConnection(options.database, async (connection) => {
    if (!(await tryLease(connection))) return false
    let ended = false
    const isOver = () => ended || stopped()
    const end = () => {
      ended = true
      bell.ring()
      options.onEnd()
    }
    try {
      const numberer = await startNumbering(connection, options, end)
      await options.beforeLeading(numberer.lead)
      const besideDone = beside(numberer.lead, isOver).finally(end)
      // It is waited for below; until then its failure must not count as nobody's.
      besideDone.catch(() => {})
      try {
        while (!isOver()) {
          const count = await numberer.numberBatch()
          if (count > 0) options.onNumbered()
          if (count < options.batch) await bell.wait(options.pollMs)
        }
        // What was queued when the stop came still gets its number.
        if (!ended && (await numberer.numberBatch()) > 0) options.onNumbered()
      } finally {
        end()
        await besideDone
      }
      return true
    } finally {
      await sql`select pg_advisory_unlock(${leaseKey})`.execute(connection).catch(() => {})
    }
  })
}

async function tryLease(connection: Db): Promise<boolean> {
  const { rows } = await sql<{ got: boolean }>`select pg_try_advisory_lock(${leaseKey}) as got`.execute(
    connection,
  )
  return rows[0]?.got === true
}

async function startNumbering(connection: Db, options: NumberingOptions, end: () => void) {
  const { log, haltedWhy } = await openOrigin(connection, options.origin)
  const { size, loggedAt } = await lastLeaf(connection, log)
  await forgetNumbered(connection)
  let tree = await loadTree(connection, log, size)
  let lastAt = loggedAt
  let urgent = await urgentSize(connection, log)
  let roomFor = -1

  const makeRoom = async () => {
    // Once per hundred thousand leaves and per day: enough to be months and a million leaves ahead.
    const room = Math.floor(tree.size / 100_000) + Math.floor(options.wall.now().getTime() / 86_400_000)
    if (room === roomFor) return
    await sql`select audit.make_room(${log}, ${tree.size})`.execute(connection)
    roomFor = room
  }

  const numberBatch = async (): Promise<number> => {
    if (haltedWhy !== null) return 0
    await makeRoom()
    const done = await connection.transaction().execute(async (tx) => {
      const entries = await takeUnnumbered(tx, options.batch)
      if (entries.length === 0) return undefined
      const at = new Date(Math.max(options.wall.now().getTime(), lastAt.getTime()))
      const leaves: LeafRow[] = entries.map((entry, i) => {
        const place = { log, seq: tree.size + i, loggedAt: at }
        const bytes = leafBytes(entry, place)
        return { ...place, entryId: entry.entryId, bytes, hash: leafHash(bytes), urgent: entry.urgent }
      })
      const grown = grow(
        tree,
        leaves.map(({ hash }) => hash),
      )
      await insertLeaves(tx, log, leaves)
      await insertNodes(tx, log, grown.nodes)
      await setNumbered(tx, grown.tree.size)
      return { tree: grown.tree, at, entries }
    })
    if (done === undefined) return 0
    ;({ tree, at: lastAt } = done)
    if (done.entries.some((entry) => entry.urgent)) urgent = tree.size
    return done.entries.length
  }

  const lead: Lead = {
    log,
    origin: originName(options.origin, log),
    tree: () => tree,
    urgentSize: () => urgent,
    haltedWhy,
    end,
  }
  return { lead, numberBatch }
}

/** The first start gives the log its name; a changed setting later is a mistake, not a new log. */
async function openOrigin(connection: Db, base: string) {
  const state = await readState(connection)
  const name = originName(base, state.log)
  if (state.origin === null) {
    await sql`insert into audit.origin (log, name) values (1, ${name})`.execute(connection)
  } else if (state.origin !== name) {
    throw new Error(`This audit log is named ${state.origin}, the settings say ${name}. Restore the setting.`)
  }
  return state
}
