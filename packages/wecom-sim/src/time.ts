/** WeCom counts natural days in Chinese time, whatever the zone of the machine. */
const chinaOffset = 8 * 3600
export const day = 86_400
/** "Within the last year" of the transfer pages (doc 92125, 94081). */
export const year = 365 * day

/** The number of the natural day (UTC+8) a moment in unix seconds lies in. */
export function dayOf(seconds: number): number {
  return Math.floor((seconds + chinaOffset) / day)
}

/** `20261112`, as approval numbers carry it. */
export function dateDigits(seconds: number): string {
  return new Date((seconds + chinaOffset) * 1000).toISOString().slice(0, 10).replaceAll('-', '')
}

/** A moment in unix seconds from text such as `2026-11-12T10:00:00+08:00`, or undefined. */
export function momentOf(iso: string): number | undefined {
  const ms = Date.parse(iso)
  return Number.isNaN(ms) ? undefined : ms / 1000
}

export function isoOf(seconds: number): string {
  return `${new Date((seconds + chinaOffset) * 1000).toISOString().slice(0, 19)}+08:00`
}
