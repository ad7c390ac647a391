import { z } from 'zod'
import {
  count,
  handoverStates,
  instant,
  itemKinds,
  itemStates,
  outcomes,
  reasons,
  triggers,
  userid,
  view,
} from './handover-model.ts'
import { relations } from './policy.ts'
import { startRequest } from './start-requests.ts'

/** The steps of a handover as far as the product goes, in their order. */
export const steps = [
  'start',
  'inventory',
  'approval',
  'transfer',
  'verify',
  'freeze',
  'return',
  'report',
] as const
export type Step = (typeof steps)[number]

const byState = z.partialRecord(z.enum(itemStates), count)
/** Real names by user id, of everybody this answer names. */
const names = z.record(z.string(), z.string())

export const listRow = z.object({
  id: z.string(),
  leaver: userid,
  department: z.string().nullable(),
  trigger: z.enum(triggers),
  state: z.enum(handoverStates),
  step: count,
  verified: count,
  items: count,
  byState,
  /** How many wait for a decision, and who has to take it. */
  deciding: count,
  manager: userid,
  freezeAt: instant,
  /** Hours between the earliest end and the freeze; negative when it will be late. */
  slackHours: z.number().nullable(),
  hasTrouble: z.boolean(),
})
export type ListRow = z.output<typeof listRow>

export const listViews = ['active', 'risk', 'mine', 'archived'] as const
export type ListView = (typeof listViews)[number]

const stepView = z.object({
  id: z.enum(steps),
  state: z.enum(['done', 'running', 'ahead']),
  at: instant.nullable(),
  planned: instant.nullable(),
})

const decisionGroup = z.object({
  reason: z.enum(reasons),
  kind: z.enum(itemKinds),
  code: z.number().int().nullable(),
  count,
  decideBy: instant,
  outcomes: z.array(z.enum(outcomes)),
  /** The day on which what is kept is looked at again when nobody names one: first and last. */
  keepFrom: instant,
  keepTo: instant,
  /** A few, masked. */
  samples: z.array(z.string()),
})
export type DecisionGroupView = z.output<typeof decisionGroup>

const logEntry = z.object({
  seq: count,
  at: instant,
  actor: z.string(),
  role: z.string(),
  action: z.string(),
  objects: z.record(z.string(), z.string()),
  result: z.string(),
})
export type LogEntry = z.output<typeof logEntry>

export const progress = z.object({
  handover: view,
  names,
  department: z.string().nullable(),
  relations: z.array(z.enum(relations)),
  /** What the caller may do to this handover now. */
  may: z.object({
    submit: z.boolean(),
    approve: z.boolean(),
    decide: z.boolean(),
    /** Once something was sent, what has moved stays or goes back. */
    cancel: z.boolean(),
    pause: z.boolean(),
    resume: z.boolean(),
    giveBack: z.boolean(),
    amend: z.boolean(),
    reveal: z.boolean(),
  }),
  now: instant,
  steps: z.array(stepView),
  oneWay: z.array(
    z.object({ id: z.enum(['first-transfer', 'freeze', 'give-back']), at: instant, crossed: z.boolean() }),
  ),
  carriers: z.array(
    z.object({ kind: z.enum(itemKinds), total: count, byState, firstDueAt: instant.nullable() }),
  ),
  groups: z.array(decisionGroup),
  batches: z.object({ planned: count, sent: count }),
  /** When all is read back, if nobody declines: the last waiting item and a quarter of an hour. */
  forecastAt: instant.nullable(),
  /** Whose customers nobody serves after the freeze: those that cannot be moved in time. */
  leftBehind: count,
  log: z.array(logEntry),
})
export type Progress = z.output<typeof progress>

const fieldMasks = z.object({
  name: z.string(),
  remark: z.string(),
  description: z.string(),
  phone: z.string(),
})

