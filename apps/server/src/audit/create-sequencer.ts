import { systemWall, type WallClock } from '../platform/clock.ts'
import type { Database } from '../platform/db.ts'
import { createBell } from './bell.ts'
import { isDue, signTree } from './checkpoints.ts'
import { publishedNote, publishToFile, publishToGroup, publishToWitness, type Places } from './publish.ts'
import { readMetrics, type AuditMetrics } from './reads.ts'
import { leadWhile, type Lead } from './sequencer.ts'
import type { Signer } from './signer.ts'
import { halt, lastCheckpoint } from './store.ts'

export type Alarm =
  /** Entries wait unnumbered for longer than they may. */
  | { readonly kind: 'UNNUMBERED'; readonly ageMs: number; readonly waiting: number }
  /** The log contradicts the signer or what was published. Nothing is numbered until a person decides. */
  | { readonly kind: 'HALTED'; readonly why: string }
  | {
      readonly kind: 'FAILED'
      readonly part: 'sequencer' | 'signer' | 'publish' | 'watch'
      readonly error: unknown
    }

export interface SequencerOptions {
  readonly database: Database
  /** The organisation's name for its log: a schemeless URL such as `jieli.example/audit`. */
  readonly origin: string
  /** Without one nothing is signed and `covered` stays false. */
  readonly signer?: Signer
  readonly places?: Places
  readonly onAlarm?: (alarm: Alarm) => void
  readonly wall?: WallClock
  readonly pollMs?: number
  /** Entries a numbering transaction takes at most. */
  readonly batch?: number
  readonly checkpointEveryMs?: number
  readonly checkpointEveryLeaves?: number
  readonly alarmAfterMs?: number
}

export interface Sequencer {
  start(): void
  /** Numbers and signs what is queued, then gives the lease back. */
  stop(): Promise<void>
  /** Something urgent was written: look now. Only a hint; nothing depends on it. */
  poke(): void
  isLeader(): boolean
}

/** Runs in every process; one of them at a time holds the lease and numbers, signs and publishes. */
export function createSequencer(options: SequencerOptions): Sequencer {
  const { database, signer, places = {}, wall = systemWall, pollMs = 100, alarmAfterMs = 5_000 } = options
  const alarm = options.onAlarm ?? (() => {})
  const pace = {
    everyLeaves: options.checkpointEveryLeaves ?? 256,
    everyMs: options.checkpointEveryMs ?? 60_000,
  }
  const numberBell = createBell()
  const signBell = createBell()
  const publishBell = createBell()
  const watchBell = createBell()
  const run = { isStopping: false }
  let leading = false
  let running: Promise<unknown> = Promise.resolve()

  const stopLog = async (lead: Lead, why: string) => {
    await halt(database.db, why, wall.now())
    alarm({ kind: 'HALTED', why })
    lead.end()
  }

  const sign = async (lead: Lead): Promise<boolean> => {
    const last = await lastCheckpoint(database.db, lead.log)
    const tree = lead.tree()
    const size = tree.size
    // At a stop everything is signed, so that nothing waits for the next start.
    const everyMs = run.isStopping ? 0 : pace.everyMs
    const since = { size: last?.size ?? 0, at: last?.signedAt ?? new Date(0) }
    const due = isDue(wall.now(), { size, urgentSize: lead.urgentSize() }, since, { ...pace, everyMs })
    if (signer === undefined || !due) return false
    const signed = await signTree({ db: database.db, signer, wall }, lead.log, lead.origin, tree)
    if (!signed.ok) {
      await stopLog(lead, `SIGNER_${signed.why}`)
      return false
    }
    publishBell.ring()
    return true
  }

  const publish = async (lead: Lead): Promise<void> => {
    const world = { db: database.db, wall }
    const tries = [
      places.dir === undefined ? undefined : publishToFile(world, lead.log, places.dir),
      places.toGroup === undefined ? undefined : publishToGroup(world, lead.log, places.toGroup),
      ...(places.witnesses ?? []).map((witness) => publishToWitness(world, lead.log, witness)),
    ]
    for (const done of await Promise.allSettled(tries)) {
      if (done.status === 'rejected') alarm({ kind: 'FAILED', part: 'publish', error: done.reason })
    }
  }

  /** A log shorter than what was published was restored or cut: it must not grow into a second truth. */
  const checkLength = async (lead: Lead): Promise<void> => {
    if (lead.haltedWhy !== null) return
    const published =
      places.dir === undefined ? 0 : ((await publishedNote(places.dir, lead.origin))?.size ?? 0)
    const signed = (await lastCheckpoint(database.db, lead.log))?.size ?? 0
    if (lead.tree().size < Math.max(published, signed)) await stopLog(lead, 'SHORTER_THAN_PUBLISHED')
  }

  const whileLeading = async (lead: Lead, isOver: () => boolean): Promise<void> => {
    if (lead.haltedWhy !== null) {
      alarm({ kind: 'HALTED', why: lead.haltedWhy })
      // Looked at again soon: a person may have begun a new origin meanwhile.
      await numberBell.wait(1_000)
      lead.end()
      return
    }
    leading = true
    const signing = async () => {
      while (!isOver()) {
        const did = await sign(lead).catch((error: unknown) => {
          alarm({ kind: 'FAILED', part: 'signer', error })
          return undefined
        })
        if (did !== true) await signBell.wait(did === undefined ? 1_000 : pollMs * 10)
      }
    }
    const publishing = async () => {
      while (!isOver()) {
        await publish(lead).catch((error: unknown) => alarm({ kind: 'FAILED', part: 'publish', error }))
        await publishBell.wait(pollMs * 50)
      }
    }
    await Promise.all([signing(), publishing()])
    if (run.isStopping && lead.haltedWhy === null) {
      await sign(lead).catch((error: unknown) => alarm({ kind: 'FAILED', part: 'signer', error }))
      await publish(lead)
    }
  }

  const lead = async (): Promise<void> => {
    while (!run.isStopping) {
      try {
        const numbering = {
          database,
          wall,
          origin: options.origin,
          pollMs,
          batch: options.batch ?? 1_000,
          onNumbered: () => signBell.ring(),
          beforeLeading: checkLength,
          onEnd: () => {
            signBell.ring()
            publishBell.ring()
          },
        }
        await leadWhile(numbering, numberBell, whileLeading, () => run.isStopping)
      } catch (error) {
        alarm({ kind: 'FAILED', part: 'sequencer', error })
      }
      leading = false
      if (!run.isStopping) await numberBell.wait(1_000)
    }
  }

  /** Every process watches, so that a dead or stuck leader is noticed by the others. */
  const watch = async (): Promise<void> => {
    while (!run.isStopping) {
      await watchBell.wait(Math.min(1_000, alarmAfterMs))
      try {
        const { unnumberedAgeMs: ageMs, unnumbered: waiting }: AuditMetrics = await readMetrics(database.db)
        if (!run.isStopping && ageMs > alarmAfterMs) alarm({ kind: 'UNNUMBERED', ageMs, waiting })
      } catch (error) {
        alarm({ kind: 'FAILED', part: 'watch', error })
      }
    }
  }

  return {
    start() {
      running = Promise.all([lead(), watch()])
    },
    async stop() {
      run.isStopping = true
      for (const bell of [numberBell, signBell, publishBell, watchBell]) bell.ring()
      await running
    },
    poke: () => numberBell.ring(),
    isLeader: () => leading,
  }
}
