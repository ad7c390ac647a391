import { sql } from 'kysely'
import { ok, refuse, type Result } from '../platform/result.ts'
import type { Tx } from '../platform/db.ts'
import type { Caller } from './decide.ts'
import type { AccessDeps } from './deps.ts'
import { holdersOf } from './roles.ts'
import { dayOf } from './reveals.ts'

// More things in one day are guesses, and every one of them rings at the administrators.
const mostADay = 10

export interface Wanted {
  readonly about: 'handover'
  readonly id: string
}

/** Tells the administrators that somebody wants to see a thing. Whether it exists is never looked up. */
export async function requestAccess(
  deps: AccessDeps,
  caller: Caller,
  wanted: Wanted,
): Promise<Result<{ readonly administrators: number }, 'ASKED_ENOUGH'>> {
  const at = await deps.business.now()
  return deps.database.inTx(async (tx) => {
    const admins = await holdersOf(tx, 'admin')
    const asked = await note(tx, { userid: caller.userid.toLowerCase(), wanted, at })
    if (asked === 'too many') return refuse('ASKED_ENOUGH')
    if (asked === 'before') return ok({ administrators: admins.length })
    const name = await deps.directory.nameOf(tx, caller.userid)
    const text = `${name} 想看交接 ${wanted.id}。合适的话，请发起人把他加进方案，或在「角色与策略」给他角色；不合适就不用处理。`
    for (const to of admins)
      await deps.notify.sendText(tx, { to, about: { kind: 'access', id: wanted.id }, text })
    await deps.append(tx, {
      at,
      actor: caller.userid,
      role: caller.role,
      session: caller.session,
      action: 'access.requested',
      objects: { [wanted.about]: wanted.id, person: caller.userid },
      result: 'told',
    })
    return ok({ administrators: admins.length })
  })
}

async function note(
  tx: Tx,
  { userid, wanted, at }: { readonly userid: string; readonly wanted: Wanted; readonly at: Date },
): Promise<'now' | 'before' | 'too many'> {
  const day = dayOf(at)
  // One at a time for a person, so that many at once cannot pass the limit together.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`access-request/${userid}`}, 0))`.execute(tx)
  const { rows } = await sql<{ same: boolean; n: number }>`
    select coalesce(bool_or(about = ${wanted.about} and thing = ${wanted.id}), false) as same, count(*)::int as n
    from access.request where userid = ${userid} and day = ${day}`.execute(tx)
  const { same = false, n = 0 } = rows[0] ?? {}
  if (same) return 'before'
  if (n >= mostADay) return 'too many'
  await sql`insert into access.request (userid, day, about, thing, at)
    values (${userid}, ${day}, ${wanted.about}, ${wanted.id}, ${at})`.execute(tx)
  return 'now'
}
