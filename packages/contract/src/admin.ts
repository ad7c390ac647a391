import { z } from 'zod'
import { count, instant } from './handover-model.ts'
import { route } from './route.ts'

const none = z.object({})

const quota = z.object({
  /** The name of the budget in the catalogue, and its page. */
  id: z.string(),
  doc: z.string(),
  window: z.string(),
  /** Of the busiest one it is counted for: an API, a person, a webhook. */
  used: count,
  limit: count,
  /** For how many it is counted separately now. */
  buckets: count,
  /** When the oldest use stops counting. */
  freeAt: instant.nullable(),
  beyond: z.enum(['refused', 'dropped', 'item-code']),
})
export type QuotaView = z.output<typeof quota>

/** What an administrator looks at besides the connection: the budgets of WeCom. */
export const adminRoutes = {
  quotas: route({
    method: 'GET',
    path: '/v1/quotas',
    says: 'The budgets of WeCom as far as they are used, counted in all processes together.',
    params: none,
    query: none,
    body: none,
    output: z.object({
      quotas: z.array(quota),
      pauses: z.array(z.object({ lane: z.string(), until: instant })),
      now: instant,
    }),
    action: 'quotas.read',
    refusals: [],
  }),
} as const
