import { handoverRoutes, type Api, type ItemKind, type ItemState, type Trigger } from '@jieli/contract'

/** Our own account, as the ledger route tells it. */
export interface Ledger {
  readonly state: string
  readonly trigger: Trigger
  readonly way: 'in-service' | 'resigned'
  /** `back`: what had moved was given back. */
  readonly leg: 'out' | 'back'
  readonly ending: 'stay' | 'back' | null
  readonly accessEndedAt: string | null
  readonly freezeAt: string
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
    readonly approvalSet: string
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
  readonly decision: string | null
  readonly dueAt: string | null
  readonly sends: number
  /** Null: the leaver. */
  readonly giver: string | null
}

export async function ledgerOf(auditor: Api, id: string): Promise<Ledger> {
  const reply = await auditor(handoverRoutes.ledger, { params: { id } })
  if (!reply.ok) throw new Error(`no ledger: ${JSON.stringify(reply)}`)
  // The route answers a plain record; its shape is written in the handover's ledger.ts.
  return reply.value as unknown as Ledger
}
