import type { Append } from '../audit/index.ts'
import type { Probe } from '../doctor/index.ts'
import type { BusinessClock, WallClock } from '../platform/clock.ts'
import type { Database } from '../platform/db.ts'
import type { Vault } from '../vault/index.ts'
import type { DomainFile, Values } from './setup.ts'

export interface SetupDeps {
  readonly database: Database
  /** Of the settings, not of the company. */
  readonly vault: Pick<Vault, 'box'>
  readonly append: Append
  readonly wall: WallClock
  readonly business: BusinessClock
  readonly mode: 'setup' | 'running'
  /** What the environment names; it wins. */
  readonly named: Values
  readonly namedFile: DomainFile | undefined
  /** Where people and WeCom reach us. */
  readonly publicUrl: () => string
  readonly probeOf: (values: Values) => Probe
  readonly namesOf: (userids: readonly string[]) => Promise<ReadonlyMap<string, string>>
  readonly hasAdmin: () => Promise<boolean>
  /** The one-time link of the first administrator; undefined when there is one. */
  readonly firstAdminPath: () => Promise<string | undefined>
  /** Something was saved that this process should take up. */
  readonly onSaved: () => void
}
