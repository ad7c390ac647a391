import { z } from 'zod'
import { route } from './route.ts'

const instant = z.iso.datetime({ offset: true })
const userid = z.string().min(1).max(64)
const none = z.object({})
const byId = z.object({ id: z.string().regex(/^H-\d{4}-\d{4,}$/, 'H-2026-0031') })

/** States of a handover; the further ones of the design arrive with their features. */
export const handoverStates = [
  'collecting',
  'confirming',
  'approving',
  'executing',
  'waiting',
  'verifying',
  'closing',
  'reported',
  'cancelled',
] as const
export type HandoverState = (typeof handoverStates)[number]

/** What moves. */
export const itemKinds = ['customer', 'group', 'account'] as const
export type ItemKind = (typeof itemKinds)[number]

/** States of one item; the last four are ends. */
export const itemStates = [
  'planned',
  'sending',
  'waiting',
  'restoring',
  'deciding',
  'parked',
  'verified',
  'excepted',
  'adopted',
  'gone',
] as const
export type ItemState = (typeof itemStates)[number]

/** Why an item is not simply on its way. */
export const reasons = [
  'REFUSED',
  'LIMIT',
  'FULL',
  'SUCCESSOR_UNREADY',
  'GROUP_FULL',
  'NOT_MOVABLE',
  'UNKNOWN_CODE',
  'TOO_LATE',
  'MOVED_ELSEWHERE',
  'NO_LONGER_HELD',
  'UNASSIGNED',
] as const
export type Reason = (typeof reasons)[number]

/** First match wins; `to` is followed by ordered fall-backs. */
export const ruleSchema = z.object({
  when: z.discriminatedUnion('by', [
    z.object({ by: z.literal('tag'), tags: z.array(z.string()).min(1) }),
    z.object({ by: z.literal('item'), subjects: z.array(z.string()).min(1) }),
    z.object({ by: z.literal('added-before'), at: instant }),
    z.object({ by: z.literal('rest') }),
  ]),
  to: userid,
  fallbacks: z.array(userid).max(5).default([]),
})
export type Rule = z.output<typeof ruleSchema>

const approvers = z.object({ manager: userid, hr: userid, admin: userid, security: userid })

const draft = z.object({
  leaver: userid,
  trigger: z.literal('resign'),
  initiator: userid,
  successors: z
    .array(z.object({ userid, cap: z.number().int().positive().optional() }))
    .min(1)
    .max(20),
  rules: z.array(ruleSchema).min(1).max(50),
  approvers,
  transferStartAt: instant,
  freezeAt: instant,
  messageToCustomers: z.string().max(200).optional(),
})
export type Draft = z.output<typeof draft>

const count = z.number().int().nonnegative()

const previewSchema = z.object({
  items: z.object({ customer: count, group: count, account: count }),
  bySuccessor: z.array(
    z.object({
      userid,
      customers: count,
      groups: count,
      holdsNow: count,
      cap: count.nullable(),
      overCap: count,
    }),
  ),
  unassigned: count,
  budget: z.object({ knownLeft: count, unknown: count, knownSpent: count }),
  customersTold: count,
  transferCalls: count,
  groupDays: count,
  earliestFinish: instant,
  pointsOfNoReturn: z.array(z.string()),
  memberOnlyGroups: count,
  sources: z.array(z.object({ name: z.string(), kind: z.enum(itemKinds), count: count.nullable() })),
  warnings: z.array(z.object({ why: z.string(), userid: z.string().optional(), count: count.optional() })),
})
export type Preview = z.output<typeof previewSchema>

const trouble = z.object({
  code: z.number().int().nullable(),
  cause: z.string(),
  remedy: z.string(),
  since: instant,
  nextTryAt: instant,
})

const view = z.object({
  id: z.string(),
  state: z.enum(handoverStates),
  trigger: z.string(),
  leaver: userid,
  initiator: userid,
  successors: z.array(userid),
  approvers,
  transferStartAt: instant,
  freezeAt: instant,
  planVersion: count,
  envelopeHash: z.string().nullable(),
  preview: previewSchema.nullable(),
  approval: z
    .object({
      set: z.string(),
      valid: z.boolean(),
      seats: z.array(
        z.object({ seat: z.string(), userid, decision: z.string().nullable(), at: instant.nullable() }),
      ),
    })
    .nullable(),
  items: count,
  byState: z.partialRecord(z.enum(itemStates), count),
  needsDecision: z.array(
    z.object({
      reason: z.enum(reasons),
      code: z.number().int().nullable(),
      kind: z.enum(itemKinds),
      count,
      decideBy: instant.nullable(),
    }),
  ),
  trouble: trouble.nullable(),
  nextDueAt: instant.nullable(),
})
export type HandoverView = z.output<typeof view>

const itemView = z.object({
  id: z.string(),
  kind: z.enum(itemKinds),
  subject: z.string(),
  name: z.string(),
  successor: userid.nullable(),
  state: z.enum(itemStates),
  reason: z.enum(reasons).nullable(),
  code: z.number().int().nullable(),
  owner: userid.nullable(),
  decision: z.string().nullable(),
  dueAt: instant.nullable(),
  evidence: z.record(z.string(), z.unknown()),
})
export type ItemView = z.output<typeof itemView>

/** What a person may decide about items that cannot go on by themselves. */
export const outcomes = ['again', 'keep', 'look'] as const
export type Outcome = (typeof outcomes)[number]

