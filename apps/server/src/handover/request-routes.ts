import { startRequestRoutes } from '@jieli/contract'
import type { Caller } from '../access/index.ts'
import type { Mount } from '../platform/http.ts'
import { ok, refuse } from '../platform/result.ts'
import type { Deps } from './deps.ts'
import { ask, dropRequest, openRequests, type StartRequestRow } from './start-requests.ts'

/** What other systems ask for, and what waits for HR. */
export function serveStartRequests({ serve }: Mount<Caller>, deps: Deps): void {
  const { database, directory } = deps
  serve(startRequestRoutes.ask, async ({ body, caller }) => {
    if (!(await directory.person(database.db, body.person)))
      return refuse('PERSON_UNKNOWN', { person: body.person })
    const now = await deps.business.now()
    const asked = await database.inTx((tx) =>
      ask(deps, tx, {
        source: 'hr-system',
        ref: body.ref,
        person: body.person,
        trigger: body.trigger,
        freezeAt: body.freezeAt === undefined ? null : new Date(body.freezeAt),
        returnAt: body.returnAt === undefined ? null : new Date(body.returnAt),
        by: caller,
        now,
      }),
    )
    return ok(asked)
  })
  serve(startRequestRoutes.list, async ({ caller }) => {
    const rows = await requestsFor(deps, caller)
    const people = [...new Set(rows.map(({ person }) => person))]
    return ok({
      requests: rows.map(requestView),
      names: Object.fromEntries(await directory.namesOf(database.db, people)),
    })
  })
  serve(startRequestRoutes.drop, async ({ params: { id }, body, caller }) => {
    const now = await deps.business.now()
    const dropped = await database.inTx((tx) => dropRequest(deps, tx, { id, why: body.why, by: caller, now }))
    return ok({ dropped })
  })
}

/** HR sees all that waits, a manager what concerns his people. */
export async function requestsFor(deps: Deps, caller: Caller): Promise<readonly StartRequestRow[]> {
  const { db } = deps.database
  if (caller.roles.includes('hr')) return openRequests(db, undefined)
  return caller.roles.includes('manager')
    ? openRequests(db, await deps.directory.ledBy(db, caller.userid))
    : []
}

export function requestView({ freezeAt, returnAt, at, ...row }: StartRequestRow) {
  return {
    ...row,
    freezeAt: freezeAt?.toISOString() ?? null,
    returnAt: returnAt?.toISOString() ?? null,
    at: at.toISOString(),
  }
}
