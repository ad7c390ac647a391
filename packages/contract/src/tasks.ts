import { z } from 'zod'
import { count, instant, userid } from './handover-model.ts'
import { route } from './route.ts'

const none = z.object({})
const byId = z.object({ id: z.string().regex(/^H-\d{4}-\d{4,}$/, 'H-2026-0031') })
const byTask = byId.extend({ task: z.uuid() })

/** What a person has to do by hand, because WeCom has no call for it. */
export const taskKinds = [
  'membership',
  'permission',
  'document',
  'drive',
  'schedule',
  'promise',
  'issue',
  'code',
  'system',
  'question',
  'other',
] as const
export type TaskKind = (typeof taskKinds)[number]

export const taskStates = ['open', 'done', 'dropped', 'left'] as const
export type TaskState = (typeof taskStates)[number]

/** Of a permission: it goes to the successor, it falls away, or somebody has to grant it anew. */
export const permissionChoices = ['transfer', 'drop', 'needs-grant'] as const
export type PermissionChoice = (typeof permissionChoices)[number]

/** Those that are found by reading WeCom and our own tables; the others a person declares. */
export const foundKinds = ['membership', 'permission'] as const satisfies readonly TaskKind[]
export const declaredKinds = [
  'promise',
  'document',
  'drive',
  'schedule',
  'issue',
  'code',
  'system',
  'other',
] as const satisfies readonly TaskKind[]

const task = z.object({
  id: z.uuid(),
  kind: z.enum(taskKinds),
  source: z.enum(['found', 'declared']),
  title: z.string(),
  note: z.string(),
  owner: userid,
  successor: userid.nullable(),
  choice: z.enum(permissionChoices).nullable(),
  state: z.enum(taskStates),
  proof: z.string(),
  provedBy: z.enum(['read-back', 'word']).nullable(),
  /** The next reading of WeCom tells by itself whether it was done. */
  isReadBack: z.boolean(),
  settledBy: userid.nullable(),
  settledAt: instant.nullable(),
  dueAt: instant,
})
export type Task = z.output<typeof task>

const confirmation = z.object({
  /** `not-asked`: whoever is dismissed is not. `silent`: nothing came by the deadline, and the manager was told. */
  how: z.enum(['not-asked', 'asked', 'confirmed', 'silent']),
  by: instant.nullable(),
  at: instant.nullable(),
})
export type Confirmation = z.output<typeof confirmation>

/** The checklist of the leaver, and what people have to do by hand. */
export const taskRoutes = {
  tasks: route({
    method: 'GET',
    path: '/v1/handovers/:id/tasks',
    says: 'The manual tasks of a handover and the leaver’s word about the checklist.',
    params: byId,
    about: 'handover',
    query: none,
    body: none,
    output: z.object({
      tasks: z.array(task),
      open: count,
      confirmation,
      names: z.record(z.string(), z.string()),
      now: instant,
      may: z.object({ confirm: z.boolean(), declare: z.boolean(), settle: z.boolean(), ask: z.boolean() }),
    }),
    action: 'handover.items',
    refusals: ['NOT_FOUND'],
  }),
  declare: route({
    method: 'POST',
    path: '/v1/handovers/:id/tasks',
    says: 'Adds what no reading of WeCom can find: a promise, a document, a system. Kept sealed.',
    params: byId,
    about: 'handover',
    query: none,
    body: z.object({
      kind: z.enum(declaredKinds),
      title: z.string().trim().min(1).max(100),
      note: z.string().max(500).default(''),
      successor: userid.optional(),
      dueAt: instant.optional(),
    }),
    output: z.object({ id: z.uuid() }),
    action: 'handover.declare',
    refusals: ['NOT_FOUND', 'ALREADY_OVER', 'NOT_A_SUCCESSOR', 'DUE_AFTER_FREEZE', 'FOUND_ALREADY'],
  }),
  ask: route({
    method: 'POST',
    path: '/v1/handovers/:id/questions',
    says: 'Whoever takes over asks the leaver; the question stands until it is answered. Kept sealed.',
    params: byId,
    about: 'handover',
    query: none,
    body: z.object({ question: z.string().trim().min(1).max(100), note: z.string().max(500).default('') }),
    output: z.object({ id: z.uuid() }),
    action: 'handover.question',
    refusals: ['NOT_FOUND', 'ALREADY_OVER', 'NOT_ASKED'],
  }),
  settle: route({
    method: 'POST',
    path: '/v1/handovers/:id/tasks/:task',
    says: 'Says that a task is done, with what shows it, or that it is not needed, with why; or sorts a permission.',
    params: byTask,
    about: 'handover',
    query: none,
    body: z.union([
      z.object({ outcome: z.enum(['done', 'dropped']), proof: z.string().trim().min(1).max(500) }),
      z.object({ choice: z.enum(permissionChoices) }),
    ]),
    output: z.object({ settled: z.boolean() }),
    action: 'handover.settle',
    refusals: ['NOT_FOUND', 'ALREADY_SETTLED', 'NOT_A_PERMISSION', 'CHOICE_FIRST', 'ROLES_APART'],
  }),
  check: route({
    method: 'POST',
    path: '/v1/handovers/:id/check-tasks',
    says: 'Reads WeCom again for the tasks that can be seen there.',
    params: byId,
    about: 'handover',
    query: none,
    body: none,
    output: z.object({ done: count, open: count }),
    action: 'handover.settle',
    refusals: ['NOT_FOUND'],
  }),
  invites: route({
    method: 'GET',
    path: '/v1/handovers/:id/invites',
    says: 'The groups into which a member has to invite a successor in the client; the chat ids only for whoever has to do it.',
    params: byId,
    about: 'handover',
    query: none,
    body: none,
    output: z.object({
      groups: z.array(
        z.object({
          task: z.uuid(),
          name: z.string(),
          /** For ww.updateEnterpriseChat; null for whoever only looks. */
          chatId: z.string().nullable(),
          owner: userid,
          successor: userid,
          dueAt: instant,
          state: z.enum(taskStates),
        }),
      ),
      names: z.record(z.string(), z.string()),
      now: instant,
    }),
    action: 'handover.items',
    refusals: ['NOT_FOUND'],
  }),
  checkInvite: route({
    method: 'POST',
    path: '/v1/handovers/:id/invites/:task/check',
    says: 'Reads the members of this one group again; only that settles the task.',
    params: byTask,
    about: 'handover',
    query: none,
    body: none,
    output: z.object({ isIn: z.boolean() }),
    action: 'handover.settle',
    refusals: ['NOT_FOUND'],
  }),
  confirm: route({
    method: 'POST',
    path: '/v1/handovers/:id/confirm',
    says: 'The leaver says that the checklist is complete.',
    params: byId,
    about: 'handover',
    query: none,
    body: none,
    output: z.object({ at: instant }),
    action: 'handover.confirm',
    refusals: ['NOT_FOUND', 'NOT_ASKED', 'ALREADY_SO', 'NOT_READY'],
  }),
  contest: route({
    method: 'POST',
    path: '/v1/handovers/:id/items/:item/contest',
    says: 'The leaver objects to an item; the manager decides about it before it is sent.',
    params: byId.extend({ item: z.uuid() }),
    about: 'handover',
    query: none,
    body: z.object({ why: z.string().trim().min(1).max(200) }),
    output: z.object({ contested: z.boolean() }),
    action: 'handover.confirm',
    refusals: ['NOT_FOUND', 'ALREADY_SENT'],
  }),
} as const
