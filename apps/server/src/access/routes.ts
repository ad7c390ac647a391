import { createHash } from 'node:crypto'
import { accessRoutes, grantOf, isAction, policy } from '@jieli/contract'
import type { Mount } from '../platform/http.ts'
import { ok, refuse } from '../platform/result.ts'
import { decide, type Caller } from './decide.ts'
import type { AccessDeps } from './deps.ts'
import { meOf } from './me.ts'
import { signOwnPage } from './page-signature.ts'
import { activePerson } from './people.ts'
import { requestAccess } from './requests.ts'
import { reveal } from './reveal.ts'
import { allowMore, usedToday } from './reveals.ts'
import { decideProposal, propose } from './role-acts.ts'
import { rolesView } from './roles-view.ts'
import { rolesOf } from './roles.ts'
import { endSession, endSessionsOf } from './sessions.ts'

/** Mounts the rows of access. */
export function serveAccess({ serve }: Mount<Caller>, deps: AccessDeps): void {
  const { database } = deps
  const { db } = database

  serve(accessRoutes.me, async ({ caller }) => ok(await meOf(deps, caller)))
  serve(accessRoutes.pageSignature, ({ query: { url } }) => signOwnPage(deps, url))
  serve(accessRoutes.endSession, async ({ caller }) => {
    const { session } = caller
    if (session === undefined) return ok({ ended: 0 })
    await database.inTx(async (tx) => {
      await endSession(tx, session, 'logged out', deps.wall.now())
      await log(deps, caller, 'access.logged-out', { session }, tx)
    })
    return ok({ ended: 1 })
  })
  serve(accessRoutes.endSessions, async ({ body: { userid }, caller }) => {
    const ended = await database.inTx(async (tx) => {
      const n = await endSessionsOf(tx, userid, `by ${caller.userid}`, deps.wall.now())
      await log(deps, caller, 'access.sessions-ended', { person: userid, sessions: String(n) }, tx)
      return n
    })
    return ok({ ended })
  })
  serve(accessRoutes.roles, async () => ok(await rolesView(deps)))
  serve(accessRoutes.proposeRole, async ({ body, caller }) => propose(deps, caller, body))
  serve(accessRoutes.decideRole, async ({ params: { id }, body, caller }) =>
    decideProposal(deps, caller, { id, ...body }),
  )
  serve(accessRoutes.policy, async () => {
    const version = createHash('sha256').update(JSON.stringify(policy)).digest('hex').slice(0, 12)
    // The table is the contract's own; the row only names its shape.
    return Promise.resolve(ok({ version, table: structuredClone(policy) as never }))
  })
  serve(accessRoutes.why, async ({ body: { userid, action, handover } }) => {
    if (!isAction(action)) return refuse('ACTION_UNKNOWN', { action })
    const person = await activePerson(deps, db, userid)
    const roles = person ? await rolesOf(db, person) : []
    const relations =
      handover === undefined ? [] : await deps.things.relationsTo('handover', handover, userid)
    const who = await decide(
      action,
      { userid, roles },
      handover === undefined ? undefined : () => Promise.resolve(relations),
    )
    const reach = who ? grantOf(action)[who.role] : undefined
    return ok({
      allowed: who !== undefined,
      roles: [...roles],
      relations: [...relations],
      by: who && reach !== undefined ? { role: who.role, reach: reach === 'any' ? reach : [...reach] } : null,
    })
  })
  serve(accessRoutes.reveal, async ({ body, caller }) => {
    const shown = await reveal(deps, caller, body)
    return shown.ok ? ok({ ...shown.value, hideAfterSeconds: 60 }) : shown
  })
  serve(accessRoutes.myReveals, async ({ caller }) => {
    const { used, limit } = await usedToday(db, caller.userid, await deps.business.now())
    return ok({ usedToday: used, limit })
  })
  serve(accessRoutes.allowReveals, async ({ body: { userid, more }, caller }) => {
    if (userid.toLowerCase() === caller.userid.toLowerCase()) return refuse('NOT_FOR_ONESELF')
    const person = await activePerson(deps, db, userid)
    if (!person) return refuse('PERSON_UNKNOWN', { userid })
    const at = await deps.business.now()
    const limit = await database.inTx(async (tx) => {
      await allowMore(tx, { userid: person.userid, more, by: caller.userid, at })
      await log(deps, caller, 'reveal.allowed', { person: person.userid, more: String(more) }, tx)
      return (await usedToday(tx, person.userid, at)).limit
    })
    return ok({ limit })
  })
  serve(accessRoutes.requestAccess, ({ body, caller }) => requestAccess(deps, caller, body))
}

async function log(
  deps: AccessDeps,
  caller: Caller,
  action: string,
  objects: Readonly<Record<string, string>>,
  tx: Parameters<AccessDeps['append']>[0],
): Promise<void> {
  await deps.append(tx, {
    at: await deps.business.now(),
    actor: caller.userid,
    role: caller.role,
    session: caller.session,
    action,
    objects,
    result: 'ok',
  })
}
