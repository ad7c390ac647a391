import type { Hono } from 'hono'
import { refusalWords } from '@jieli/contract'
import { serveAdmin } from './admin-routes.ts'
import type { Access, Caller } from './access/index.ts'
import type { Config } from './config.ts'
import { consoleFiles } from './console-files.ts'
import { serveSetup, type DomainFile, type SetupDeps } from './setup/index.ts'
import type { Callbacks } from './gateway/index.ts'
import { troubleOf, type Handovers } from './handover/index.ts'
import { addOperations } from './operations.ts'
import { systemWall, type BusinessClock } from './platform/clock.ts'
import { isDatabaseAway, type Database } from './platform/db.ts'
import { createMount } from './platform/http.ts'
import { aboutError, type Logger } from './platform/log.ts'
import type { Metrics } from './platform/metrics.ts'
import { protection } from './protection.ts'
import type { Trail } from './trail/index.ts'

function wordsOf(error: unknown): { readonly message: string; readonly code: number | null } | null {
  if (isDatabaseAway(error)) {
    const cause = '数据库连不上'
    const remedy =
      '进度没有丢，它恢复后会自动继续。若超过几分钟，请管理员检查 PostgreSQL 是否在运行、DATABASE_URL 是否正确'
    return { message: `${cause}。${remedy}`, code: null }
  }
  const trouble = troubleOf(error)
  return trouble && { message: `${trouble.cause}。${trouble.remedy}`, code: trouble.code }
}

export interface AppParts {
  readonly domainFile: DomainFile | undefined
  readonly isBehindProxy: boolean
  readonly setup: SetupDeps
  readonly database: Database
  readonly config: Config
  readonly handovers: Handovers
  readonly access: Access
  readonly trail: Trail
  readonly business: BusinessClock
  readonly callbacks: Callbacks
  readonly metrics: Metrics
  readonly log: Logger
}

/** Everything that answers over HTTP. */
export function createApp(parts: AppParts): Hono {
  const {
    config,
    database,
    business,
    handovers,
    access,
    trail,
    callbacks,
    metrics,
    log,
    isBehindProxy,
    domainFile,
    setup,
  } = parts
  const mount = createMount<Caller>({
    admit: access.admit,
    refusalWords,
    onAccident: (id, error) => log.error({ id, ...aboutError(error) }, 'accident'),
    troubleOf: wordsOf,
    onDenied: (facts) => {
      metrics.events.inc({ event: 'request denied' })
      log.info(facts, 'request denied')
    },
  })
  const { app } = mount
  app.use(protection(config))
  access.mount(mount)
  handovers.mount(mount)
  trail.mount(mount)
  serveAdmin(mount, { database, wall: systemWall, business })
  serveSetup(mount, setup)
  app.route('/', trail.liveRoutes)
  app.route('/', access.loginRoutes)
  for (const [address, routes] of Object.entries(callbacks.routes))
    app.route(`/wecom/callback/${address}`, routes)
  addOperations(app, { database, metrics, rows: mount.rows, isBehindProxy, domainFile })
  app.route('/', consoleFiles())
  return app
}
