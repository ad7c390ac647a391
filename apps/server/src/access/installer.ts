import { sql } from 'kysely'
import { Hono } from 'hono'
import { hours, later, type WallClock } from '../platform/clock.ts'
import type { Database, Reader } from '../platform/db.ts'
import type { Cookies } from './cookies.ts'
import type { Identity } from './decide.ts'
import { addressOf } from './address.ts'
import { loginPage, loginTroubles } from './login-words.ts'
import type { Rates } from './rates.ts'
import { hashOf, newSecret } from './secrets.ts'

const linkMs = hours(24)
const sessionMs = hours(2)
const opensPerMinute = 30

/** Who he is on the audit log; no member can have this name, WeCom allows no brackets. */
export const installer: Identity = { userid: '(installer)', roles: ['installer'] }

interface Deps {
  readonly database: Database
  readonly wall: WallClock
  readonly cookies: Cookies
  readonly rates: Rates
  readonly isBehindProxy: boolean
  /** While somebody is administrator he does it, and the link and its session are worth nothing. */
  readonly isNeeded: () => Promise<boolean>
}

/** The path of a new one-time link; the ones before no longer work. */
export async function newInstallerLink({ database, wall }: Pick<Deps, 'database' | 'wall'>): Promise<string> {
  const token = newSecret()
  await database.inTx(async (tx) => {
    await sql`delete from access.installer_link`.execute(tx)
    await sql`delete from access.installer_session where expires_at < ${wall.now()}`.execute(tx)
    await sql`insert into access.installer_link (hash, expires_at)
      values (${hashOf(token)}, ${later(wall.now(), linkMs)})`.execute(tx)
  })
  return `/setup/${token}`
}

/** Whether the request comes from the browser that opened the link. */
export async function isInstaller(
  reader: Reader,
  { cookies, wall }: Pick<Deps, 'cookies' | 'wall'>,
  headers: Headers,
): Promise<boolean> {
  const key = cookies.installer(headers)
  if (key === undefined) return false
  const { rows } = await sql`select from access.installer_session
    where hash = ${hashOf(key)} and expires_at > ${wall.now()}`.execute(reader)
  return rows.length > 0
}

/** GET /setup/:token: the link changes into a session of this one browser. */
export function installerRoutes(deps: Deps): Hono {
  const { database, wall, cookies, rates } = deps
  return new Hono().get('/setup/:token', async (c) => {
    if (rates.take(`setup/${addressOf(c, deps.isBehindProxy)}`, opensPerMinute) > 0)
      return c.html(loginPage(loginTroubles.TOO_OFTEN, '/admin/setup'), loginTroubles.TOO_OFTEN.status)
    const key = (await deps.isNeeded())
      ? await exchange(database, c.req.param('token'), wall.now())
      : undefined
    if (key === undefined)
      return c.html(loginPage(loginTroubles.LINK_SPENT, '/admin/setup'), loginTroubles.LINK_SPENT.status)
    return c.body(null, 302, { location: '/admin/setup', 'set-cookie': cookies.setInstaller(key) })
  })
}

async function exchange(database: Database, token: string, now: Date): Promise<string | undefined> {
  return database.inTx(async (tx) => {
    const { numAffectedRows } = await sql`update access.installer_link set used_at = ${now}
      where hash = ${hashOf(token)} and used_at is null and expires_at > ${now}`.execute(tx)
    if (numAffectedRows !== 1n) return undefined
    const key = newSecret()
    await sql`insert into access.installer_session (hash, expires_at)
      values (${hashOf(key)}, ${later(now, sessionMs)})`.execute(tx)
    return key
  })
}
