import type { Json } from '../canonical-json.ts'
import type { Tx } from '../db.ts'

/** One short durable run: its steps are recorded, so a restarted run goes on after the last recorded one. */
export interface Run {
  readonly id: string
  /** Runs at least once: `work` looks before it does. Its result is stored in clear, so it holds ids and counts only. */
  step<T extends Json>(name: string, work: () => Promise<T>): Promise<T>
}

export type Workflow = (run: Run, subject: string) => Promise<void>

export interface Durable {
  /**
   * Starts a run in the transaction of the change that causes it: both happen or neither.
   * `runId` is unique for ever; asking again with the same one changes nothing. `subject` is an id, never data.
   */
  enqueue(tx: Tx, workflow: string, runId: string, subject: string): Promise<void>
  /** Of these runs, those that ended in an error or are unknown to the engine. */
  lost(tx: Tx, runIds: readonly string[]): Promise<readonly string[]>
  start(): Promise<void>
  stop(): Promise<void>
  /** Throws when this instance may have been declared dead, so that a sleeper who wakes does nothing outside. */
  assertAlive(): void
}

export class Fenced extends Error {
  override name = 'Fenced'
}

/** For tests: the power is cut at one exact point. */
export interface PowerCut {
  readonly side: 'before' | 'after'
  readonly step: number
}
