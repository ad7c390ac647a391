import { z } from 'zod'

export const instant = z.iso.datetime({ offset: true })
export const userid = z.string().min(1).max(64)

/** Why work changes hands: 离职, 辞退, 调岗, 长期休假. */
export const triggers = ['resign', 'dismiss', 'move', 'leave'] as const
export type Trigger = (typeof triggers)[number]

/** When the leaver's access ends: with the account, or as soon as all have agreed. */
export const accessEnds = ['at-freeze', 'at-once'] as const
export type AccessEnds = (typeof accessEnds)[number]

/** States of a handover; the further ones of the design arrive with their features. */
export const handoverStates = [
  'collecting',
  'confirming',
  'approving',
  'executing',
  'waiting',
  'verifying',
  'closing',
  'lent',
  'reported',
  'archived',
  'cancelled',
] as const
export type HandoverState = (typeof handoverStates)[number]

/** What moves. */
export const itemKinds = ['customer', 'group', 'code', 'link', 'seat', 'account'] as const
/** What leads new customers to a person, and is re-pointed by one call each: 联系我 codes, 获客链接, seats of 微信客服. */
export const pointedKinds = ['code', 'link', 'seat'] as const satisfies readonly ItemKind[]
export type PointedKind = (typeof pointedKinds)[number]
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

/** The states of an item by who has to act. */
export const itemTabs = ['people', 'clock', 'ended'] as const
export type ItemTab = (typeof itemTabs)[number]
export const statesOfTab = {
  people: ['deciding', 'parked'],
  clock: ['planned', 'sending', 'waiting', 'restoring'],
  ended: ['verified', 'excepted', 'adopted', 'gone'],
} as const satisfies Readonly<Record<ItemTab, readonly ItemState[]>>

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
  'CANCELLED',
  'CONTESTED',
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

export const draft = z.object({
  leaver: userid,
  trigger: z.enum(triggers),
  initiator: userid,
  successors: z
    .array(z.object({ userid, cap: z.number().int().positive().optional() }))
    .min(1)
    .max(20),
  rules: z.array(ruleSchema).min(1).max(50),
  approvers,
  transferStartAt: instant,
  freezeAt: instant,
  /** Long leave only: when everything goes back. */
  returnAt: instant.optional(),
  accessEnds: z.enum(accessEnds).optional(),
  messageToCustomers: z.string().max(200).optional(),
})
export type Draft = z.output<typeof draft>

export const count = z.number().int().nonnegative()

const previewSchema = z.object({
  items: z.object({
    customer: count,
    group: count,
    account: count,
    code: count.optional(),
    link: count.optional(),
    seat: count.optional(),
  }),
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
  /** What can be undone once it is done, by kind. */
  undo: z.partialRecord(z.enum(itemKinds), z.enum(['undo', 'compensate', 'none', 'manual'])),
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

export const view = z.object({
  id: z.string(),
  state: z.enum(handoverStates),
  trigger: z.enum(triggers),
  /** `back`: what was lent, or moved before it was cancelled, returns to the leaver. */
  leg: z.enum(['out', 'back']),
  /** It was cancelled after the first transfer; what had moved stays, or goes back. */
  ending: z.enum(['stay', 'back']).nullable(),
  pausedAt: instant.nullable(),
  returnAt: instant.nullable(),
  accessEnds: z.enum(accessEnds),
  accessEndedAt: instant.nullable(),
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

export const itemView = z.object({
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
