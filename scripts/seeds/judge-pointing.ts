import type { Ledger, LedgerItem } from './ledger.ts'
import type { World } from './truth.ts'

type Sides = Pick<Ledger, 'leaver' | 'leg' | 'ending' | 'items'>

/** One thing that leads customers to members against whom it really leads to; null when both agree. */
export function pointingTrouble(item: LedgerItem, { leaver }: Sides, { pointing }: World): string | null {
  const users = pointing.find(({ kind, id }) => kind === item.kind && id === item.subject)?.users ?? []
  const leads = `leads to ${users.join(', ')}`
  const isBack = item.successor === leaver
  switch (item.state) {
    case 'verified':
      if (!users.includes(item.successor ?? '')) return leads
      return users.includes(leaver) && !isBack ? `${leads}, the leaver among them` : null
    case 'excepted':
      if (!item.owner || !item.decision || !item.dueAt) return 'nobody answers for it'
      return users.includes(item.giver ?? leaver) ? null : leads
    case 'adopted':
      return users.includes(leaver) || users.length === 0 ? leads : null
    case 'gone':
      return users.length === 0 ? null : leads
    default:
      return 'no end'
  }
}

/** Whatever of ours still leads to the leaver must be an item. */
export function forgottenPointing({ pointing }: World, ledger: Sides): readonly string[] {
  if (ledger.leg === 'back' || ledger.ending !== null) return []
  const known = new Set(ledger.items.map(({ kind, subject }) => `${kind}/${subject}`))
  return pointing.flatMap(({ kind, id, users, ours }) =>
    ours && users.includes(ledger.leaver) && !known.has(`${kind}/${id}`)
      ? [`${kind} ${id} leads to the leaver and is no item`]
      : [],
  )
}
