import { z } from 'zod'
import { count, instant, userid } from './handover-model.ts'
import { relations, roles } from './policy.ts'
import { route } from './route.ts'

const none = z.object({})
/** For whoever decides, and for the log, which keeps it sealed. */
const why = z.string().trim().min(1).max(200).optional()
export const givenRoles = ['hr', 'admin', 'security', 'auditor'] as const
export type GivenRole = (typeof givenRoles)[number]

/** What can be shown in clear, one at a time. */
export const revealFields = ['name', 'remark', 'description', 'phone'] as const
export type RevealField = (typeof revealFields)[number]

/** Why somebody has to see it. */
export const purposes = [
  'call-customer',
  'check-duplicate',
  'answer-complaint',
  'legal-duty',
  'other',
] as const
export type Purpose = (typeof purposes)[number]

const reach = z.union([z.literal('any'), z.array(z.enum(relations))])

export const me = z.object({
  userid,
  name: z.string(),
  roles: z.array(z.enum(roles)),
  /** By action of the policy table: everything, or only with these relations. What is missing is denied. */
  grants: z.record(z.string(), reach),
  departments: z.array(z.string()),
  /** As the contacts call it; null while they were not read. */
  company: z.object({ name: z.string().nullable() }),
  /** Business time. */
  now: instant,
  /** Of the server. */
  version: z.string(),
  /** Null for a machine with a key. */
  session: z.object({ endsAt: instant }).nullable(),
  /** Of the demo only. */
  phoneUrl: z.string().nullable(),
})
export type Me = z.output<typeof me>

const pageSignature = z.object({ timestamp: z.int(), nonceStr: z.string(), signature: z.string() })

const proposal = z.object({
  id: z.uuid(),
  userid,
  name: z.string(),
  role: z.enum(givenRoles),
  give: z.boolean(),
  by: userid,
  byName: z.string(),
  at: instant,
})

export const peopleWithRoles = z.object({
  people: z.array(
    z.object({
      userid,
      name: z.string(),
      roles: z.array(
        z.object({
          role: z.enum(roles),
          since: instant.nullable(),
          by: userid.nullable(),
          /** Follows from the contacts: leads a department or a person. */
          derived: z.boolean(),
        }),
      ),
    }),
  ),
  proposals: z.array(proposal),
})

