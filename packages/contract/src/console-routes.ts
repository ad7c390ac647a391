import { z } from 'zod'
import { count, instant } from './handover-model.ts'
import { approvalPage, dossier, home, itemDetail, listRow, listViews, progress } from './progress.ts'
import { route } from './route.ts'

const none = z.object({})
const byId = z.object({ id: z.string().regex(/^H-\d{4}-\d{4,}$/, 'H-2026-0031') })
const names = z.record(z.string(), z.string())

/** What the pages of the console read. Names of customers are masked everywhere. */
export const consoleRoutes = {
  home: route({
    method: 'GET',
    path: '/v1/home',
    says: 'What needs the caller now, what he waits for, and what he did lately.',
    params: none,
    query: none,
    body: none,
    output: home,
    action: 'home.read',
    refusals: [],
  }),
  overview: route({
    method: 'GET',
    path: '/v1/overview',
    says: 'The handovers the caller may see, a page at a time, with the numbers of each view.',
    params: none,
    query: z.object({
      view: z.enum(listViews).default('active'),
      q: z.string().max(64).optional(),
      after: z.string().max(40).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    body: none,
    output: z.object({
      rows: z.array(listRow),
      counts: z.record(z.enum(listViews), count),
      names,
      next: z.string().nullable(),
      withoutHandover: home.shape.withoutHandover,
      now: instant,
    }),
    action: 'handover.read',
    refusals: [],
  }),
  progress: route({
    method: 'GET',
    path: '/v1/handovers/:id/progress',
    says: 'Everything the page of a handover shows but the rows of its items.',
    params: byId,
    about: 'handover',
    query: none,
    body: none,
    output: progress,
    action: 'handover.read',
    refusals: ['NOT_FOUND'],
  }),
  item: route({
    method: 'GET',
    path: '/v1/handovers/:id/items/:item',
    says: 'One item with its whole history; what is personal is masked.',
    params: byId.extend({ item: z.uuid() }),
    about: 'handover',
    query: none,
    body: none,
    output: itemDetail,
    action: 'handover.items',
    refusals: ['NOT_FOUND'],
  }),
  dossier: route({
    method: 'GET',
    path: '/v1/handovers/:id/items/:item/dossier',
    says: 'What a successor should know of a customer, without chat: who serves him, groups, promises, who served him before.',
    params: byId.extend({ item: z.uuid() }),
    about: 'handover',
    query: none,
    body: none,
    output: dossier,
    action: 'handover.items',
    refusals: ['NOT_FOUND'],
  }),
  approval: route({
    method: 'GET',
    path: '/v1/handovers/:id/approval',
    says: 'What is asked of the approvers, and what differs from the version before.',
    params: byId,
    about: 'handover',
    query: none,
    body: none,
    output: approvalPage,
    action: 'handover.read',
    refusals: ['NOT_FOUND'],
  }),
  approve: route({
    method: 'POST',
    path: '/v1/handovers/:id/approval',
    says: 'The yes or no of an approver to the very plan he saw; a no needs a reason.',
    params: byId,
    about: 'handover',
    query: none,
    body: z
      .object({ decision: z.enum(['yes', 'no']), hash: z.string(), why: z.string().max(200).optional() })
      .refine(({ decision, why = '' }) => decision === 'yes' || why.trim() !== '', {
        path: ['why'],
        message: '请写一句为什么退回 / say why',
      }),
    output: approvalPage,
    action: 'handover.approve',
    refusals: [
      'NOT_YOUR_TURN',
      'TOO_FEW_PEOPLE',
      'APPROVER_IS_LEAVER',
      'APPROVER_IS_SUCCESSOR',
      'APPROVER_IS_INITIATOR',
      'NOT_FOUND',
      'NO_SUCH_SET',
      'NOT_AN_APPROVER',
      'VOIDED',
      'STALE',
      'ALREADY_DECIDED',
      'REJECTED',
      'EXPIRED',
    ],
  }),
} as const
