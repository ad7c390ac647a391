import { accessRoutes, grantOf, actions, refusalWords } from '@jieli/contract'
import type { Hono } from 'hono'
import { createInstallerAccess, type Caller, type InstallerAccess } from './access/index.ts'
import { createAudit } from './audit/index.ts'
import { setupDeps, settingsVault } from './connecting.ts'
import type { BootConfig } from './config.ts'
import { consoleFiles } from './console-files.ts'
import { addOperations } from './operations.ts'
import { businessIsWall, remoteBusinessClock, systemWall } from './platform/clock.ts'
import type { Database } from './platform/db.ts'
import { createMount } from './platform/http.ts'
import { aboutError, type Logger } from './platform/log.ts'
import { createMetrics } from './platform/metrics.ts'
import { ok } from './platform/result.ts'
import { protection } from './protection.ts'
import { serveSetup, type DomainFile } from './setup/index.ts'
import { version } from './version.ts'

export interface SetupParts {
  readonly boot: BootConfig
  readonly database: Database
  readonly rootKey: Buffer
  readonly log: Logger
  readonly domainFile: DomainFile | undefined
  readonly listensAt: () => string | undefined
  readonly hasAdmin: () => Promise<boolean>
  readonly onSaved: () => void
}

/** What answers while too little is known of the company: the page that connects it, for whoever installs the server. */
export function createSetupApp(parts: SetupParts): { readonly app: Hono; readonly access: InstallerAccess } {
  const { boot, database, rootKey, log, domainFile } = parts
  const settings = {
    cookie: boot.SESSION_COOKIE,
    publicUrl: boot.PUBLIC_URL,
    isBehindProxy: boot.TRUSTED_PROXY === 'yes',
  }
  const access = createInstallerAccess({ database, wall: systemWall, settings })
  const mount = createMount<Caller>({
    admit: access.admit,
    refusalWords,
    onAccident: (id, error) => log.error({ id, ...aboutError(error) }, 'accident'),
    onDenied: (facts) => log.info(facts, 'request denied'),
  })
  const { app } = mount
  const business =
    boot.BUSINESS_CLOCK_URL === undefined ? businessIsWall : remoteBusinessClock(boot.BUSINESS_CLOCK_URL)
  app.use(protection(boot))
  mount.serve(accessRoutes.me, async ({ caller }) =>
    ok({
      userid: caller.userid,
      name: '安装者',
      roles: [...caller.roles],
      grants: Object.fromEntries(
        actions.filter((action) => grantOf(action).installer === 'any').map((action) => [action, 'any']),
      ),
      departments: [],
      company: { name: null },
      now: (await business.now()).toISOString(),
      version,
      session: null,
      phoneUrl: null,
    }),
  )
  serveSetup(
    mount,
    setupDeps({
      ...parts,
      mode: 'setup',
      vault: settingsVault(database, rootKey),
      append: createAudit({}).append,
      business,
      namesOf: () => Promise.resolve(new Map()),
      firstAdminPath: () => Promise.resolve(undefined),
    }),
  )
  app.route('/', access.routes)
  addOperations(app, {
    database,
    metrics: createMetrics(),
    rows: mount.rows,
    isBehindProxy: boot.TRUSTED_PROXY === 'yes',
    domainFile,
    notReady: '还没有接入企业微信 / not connected to WeCom yet',
  })
  app.route('/', consoleFiles())
  return { app, access }
}
