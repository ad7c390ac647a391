import { z } from 'zod'
import { count, instant, userid } from './handover-model.ts'
import { route } from './route.ts'

const none = z.object({})

/** Why a customer waits, by the product's own ledger: nobody can see from there who wrote and got no answer. */
export const waitingWhys = ['in-transfer', 'refused', 'undecided', 'excepted'] as const
/** Whether the leaver can still answer: his account is active, disabled, or no longer in contacts. */
export const leaverPresences = ['there', 'frozen', 'gone'] as const

/** 正在等的客户. */
export const waitingRoutes = {
  customers: route({
    method: 'GET',
    path: '/v1/waiting-customers',
    says: 'Customers of handovers under way that have no settled successor: those with nobody first, then the longest.',
    params: none,
    query: z.object({
      handover: z.string().max(40).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
    body: none,
    output: z.object({
      now: instant,
      /** All of them, also those beyond the limit. */
      total: count,
      /** Of those the ones whose leaver can no longer answer. */
      alone: count,
      customers: z.array(
        z.object({
          handover: z.string(),
          item: z.string(),
          /** Masked. */
          name: z.string(),
          why: z.enum(waitingWhys),
          since: instant,
          leaver: userid,
          leaverIs: z.enum(leaverPresences),
          successor: userid.nullable(),
          /** Who answers for it until a date; always there where it was excepted. */
          owner: userid.nullable(),
          dueAt: instant.nullable(),
        }),
      ),
      names: z.record(z.string(), z.string()),
    }),
    action: 'waiting.read',
    refusals: [],
  }),
} as const
