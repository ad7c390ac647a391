import { z } from 'zod'
import { accessEnds, count, draft, instant, ruleSchema, triggers, userid } from './handover-model.ts'
import { route } from './route.ts'

const none = z.object({})
const seats = ['manager', 'hr', 'admin', 'security'] as const

const person = z.object({
  userid,
  name: z.string(),
  department: z.string().nullable(),
  status: z.string(),
})
export type PersonView = z.output<typeof person>

/** What has been filled in so far. */
export const draftSoFar = z.object({
  trigger: z.enum(triggers).optional(),
  returnAt: instant.optional(),
  accessEnds: z.enum(accessEnds).optional(),
  leaver: userid.optional(),
  successors: draft.shape.successors.optional(),
  rules: z.array(ruleSchema).max(50).optional(),
  approvers: z.partialRecord(z.enum(seats), userid).optional(),
  transferStartAt: instant.optional(),
  freezeAt: instant.optional(),
  messageToCustomers: z.string().max(200).optional(),
})
export type DraftSoFar = z.output<typeof draftSoFar>

const problem = z.object({
  field: z.enum(['leaver', 'successors', 'rules', 'approvers', 'transferStartAt', 'freezeAt', 'returnAt']),
  why: z.string(),
  facts: z.record(z.string(), z.unknown()),
})
export type DraftProblem = z.output<typeof problem>

export const livePreview = z.object({
  now: instant,
  /** `reading`: WeCom is still being read; the figures follow. */
  inventory: z.enum(['none', 'reading', 'ready', 'failed']),
  trouble: z.object({ cause: z.string(), remedy: z.string() }).nullable(),
  readAt: instant.nullable(),
  items: z.object({ customer: count, group: count, code: count, link: count, seat: count }),
  bySuccessor: z.array(
    z.object({
      userid,
      name: z.string(),
      department: z.string().nullable(),
      customers: count,
      groups: count,
      holdsNow: count.nullable(),
      cap: count.nullable(),
      overCap: count,
      can: z.enum(['yes', 'no', 'unknown']),
      whyNot: z.string().nullable(),
    }),
  ),
  /** How many each rule gets, and how many that match it went to an earlier one. */
  rules: z.array(z.object({ hits: count, elsewhere: count })),
  unassigned: count,
  budget: z.object({ knownLeft: count, unknown: count, knownSpent: count }),
  /** The first day on which a spent budget is free again. */
  budgetFreeAt: instant.nullable(),
  customersTold: count,
  transferCalls: count,
  groupDays: count,
  memberOnlyGroups: count,
  earliestFinish: instant.nullable(),
  problems: z.array(problem),
  /** A successor who would be near his cap: so many could go to another instead. */
  fixes: z.array(z.object({ from: userid, to: userid, count, rule: ruleSchema })),
  names: z.record(z.string(), z.string()),
})
export type LivePreview = z.output<typeof livePreview>

const saved = z.object({ id: z.uuid(), revision: count, savedAt: instant })

const amendRefusals = [
  'NOT_FOUND',
  'PLAN_CHANGED',
  'ALREADY_SENT',
  'SAME_PERSON',
  'SUCCESSOR_UNKNOWN',
  'SUCCESSOR_INACTIVE',
  'SUCCESSOR_WITHOUT_CUSTOMER_CONTACT',
  'RULE_NAMES_NO_SUCCESSOR',
  'DEADLINE_PAST',
  'DEADLINE_BEFORE_START',
  'SUCCESSOR_IS_LEAVING',
  'APPROVER_CONFLICT',
  'RETURN_MISSING',
  'RETURN_TOO_EARLY',
  'LEAVER_GONE',
] as const

