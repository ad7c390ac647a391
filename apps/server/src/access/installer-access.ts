import { isAction } from '@jieli/contract'
import type { Hono } from 'hono'
import type { WallClock } from '../platform/clock.ts'
import type { Database } from '../platform/db.ts'
import type { Edge } from '../platform/http.ts'
import { cookiesNamed } from './cookies.ts'
import { decide, type Caller } from './decide.ts'
import type { AccessSettings } from './deps.ts'
import { denied, foreignPage, unauthorized } from './gate.ts'
import { installer, installerRoutes, isInstaller, newInstallerLink } from './installer.ts'
import { loginPage, loginStyle, loginTroubles } from './login-words.ts'
import { createRates } from './rates.ts'
import { isOwnPage } from './same-origin.ts'

/** Who comes in while no company is connected: whoever opened the one-time link, and nobody else. */
export interface InstallerAccess {
  readonly admit: Edge<Caller>['admit']
  /** /setup/:token, and a /login that says what to do instead. */
  readonly routes: Hono
  /** The path of a new one-time link. */
  link(): Promise<string>
}

export function createInstallerAccess({
  database,
  wall,
  settings,
}: {
  readonly database: Database
  readonly wall: WallClock
  readonly settings: Pick<AccessSettings, 'cookie' | 'publicUrl' | 'isBehindProxy'>
}): InstallerAccess {
  const { cookie, publicUrl, isBehindProxy } = settings
  const cookies = cookiesNamed(cookie, publicUrl?.startsWith('https:') ?? false)
  const isNeeded = () => Promise.resolve(true)
  const routes = installerRoutes({
    database,
    wall,
    cookies,
    rates: createRates(wall),
    isBehindProxy,
    isNeeded,
  })
    .get('/login', (c) =>
      c.html(loginPage(loginTroubles.NOT_CONNECTED, '/'), 503, { 'cache-control': 'no-store' }),
    )
    .get('/login.css', (c) => c.body(loginStyle, 200, { 'content-type': 'text/css; charset=utf-8' }))
  return {
    routes,
    link: () => newInstallerLink({ database, wall }),
    async admit({ method, headers }, { action }) {
      if (!(await isInstaller(database.db, { cookies, wall }, headers)))
        return unauthorized(
          'NO_SESSION',
          '接力还没有接入企业微信，请用启动时打印的一次性链接打开 / not connected yet; open the one-time link that was printed at start',
        )
      if (method !== 'GET' && !isOwnPage(headers, publicUrl)) return foreignPage
      const who = isAction(action) ? await decide(action, installer) : undefined
      return who ? { ok: true, who } : denied
    },
  }
}
