import { isAction } from '@jieli/contract'
import { hours } from '../platform/clock.ts'
import type { Admitted, Edge } from '../platform/http.ts'
import { Bug } from '../platform/result.ts'
import type { Cookies } from './cookies.ts'
import { decide, type Caller, type Identity } from './decide.ts'
import type { AccessDeps } from './deps.ts'
import { installer, isInstaller } from './installer.ts'
import { holderOf } from './keys.ts'
import { identityOf, isGone } from './people.ts'
import type { Rates } from './rates.ts'
import { holdersOf } from './roles.ts'
import { isOwnPage } from './same-origin.ts'
import { endSession, sessionOf } from './sessions.ts'

/** Requests a minute: a person who clicks, and a machine. */
const perMinute = { session: 600, key: 6_000 }

export interface GateParts {
  readonly cookies: Cookies
  readonly rates: Rates
  /** Told of a stranger who was turned away, for the audit log; at most once an hour for the same thing. */
  readonly onStranger: (facts: { userid: string; about: string; id: string; action: string }) => void
}

type Denied = Extract<Admitted<Caller>, { ok: false }>

/** Decides on every request to a row of the contract: who asks, and whether the policy table grants it. */
export function createGate(deps: AccessDeps, parts: GateParts): Edge<Caller>['admit'] {
  const told = new Map<string, number>()
  const stranger = (facts: { userid: string; about: string; id: string; action: string }) => {
    const key = `${facts.userid}/${facts.about}/${facts.id}/${facts.action}`
    const now = deps.wall.now().getTime()
    if (now - (told.get(key) ?? 0) < hours(1)) return
    if (told.size > 10_000) told.clear()
    told.set(key, now)
    parts.onStranger(facts)
  }
  return async (request, { action, about }, params) => {
    if (!isAction(action)) throw new Bug(`a row names the unknown action ${action}`)
    const asked = await identify(deps, parts, request)
    if (!asked.ok) return asked
    const { identity, headers } = asked
    const id = params['id'] ?? ''
    const who = await decide(
      action,
      identity,
      about === undefined ? undefined : (userid) => deps.things.relationsTo(about, id, userid),
    )
    if (who) return { ok: true, who, headers }
    if (about !== undefined) stranger({ userid: identity.userid, about, id, action })
    return denied
  }
}

// One answer for what is forbidden and for what does not exist: it never tells which.
export const denied: Denied = {
  ok: false,
  status: 403,
  why: 'NO_PERMISSION',
  message:
    '你不能看这个，或不能做这件事；也可能它不存在。HR 或系统管理员可以给你权限 / not yours to see or do, or it does not exist; HR or an administrator can grant it',
}

type Asked =
  | { readonly ok: true; readonly identity: Identity; readonly headers: Readonly<Record<string, string>> }
  | Denied

async function identify(
  deps: AccessDeps,
  { cookies, rates }: GateParts,
  { method, headers }: { readonly method: string; readonly headers: Headers },
): Promise<Asked> {
  const { database, wall, settings } = deps
  const [scheme, key] = (headers.get('authorization') ?? '').split(' ')
  if (scheme === 'Bearer' && key) {
    const holder = await holderOf(database.db, key)
    if (!holder || (await isGone(deps, database.db, holder.userid)))
      return unauthorized('NO_KEY', '这把 API key 无效或已停用 / the API key is unknown or ended')
    const wait = rates.take(`key/${holder.userid}/${holder.role}`, perMinute.key)
    if (wait > 0) return tooMany(wait)
    return { ok: true, identity: { userid: holder.userid, roles: [holder.role] }, headers: {} }
  }
  const cookie = cookies.session(headers)
  const session = cookie === undefined ? undefined : await sessionOf(database.db, cookie, wall.now())
  if (!session && (await isInstallerStill(deps, cookies, headers)))
    return method !== 'GET' && !isOwnPage(headers, settings.publicUrl)
      ? foreignPage
      : { ok: true, identity: installer, headers: {} }
  if (!session)
    return unauthorized('NO_SESSION', '请先登录；程序请用 API key / log in first; machines use an API key')
  if (method !== 'GET' && !isOwnPage(headers, settings.publicUrl)) return foreignPage
  const wait = rates.take(`session/${session.id}`, perMinute.session)
  if (wait > 0) return tooMany(wait)
  const identity = await identityOf(deps, database.db, { userid: session.userid, session: session.id })
  if (!identity) {
    // For good: whoever is enabled again logs in again.
    await database.inTx((tx) => endSession(tx, session.id, 'not active', wall.now()))
    return unauthorized('NO_SESSION', '你的账号已停用，会话已结束 / your account is no longer active')
  }
  const fresh = session.key === undefined ? {} : { 'set-cookie': cookies.setSession(session.key) }
  return { ok: true, identity, headers: fresh }
}

// Once there is an administrator he goes on, and not whoever held the link.
async function isInstallerStill(
  { database, wall }: AccessDeps,
  cookies: Cookies,
  headers: Headers,
): Promise<boolean> {
  if (!(await isInstaller(database.db, { cookies, wall }, headers))) return false
  return (await holdersOf(database.db, 'admin')).length === 0
}

export function unauthorized(why: string, message: string): Denied {
  return { ok: false, status: 401, why, message }
}

function tooMany(seconds: number): Denied {
  const message = `请求太频繁，${seconds} 秒后再试 / too many requests; try again in ${seconds} s`
  return { ok: false, status: 429, why: 'TOO_MANY', message, facts: { seconds } }
}

export const foreignPage: Denied = {
  ok: false,
  status: 403,
  why: 'FOREIGN_PAGE',
  message: '这个请求不是从接力的页面发出的，没有执行 / not sent by a page of Jieli, so nothing was done',
}
