import type { HandoverState, Progress, Trigger } from '@jieli/contract'
import { steps, type Step } from '@jieli/contract'
import type { HandoverRow } from './store.ts'
import { routeOf } from './triggers.ts'

const running: Readonly<Record<HandoverState, Step | undefined>> = {
  collecting: 'inventory',
  confirming: 'inventory',
  approving: 'approval',
  executing: 'transfer',
  waiting: 'transfer',
  verifying: 'verify',
  closing: 'freeze',
  lent: 'return',
  reported: undefined,
  archived: undefined,
  cancelled: undefined,
}

/** The steps that a handover of this trigger goes through. */
export function stepsFor(trigger: Trigger): readonly Step[] {
  const { freezes, returns } = routeOf(trigger)
  return steps.filter((step) => (step !== 'freeze' || freezes) && (step !== 'return' || returns))
}

type Standing = Pick<HandoverRow, 'state' | 'trigger' | 'leg'>

/** Where a handover stands, counted from one; all of them when it is over. */
export function stepNumber({ state, trigger, leg }: Standing): number {
  const list = stepsFor(trigger)
  const isBack = leg === 'back' && routeOf(trigger).returns && running[state] !== undefined
  const step = isBack ? 'return' : running[state]
  if (step === undefined) return list.length
  const at = list.indexOf(step)
  // Nothing is frozen: verified, it waits for its date.
  return at === -1 ? list.indexOf('verify') + 1 : at + 1
}

export interface Moments {
  readonly collectedAt: Date | null
  readonly approvedAt: Date | null
  readonly verifiedAt: Date | null
  readonly forecastAt: Date | null
}

/** The relay track: what is done and when, what runs, what is planned for when. */
export function stepsOf(row: HandoverRow, moments: Moments): Progress['steps'] {
  const at = stepNumber(row)
  const isOver = row.state === 'reported' || row.state === 'archived'
  const done: Readonly<Record<Step, Date | null>> = {
    start: row.created_at,
    inventory: moments.collectedAt,
    approval: moments.approvedAt,
    transfer: moments.verifiedAt,
    verify: moments.verifiedAt,
    freeze: row.frozen_at,
    return: row.return_at,
    report: row.reported_at,
  }
  const planned: Readonly<Record<Step, Date | null>> = {
    start: null,
    inventory: null,
    approval: null,
    transfer: row.transfer_start_at,
    verify: moments.forecastAt,
    freeze: row.freeze_at,
    return: row.return_at,
    report: row.return_at ?? row.freeze_at,
  }
  return stepsFor(row.trigger).map((id, index) => {
    const isDone = isOver || index + 1 < at
    const state = isDone ? 'done' : index + 1 === at && row.state !== 'cancelled' ? 'running' : 'ahead'
    return {
      id,
      state,
      at: isDone ? (done[id]?.toISOString() ?? null) : null,
      planned: isDone ? null : (planned[id]?.toISOString() ?? null),
    }
  })
}
