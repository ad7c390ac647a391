import { setTimeout as sleep } from 'node:timers/promises'

export interface Loop {
  stop(): Promise<void>
}

/** Does `work` again and again, never twice at once; an accident is told and the loop goes on. */
export function startLoop(
  everyMs: number,
  work: () => Promise<unknown>,
  onError: (error: unknown) => void,
): Loop {
  const stopping = new AbortController()
  const running = (async () => {
    while (!stopping.signal.aborted) {
      try {
        await work()
      } catch (error) {
        onError(error)
      }
      await sleep(everyMs, undefined, { signal: stopping.signal }).catch(() => {})
    }
  })()
  return {
    stop() {
      stopping.abort()
      return running
    },
  }
}
