import type { Api, Draft, HandoverView } from '@jieli/contract'
import { days, hours, later } from '../../apps/server/src/platform/clock.ts'
import type { Company } from '../rig/company.ts'
import type { Ledger } from '../seeds/ledger.ts'
import type { World } from '../seeds/truth.ts'

export interface Stage {
  readonly company: Company
  readonly hr: Api
  readonly operator: Api
  readonly auditor: Api
  /** Business time at which the story begins. */
  readonly startedAt: Date
}

/** One way on which work changes hands, from the first word to the report. */
export interface Story {
  readonly id: string
  readonly zh: string
  /** Arguments of the simulated company. */
  readonly world: readonly string[]
  /** What happens before anybody starts a handover. */
  readonly before?: (stage: Stage) => Promise<void>
  readonly draft: (stage: Stage) => Draft
  /** Told at every look; may do things of its own. True keeps the clock where it is. */
  readonly onLook?: (stage: Stage, view: HandoverView, now: Date) => Promise<boolean>
  readonly stopAt?: (view: HandoverView) => Date | null
  /** What this story has to show beyond a ledger that equals the truth; sentences of what it does not. */
  readonly judge: (told: Told) => readonly string[]
}

export interface Told {
  readonly view: HandoverView
  readonly ledger: Ledger
  readonly world: World
  /** The audit actions in their order. */
  readonly acts: readonly string[]
}

export const sized = (customers: number, groups: number, successors = 3): readonly string[] => [
  '--customers',
  String(customers),
  '--groups',
  String(groups),
  '--memberships',
  '2',
  '--successors',
  String(successors),
  '--codes',
  '3',
]

/** The leaver of a generated company, from tomorrow, with nine days until the deadline. */
export function usualDraft({ startedAt }: Stage, over: Partial<Draft> = {}): Draft {
  return {
    leaver: 'leaver',
    trigger: 'resign',
    initiator: 'hr',
    successors: ['successor1', 'successor2', 'successor3'].map((userid) => ({ userid })),
    rules: [
      { when: { by: 'tag', tags: ['地区/浙江', '地区/上海'] }, to: 'successor1', fallbacks: ['successor3'] },
      { when: { by: 'rest' }, to: 'successor2', fallbacks: ['successor3', 'successor1'] },
    ],
    approvers: { manager: 'approver1', hr: 'approver2', admin: 'approver3', security: 'approver4' },
    transferStartAt: later(startedAt, hours(24)).toISOString(),
    freezeAt: later(startedAt, days(9)).toISOString(),
    ...over,
  }
}

/** The accounts' states in words a judge can compare: 1 active, 2 disabled, 5 left. */
export function statusOf({ world, ledger }: Told): number {
  return world.accounts.find(({ userid }) => userid === ledger.leaver)?.status ?? 5
}
