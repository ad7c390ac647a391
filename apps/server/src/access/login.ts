import { Hono, type Context } from 'hono'
import { loginByQrUrl, loginInsideUrl } from '@jieli/wecom'
import { errcodeOf } from '../gateway/index.ts'
import { addressOf } from './address.ts'
import type { Cookies } from './cookies.ts'
import type { AccessDeps } from './deps.ts'
import { beginLogin, isFirstLink, takeLogin, useFirstLink } from './login-store.ts'
import { loginPage, loginStyle, loginTroubles, troubleOfCode, type LoginTrouble } from './login-words.ts'
import { activePerson } from './people.ts'
import type { Rates } from './rates.ts'
import { areApart, givenRoles, giveRole } from './roles.ts'
import { endSession, sessionOf, startSession } from './sessions.ts'

// A whole office may come from one address.
const loginsPerMinute = 300
const loggedPerMinute = 30

/** The way in: to WeCom's page and back with a code, which is changed for a session. */
export function loginRoutes(deps: AccessDeps, cookies: Cookies, rates: Rates): Hono {
  const { database, wall, settings } = deps
  const trouble = (c: Context, what: LoginTrouble, to = '/') =>
    c.html(loginPage(what, to), what.status, { 'cache-control': 'no-store' })
  const isTooOften = (c: Context, what: string) =>
    rates.take(`${what}/${addressOf(c, settings.isBehindProxy)}`, loginsPerMinute) > 0

  const leave = async (c: Context, to: string, first?: string) => {
    if (isTooOften(c, 'login')) return trouble(c, loginTroubles.TOO_OFTEN, to)
    const { state, nonce } = await beginLogin(database.db, { to, first, now: wall.now() })
    const page = {
      corpId: settings.corpId,
      agentId: settings.agentId,
      redirectUri: `${ownUrl(c, settings.publicUrl)}/login/back`,
      state,
    }
    const isInside = /wxwork/i.test(c.req.header('user-agent') ?? '')
    c.header('set-cookie', cookies.setNonce(nonce))
    c.header('cache-control', 'no-store')
    return c.redirect(
      isInside ? loginInsideUrl(page, settings.openUrl) : loginByQrUrl(page, settings.loginUrl),
    )
  }

  return new Hono()
    .get('/login.css', (c) => c.body(loginStyle, 200, { 'content-type': 'text/css; charset=utf-8' }))
    .get('/login', (c) => leave(c, localPath(c.req.query('to'))))
    .get('/first/:token', async (c) => {
      const token = c.req.param('token')
      if (!(await isFirstLink(database.db, token, wall.now()))) return trouble(c, loginTroubles.LINK_SPENT)
      return leave(c, '/admin/setup', token)
    })
    .get('/login/back', async (c) => {
      if (isTooOften(c, 'back')) return trouble(c, loginTroubles.TOO_OFTEN)
      const { code = '', state = '' } = c.req.query()
      const nonce = cookies.nonce(c.req.raw.headers) ?? ''
      const begun = await takeLogin(database.db, { state, nonce, now: wall.now() })
      if (!begun) return trouble(c, loginTroubles.STATE_LOST)
      const asked = await whoIs(deps, code)
      if ('trouble' in asked) {
        // Enough to see that somebody tries; a flood would only bury it.
        if (rates.take('login refused', loggedPerMinute) === 0) await logFailure(deps, asked.trouble.code)
        return trouble(c, asked.trouble, begun.to)
      }
      if (begun.first !== null && (await mayNotBeAdmin(deps, asked.userid)))
        return trouble(c, loginTroubles.ROLES_APART)
      const key = await database.inTx(async (tx) => {
        const now = wall.now()
        const before = cookies.session(c.req.raw.headers)
        // Whoever was logged in here before is not any more.
        const old = before === undefined ? undefined : await sessionOf(tx, before, now)
        if (old) await endSession(tx, old.id, 'another login', now)
        const session = await startSession(tx, asked.userid, now)
        const at = await deps.business.now()
        if (begun.first !== null && (await useFirstLink(tx, begun.first, now))) {
          await giveRole(tx, { userid: asked.userid, role: 'admin', by: 'first link', at: now })
          await deps.append(tx, {
            at,
            actor: asked.userid,
            role: 'employee',
            session: session.id,
            action: 'access.first-administrator',
            objects: { person: asked.userid },
            result: 'ok',
            urgent: true,
          })
        }
        await deps.append(tx, {
          at,
          actor: asked.userid,
          role: 'employee',
          session: session.id,
          action: 'access.logged-in',
          objects: { person: asked.userid, session: session.id },
          result: 'ok',
        })
        return session.key
      })
      c.header('set-cookie', cookies.setSession(key))
      c.header('cache-control', 'no-store')
      return c.redirect(begun.to)
    })
}

type Who = { readonly userid: string } | { readonly trouble: LoginTrouble }

async function whoIs(deps: AccessDeps, code: string): Promise<Who> {
  try {
    const { userid } = await deps.wecom.call('getLoginUser', { code })
    if (userid === undefined) return { trouble: loginTroubles.NOT_A_MEMBER }
    const known = await activePerson(deps, deps.database.db, userid)
    if (!known) await deps.directory.refreshPeople([userid])
    const person = known ?? (await deps.directory.person(deps.database.db, userid))
    if (person?.status === 'active' && (await deps.things.isShutOut(person.userid)))
      return { trouble: loginTroubles.SHUT_OUT }
    if (person?.status === 'active') return { userid: person.userid }
    // WeCom names any member of the company here, also one it does not show to the app.
    const isShown = person !== undefined && person.status !== 'unknown'
    return { trouble: isShown ? loginTroubles.NOT_ACTIVE : loginTroubles.NOT_VISIBLE }
  } catch (error) {
    const errcode = errcodeOf(error)
    if (errcode === 40029) return { trouble: loginTroubles.CODE_SPENT }
    if (errcode === 50001) return { trouble: loginTroubles.DOMAIN }
    deps.onEvent?.('login: wecom', { code: errcode ?? 0 })
    const isTold = errcode !== undefined && error instanceof Error
    return { trouble: isTold ? troubleOfCode(errcode, error) : loginTroubles.WECOM_AWAY }
  }
}

async function mayNotBeAdmin({ database }: AccessDeps, userid: string): Promise<boolean> {
  const held = await givenRoles(database.db, userid)
  return areApart(
    held.map(({ role }) => role),
    'admin',
  )
}

async function logFailure({ database, business, append }: AccessDeps, result: string): Promise<void> {
  const at = await business.now()
  await database.inTx((tx) =>
    append(tx, {
      at,
      actor: 'unknown',
      role: 'none',
      action: 'access.login-refused',
      objects: {},
      result,
    }),
  )
}

/** Only back to a page of ours: `//evil.example` and `/\evil.example` are addresses of others. */
export function localPath(to = '/'): string {
  return /^\/(?![/\\])[^\s\\]{0,1000}$/.test(to) && !to.startsWith('/login') ? to : '/'
}

function ownUrl(c: Context, publicUrl: string | undefined): string {
  return (publicUrl ?? new URL(c.req.url).origin).replace(/\/$/, '')
}

// What a proxy of ours says; else who really is at the other end.
