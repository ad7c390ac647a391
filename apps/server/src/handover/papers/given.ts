import type { ItemKind, ItemState, Reason } from '@jieli/contract'

/** One item as the papers list it. */
export interface PaperItem {
  readonly kind: ItemKind
  readonly subject: string
  /** Masked already: a paper leaves the house, so it never carries a customer's name in clear. */
  readonly name: string
  readonly successor: string | null
  readonly state: ItemState
  readonly reason: Reason | null
  readonly owner: string | null
  readonly decision: string | null
  readonly dueAt: string | null
}

/** A successor's word for what he received; `at` is null while he has not signed. */
export interface PaperSignature {
  readonly kind: ItemKind
  readonly person: string
  readonly at: string | null
  readonly opened: number
  readonly of: number
  readonly result: string
}

/** A person's name, or the user id of somebody nobody knows. */
export type NameOf = (userid: string) => string

/** What the papers say beyond the report itself. */
export interface Given {
  readonly items?: readonly PaperItem[]
  /** Without them the signatures of the report stand. */
  readonly signatures?: readonly PaperSignature[]
  /** Names of people whom the report itself does not mention. */
  readonly names: Readonly<Record<string, string>>
}
