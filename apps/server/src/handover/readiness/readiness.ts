import type { ReadinessFigures, ReadinessFinding } from '@jieli/contract'
import { shanghaiIso } from '../../platform/clock.ts'

/** What was read of one member who serves customers. */
export interface Figures extends ReadinessFigures {
  readonly userid: string
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
  return shanghaiIso(now).slice(0, 7)
}

// Nobody reads a card at midnight.
const cardHour = '09'

/** Whether the reading of this month may begin: on its first day from nine o'clock, or later. */
export function isTimeFor(now: Date): boolean {
  const [day, hour] = [shanghaiIso(now).slice(8, 10), shanghaiIso(now).slice(11, 13)]
  return day > '01' || hour >= cardHour
}
