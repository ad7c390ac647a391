import { z } from 'zod'
import { count, instant } from './handover-model.ts'
import { route } from './route.ts'

const none = z.object({})

export const auditEntry = z.object({
  log: count,
  seq: count,
  at: instant,
  actor: z.string(),
  role: z.string(),
  action: z.string(),
  objects: z.record(z.string(), z.string()),
  result: z.string(),
})
export type AuditEntry = z.output<typeof auditEntry>

export const seal = z.object({
  log: count,
  origin: z.string().nullable(),
  /** How many entries have a number. */
  size: count,
  checkpoint: z
    .object({ size: count, root: z.string(), at: instant, note: z.string(), places: z.array(z.string()) })
    .nullable(),
  halted: z.boolean(),
  now: instant,
})
export type Seal = z.output<typeof seal>

/** The audit log: its entries, the bytes its tree is made of, and how far it is anchored outside. */
export const auditRoutes = {
  seal: route({
    method: 'GET',
    path: '/v1/audit/seal',
    says: 'The newest signed checkpoint and the places outside that hold it. Wall time.',
    params: none,
    query: none,
    body: none,
    output: seal,
    action: 'seal.read',
    refusals: [],
  }),
  entries: route({
    method: 'GET',
    path: '/v1/audit/entries',
    says: 'Numbered entries, newest first; ids only.',
    params: none,
    query: z.object({
      before: z
        .string()
        .regex(/^\d{1,9}\.\d{1,15}$/, 'the `next` of the page before')
        .optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      person: z.string().max(64).optional(),
      action: z.string().max(64).optional(),
      object: z.string().max(64).optional(),
    }),
    body: none,
    output: z.object({
      entries: z.array(auditEntry),
      next: z.string().nullable(),
      names: z.record(z.string(), z.string()),
    }),
    action: 'audit.read',
    refusals: [],
  }),
  checkpoints: route({
    method: 'GET',
    path: '/v1/audit/checkpoints',
    says: 'The signed checkpoints of one log, at most 2 000 spread over it: each root is that of the first `size` leaves.',
    params: none,
    query: z.object({ log: z.coerce.number().int().min(1) }),
    body: none,
    output: z.object({ checkpoints: z.array(z.object({ size: count, root: z.string() })) }),
    action: 'audit.read',
    refusals: [],
  }),
  leaves: route({
    method: 'GET',
    path: '/v1/audit/leaves',
    says: 'The exact bytes of leaves, base64, to compute the root with: SHA-256(0x00 ‖ leaf), RFC 9162.',
    params: none,
    query: z.object({
      log: z.coerce.number().int().min(1),
      from: z.coerce.number().int().min(0),
      count: z.coerce.number().int().min(1).max(5_000).default(2_000),
    }),
    body: none,
    output: z.object({ leaves: z.array(z.object({ seq: count, bytes: z.string() })) }),
    action: 'audit.read',
    refusals: [],
  }),
} as const
