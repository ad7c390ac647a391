import { z } from 'zod'
import { count, instant, userid } from './handover-model.ts'
import { route } from './route.ts'

const none = z.object({})

/** Why somebody could not be handed over well today; the first two leave nobody to take over. */
export const readinessFindings = [
  'no-successor',
  'successors-full',
  'lonely-groups',
  'unremarked',
  'untagged',
] as const
export type ReadinessFinding = (typeof readinessFindings)[number]

/** The findings whose number opens a list. */
export const readinessLists = ['lonely-groups', 'unremarked', 'untagged'] as const

export const readinessFigures = z.object({
  customers: count,
  unremarked: count,
  untagged: count,
  groups: count,
  /** Groups in which the owner is the only colleague. */
  lonely: count,
  /** Others in the department who may serve customers. */
  successors: count,
  /** Of those, whom WeCom refused as full within 90 days; nothing else tells of the cap. */
  full: count,
})
export type ReadinessFigures = z.output<typeof readinessFigures>

const trouble = z.object({ cause: z.string(), remedy: z.string() })

/** Before anyone leaves: who could not be handed over well today, and what mends it. */
export const readinessRoutes = {
  readiness: route({
    method: 'GET',
    path: '/v1/readiness',
    says: 'The last reading: people by findings, those one leads only where one is neither HR nor administrator.',
    params: none,
    query: z.object({
      finding: z.enum(readinessFindings).optional(),
      after: z.string().max(64).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    body: none,
    output: z.object({
      /** Null before the first one ended. */
      readAt: instant.nullable(),
      isReading: z.boolean(),
      trouble: trouble.nullable(),
      people: z.array(
        z.object({
          userid,
          department: z.string(),
          figures: readinessFigures,
          findings: z.array(z.enum(readinessFindings)),
        }),
      ),
      /** Where the next page begins. */
      next: z.string().nullable(),
      of: count,
      byFinding: z.partialRecord(z.enum(readinessFindings), count),
      names: z.record(z.string(), z.string()),
      now: instant,
      may: z.object({ start: z.boolean() }),
    }),
    action: 'readiness.read',
    refusals: [],
  }),
  list: route({
    method: 'GET',
    path: '/v1/readiness/:userid/:what',
    says: 'What stands behind one number, read live and masked.',
    params: z.object({ userid, what: z.enum(readinessLists) }),
    query: none,
    body: none,
    output: z.object({ rows: z.array(z.string()), of: count }),
    action: 'readiness.read',
    refusals: ['PERSON_UNKNOWN'],
  }),
  start: route({
    method: 'POST',
    path: '/v1/readiness/readings',
    says: 'Reads WeCom anew.',
    params: none,
    query: none,
    body: none,
    output: z.object({ started: z.boolean() }),
    action: 'readiness.start',
    refusals: ['ALREADY_READING'],
  }),
} as const