export const itemDetail = z.object({
  id: z.uuid(),
  kind: z.enum(itemKinds),
  /** Masked; empty where nothing is recorded. */
  fields: fieldMasks,
  successor: userid.nullable(),
  fallbacks: z.array(userid),
  state: z.enum(itemStates),
  reason: z.enum(reasons).nullable(),
  code: z.number().int().nullable(),
  owner: userid.nullable(),
  decision: z.string().nullable(),
  dueAt: instant.nullable(),
  sends: count,
  budget: z.enum(['left', 'spent', 'unknown']).nullable(),
  freeAgainAt: instant.nullable(),
  tags: count,
  history: z.array(
    z.object({
      at: instant,
      what: z.string(),
      from: z.enum(itemStates).nullable(),
      to: z.enum(itemStates),
      successor: userid.nullable(),
      reason: z.enum(reasons).nullable(),
      code: z.number().int().nullable(),
      by: z.string(),
    }),
  ),
  names,
})
export type ItemDetail = z.output<typeof itemDetail>

export const dossier = z.object({
  /** Who has this customer now, read live; null where WeCom does not tell. */
  servedBy: z.array(z.object({ userid, since: instant })).nullable(),
  groups: z.array(
    z.object({
      name: z.string(),
      /** How the leaver stands in it. */
      role: z.enum(['owner', 'member']),
      successor: userid.nullable(),
      state: z.string().nullable(),
    }),
  ),
  /** What the leaver declared and names this customer. */
  promises: z.array(z.object({ title: z.string(), note: z.string(), state: z.string(), dueAt: instant })),
  /** Every time he was passed on here, the last first. */
  history: z.array(
    z.object({ handover: z.string(), from: userid, to: userid.nullable(), state: z.string(), at: instant }),
  ),
  names,
  now: instant,
})
export type Dossier = z.output<typeof dossier>

const seats = ['manager', 'hr', 'admin', 'security'] as const
export type Seat = (typeof seats)[number]

/** One line of what differs between two versions of a plan. */
const difference = z.discriminatedUnion('what', [
  z.object({ what: z.literal('load'), userid, before: count, after: count }),
  z.object({ what: z.literal('successor'), userid, change: z.enum(['added', 'removed']) }),
  z.object({ what: z.literal('start'), before: instant, after: instant }),
  z.object({ what: z.literal('freeze'), before: instant, after: instant }),
  z.object({ what: z.literal('trigger'), before: z.enum(triggers), after: z.enum(triggers) }),
  z.object({ what: z.literal('return'), before: instant.nullable(), after: instant.nullable() }),
  z.object({ what: z.literal('rules'), before: count, after: count }),
  z.object({ what: z.literal('approver'), seat: z.enum(seats), before: userid, after: userid }),
])
export type Difference = z.output<typeof difference>

export const approvalPage = z.object({
  handover: view,
  names,
  now: instant,
  set: z.string().nullable(),
  hash: z.string().nullable(),
  state: z.enum(['none', 'waiting', 'complete', 'rejected', 'expired', 'voided']),
  expiresAt: instant.nullable(),
  requestedAt: instant.nullable(),
  seats: z.array(
    z.object({
      seat: z.enum(seats),
      userid,
      decision: z.enum(['yes', 'no']).nullable(),
      at: instant.nullable(),
      why: z.string().nullable(),
    }),
  ),
  mySeats: z.array(z.enum(seats)),
  version: count,
  /** Against the version before; empty for the first. */
  differs: z.array(difference),
})
export type ApprovalPage = z.output<typeof approvalPage>

export const home = z.object({
  now: instant,
  names,
  needs: z.array(
    z.object({
      kind: z.enum(['approve', 'decide', 'submit', 'role', 'trouble', 'confirm', 'tasks', 'sign']),
      /** A handover, or the id of a proposal. */
      about: z.string(),
      leaver: userid.nullable(),
      count,
      dueAt: instant.nullable(),
    }),
  ),
  waiting: z.array(
    z.object({
      handover: z.string(),
      leaver: userid,
      on: z.array(userid),
      what: z.enum(['approve', 'decide']),
      since: instant,
    }),
  ),
  done: z.array(logEntry),
  /** Left or disabled in contacts, without a handover. */
  withoutHandover: z.array(
    z.object({ userid, since: instant, what: z.enum(['left', 'deleted', 'disabled']) }),
  ),
  /** Somebody said that a person's work has to change hands: a handover has to be started. */
  requests: z.array(startRequest),
})
export type Home = z.output<typeof home>
