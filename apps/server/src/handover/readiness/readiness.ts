import type { ReadinessFigures, ReadinessFinding } from '@jieli/contract'

/** What was read of one member who serves customers. */
export interface Figures extends ReadinessFigures {
  readonly userid: string
  readonly department: number | null
}

// Fewer are mended on the way; more make the successor start from nothing.
const mostShare = 0.2
const fewest = 5

/** What would go badly if this person left today, the worst first. */
export function findingsOf(figures: ReadinessFigures): readonly ReadinessFinding[] {
  const { customers, groups, successors, full, lonely, unremarked, untagged } = figures
  // Whoever holds nothing can leave at any time.
  if (customers + groups === 0) return []
  const isMany = (n: number) => n >= fewest && n / customers >= mostShare
  return [
    ...(successors === 0 ? (['no-successor'] as const) : []),
    ...(successors > 0 && full >= successors ? (['successors-full'] as const) : []),
    ...(lonely > 0 ? (['lonely-groups'] as const) : []),
    ...(isMany(unremarked) ? (['unremarked'] as const) : []),
    ...(isMany(untagged) ? (['untagged'] as const) : []),
  ]
}

/** The month of a business moment, in Shanghai: 2026-11. */
export function monthOf(now: Date): string {
  return new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 7)
}

// Nobody reads a card at midnight.
const cardHour = 9

/** Whether the reading of this month may begin: on its first day from nine o'clock, or later. */
export function isTimeFor(now: Date): boolean {
  const local = new Date(now.getTime() + 8 * 3_600_000)
  return local.getUTCDate() > 1 || local.getUTCHours() >= cardHour
}
