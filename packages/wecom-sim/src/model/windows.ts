/** Counts of the last minute or hour, in memory: a restart of the company forgets wall windows, not business ones. */
export class Windows {
  readonly #times = new Map<string, number[]>()
  readonly #counts = new Map<string, { start: number; count: number }>()
  readonly #blocked = new Map<string, number>()

  /** Takes one unit if fewer than `limit` were taken in the last `seconds`; exact, for small limits. */
  take(key: string, limit: number, seconds: number, now: number): boolean {
    const times = (this.#times.get(key) ?? []).filter((at) => now - at < seconds)
    this.#times.set(key, times)
    if (times.length >= limit) return false
    times.push(now)
    return true
  }

  /** Counts units in windows that begin with the first; over the limit the key is blocked for a whole window. */
  hit(key: string, limit: number, seconds: number, now: number, units = 1): boolean {
    if (this.isBlocked(key, now)) return false
    const window = this.#counts.get(key)
    if (window === undefined || now - window.start >= seconds) {
      this.#counts.set(key, { start: now, count: units })
      if (units <= limit) return true
    } else {
      window.count += units
      if (window.count <= limit) return true
    }
    this.block(key, now + seconds)
    return false
  }

  block(key: string, until: number): void {
    this.#blocked.set(key, until)
    this.#counts.delete(key)
  }

  isBlocked(key: string, now: number): boolean {
    const until = this.#blocked.get(key)
    if (until === undefined) return false
    if (now < until) return true
    this.#blocked.delete(key)
    return false
  }

  clear(): void {
    this.#times.clear()
    this.#counts.clear()
    this.#blocked.clear()
  }
}
