import type {
  AccessEnds,
  HandoverState,
  ItemKind,
  ItemState,
  Preview,
  Reason,
  Rule,
  Trigger,
} from '@jieli/contract'
import type { Generated } from 'kysely'
import type { Way } from './carriers/giver.ts'

// Types, not interfaces: Kysely asks for index signatures.
/** The tables of db/migrations/0070-handover.sql; times are business times unless the column says otherwise. */
export type HandoverTables = {
  'handover.handover': HandoverTable
  'handover.item': ItemTable
  'handover.attempt': AttemptTable
  'handover.attempt_item': { attempt_id: string; item_id: string; status_before: number | null }
  'handover.known_transfer': { kind: 'customer' | 'group'; subject: string; at: Date; source: string }
  'handover.item_event': ItemEventTable
}

export type HandoverTable = {
  id: string
  trigger: Trigger
  leaver: string
  initiator: string
  state: HandoverState
  plan: StoredPlan
  plan_version: Generated<number>
  /** Who wrote the plan as it is now; null: the initiator. */
  planned_by: Generated<string | null>
  envelope_hash: string | null
  preview: Preview | null
  approval_set_id: string | null
  inventory_size: Generated<number>
  created_at: Date
  transfer_start_at: Date
  freeze_at: Date
  next_due_at: Date | null
  frozen_at: Date | null
  reported_at: Date | null
  wake: Generated<boolean>
  run_no: Generated<number>
  running: string | null
  retry_at: Date | null
  trouble: Trouble | null
  cards: Generated<Cards>
  report: Record<string, unknown> | null
  /** Sealed. */
  message: Buffer | null
  way: Generated<Way>
  leg: Generated<'out' | 'back'>
  /** It was cancelled after something had moved, which stays or goes back. */
  ending: 'stay' | 'back' | null
  access_ends: Generated<AccessEnds>
  access_ended_at: Date | null
  return_at: Date | null
  back_until: Date | null
  paused_at: Date | null
  /** Until when the leaver is asked about the checklist; null: not asked. */
  confirm_by: Date | null
  confirmed_at: Date | null
  silence_told_at: Date | null
  reviewed_at: Date | null
  reviewed_by: string | null
  signing_asked_at: Date | null
  backed_up_at: Date | null
  backup: { rows: number; root: string; seconds: number } | null
}

/** The plan as JSON: times are ISO texts. */
export interface StoredPlan {
  rules: Rule[]
  successors: { userid: string; cap: number | null }[]
  approvers: { manager: string; hr: string; admin: string; security: string }
}

/** The decision cards by group: what each names (a hash, '' when settled) and how many were sent. */
export type Cards = Record<string, { hash: string; version: number }>

export interface Trouble {
  code: number | null
  cause: string
  remedy: string
  since: string
  nextTryAt: string
  tries: number
}

export type ItemTable = {
  id: string
  handover_id: string
  kind: ItemKind
  subject: string
  position: number
  successor: string | null
  fallbacks: string[]
  state: ItemState
  reason: Reason | null
  code: number | null
  owner: string | null
  decision: string | null
  due_at: Date | null
  sends: Generated<number>
  giver: string | null
  last_status: number | null
  name: Buffer | null
  notes: Buffer | null
  evidence: Record<string, unknown>
  added_at: Date | null
  budget: { known: string; freeAt?: string } | null
  found_at: Date
  updated_at: Date
}

export type AttemptTable = {
  id: string
  handover_id: string
  run_key: string
  kind: ItemKind
  giver: string
  taker: string | null
  size: number
  approval_set_id: string
  envelope_hash: string
  opened_at: Date
  sent_at: Date | null
  state: 'ready' | 'open' | 'answered' | 'settled' | 'withdrawn'
  outcome: Record<string, unknown> | null
  audit_entry: string
  looks: Generated<number>
}

export type ItemEventTable = {
  id: Generated<number>
  handover_id: string
  item_id: string
  at: Date
  what: string
  from_state: string | null
  to_state: string
  successor: string | null
  reason: string | null
  code: number | null
  attempt_id: string | null
  by: string
}
