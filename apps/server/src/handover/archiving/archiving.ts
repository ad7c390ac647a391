import { createHash } from 'node:crypto'
import type { Trigger } from '@jieli/contract'
import { days, later } from '../../platform/clock.ts'

// Late signatures and the review still come in after the report.
export const archiveAfterMs = days(7)

// A claim out of employment or service lapses after three years (民法典 188); where nobody parted, one year is enough.
const years: Readonly<Record<Trigger, number>> = { resign: 3, dismiss: 3, move: 1, leave: 1 }

/** Until when the archive of a handover is kept, from the day of its report; `policy` is the organisation's own rule. */
export function keepUntil(trigger: Trigger, reportedAt: Date, policy?: number): Date {
  const until = new Date(reportedAt)
  until.setUTCFullYear(until.getUTCFullYear() + (policy ?? years[trigger]))
  return until
}

/** When the sweep archives it by itself. */
export function archiveDueAt(reportedAt: Date): Date {
  return later(reportedAt, archiveAfterMs)
}

export const format = 'jieli-archive/1'
export const manifestName = 'manifest.json'
export const sealName = 'seal.tlog-proof'
export const entriesName = 'audit/entries.jsonl'
export const sealedAction = 'handover.archive-sealed'

export function checkpointName(log: number): string {
  return `audit/checkpoint-${log}`
}

export interface ArchiveManifest {
  readonly format: typeof format
  readonly handover: string
  readonly trigger: Trigger
  /** Business times. */
  readonly reportedAt: string
  readonly madeAt: string
  readonly keepUntil: string
  readonly entries: number
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[]
}

/** As the manifest and the row of an archive write it. */
export function sha256(data: Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}
