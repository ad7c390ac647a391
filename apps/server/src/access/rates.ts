import type { WallClock } from '../platform/clock.ts'

/** Counts by minute in this process: with n processes in front of one address the limit is up to n times as high. */
export interface Rates {
  /** Seconds to wait, or 0 when it may go on. */
  take(who: string, perMinute: number): number
}

const minuteMs = 60_000
// A flood of made-up names must not fill the memory.
const mostNames = 50_000

export function createRates(wall: WallClock): Rates {
  let minute = 0
  let counts = new Map<string, number>()
  return {
    take(who, perMinute) {
      const now = wall.now().getTime()
      const current = Math.floor(now / minuteMs)
      if (current !== minute || counts.size > mostNames) {
        minute = current
        counts = new Map()
      }
      const n = (counts.get(who) ?? 0) + 1
      counts.set(who, n)
      return n <= perMinute ? 0 : Math.ceil(((current + 1) * minuteMs - now) / 1_000)
    },
  }
}
