import { freeAgainAt, budgetLimit } from './handover.ts'

/** What can be known of a customer's 90-day budget: WeCom lists no transfer history (settled point 2 of the design). */
export type Budget =
  | { readonly known: 'left' }
  | { readonly known: 'spent'; readonly freeAt: Date }
  | { readonly known: 'unknown' }

export interface Origin {
  readonly addWay: number
  readonly addedAt: Date
}

// 202: the relation was made by a transfer (doc 92114).
const byTransfer = 202

/**
 * `own` are the times of transfers we know of (made or imported). The origin of the relation shows at most the last
 * transfer that somebody made by hand; the one before it stays invisible.
 */
export function budgetOf(
  own: readonly Date[],
  origin: Origin | null,
  now: Date,
  /** When it has to go back: the second transfer is kept for that day. */
  back: Date | null = null,
): Budget {
  const kept = back === null ? undefined : blockingReturn(own, now, back)
  if (kept) return { known: 'spent', freeAt: freeAgainAt(kept) }
  const live = own.filter((at) => freeAgainAt(at) > now).sort((a, b) => a.getTime() - b.getTime())
  const oldest = live.at(-budgetLimit)
  if (oldest) return { known: 'spent', freeAt: freeAgainAt(oldest) }
  const originLives = origin?.addWay === byTransfer && freeAgainAt(origin.addedAt) > now
  if (originLives) return { known: 'unknown' }
  return live.length > 0 ? { known: 'unknown' } : { known: 'left' }
}

// The newest transfer that, together with the lending, would leave nothing for the day of the return.
function blockingReturn(own: readonly Date[], now: Date, back: Date): Date | undefined {
  const then = own.filter((at) => freeAgainAt(at) > back).sort((a, b) => a.getTime() - b.getTime())
  const lending = freeAgainAt(now) > back ? 1 : 0
  return then.length > 0 && then.length + lending >= budgetLimit ? then.at(-1) : undefined
}
