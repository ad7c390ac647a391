import { quotas } from '@jieli/wecom'
import { sql } from 'kysely'
import type { BusinessClock, WallClock } from '../platform/clock.ts'
import type { Db } from '../platform/db.ts'
import { freeAt, slotOf } from './gateway.ts'

export interface QuotaUse {
  readonly id: string
  readonly doc: string
  readonly window: string
  readonly used: number
  readonly limit: number
  readonly buckets: number
  readonly freeAt: Date | null
  readonly beyond: 'refused' | 'dropped' | 'item-code'
}

interface Row {
  readonly used: number
  readonly buckets: number
  readonly oldest: Date | null
}

/** Every budget that is a plain number and of which something is used: the busiest bucket of each. */
export async function quotaUses(
  db: Db,
  wall: WallClock,
  business: BusinessClock,
): Promise<readonly QuotaUse[]> {
  const nowWall = wall.now()
  const nowBusiness = await business.now()
  const uses: QuotaUse[] = []
  for (const [id, quota] of Object.entries(quotas)) {
    const { limit } = quota
    if (typeof limit !== 'number') continue
    const { since } = slotOf(quota.window, quota.clock === 'wall' ? nowWall : nowBusiness)
    const { rows } = await sql<Row>`
      select coalesce(max(used), 0)::int as used, count(*)::int as buckets, min(oldest) as oldest from (
        select sum(used) as used, min(slot) as oldest from gateway.quota_use
        where bucket like ${`${id}:%`} and slot > ${since} group by bucket) as b`.execute(db)
    const [row] = rows
    if (!row || row.buckets === 0) continue
    const { used, buckets, oldest } = row
    const { doc, window, beyond } = quota
    uses.push({ id, doc, window, used, limit, buckets, freeAt: oldest && freeAt(window, oldest), beyond })
  }
  return uses.toSorted((a, b) => b.used / b.limit - a.used / a.limit)
}

/** The APIs of which WeCom said "too often", and until when we leave them alone. */
export async function pausedLanes(
  db: Db,
  wall: WallClock,
): Promise<readonly { readonly lane: string; readonly until: Date }[]> {
  const { rows } = await sql<{ lane: string; until: Date }>`
    select lane, until_at as until from gateway.quota_pause where until_at > ${wall.now()} order by until_at`.execute(
    db,
  )
  return rows
}
