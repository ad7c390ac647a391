import { z } from 'zod'
import { count, instant, itemKinds, userid } from './handover-model.ts'
import { route } from './route.ts'

const none = z.object({})
const byId = z.object({ id: z.string().regex(/^H-\d{4}-\d{4,}$/, 'H-2026-0031') })

const signature = z.object({
  at: instant,
  remark: z.string(),
  opened: count,
  /** Its leaf in the audit log. */
  auditEntry: z.uuid(),
})

export const classToSign = z.object({
  successor: userid,
  kind: z.enum(itemKinds),
  items: count,
  /** How many of them the successor has opened, and how many have to be before signing. */
  opened: count,
  needed: count,
  signature: signature.nullable(),
})
export type ClassToSign = z.output<typeof classToSign>

/** 验收: the successor signs for each class after opening a sample, the manager reviews what was left. */
export const acceptanceRoutes = {
  acceptance: route({
    method: 'GET',
    path: '/v1/handovers/:id/acceptance',
    says: 'Who signs for what, what was signed, and the manager’s review.',
    params: byId,
    about: 'handover',
    query: none,
    body: none,
    output: z.object({
      classes: z.array(classToSign),
      review: z.object({ by: userid, at: instant }).nullable(),
      exceptions: count,
      tasksLeft: count,
      names: z.record(z.string(), z.string()),
      now: instant,
      may: z.object({ sign: z.boolean(), review: z.boolean() }),
    }),
    action: 'handover.read',
    refusals: ['NOT_FOUND'],
  }),
  sign: route({
    method: 'POST',
    path: '/v1/handovers/:id/signatures',
    says: 'The caller, a successor, signs for one class of what he received; a sample has to be opened before.',
    params: byId,
    about: 'handover',
    query: none,
    body: z.object({ kind: z.enum(itemKinds), remark: z.string().trim().max(300).default('') }),
    output: z.object({ at: instant }),
    action: 'handover.sign',
    refusals: [
      'NOT_FOUND',
      'NOTHING_TO_SIGN',
      'SAMPLE_FIRST',
      'ALREADY_SO',
      'NOT_VERIFIED_YET',
      'ALREADY_ARCHIVED',
    ],
  }),
  review: route({
    method: 'POST',
    path: '/v1/handovers/:id/review',
    says: 'The manager has looked over the exceptions; each has a name, an owner and a date.',
    params: byId,
    about: 'handover',
    query: none,
    body: none,
    output: z.object({ at: instant }),
    action: 'handover.review',
    refusals: ['NOT_FOUND', 'ALREADY_SO', 'NOT_VERIFIED_YET', 'ALREADY_ARCHIVED'],
  }),
} as const
