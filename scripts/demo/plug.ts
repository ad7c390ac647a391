import { setTimeout as sleep } from 'node:timers/promises'
import type { Jieli } from '../rig/jieli.ts'

/** The product while it may lose its power: killed without a warning, and started again on the same address. */
export interface Plugged {
  readonly current: () => Jieli
  /** Answers after how many seconds it was back. */
  pull(): Promise<{ readonly seconds: number }>
}

const darkMs = 2_000

export function plugged(first: Jieli, restart: (port: number) => Promise<Jieli>): Plugged {
  let jieli = first
  let pulling: Promise<{ seconds: number }> | undefined
  const { port } = new URL(first.url)
  const pull = async () => {
    const startedAt = Date.now()
    jieli.child.kill()
    await jieli.child.ended
    await sleep(darkMs)
    jieli = await restart(Number(port))
    return { seconds: Math.round((Date.now() - startedAt) / 100) / 10 }
  }
  return {
    current: () => jieli,
    pull() {
      pulling ??= pull().finally(() => {
        pulling = undefined
      })
      return pulling
    },
  }
}