/** What the wizard needs before there is a handover, and the change of a plan afterwards. */
export const wizardRoutes = {
  people: route({
    method: 'GET',
    path: '/v1/people',
    says: 'Members by name, pinyin, its initials or user id, the best first.',
    params: none,
    query: z.object({
      q: z.string().max(64).default(''),
      limit: z.coerce.number().int().min(1).max(50).default(20),
    }),
    body: none,
    output: z.object({ people: z.array(person) }),
    action: 'people.search',
    refusals: [],
  }),
  suggest: route({
    method: 'GET',
    path: '/v1/wizard/suggest',
    says: 'Who could approve, and the usual dates; what is known of the leaver.',
    params: none,
    query: z.object({ leaver: userid }),
    body: none,
    output: z.object({
      leaver: person,
      manager: person.nullable(),
      /** Of the leaver, when there is one that is not over. */
      handover: z.string().nullable(),
      mayStart: z.boolean(),
      approvers: z.record(z.enum(seats), z.array(person)),
      transferStartAt: instant,
      freezeAt: instant,
    }),
    action: 'handover.prepare',
    refusals: ['LEAVER_UNKNOWN'],
  }),
  tags: route({
    method: 'GET',
    path: '/v1/wizard/tags',
    says: 'The tags that occur among the customers of the leaver, with how many; empty while they are read.',
    params: none,
    query: z.object({ leaver: userid }),
    body: none,
    output: z.object({
      tags: z.array(z.object({ id: z.string(), group: z.string(), name: z.string(), count })),
    }),
    action: 'handover.prepare',
    refusals: ['NOT_YOUR_LINE'],
  }),
  preview: route({
    method: 'POST',
    path: '/v1/wizard/preview',
    says: 'What the plan so far would do, computed by the very rules that execute it; nobody is told.',
    params: none,
    query: none,
    body: draftSoFar.extend({
      /** The handover whose plan is being changed. */
      amends: z.string().optional(),
    }),
    output: livePreview,
    action: 'handover.prepare',
    refusals: ['NOT_YOUR_LINE'],
  }),
  saveDraft: route({
    method: 'POST',
    path: '/v1/drafts',
    says: 'Keeps a draft; the first time without an id.',
    params: none,
    query: none,
    body: z.object({ id: z.uuid().optional(), revision: count.optional(), draft: draftSoFar }),
    output: saved,
    action: 'handover.prepare',
    refusals: ['DRAFT_GONE', 'CHANGED_MEANWHILE'],
  }),
  drafts: route({
    method: 'GET',
    path: '/v1/drafts',
    says: 'The drafts of the caller, the newest first.',
    params: none,
    query: none,
    body: none,
    output: z.object({ drafts: z.array(saved.extend({ leaver: person.nullable() })) }),
    action: 'handover.prepare',
    refusals: [],
  }),
  draft: route({
    method: 'GET',
    path: '/v1/drafts/:id',
    says: 'A draft of the caller.',
    params: z.object({ id: z.uuid() }),
    query: none,
    body: none,
    output: saved.extend({ draft: draftSoFar, names: z.record(z.string(), z.string()) }),
    action: 'handover.prepare',
    refusals: ['DRAFT_GONE'],
  }),
  dropDraft: route({
    method: 'POST',
    path: '/v1/drafts/:id/drop',
    says: 'Drops a draft of the caller.',
    params: z.object({ id: z.uuid() }),
    query: none,
    body: none,
    output: z.object({ dropped: z.boolean() }),
    action: 'handover.prepare',
    refusals: [],
  }),
  plan: route({
    method: 'GET',
    path: '/v1/handovers/:id/plan',
    says: 'The plan as it can be changed: rules, successors, approvers, dates.',
    params: z.object({ id: z.string() }),
    about: 'handover',
    query: none,
    body: none,
    output: z.object({ version: count, draft: draftSoFar, names: z.record(z.string(), z.string()) }),
    action: 'handover.amend',
    refusals: ['NOT_FOUND'],
  }),
  amend: route({
    method: 'POST',
    path: '/v1/handovers/:id/plan',
    says: 'Changes the plan before anything was sent: approvals given so far become void, and it is counted anew.',
    params: z.object({ id: z.string() }),
    about: 'handover',
    query: none,
    body: draft
      .pick({
        successors: true,
        rules: true,
        approvers: true,
        transferStartAt: true,
        freezeAt: true,
        returnAt: true,
        accessEnds: true,
      })
      .extend({ version: count, trigger: z.enum(triggers).optional() }),
    output: z.object({ version: count }),
    action: 'handover.amend',
    refusals: [...amendRefusals],
  }),
} as const
