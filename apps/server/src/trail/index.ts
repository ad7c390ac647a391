import type { Hono } from 'hono'
import type { Caller } from '../access/index.ts'
import type { Directory } from '../directory/index.ts'
import type { WallClock } from '../platform/clock.ts'
import type { Database } from '../platform/db.ts'
import type { Mount } from '../platform/http.ts'
import { createHub } from './hub.ts'
import { liveRoutes } from './live.ts'
import { serveAudit } from './routes.ts'

export interface TrailDeps {
  readonly database: Database
  readonly directory: Directory
  readonly wall: WallClock
  /** Who follows, by the session of the request; undefined: nobody, or nobody any more. */
  readonly follower: (headers: Headers) => Promise<Caller | undefined>
  /** The handovers a caller may see; undefined: all. */
  readonly visibleTo: (caller: Pick<Caller, 'userid' | 'reach'>) => Promise<ReadonlySet<string> | undefined>
  readonly onTrouble: (error: unknown) => void
  readonly pollMs: number
}

/** The audit log as people follow it: live updates, the explorer, how far it is anchored. */
export interface Trail {
  readonly liveRoutes: Hono
  mount(mount: Mount<Caller>): void
  stop(): Promise<void>
}

export function createTrail(deps: TrailDeps): Trail {
  const hub = createHub(deps)
  return {
    liveRoutes: liveRoutes(deps, hub),
    mount: (mount) => serveAudit(mount, deps),
    stop: () => hub.stop(),
  }
}
