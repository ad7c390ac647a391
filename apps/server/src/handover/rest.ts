import type { HandoverState } from '@jieli/contract'
import { createHash } from 'node:crypto'
import { later } from '../platform/clock.ts'
import type { Tx } from '../platform/db.ts'
import { decideBy, decisionGroups, offers, type DecisionGroup } from './decision.ts'
import { decisionCard } from './cards.ts'
import type { Deps } from './deps.ts'
import { isEnd, notEnded, type Item } from './handover.ts'
import { itemOf, itemsOf } from './store-items.ts'
import { unsettledAttempt } from './store-attempts.ts'
import { lockHandover, patchHandover, type HandoverRow } from './store.ts'
import { closesAt, endsAt } from './triggers.ts'
import type { Cards } from './tables.ts'

/** Ends a pass: what the state is now and when the next pass is due. */
export async function rest(deps: Deps, id: string, run: string): Promise<HandoverState | 'gone'> {
  const now = await deps.business.now()
  return deps.database.inTx(async (tx) => {
    const row = await lockHandover(tx, id)
    // A run that was taken over and wakes late finds another run's name here.
    if (!row || row.running !== run) return 'gone'
    const items = (await itemsOf(tx, id, notEnded)).map(itemOf)
    const next = await nextOf(deps, tx, { row, items, now })
    const cards = isMovingState(row.state) ? await decisionCards(deps, tx, { row, items, now }) : row.cards
    // A pass that got this far without new trouble is over the old one.
    const isCalm = row.trouble === null || row.retry_at === null || row.retry_at <= deps.wall.now()
    await patchHandover(tx, id, {
      state: next.state,
      next_due_at: next.dueAt,
      running: null,
      wake: false,
      cards,
      ...(isCalm ? { trouble: null, retry_at: next.retryAt } : {}),
    })
    return next.state
  })
}

interface Resting {
  readonly row: HandoverRow
  readonly items: readonly Item[]
  readonly now: Date
}

interface Next {
  readonly state: HandoverState
  readonly dueAt: Date | null
  readonly retryAt: Date | null
}

export function isBeforeStart(
  { state, transfer_start_at }: Pick<HandoverRow, 'state' | 'transfer_start_at'>,
  now: Date,
): boolean {
  return (state === 'executing' || state === 'waiting') && now < transfer_start_at
}

function isMovingState(state: HandoverState): boolean {
  return state === 'executing' || state === 'waiting' || state === 'verifying' || state === 'closing'
}

async function nextOf(deps: Deps, tx: Tx, { row, items, now }: Resting): Promise<Next> {
  const at = (state: HandoverState, dueAt: Date | null, retryAt: Date | null = null): Next => ({
    state,
    dueAt,
    retryAt,
  })
  switch (row.state) {
    case 'collecting':
      return at('collecting', now)
    case 'executing':
    case 'waiting': {
      const attempt = await unsettledAttempt(tx, row.id)
      if (attempt) return at('executing', now, later(deps.wall.now(), deps.settings.lookAgainMs))
      if (isBeforeStart(row, now)) return at('executing', row.transfer_start_at)
      return whileMoving({ row, items, now })
    }
    case 'verifying':
      return at('verifying', now)
    case 'closing': {
      const closing = closesAt(row)
      if (closing !== null && closing > now) return at('closing', closing)
      // The account was disabled and is not yet: WeCom is slow, or somebody enabled it again.
      return at('closing', now, later(deps.wall.now(), deps.settings.lookAgainMs))
    }
    case 'lent':
      return at('lent', row.return_at)
    default:
      return at(row.state, null)
  }
}

function whileMoving({ row, items, now }: Resting): Next {
  const open = items.filter(({ kind, state }) => kind !== 'account' && !isEnd(state))
  if (open.length === 0) return { state: 'verifying', dueAt: now, retryAt: null }
  const dues = open
    // Paused, nothing is sent; what is on its way is still looked after.
    .filter(
      ({ state }) =>
        (state === 'planned' && row.paused_at === null) || state === 'waiting' || state === 'restoring',
    )
    .map(({ dueAt }) => dueAt ?? now)
  const first = [...dues, endsAt(row)].reduce((a, b) => (a <= b ? a : b))
  const isDue = first <= now
  return { state: isDue ? 'executing' : 'waiting', dueAt: isDue ? now : first, retryAt: null }
}

/** One card per group of items that wait for the same decision; a changed group gets a new card, the old one is void. */
async function decisionCards(deps: Deps, tx: Tx, { row, items, now }: Resting): Promise<Cards> {
  const groups = new Map(decisionGroups(items).map((group) => [`${group.reason}/${group.kind}`, group]))
  const out: Cards = { ...row.cards }
  for (const [key, group] of groups) {
    const hash = hashOf(group)
    if (row.cards[key]?.hash === hash) continue
    const version = (row.cards[key]?.version ?? 0) + 1
    out[key] = { hash, version }
    const about = { kind: 'handover-decision', id: `${row.id}/${key}` }
    const card = decisionCard(row, group, {
      offered: offers(group.reason),
      by: decideBy(now, endsAt(row)),
      url: deps.settings.publicUrl,
    })
    await deps.notify.closeCards(tx, about, { text: '已有新的名单' })
    await deps.notify.sendCard(tx, { to: row.plan.approvers.manager, about, version, card })
  }
  for (const [key, { hash, version }] of Object.entries(row.cards)) {
    if (groups.has(key) || hash === '') continue
    await deps.notify.closeCards(
      tx,
      { kind: 'handover-decision', id: `${row.id}/${key}` },
      { text: '已决定' },
    )
    out[key] = { hash: '', version }
  }
  return out
}

function hashOf({ items }: DecisionGroup): string {
  const ids = items.map(({ id, sends }) => `${id}/${sends}`).sort()
  return createHash('sha256').update(ids.join('\n')).digest('hex').slice(0, 16)
}
