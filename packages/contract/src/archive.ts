import { z } from 'zod'
import { count, instant, userid } from './handover-model.ts'
import { route } from './route.ts'

const none = z.object({})
const id = z.string().regex(/^H-\d{4}-\d{4,}$/, 'H-2026-0031')
const byId = z.object({ id })

/** The sealed file that proves a handover when it is over, and until when it is kept. */
export const archive = z.object({
  handover: z.string(),
  file: z.string(),
  /** Of the encrypted file. */
  sha256: z.string(),
  bytes: count,
  files: count,
  /** Entries of the log in it. */
  entries: count,
  madeAt: instant,
  keepUntil: instant,
  /** 法律保留: while it stands nothing is shredded. The reason is masked. */
  hold: z.object({ by: userid, at: instant, why: z.string() }).nullable(),
  shreddedAt: instant.nullable(),
})
export type Archive = z.output<typeof archive>

export const archiveRoutes = {
  archive: route({
    method: 'GET',
    path: '/v1/handovers/:id/archive',
    says: 'The archive of a handover: when it was or will be made, until when it is kept, and who holds it.',
    params: byId,
    about: 'handover',
    query: none,
    body: none,
    output: z.object({
      archive: archive.nullable(),
      /** When it is made by itself; null before the report, once made, and for a cancelled handover. */
      dueAt: instant.nullable(),
      names: z.record(z.string(), z.string()),
    }),
    action: 'handover.report',
    refusals: ['NOT_FOUND'],
  }),
  file: route({
    method: 'GET',
    path: '/v1/handovers/:id/archive-file',
    says: 'The encrypted archive, base64. Only the key of the backups opens it; taking it along stands in the log.',
    params: byId,
    about: 'handover',
    query: none,
    body: none,
    output: z.object({ name: z.string(), type: z.string(), base64: z.string() }),
    action: 'archive.take',
    refusals: ['NOT_ARCHIVED', 'SHREDDED', 'ARCHIVE_LOST'],
  }),
  make: route({
    method: 'POST',
    path: '/v1/handovers/:id/archive',
    says: 'Archives a reported handover now instead of seven days after its report.',
    params: byId,
    about: 'handover',
    query: none,
    body: none,
    output: archive,
    action: 'archive.make',
    refusals: ['NOT_FOUND', 'NOT_REPORTED', 'ALREADY_SO'],
  }),
  hold: route({
    method: 'POST',
    path: '/v1/handovers/:id/archive-hold',
    says: 'Sets or lifts a hold that stops shredding; with a reason, which is sealed in the log.',
    params: byId,
    about: 'handover',
    query: none,
    body: z.object({ isHeld: z.boolean(), why: z.string().trim().min(4).max(300) }),
    output: archive,
    action: 'archive.hold',
    refusals: ['NOT_FOUND', 'NOT_ARCHIVED', 'ALREADY_SO', 'SHREDDED'],
  }),
  list: route({
    method: 'GET',
    path: '/v1/archives',
    says: 'All archives, the newest handover first, and the public keys of the log that prove them.',
    params: none,
    query: z.object({ before: id.optional() }),
    body: none,
    output: z.object({
      archives: z.array(archive),
      next: z.string().nullable(),
      logKeys: z.array(z.string()),
    }),
    action: 'archive.list',
    refusals: [],
  }),
} as const
