import { archiveRoutes, type Archive } from '@jieli/contract'
import { masked, type Caller } from '../../access/index.ts'
import { logKeys } from '../../audit/index.ts'
import type { Mount } from '../../platform/http.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Deps } from '../deps.ts'
import { findHandover } from '../store.ts'
import { archive } from './archive.ts'
import { archiveDueAt, sha256 } from './archiving.ts'
import { hold, holdPlace } from './shred.ts'
import { findArchive, listArchives, type ArchiveRow } from './store.ts'

/** What is kept of a handover that is over. */
export function serveArchives({ serve }: Mount<Caller>, deps: Deps): void {
  const { db } = deps.database

  const one = async <R extends string>(id: string): Promise<Result<Archive, R | 'NOT_FOUND'>> => {
    const row = await findArchive(db, id)
    return row ? ok(await viewOf(deps, row)) : refuse('NOT_FOUND')
  }

  serve(archiveRoutes.archive, async ({ params: { id } }) => {
    const handover = await findHandover(db, id)
    if (!handover) return refuse('NOT_FOUND')
    const row = await findArchive(db, id)
    const waits = handover.state === 'reported' && handover.reported_at !== null
    return ok({
      archive: row ? await viewOf(deps, row) : null,
      dueAt: waits && handover.reported_at ? archiveDueAt(handover.reported_at).toISOString() : null,
      names: Object.fromEntries(await deps.directory.namesOf(db, row?.heldBy ? [row.heldBy] : [])),
    })
  })
  serve(archiveRoutes.make, async ({ params: { id }, caller }) => {
    const made = await archive(deps, id, caller)
    return made.ok ? one(id) : made
  })
  serve(archiveRoutes.hold, async ({ params: { id }, body, caller }) => {
    const held = await hold(deps, { id, ...body, actor: caller })
    return held.ok ? one(id) : held
  })
  serve(archiveRoutes.file, async ({ params: { id }, caller }) => {
    const row = await findArchive(db, id)
    if (!row) return refuse('NOT_ARCHIVED')
    if (row.shreddedAt !== null) return refuse('SHREDDED', { at: row.shreddedAt.toISOString() })
    const bytes = await deps.archives.read(row.file)
    const isThat = bytes && sha256(bytes) === row.sha256
    if (!bytes || !isThat) return refuse('ARCHIVE_LOST', { file: row.file, isThere: bytes !== undefined })
    const now = await deps.business.now()
    await deps.database.inTx((tx) =>
      deps.append(tx, {
        at: now,
        actor: caller.userid,
        role: caller.role,
        action: 'handover.archive-taken',
        objects: { handover: id, sha256: row.sha256 },
        result: 'ok',
      }),
    )
    return ok({ name: row.file, type: 'application/age-encryption', base64: bytes.toString('base64') })
  })
  serve(archiveRoutes.list, async ({ query: { before } }) => {
    const rows = await listArchives(db, before)
    return ok({
      archives: await Promise.all(rows.map((row) => viewOf(deps, row))),
      next: rows.length === 200 ? (rows.at(-1)?.handover ?? null) : null,
      logKeys: [...(await logKeys(db))],
    })
  })
}

async function viewOf(deps: Deps, row: ArchiveRow): Promise<Archive> {
  const { handover, file, sha256, bytes, files, entries, heldAt, heldBy, holdWhy } = row
  const why = async () => {
    if (holdWhy === null) return ''
    const box = await deps.vault.box(deps.database.db, { kind: 'handover', id: handover })
    return masked.text(box.open(holdPlace(handover), holdWhy))
  }
  return {
    handover,
    file,
    sha256,
    bytes,
    files,
    entries,
    madeAt: row.madeAt.toISOString(),
    keepUntil: row.keepUntil.toISOString(),
    hold: heldAt && heldBy ? { by: heldBy, at: heldAt.toISOString(), why: await why() } : null,
    shreddedAt: row.shreddedAt?.toISOString() ?? null,
  }
}
