import { z } from 'zod'
import { count, instant, triggers, userid } from './handover-model.ts'
import { route } from './route.ts'

const none = z.object({})

/** What the four seats of a handover are asked. The first rule that fits counts; the last one is for everything. */
export const approvalRule = z.object({
  trigger: z.enum(triggers).optional(),
  /** Only of fewer items than this, all kinds together. */
  below: z.number().int().min(1).max(1_000_000).optional(),
  /** So many different people hold the four seats. Below two no policy goes. */
  minPeople: z.number().int().min(2).max(4),
  /** 部门经理 → HR → 系统管理员 → 数据安全专员, or all at once. */
  inOrder: z.boolean(),
  /** Hours from the request on; then the plan goes back to the initiator. At most 30 days. */
  decideHours: z.number().int().min(1).max(720),
  /** Hours from the request on; then whoever is silent is reminded, once a day. */
  remindHours: z.number().int().min(1).max(720),
})
export type ApprovalRule = z.output<typeof approvalRule>
const rules = z.array(approvalRule).min(1).max(20)

const version = z.object({
  version: count,
  rules,
  at: instant,
  /** Null: what the product came with. */
  proposedBy: userid.nullable(),
  decision: z.enum(['yes', 'no', 'withdrawn']).nullable(),
  decidedBy: userid.nullable(),
  decidedAt: instant.nullable(),
})
export type ApprovalPolicyVersion = z.output<typeof version>

/** 审批策略: who must say yes to which handover, and how that is changed by two people. */
export const approvalPolicyRoutes = {
  read: route({
    method: 'GET',
    path: '/v1/approval-policy',
    says: 'The policy in force, what is proposed, and the last versions with who proposed and who decided.',
    params: none,
    query: none,
    body: none,
    output: z.object({
      now: instant,
      inForce: version,
      proposed: version.nullable(),
      before: z.array(version),
      names: z.record(z.string(), z.string()),
    }),
    action: 'approvals.read',
    refusals: [],
  }),
  preview: route({
    method: 'POST',
    path: '/v1/approval-policy/preview',
    says: 'What a handover of this trigger and size would need under these rules, by the code that asks for it.',
    params: none,
    query: none,
    body: z.object({ rules, trigger: z.enum(triggers), items: z.number().int().min(0).max(10_000_000) }),
    output: z.object({
      /** Of the rule, from 1. */
      place: count,
      rule: approvalRule,
    }),
    action: 'approvals.read',
    refusals: ['NO_RULE_FOR_ALL', 'RULE_NEVER_USED', 'REMINDS_TOO_LATE'],
  }),
  propose: route({
    method: 'POST',
    path: '/v1/approval-policy',
    says: 'Proposes other rules; they come into force when another person confirms them.',
    params: none,
    query: none,
    body: z.object({ basedOn: count, rules }),
    output: z.object({ version: count }),
    action: 'approvals.propose',
    refusals: [
      'NO_RULE_FOR_ALL',
      'RULE_NEVER_USED',
      'REMINDS_TOO_LATE',
      'POLICY_PROPOSED',
      'POLICY_CHANGED',
      'NOTHING_CHANGED',
    ],
  }),
  decide: route({
    method: 'POST',
    path: '/v1/approval-policy/:version',
    says: 'Confirms or refuses what another proposed; whoever proposed it can only withdraw it.',
    params: z.object({ version: z.string().regex(/^[0-9]{1,9}$/) }),
    query: none,
    body: z.object({ yes: z.boolean() }),
    output: z.object({ decision: z.enum(['yes', 'no', 'withdrawn']) }),
    action: 'approvals.decide',
    refusals: ['PROPOSAL_GONE', 'OWN_POLICY'],
  }),
} as const
