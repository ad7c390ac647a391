/**
 * Two clocks, both passed in. Wall time: tokens, leases, sessions, per-minute limits, checkpoints.
 * Business time: the 24-hour takeover, 90 days, daily quotas, deadlines. It can run fast in the demo, so it is read
 * once per act and handed to pure rules as a value.
 */
export interface WallClock {
  now(): Date
}

export interface BusinessClock {
  now(): Promise<Date>
}

export const systemWall: WallClock = { now: () => new Date() }

export const businessIsWall: BusinessClock = { now: () => Promise.resolve(new Date()) }

/** Reads the business time of a simulated company. `url` answers `{"business": ISO}`. */
export function remoteBusinessClock(url: string): BusinessClock {
  return {
    async now() {
      const body = await ask(url)
      const now = typeof body === 'object' && body !== null && 'business' in body ? body.business : undefined
      if (typeof now !== 'string' || Number.isNaN(Date.parse(now))) {
        throw new ClockAway('business clock answered without a time')
      }
      return new Date(now)
    },
  }
}

/** The clock of the demo does not answer: nothing that depends on business time can go on. */
export class ClockAway extends Error {
  override name = 'ClockAway'
}

async function ask(url: string): Promise<unknown> {
  try {
    const reply = await fetch(url, { signal: AbortSignal.timeout(5_000) })
    if (!reply.ok) throw new ClockAway(`business clock answered ${reply.status}`)
    return await reply.json()
  } catch (cause) {
    throw cause instanceof ClockAway ? cause : new ClockAway('business clock does not answer', { cause })
  }
}

export const seconds = (n: number) => n * 1_000
export const minutes = (n: number) => n * 60_000
export const hours = (n: number) => n * 3_600_000
export const days = (n: number) => n * 86_400_000

/** Shanghai's time as ISO text without a zone: UTC+8 all year, since 1991. */
export function shanghaiIso(at: Date): string {
  return later(at, hours(8)).toISOString().slice(0, -1)
}

export function later(from: Date, ms: number): Date {
  return new Date(from.getTime() + ms)
}
