import type { Append } from '../audit/index.ts'
import type { Directory } from '../directory/index.ts'
import type { Notify } from '../notify/index.ts'
import type { BusinessClock, WallClock } from '../platform/clock.ts'
import type { Database } from '../platform/db.ts'
import type { Durable } from '../platform/durable/durable.ts'
import type { Backups, Safe, Vault } from '../vault/index.ts'
import type { Wecom } from './carriers/carrier.ts'

/** What the handover asks of the rest of the house. */
export interface Deps {
  readonly database: Database
  readonly wecom: Wecom
  readonly business: BusinessClock
  readonly wall: WallClock
  readonly vault: Vault
  readonly backups: Pick<Backups, 'prove'>
  /** Where archives of handovers lie. */
  readonly archives: Safe
  readonly append: Append
  readonly directory: Directory
  readonly notify: Notify
  readonly durable: Durable
  readonly settings: Settings
  /** Role changes that wait for a security officer: on the home page they stand beside the handovers. */
  /** Who holds a role, in the order in which they got it. */
  readonly holdersOf: (role: 'hr' | 'admin' | 'security') => Promise<readonly string[]>
  readonly roleProposals: () => Promise<readonly { readonly id: string; readonly at: Date }[]>
}

export interface Settings {
  /** Wall time before a failed pass is tried again; doubles up to 64 times as long. */
  readonly retryBaseMs: number
  /** Wall time between two looks at a call without an answer. */
  readonly lookAgainMs: number
  /** Wall time a point of no return waits in one pass for its checkpoint. */
  readonly coverWithinMs: number
  /** Where people reach the console, for the links of cards; without it cards have none. */
  /** Years an archive is kept, for all triggers; by trigger when absent. */
  readonly archiveKeepYears?: number | undefined
  readonly publicUrl?: string | undefined
}

export const workflowName = 'handover.pass'
