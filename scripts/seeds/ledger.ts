import { handoverRoutes, type Api, type ItemKind, type ItemState } from '@jieli/contract'

/** Our own account, as the ledger route tells it. */
export interface Ledger {
  readonly leaver: string
  readonly frozenAt: string | null
  readonly items: readonly LedgerItem[]
  readonly attempts: readonly {
    readonly id: string
    readonly kind: ItemKind
    readonly taker: string | null
    readonly state: string
    readonly openedAt: string
    readonly wasSent: boolean
    readonly subjects: readonly string[]
  }[]
}

export interface LedgerItem {
  readonly id: string
  readonly kind: ItemKind
  readonly subject: string
  readonly successor: string | null
  readonly state: ItemState
  readonly reason: string | null
  readonly code: number | null
  readonly owner: string | null
  readonly sends: number
}

export async function ledgerOf(auditor: Api, id: string): Promise<Ledger> {
  const reply = await auditor(handoverRoutes.ledger, { params: { id } })
  if (!reply.ok) throw new Error(`no ledger: ${JSON.stringify(reply)}`)
  // The route answers a plain record; its shape is written in the handover's ledger.ts.
  return reply.value as unknown as Ledger
}
