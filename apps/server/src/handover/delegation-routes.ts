import { delegationRoutes } from '@jieli/contract'
import type { Caller } from '../access/index.ts'
import { delegate, delegatesOf, endDelegation, whomStandsFor } from '../approvals/index.ts'
import { days, later } from '../platform/clock.ts'
import type { Mount } from '../platform/http.ts'
import { ok, refuse } from '../platform/result.ts'
import type { Deps } from './deps.ts'

const usualMs = days(14)

/** Whoever is away names who decides in his place. */
export function serveDelegation({ serve }: Mount<Caller>, deps: Deps): void {
  const { database, directory } = deps
  const mineOf = async (person: string, now: Date) => {
    const [found] = await delegatesOf(database.db, [person], now)
    return found ? { person: found.person, delegate: found.delegate, until: found.until.toISOString() } : null
  }
  serve(delegationRoutes.mine, async ({ caller }) => {
    const now = await deps.business.now()
    const mine = await mineOf(caller.userid, now)
    const whose = await whomStandsFor(database.db, caller.userid, now)
    const people = [...whose, ...(mine === null ? [] : [mine.delegate])]
    return ok({
      mine,
      for: [...whose],
      names: Object.fromEntries(await directory.namesOf(database.db, people)),
    })
  })
  serve(delegationRoutes.set, async ({ body, caller }) => {
    const now = await deps.business.now()
    const { delegate: to } = body
    const until = body.until === undefined ? later(now, usualMs) : new Date(body.until)
    if (to !== null) {
      if (to.toLowerCase() === caller.userid.toLowerCase()) return refuse('NOT_ONESELF')
      if (until <= now) return refuse('UNTIL_PAST', { now: now.toISOString() })
      const person = await directory.person(database.db, to)
      if (person?.status !== 'active') return refuse('PERSON_UNKNOWN', { userid: to })
    }
    await database.inTx(async (tx) => {
      if (to === null) await endDelegation(tx, caller.userid, now)
      else await delegate(tx, { person: caller.userid, delegate: to, until, now })
      await deps.append(tx, {
        at: now,
        actor: caller.userid,
        role: caller.role,
        action: to === null ? 'approval.delegation-ended' : 'approval.delegated',
        objects: { person: caller.userid, delegate: to ?? 'none', until: until.toISOString() },
        result: 'ok',
      })
    })
    return ok({ mine: await mineOf(caller.userid, now) })
  })
}
