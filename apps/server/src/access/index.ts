import type { Hono } from 'hono'
import type { Edge, Mount } from '../platform/http.ts'
import type { Result } from '../platform/result.ts'
import { cookiesNamed } from './cookies.ts'
import type { Caller } from './decide.ts'
import type { AccessDeps } from './deps.ts'
import { followerOf, type Follower } from './follower.ts'
import { createGate } from './gate.ts'
import { loginRoutes } from './login.ts'
import { newFirstLink } from './login-store.ts'
import { createRates } from './rates.ts'
import { giveByOperator, type Blocked } from './role-acts.ts'
import { holdersOf, openProposals, type GivenRole, type Proposal } from './roles.ts'
import { serveAccess } from './routes.ts'
import { forgetOld } from './sessions.ts'

export { decide, type Caller, type Identity } from './decide.ts'
export type { AccessSettings, OpenField, Things } from './deps.ts'
export type { Follower } from './follower.ts'
export { createKey, holderOf, revokeKeysOf, type KeyHolder } from './keys.ts'
export { installer } from './installer.ts'
export { createInstallerAccess, type InstallerAccess } from './installer-access.ts'
export { masked } from './mask.ts'
export { areApart, giveRole, givenRolesOf, holdersOf, isGivenRole, type GivenRole } from './roles.ts'
export { endSessionsOf, startSession } from './sessions.ts'

/** Who comes in, who may do what, and what is shown in clear. */
export interface Access {
  readonly admit: Edge<Caller>['admit']
  /** Who follows live updates, by the session of the request. */
  follower(headers: Headers): Promise<Follower | undefined>
  /** /login, /login/back, /first/:token. */
  readonly loginRoutes: Hono
  mount(mount: Mount<Caller>): void
  /** The path of a one-time link while nobody is administrator. */
  firstAdminPath(): Promise<string | undefined>
  hasAdmin(): Promise<boolean>
  give(userid: string, role: GivenRole): Promise<Result<null, Blocked>>
  /** Role changes that wait for a security officer. */
  proposals(): Promise<readonly Proposal[]>
  holdersOf(role: GivenRole): Promise<readonly string[]>
  tidy(): Promise<void>
}

export function createAccess(deps: AccessDeps): Access {
  const { database, wall, settings } = deps
  const cookies = cookiesNamed(settings.cookie, settings.publicUrl?.startsWith('https:') ?? false)
  const rates = createRates(wall)
  const onStranger = ({ userid, about, id, action }: Readonly<Record<string, string>>) => {
    void (async () => {
      const at = await deps.business.now()
      await database.inTx((tx) =>
        deps.append(tx, {
          at,
          actor: userid ?? '',
          role: 'stranger',
          action: 'access.denied',
          objects: { [about ?? 'thing']: (id ?? '').slice(0, 64), wanted: action ?? '' },
          result: 'NO_PERMISSION',
        }),
      )
    })().catch(() => deps.onEvent?.('denial not logged', {}))
  }
  const admit = createGate(deps, { cookies, rates, onStranger })
  return {
    admit,
    follower: (headers) => followerOf(deps, admit, headers),
    proposals: () => openProposals(database.db),
    holdersOf: (role) => holdersOf(database.db, role),
    loginRoutes: loginRoutes(deps, cookies, rates),
    mount: (mount) => serveAccess(mount, deps),
    firstAdminPath: () =>
      database.inTx(async (tx) => {
        if ((await holdersOf(tx, 'admin')).length > 0) return undefined
        return `/first/${await newFirstLink(tx, wall.now())}`
      }),
    hasAdmin: async () => (await holdersOf(database.db, 'admin')).length > 0,
    give: (userid, role) => giveByOperator(deps, { userid, role }),
    tidy: () => database.inTx((tx) => forgetOld(tx, wall.now())),
  }
}
