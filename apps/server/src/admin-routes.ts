import { adminRoutes } from '@jieli/contract'
import type { Caller } from './access/index.ts'
import { pausedLanes, quotaUses } from './gateway/index.ts'
import type { BusinessClock, WallClock } from './platform/clock.ts'
import type { Database } from './platform/db.ts'
import type { Mount } from './platform/http.ts'
import { ok } from './platform/result.ts'

export interface AdminDeps {
  readonly database: Database
  readonly wall: WallClock
  readonly business: BusinessClock
}

/** The budgets of WeCom. */
export function serveAdmin({ serve }: Mount<Caller>, deps: AdminDeps): void {
  const { database, wall, business } = deps
  serve(adminRoutes.quotas, async () => {
    const uses = await quotaUses(database.db, wall, business)
    const pauses = await pausedLanes(database.db, wall)
    return ok({
      quotas: uses.map((use) => ({ ...use, freeAt: use.freeAt?.toISOString() ?? null })),
      pauses: pauses.map(({ lane, until }) => ({ lane, until: until.toISOString() })),
      now: wall.now().toISOString(),
    })
  })
}
