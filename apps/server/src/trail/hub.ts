import { lastPlace, loggedAfter, type Logged } from '../audit/index.ts'
import type { Database } from '../platform/db.ts'
import { startLoop, type Loop } from '../platform/loop.ts'

/** A place in the log. */
export interface Place {
  readonly log: number
  readonly seq: number
}

export interface Hub {
  /** What comes from now on; ends with the function it answers. Whatever is not passed on can be read already. */
  follow(listener: (entries: readonly Logged[]) => void): Promise<() => void>
  stop(): Promise<void>
}

export interface HubDeps {
  readonly database: Database
  readonly pollMs: number
  readonly onTrouble: (error: unknown) => void
}

const atOnce = 500

/** One reader of the log for everybody who follows it in this process; it reads only while somebody does. */
export function createHub({ database, pollMs, onTrouble }: HubDeps): Hub {
  const listeners = new Set<(entries: readonly Logged[]) => void>()
  let reading: Promise<Loop> | undefined

  const begin = async (): Promise<Loop> => {
    let at = await lastPlace(database.db)
    const read = async () => {
      for (;;) {
        const entries = await loggedAfter(database.db, at, atOnce)
        const last = entries.at(-1)
        if (last === undefined) return
        at = { log: last.log, seq: last.seq }
        for (const listener of listeners) listener(entries)
        if (entries.length < atOnce) return
      }
    }
    return startLoop(pollMs, read, onTrouble)
  }

  const end = async () => {
    const ending = reading
    reading = undefined
    await (await ending)?.stop()
  }

  return {
    async follow(listener) {
      listeners.add(listener)
      reading ??= begin()
      try {
        await reading
      } catch (error) {
        listeners.delete(listener)
        reading = undefined
        throw error
      }
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) void end().catch(onTrouble)
      }
    },
    async stop() {
      listeners.clear()
      await end().catch(onTrouble)
    },
  }
}
