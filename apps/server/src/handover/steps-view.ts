import type { HandoverState, Progress } from '@jieli/contract'
import { steps, type Step } from '@jieli/contract'
import type { HandoverRow } from './store.ts'

const running: Readonly<Record<HandoverState, Step | undefined>> = {
  collecting: 'inventory',
  confirming: 'inventory',
  approving: 'approval',
  executing: 'transfer',
  waiting: 'transfer',
  verifying: 'verify',
  closing: 'freeze',
  reported: undefined,
  cancelled: undefined,
}

/** Where a handover stands, counted from one; all of them when it is over. */
export function stepNumber(state: HandoverState): number {
  const step = running[state]
  return step === undefined ? steps.length : steps.indexOf(step) + 1
}

export interface Moments {
  readonly collectedAt: Date | null
  readonly approvedAt: Date | null
  readonly verifiedAt: Date | null
  readonly forecastAt: Date | null
}

/** The relay track: what is done and when, what runs, what is planned for when. */
export function stepsOf(row: HandoverRow, moments: Moments): Progress['steps'] {
  const at = stepNumber(row.state)
  const isOver = row.state === 'reported'
  const done: Readonly<Record<Step, Date | null>> = {
    start: row.created_at,
    inventory: moments.collectedAt,
    approval: moments.approvedAt,
    transfer: moments.verifiedAt,
    verify: moments.verifiedAt,
    freeze: row.frozen_at,
    report: row.reported_at,
  }
  const planned: Readonly<Record<Step, Date | null>> = {
    start: null,
    inventory: null,
    approval: null,
    transfer: row.transfer_start_at,
    verify: moments.forecastAt,
    freeze: row.freeze_at,
    report: row.freeze_at,
  }
  return steps.map((id, index) => {
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
