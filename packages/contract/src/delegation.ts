import { z } from 'zod'
import { instant, userid } from './handover-model.ts'
import { route } from './route.ts'

const none = z.object({})
const delegation = z.object({ person: userid, delegate: userid, until: instant })

/** 代理审批: who decides in one's place while one is away. */
export const delegationRoutes = {
  mine: route({
    method: 'GET',
    path: '/v1/delegation',
    says: 'Who decides approvals in the caller’s place now, and in whose place he may decide.',
    params: none,
    query: none,
    body: none,
    output: z.object({
      mine: delegation.nullable(),
      for: z.array(userid),
      names: z.record(z.string(), z.string()),
    }),
    action: 'delegate.read',
    refusals: [],
  }),
  set: route({
    method: 'POST',
    path: '/v1/delegation',
    says: 'Names who decides in the caller’s place until a day; null ends it. A delegate inherits every conflict.',
    params: none,
    query: none,
    body: z.object({ delegate: userid.nullable(), until: instant.optional() }),
    output: z.object({ mine: delegation.nullable() }),
    action: 'delegate.set',
    refusals: ['PERSON_UNKNOWN', 'NOT_ONESELF', 'UNTIL_PAST'],
  }),
} as const
