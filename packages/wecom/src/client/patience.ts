/** How long and how often we try again. */
export interface Patience {
  /** Requests in all while WeCom says it is busy; official advice is 3. */
  readonly busyTries: number
  /** Requests in all while somebody else writes the same record. */
  readonly conflictTries: number
  /** Requests in all while answers get lost, of calls that may be repeated. */
  readonly lostTries: number
  /** The first wait between tries; each further one doubles, give or take a half. */
  readonly waitMs: number
  /** The first pause after "too often"; each further one doubles. A minute's block lasts 60 s (doc 90312). */
  readonly firstPauseMs: number
  readonly longestPauseMs: number
}

/** What fits WeCom's published limits. */
export const usualPatience: Patience = {
  busyTries: 3,
  conflictTries: 4,
  lostTries: 3,
  waitMs: 400,
  firstPauseMs: 60_000,
  longestPauseMs: 3_600_000,
}

/** The wait before the next try, spread so that processes do not meet again. `random` is in [0, 1). */
export function waitBefore(nextTry: number, patience: Patience, random: number): number {
  return patience.waitMs * 2 ** (nextTry - 2) * (0.5 + random)
}

/** The pause after so many pauses in a row. */
export function pauseAfter(strikes: number, patience: Patience): number {
  return Math.min(patience.longestPauseMs, patience.firstPauseMs * 2 ** strikes)
}
