import type { Hono } from 'hono'
import type { Caller } from '../access/index.ts'
import type { Mount } from '../platform/http.ts'
import type { TrailDeps } from './deps.ts'
import { createHub } from './hub.ts'
import { liveRoutes } from './live.ts'
import { serveAudit } from './routes.ts'

export type { TrailDeps } from './deps.ts'
export { createHub } from './hub.ts'
export { liveRoutes } from './live.ts'

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