export const handoverRoutes = {
  create: route({
    method: 'POST',
    path: '/v1/handovers',
    says: 'Starts a handover: takes the inventory and computes the plan; nobody is told yet.',
    params: none,
    query: none,
    body: draft,
    output: view,
    roles: ['hr', 'manager'],
    refusals: [
      'SAME_PERSON',
      'LEAVER_UNKNOWN',
      'SUCCESSOR_UNKNOWN',
      'SUCCESSOR_INACTIVE',
      'SUCCESSOR_WITHOUT_CUSTOMER_CONTACT',
      'RULE_NAMES_NO_SUCCESSOR',
      'DEADLINE_PAST',
      'DEADLINE_BEFORE_START',
      'ALREADY_IN_HANDOVER',
      'SUCCESSOR_IS_LEAVING',
      'APPROVER_CONFLICT',
    ],
  }),
  list: route({
    method: 'GET',
    path: '/v1/handovers',
    says: 'The handovers, newest first.',
    params: none,
    query: none,
    body: none,
    output: z.object({ handovers: z.array(view) }),
    roles: ['hr', 'manager', 'admin', 'security', 'operator', 'auditor'],
    refusals: [],
  }),
  get: route({
    method: 'GET',
    path: '/v1/handovers/:id',
    says: 'One handover: state, plan, approvals, counts, trouble, what happens next.',
    params: byId,
    query: none,
    body: none,
    output: view,
    roles: ['hr', 'manager', 'admin', 'security', 'operator', 'auditor'],
    refusals: ['NOT_FOUND'],
  }),
  items: route({
    method: 'GET',
    path: '/v1/handovers/:id/items',
    says: 'The items of a handover, a page at a time; names are masked.',
    params: byId,
    query: z.object({
      after: z.string().optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
      state: z.enum(itemStates).optional(),
    }),
    body: none,
    output: z.object({ items: z.array(itemView), next: z.string().nullable() }),
    roles: ['hr', 'manager', 'admin', 'security', 'auditor'],
    refusals: ['NOT_FOUND'],
  }),
  submit: route({
    method: 'POST',
    path: '/v1/handovers/:id/submit',
    says: 'Asks the four approvers; execution starts by itself at the agreed time once all have agreed.',
    params: byId,
    query: none,
    body: z.object({ envelopeHash: z.string() }),
    output: view,
    roles: ['hr', 'manager'],
    refusals: [
      'NOT_FOUND',
      'NOT_READY',
      'PLAN_CHANGED',
      'UNASSIGNED_ITEMS',
      'DEADLINE_TOO_EARLY',
      'APPROVER_CONFLICT',
      'LOG_READ_ONLY',
    ],
  }),
  decide: route({
    method: 'POST',
    path: '/v1/handovers/:id/decisions',
    says: 'Settles a group of items that cannot go on by themselves: again, keep with an owner and a date, or look again.',
    params: byId,
    query: none,
    body: z.object({
      reason: z.enum(reasons),
      kind: z.enum(itemKinds),
      outcome: z.enum(outcomes),
      owner: userid.optional(),
      until: instant.optional(),
    }),
    output: view,
    roles: ['hr', 'manager'],
    refusals: ['NOT_FOUND', 'NOTHING_TO_DECIDE', 'NEEDS_OWNER_AND_DATE', 'TOO_LATE_FOR_AGAIN'],
  }),
  cancel: route({
    method: 'POST',
    path: '/v1/handovers/:id/cancel',
    says: 'Stops a handover before the first transfer was sent.',
    params: byId,
    query: none,
    body: z.object({ why: z.string().min(1).max(200) }),
    output: view,
    roles: ['hr'],
    refusals: ['NOT_FOUND', 'ALREADY_SENT'],
  }),
  report: route({
    method: 'GET',
    path: '/v1/handovers/:id/report',
    says: 'The report as data: completeness with denominators, exceptions with owners, approvals, proof.',
    params: byId,
    query: none,
    body: none,
    output: z.record(z.string(), z.unknown()),
    roles: ['hr', 'manager', 'admin', 'security', 'auditor'],
    refusals: ['NOT_FOUND', 'NOT_REPORTED'],
  }),
  reportPage: route({
    method: 'GET',
    path: '/v1/handovers/:id/report-page',
    says: 'The report as one self-contained HTML page, customers masked.',
    params: byId,
    query: none,
    body: none,
    output: z.object({ html: z.string() }),
    roles: ['hr', 'manager', 'admin', 'security', 'auditor'],
    refusals: ['NOT_FOUND', 'NOT_REPORTED'],
  }),
  nextDue: route({
    method: 'GET',
    path: '/v1/next-due',
    says: 'The next business moment at which anything is due; busy while something runs or waits by wall time.',
    params: none,
    query: none,
    body: none,
    output: z.object({ at: instant.nullable(), busy: z.boolean() }),
    roles: ['operator'],
    refusals: [],
  }),
  ledger: route({
    method: 'GET',
    path: '/v1/handovers/:id/ledger',
    says: 'Our own account of every item and every attempt, to be compared with WeCom.',
    params: byId,
    query: none,
    body: none,
    output: z.record(z.string(), z.unknown()),
    roles: ['operator', 'auditor', 'security'],
    refusals: ['NOT_FOUND'],
  }),
  importTransfers: route({
    method: 'POST',
    path: '/v1/transfers/import',
    says: 'Tells of earlier transfers that count in the 90-day budget; repeating the same row changes nothing.',
    params: none,
    query: none,
    body: z.object({
      transfers: z
        .array(z.object({ kind: z.enum(['customer', 'group']), subject: z.string(), at: instant }))
        .max(10_000),
    }),
    output: z.object({ added: count }),
    roles: ['operator', 'admin'],
    refusals: [],
  }),
} as const