/** Login, roles and what is shown in clear. */
export const accessRoutes = {
  me: route({
    method: 'GET',
    path: '/v1/me',
    says: 'Who asks, what he may do, and the business time.',
    params: none,
    query: none,
    body: none,
    output: me,
    action: 'me.read',
    refusals: [],
  }),
  pageSignature: route({
    method: 'GET',
    path: '/v1/page-signature',
    says: 'Signs one page of ours for the JS-SDK of the WeCom client, as the company and as the app.',
    params: none,
    query: z.object({ url: z.url({ protocol: /^https?$/ }).max(2_000) }),
    body: none,
    output: z.object({
      corpId: z.string(),
      agentId: z.int(),
      config: pageSignature,
      agentConfig: pageSignature,
    }),
    action: 'page.sign',
    refusals: ['NOT_OUR_PAGE'],
  }),
  endSession: route({
    method: 'POST',
    path: '/v1/session/end',
    says: 'Ends the own session.',
    params: none,
    query: none,
    body: none,
    output: z.object({ ended: count }),
    action: 'me.read',
    refusals: [],
  }),
  endSessions: route({
    method: 'POST',
    path: '/v1/sessions/end',
    says: 'Ends every session of a person, at once.',
    params: none,
    query: none,
    body: z.object({ userid }),
    output: z.object({ ended: count }),
    action: 'sessions.end',
    refusals: [],
  }),
  roles: route({
    method: 'GET',
    path: '/v1/roles',
    says: 'Who holds which role, and the proposals that wait for a decision.',
    params: none,
    query: none,
    body: none,
    output: peopleWithRoles,
    action: 'roles.read',
    refusals: [],
  }),
  proposeRole: route({
    method: 'POST',
    path: '/v1/roles/proposals',
    says: 'Proposes to give or to take a role; a security officer decides.',
    params: none,
    query: none,
    body: z.object({ userid, role: z.enum(givenRoles), give: z.boolean(), why }),
    output: z.object({ id: z.uuid(), effective: z.boolean() }),
    action: 'roles.propose',
    refusals: ['PERSON_UNKNOWN', 'ALREADY_SO', 'ALREADY_PROPOSED', 'ROLES_APART', 'LAST_OF_ROLE'],
  }),
  decideRole: route({
    method: 'POST',
    path: '/v1/roles/proposals/:id',
    says: 'Decides about a proposed role; never the proposer.',
    params: z.object({ id: z.uuid() }),
    query: none,
    body: z.object({ yes: z.boolean(), why }),
    output: z.object({ effective: z.boolean() }),
    action: 'roles.decide',
    refusals: ['PROPOSAL_GONE', 'OWN_PROPOSAL', 'ROLES_APART', 'LAST_OF_ROLE'],
  }),
  policy: route({
    method: 'GET',
    path: '/v1/policy',
    says: 'The whole policy table, with the hash of its version.',
    params: none,
    query: none,
    body: none,
    output: z.object({
      version: z.string(),
      table: z.record(z.string(), z.partialRecord(z.enum(roles), reach)),
    }),
    action: 'roles.read',
    refusals: [],
  }),
  why: route({
    method: 'POST',
    path: '/v1/policy/why',
    says: 'What the policy answers for a person, an action and a handover, and by which line.',
    params: none,
    query: none,
    body: z.object({ userid, action: z.string(), handover: z.string().optional() }),
    output: z.object({
      allowed: z.boolean(),
      roles: z.array(z.enum(roles)),
      relations: z.array(z.enum(relations)),
      by: z.object({ role: z.enum(roles), reach }).nullable(),
    }),
    action: 'roles.read',
    refusals: ['ACTION_UNKNOWN'],
  }),
  reveal: route({
    method: 'POST',
    path: '/v1/reveals',
    says: 'Shows one field of one item in clear, for a purpose; logged, and counted against the day.',
    params: none,
    query: none,
    body: z
      .object({
        handover: z.string(),
        item: z.uuid(),
        field: z.enum(revealFields),
        purpose: z.enum(purposes),
        text: z.string().max(200).optional(),
      })
      .refine(({ purpose, text = '' }) => purpose !== 'other' || text.trim().length >= 2, {
        path: ['text'],
        message: '请写明用途 / say what for',
      }),
    output: z.object({ value: z.string(), hideAfterSeconds: count, leftToday: count }),
    action: 'customer.reveal',
    refusals: ['NOT_FOUND', 'NOT_YOURS', 'NO_VALUE', 'QUOTA_SPENT'],
  }),
  myReveals: route({
    method: 'GET',
    path: '/v1/reveals/mine',
    says: 'How often this person may still look today.',
    params: none,
    query: none,
    body: none,
    output: z.object({ usedToday: count, limit: count }),
    action: 'me.read',
    refusals: [],
  }),
  allowReveals: route({
    method: 'POST',
    path: '/v1/reveals/allow',
    says: 'Lets a person look at more records today; never more than 50 in all.',
    params: none,
    query: none,
    body: z.object({ userid, more: z.number().int().min(1).max(30) }),
    output: z.object({ limit: count }),
    action: 'reveal.allow',
    refusals: ['PERSON_UNKNOWN', 'NOT_FOR_ONESELF'],
  }),
  requestAccess: route({
    method: 'POST',
    path: '/v1/access-requests',
    says: 'Asks the administrators for access; the answer never tells whether the thing exists.',
    params: none,
    query: none,
    body: z.object({
      about: z.enum(['handover']),
      id: z.string().regex(/^H-\d{4}-\d{4,10}$/, 'H-2026-0031'),
    }),
    /** How many administrators hear of it; the same thing is told once a day. */
    output: z.object({ administrators: count }),
    action: 'access.request',
    refusals: ['ASKED_ENOUGH'],
  }),
} as const
