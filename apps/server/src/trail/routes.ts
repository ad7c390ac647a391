import { auditRoutes } from '@jieli/contract'
import { checkpointsOf, leafBytesFrom, loggedBefore, readSeal } from '../audit/index.ts'
import type { Caller } from '../access/index.ts'
import type { Mount } from '../platform/http.ts'
import { ok } from '../platform/result.ts'
import type { TrailDeps } from './deps.ts'

const end = { log: 999_999_999, seq: Number.MAX_SAFE_INTEGER }

export function serveAudit({ serve }: Mount<Caller>, { database, directory, wall }: TrailDeps): void {
  const { db } = database
  serve(auditRoutes.seal, async () => {
    const { checkpoint, ...state } = await readSeal(db)
    return ok({
      ...state,
      checkpoint: checkpoint && {
        ...checkpoint,
        places: [...checkpoint.places],
        root: checkpoint.root.toString('hex'),
        at: checkpoint.at.toISOString(),
      },
      now: wall.now().toISOString(),
    })
  })
  serve(auditRoutes.entries, async ({ query }) => {
    const [log, seq] = query.before?.split('.').map(Number) ?? []
    const before = log === undefined || seq === undefined ? end : { log, seq }
    const found = await loggedBefore(db, before, query, query.limit)
    const last = found.at(-1)
    const people = found.flatMap(({ actor, objects }) =>
      [actor, objects['person'] ?? [], objects['leaver'] ?? []].flat(),
    )
    return ok({
      entries: found.map((entry) => ({
        log: entry.log,
        seq: entry.seq,
        at: entry.at.toISOString(),
        actor: entry.actor,
        role: entry.role,
        action: entry.action,
        objects: entry.objects,
        result: entry.result,
      })),
      next: last && found.length === query.limit ? `${last.log}.${last.seq}` : null,
      names: Object.fromEntries(await directory.namesOf(db, [...new Set(people)])),
    })
  })
  serve(auditRoutes.checkpoints, async ({ query: { log } }) => {
    const found = await checkpointsOf(db, log)
    return ok({ checkpoints: found.map(({ size, root }) => ({ size, root: root.toString('hex') })) })
  })
  serve(auditRoutes.leaves, async ({ query }) => {
    const leaves = await leafBytesFrom(db, query)
    return ok({ leaves: leaves.map(({ seq, bytes }) => ({ seq, bytes: bytes.toString('base64') })) })
  })
}
