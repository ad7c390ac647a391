import type { Api, HandoverView } from '@jieli/contract'
import { hours, later } from '../../apps/server/src/platform/clock.ts'
import type { Company, Truth } from '../rig/company.ts'
import type { Chance } from './chance.ts'
import { ledgerOf } from './ledger.ts'
import { loseCallbacks } from './trouble.ts'

interface Started {
  readonly started: number
  readonly refused: readonly { readonly id: string; readonly code: number }[]
}

/** An administrator who assigns in WeCom's console while the handover is under way, at five moments. */
export interface ByHand {
  /** True while the clock must stand still. */
  onLook(view: HandoverView, now: Date): Promise<boolean>
  stopAt(view: HandoverView): Date | null
  /** How many transfers he began, to the planned successor and to somebody else. */
  readonly counts: { planned: number; other: number }
}

type Moment = 'long before' | 'just before' | 'while sending' | 'while waiting' | 'afterwards'

export interface Hands {
  readonly company: Company
  readonly auditor: Api
  readonly chance: Chance
  readonly leaver: string
  /** Somebody who is no successor. */
  readonly other: string
  /** How many calls must have left before he acts in the middle of them. */
  readonly afterCalls: number
  readonly perMoment: number
}

export function byHand(hands: Hands): ByHand {
  const done = new Set<Moment>()
  const counts = { planned: 0, other: 0 }
  // A second hand on the same one would only find the budget spent.
  const touched = new Set<string>()
  const { company } = hands

  const act = async (moment: Moment, id: string) => {
    done.add(moment)
    const { items } = await ledgerOf(hands.auditor, id)
    const free = hands.chance.shuffled(
      items.filter(
        ({ kind, state, subject }) =>
          kind !== 'account' && !touched.has(subject) && (moment === 'afterwards') === (state === 'verified'),
      ),
    )
    const customers = free.filter(({ kind }) => kind === 'customer').map(({ subject }) => subject)
    const groups = free.filter(({ kind }) => kind === 'group').map(({ subject }) => subject)
    const successorOf = new Map(items.map(({ subject, successor }) => [subject, successor ?? '']))
    const n = hands.perMoment
    // What is under way already is not taken twice by hand; WeCom would refuse it.
    const mayMove = moment !== 'while waiting'
    if (moment !== 'afterwards') {
      counts.planned += await assign(customers.slice(0, mayMove ? n : 0), groups.slice(0, n), successorOf)
    }
    const others = { customers: customers.slice(n, mayMove ? 2 * n : n), groups: groups.slice(n, 2 * n) }
    const elsewhere = new Map(
      [...others.customers, ...others.groups].map((subject) => [subject, hands.other]),
    )
    counts.other += await assign(others.customers, others.groups, elsewhere, moment, successorOf)
  }

  const assign = async (
    customers: readonly string[],
    groups: readonly string[],
    to: ReadonlyMap<string, string>,
    moment?: Moment,
    from?: ReadonlyMap<string, string>,
  ): Promise<number> => {
    let started = 0
    for (const subject of [...customers, ...groups]) {
      touched.add(subject)
      const giver = moment === 'afterwards' ? (from?.get(subject) ?? hands.leaver) : hands.leaver
      const what = customers.includes(subject) ? { customers: [subject] } : { groups: [subject] }
      const path = `/people/${giver}/console-transfer`
      started += (await company.post<Started>(path, { ...what, to: to.get(subject) })).started
    }
    return started
  }

  const isDue = async (moment: Moment, view: HandoverView, now: Date): Promise<boolean> => {
    const startAt = new Date(view.transferStartAt)
    switch (moment) {
      case 'long before':
        return view.state === 'confirming'
      case 'just before':
        return view.state === 'executing' && now >= later(startAt, -hours(1))
      case 'while sending':
        return view.state === 'executing' && now >= startAt && (await callsOf(company)) >= hands.afterCalls
      case 'while waiting':
        return view.state === 'waiting'
      case 'afterwards':
        return view.state === 'closing' && now >= lastHand(view) && now < new Date(view.freezeAt)
    }
  }

  return {
    counts,
    async onLook(view, now) {
      for (const moment of [
        'long before',
        'just before',
        'while sending',
        'while waiting',
        'afterwards',
      ] as const) {
        if (done.has(moment) || !(await isDue(moment, view, now))) continue
        // Two of what his hands set off is never told.
        if (moment === 'just before') await loseCallbacks(company)
        await act(moment, view.id)
        return true
      }
      return false
    },
    stopAt(view) {
      if (!done.has('just before')) return later(new Date(view.transferStartAt), -hours(1))
      return done.has('afterwards') ? null : lastHand(view)
    },
  }
}

// Time enough for what was begun by hand to end before the account is frozen and the report written.
function lastHand({ freezeAt }: HandoverView): Date {
  return later(new Date(freezeAt), -hours(30))
}

async function callsOf(company: Company): Promise<number> {
  const { calls } = await company.get<Pick<Truth, 'calls'>>('/truth/calls')
  return calls['transferCustomer']?.executed ?? 0
}
