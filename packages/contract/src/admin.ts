import { z } from 'zod'
import { count, instant } from './handover-model.ts'
import { route } from './route.ts'

const none = z.object({})
const words = z.object({ zh: z.string(), en: z.string() })

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

const check = z.object({
  id: z.string(),
  what: words,
  means: words,
  state: z.enum(['ok', 'warn', 'bad', 'skipped']),
  said: words.nullable(),
  code: z.number().int().nullable(),
  cause: words.nullable(),
  remedy: words.nullable(),
  waitsFor: z.string().nullable(),
})
export type CheckView = z.output<typeof check>

const setup = z.object({
  checks: z.array(check),
  checkedAt: instant,
  fit: z.boolean(),
  /** What has to be pasted into WeCom's console. */
  paste: z.object({ callbackUrl: z.string(), trustedDomain: z.string(), callbackToken: z.boolean() }),
  /** Names of settings only: a secret is written, never shown. */
  settings: z.array(z.object({ name: z.string(), isSet: z.boolean() })),
})
export type SetupView = z.output<typeof setup>

/** What an administrator looks at: the connection to WeCom, and its budgets. */
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
  setup: route({
    method: 'GET',
    path: '/v1/setup',
    says: 'Everything WeCom has to allow, as it was when it was last looked at; looked at now when nobody has.',
    params: none,
    query: none,
    body: none,
    output: setup,
    action: 'setup.read',
    refusals: [],
  }),
  checkSetup: route({
    method: 'POST',
    path: '/v1/setup/check',
    says: 'Looks again.',
    params: none,
    query: none,
    body: none,
    output: setup,
    action: 'setup.change',
    refusals: [],
  }),
} as const
