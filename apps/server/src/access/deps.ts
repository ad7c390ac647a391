import type { Relation } from '@jieli/contract'
import type { Wecom } from '@jieli/wecom'
import type { Append } from '../audit/index.ts'
import type { Directory } from '../directory/index.ts'
import type { SignPageFor } from '../gateway/index.ts'
import type { Notify } from '../notify/index.ts'
import type { BusinessClock, WallClock } from '../platform/clock.ts'
import type { Database, Reader } from '../platform/db.ts'
import type { Result } from '../platform/result.ts'

export interface AccessSettings {
  readonly corpId: string
  readonly agentId: number
  /** Where people reach us: https://jieli.example.cn; undefined: as the request says, for loopback only. */
  readonly publicUrl: string | undefined
  /** WeCom's login pages. */
  readonly loginUrl: string
  readonly openUrl: string
  readonly cookie: string
  /** A proxy of ours says from where a request comes. */
  readonly isBehindProxy: boolean
  readonly phoneUrl: string | undefined
  /** Of the server, for whoever asks who he is. */
  readonly version: string
}

/** One field of one item in clear; the domain that owns the item opens it. */
export type OpenField = (
  reader: Reader,
  ask: { readonly handover: string; readonly item: string; readonly field: string },
) => Promise<Result<string, 'NOT_FOUND' | 'NO_VALUE'>>

/** The domain that owns the things tells how a person stands to them. */
export interface Things {
  readonly relationsTo: (about: string, id: string, userid: string) => Promise<readonly Relation[]>
  /** Whether the item is the caller's own: he gives it or receives it. */
  readonly isOwnItem: (handover: string, item: string, userid: string) => Promise<boolean>
  readonly openField: OpenField
  /** His access has ended although WeCom still lets him in. */
  readonly isShutOut: (userid: string) => Promise<boolean>
}

export interface AccessDeps {
  readonly database: Database
  readonly directory: Directory
  readonly notify: Notify
  readonly wecom: Pick<Wecom, 'call'>
  readonly signPage: SignPageFor
  readonly append: Append
  readonly wall: WallClock
  readonly business: BusinessClock
  readonly settings: AccessSettings
  readonly things: Things
  readonly onEvent?: (event: string, facts: Readonly<Record<string, string | number>>) => void
}
