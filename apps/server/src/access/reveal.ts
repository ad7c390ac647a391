import { hours, later } from '../platform/clock.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import type { Tx } from '../platform/db.ts'
import type { Caller } from './decide.ts'
import type { AccessDeps } from './deps.ts'
import { holdersOf } from './roles.ts'
import { hoardingPerHour, revealedWithinAnHour, takeReveal, usedToday } from './reveals.ts'

export interface Asked {
  readonly handover: string
  readonly item: string
  readonly field: string
  readonly purpose: string
  readonly text?: string | undefined
}

export interface Shown {
  readonly value: string
  readonly leftToday: number
}

export type RevealRefusal = 'NOT_FOUND' | 'NOT_YOURS' | 'NO_VALUE' | 'QUOTA_SPENT'

/** Opens one field of one item for a purpose. The place of the day is taken and the entry written before it is shown. */
export async function reveal(
  deps: AccessDeps,
  caller: Caller,
  asked: Asked,
): Promise<Result<Shown, RevealRefusal>> {
  const { database, things } = deps
  const relations = await things.relationsTo('handover', asked.handover, caller.userid)
  const isNear = caller.reach === 'any' || caller.reach.some((one) => relations.includes(one))
  // Who may see neither this handover nor whether it exists.
  if (!isNear) return refuse('NOT_FOUND')
  const needsOwn = caller.role === 'employee'
  if (needsOwn && !(await things.isOwnItem(asked.handover, asked.item, caller.userid)))
    return refuse('NOT_YOURS')
  const value = await things.openField(database.db, asked)
  if (!value.ok) return value
  const at = await deps.business.now()
  return database.inTx(async (tx) => {
    const { handover, item, field, purpose } = asked
    const taken = await takeReveal(tx, { userid: caller.userid, handover, item, field, purpose, at })
    await deps.append(tx, {
      at,
      actor: caller.userid,
      role: caller.role,
      session: caller.session,
      action: 'customer.revealed',
      objects: { handover, item, field, purpose, person: caller.userid },
      result: taken ? 'ok' : 'QUOTA_SPENT',
      ...(asked.text === undefined ? {} : { payload: { text: asked.text } }),
    })
    if (!taken) {
      const { used, limit } = await usedToday(tx, caller.userid, at)
      const [officer] = await holdersOf(tx, 'security')
      const name = officer === undefined ? '' : await deps.directory.nameOf(tx, officer)
      return refuse('QUOTA_SPENT', { used, limit, ask: name })
    }
    if (relations.includes('own')) await watchLeaver(deps, tx, { userid: caller.userid, handover, at })
    return ok({ value: value.value, leftToday: taken.limit - taken.used })
  })
}

/** A leaver who looks up many customers may be taking them along: data security hears of it, once a day. */
async function watchLeaver(
  deps: AccessDeps,
  tx: Tx,
  { userid, handover, at }: { readonly userid: string; readonly handover: string; readonly at: Date },
): Promise<void> {
  const n = await revealedWithinAnHour(tx, userid, at)
  // The place of the day is taken one at a time, so exactly one of them is the first too many.
  if (n !== hoardingPerHour + 1) return
  await deps.append(tx, {
    at,
    actor: 'system',
    role: 'system',
    action: 'access.hoarding',
    objects: { handover, person: userid, within: '1h', records: String(n) },
    result: 'told',
    urgent: true,
  })
  const name = await deps.directory.nameOf(tx, userid)
  const until = later(at, hours(8)).toISOString().slice(11, 16)
  const text = `${name} 正在离职，一小时内查看了 ${n} 位客户的明文（到 ${until}）。请看审计记录，必要时结束他的会话。`
  for (const officer of await holdersOf(tx, 'security'))
    await deps.notify.sendText(tx, { to: officer, about: { kind: 'handover', id: handover }, text })
}
