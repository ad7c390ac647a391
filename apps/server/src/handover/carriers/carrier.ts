import type { Wecom as WecomClient } from '@jieli/wecom'
import type { Preview } from '@jieli/contract'
import type { Notes } from '../remark.ts'

/** The part of the WeCom client that carriers use. */
export type Wecom = Pick<WecomClient, 'call' | 'pages'>

/** One thing found in an inventory, with where it was found. */
export interface Found {
  readonly subject: string
  readonly name: string
  readonly addedAt: Date | null
  readonly evidence: Readonly<Record<string, unknown>>
  /** Customers only. */
  readonly notes: Notes | null
  readonly addWay: number | null
  /** Groups only: the outsiders among the members. */
  readonly outsiders: readonly string[]
}

export interface Inventory {
  readonly found: readonly Found[]
  /** Independent sources and what each counted; null when a source could not be read. */
  readonly sources: Preview['sources']
}

/** What WeCom answered item by item; an item that is missing from the answer is missing here. */
export type Answer = ReadonlyMap<string, number>

/** What can be undone: transfers can only be compensated by a second transfer, which spends the last of the budget. */
export type Undo = 'undo' | 'compensate' | 'none' | 'manual'
