import { z } from 'zod'
import { instant, triggers, userid } from './handover-model.ts'
import { route } from './route.ts'

const none = z.object({})
const sources = ['hr-system', 'wecom-form', 'safety-net'] as const

export const startRequest = z.object({
  id: z.uuid(),
  source: z.enum(sources),
  person: userid,
  trigger: z.enum(triggers),
  freezeAt: instant.nullable(),
  returnAt: instant.nullable(),
  at: instant,
})
export type StartRequest = z.output<typeof startRequest>

/** How other systems say that somebody's work has to change hands; HR makes the handover of it. */
export const startRequestRoutes = {
  ask: route({
    method: 'POST',
    path: '/v1/start-requests',
    says: 'Says that somebody leaves, changes post or goes on leave. The same `ref` again, or another event about the same person, is the same request.',
    params: none,
    query: none,
    body: z.object({
      /** The asking system's own id of the event. */
      ref: z.string().min(1).max(100),
      person: userid,
      trigger: z.enum(triggers),
      /** The last day: when the account is frozen, or for a leave when it begins. */
      freezeAt: instant.optional(),
      returnAt: instant.optional(),
    }),
    output: z.object({
      id: z.uuid(),
      state: z.enum(['open', 'started', 'dropped']),
      /** The person's handover, when there is one already. */
      handover: z.string().nullable(),
      isNew: z.boolean(),
    }),
    action: 'handover.ask',
    refusals: ['PERSON_UNKNOWN'],
  }),
  list: route({
    method: 'GET',
    path: '/v1/start-requests',
    says: 'What waits for a handover to be started, newest first.',
    params: none,
    query: none,
    body: none,
    output: z.object({ requests: z.array(startRequest), names: z.record(z.string(), z.string()) }),
    action: 'handover.prepare',
    refusals: [],
  }),
  drop: route({
    method: 'POST',
    path: '/v1/start-requests/:id/drop',
    says: 'No handover is needed; the reason is kept sealed in the log.',
    params: z.object({ id: z.uuid() }),
    query: none,
    body: z.object({ why: z.string().min(1).max(200) }),
    output: z.object({ dropped: z.boolean() }),
    action: 'handover.ask',
    refusals: [],
  }),
} as const
