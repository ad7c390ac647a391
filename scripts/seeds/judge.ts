import { pointedKinds } from '@jieli/contract'
import { groupBy } from '../../apps/server/src/platform/collections.ts'
import type { Ledger, LedgerItem } from './ledger.ts'
import { forgottenPointing, pointingTrouble } from './judge-pointing.ts'
import { holdersOf, type Moved, type World } from './truth.ts'

export interface Case {
  readonly ledger: Ledger
  readonly world: World
  /** Business time at which the handover was created; what moved before is history. */
  readonly createdAt: string
}

/** Every item of ours against what really is; each difference is a sentence. */
export function differences({ ledger, world, createdAt }: Case): readonly string[] {
  const holders = holdersOf(world)
  const recent = world.transfers.filter(({ startedAt }) => Date.parse(startedAt) >= Date.parse(createdAt))
  const moved = groupBy(recent, ({ subject }) => subject)
  const found = ledger.items.flatMap((item) => {
    const why =
      item.kind === 'account'
        ? accountTrouble(item, ledger, world)
        : pointedKinds.some((kind) => kind === item.kind)
          ? pointingTrouble(item, ledger, world)
          : itemTrouble(item, ledger.leaver, {
              holders: holders.get(item.subject) ?? [],
              moved: moved.get(item.subject) ?? [],
            })
    return why === null ? [] : [`${item.kind} ${item.subject} is ${item.state} (${item.reason}): ${why}`]
  })
  return [
    ...found,
    ...doubles(moved, ledger),
    ...overBudget(world),
    ...unrecorded(recent, ledger),
    ...forgotten(world, ledger),
    ...forgottenPointing(world, ledger),
  ]
}

function accountTrouble(item: LedgerItem, ledger: Ledger, world: World): string | null {
  const status = world.accounts.find(({ userid }) => userid === ledger.leaver)?.status ?? 5
  if (ledger.ending !== null) return status === 1 ? null : `cancelled, yet the account has status ${status}`
  if (ledger.way === 'resigned') return status === 5 ? null : `the account has status ${status}`
  if (status !== 2) return `the account has status ${status}`
  return item.state === 'verified' && ledger.frozenAt !== null ? null : 'the freeze is not recorded'
}

interface Seen {
  readonly holders: readonly string[]
  readonly moved: readonly Moved[]
}

function itemTrouble(item: LedgerItem, leaver: string, { holders, moved }: Seen): string | null {
  const withLeaver = holders.includes(leaver)
  const came = (to: string | null) => moved.some((one) => one.to === to && one.outcome === 'done')
  switch (item.state) {
    case 'verified':
      if (!holders.includes(item.successor ?? '')) return `held by ${holders.join(', ')}`
      return came(item.successor) ? null : `never moved to ${item.successor}`
    case 'excepted':
      if (!item.owner || !item.decision || !item.dueAt) return 'nobody answers for it'
      // What could not go back stays with the successor who has it.
      return holders.includes(item.giver ?? leaver) ? null : `held by ${holders.join(', ')}`
    case 'adopted':
      if (withLeaver) return 'still with the leaver'
      return holders.includes(item.owner ?? '') && came(item.owner) ? null : `held by ${holders.join(', ')}`
    case 'gone':
      return holders.length === 0 ? null : `held by ${holders.join(', ')}`
    default:
      return 'no end'
  }
}

function doubles(moved: ReadonlyMap<string, readonly Moved[]>, { leaver, leg }: Ledger): readonly string[] {
  return [...moved].flatMap(([subject, all]) => {
    const effective = all.filter(({ outcome, from }) => outcome === 'done' && from === leaver)
    const byUs = all.filter(({ outcome, via }) => outcome === 'done' && via === 'api')
    return effective.length > 1 || byUs.length > (leg === 'back' ? 2 : 1)
      ? [`${subject} was moved twice`]
      : []
  })
}

const budgetMs = 90 * 86_400_000

function overBudget({ transfers }: World): readonly string[] {
  // Only transfers between members spend it (doc 92125).
  const spending = transfers.filter(({ mode }) => mode === 'in-service')
  return [...groupBy(spending, ({ subject }) => subject)].flatMap(([subject, all]) => {
    const times = all.map(({ startedAt }) => Date.parse(startedAt)).sort((a, b) => a - b)
    const tooMany = times.some((at, index) => (times[index + 2] ?? Infinity) - at < budgetMs - 86_400_000)
    return tooMany ? [`${subject} was sent three times in 90 days`] : []
  })
}

// Whatever WeCom carried out for us must stand in our ledger, as sent to that person.
function unrecorded(recent: readonly Moved[], ledger: Ledger): readonly string[] {
  const sent = new Map<string, number>()
  for (const { taker, subjects, wasSent } of ledger.attempts) {
    if (!wasSent) continue
    for (const subject of subjects) {
      const key = `${subject} to ${taker}`
      sent.set(key, (sent.get(key) ?? 0) + 1)
    }
  }
  const carried = groupBy(
    recent.filter(({ via }) => via === 'api'),
    ({ subject, to }) => `${subject} to ${to}`,
  )
  return [...carried].flatMap(([key, all]) =>
    all.length > (sent.get(key) ?? 0) ? [`${key} was carried out and is not in the ledger`] : [],
  )
}

// Whatever the leaver still has must be an item of ours.
function forgotten(world: World, ledger: Ledger): readonly string[] {
  // What a person who stays got since is his own.
  if (ledger.leg === 'back' || ledger.ending !== null) return []
  const known = new Set(ledger.items.map(({ subject }) => subject))
  return [...holdersOf(world)].flatMap(([subject, holders]) =>
    holders.includes(ledger.leaver) && !known.has(subject)
      ? [`${subject} is with the leaver and no item`]
      : [],
  )
}
