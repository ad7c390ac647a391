import { days, later } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse, ok, type Result } from '../../platform/result.ts'
import type { Run } from '../../platform/durable/durable.ts'
import type { Deps } from '../deps.ts'
import { troubleOf } from '../trouble.ts'
import { tellManagers } from './card.ts'
import { findingsOf, isTimeFor, monthOf } from './readiness.ts'
import { readEverybody } from './read.ts'
import {
  beginReading,
  endReading,
  findReading,
  lastReading,
  refusedAsFull,
  savePeople,
  type Reading,
} from './store.ts'

export const readinessWorkflow = 'handover.readiness'

// A refusal older than that says nothing of today's cap.
const fullForMs = days(90)

/** Begins the reading of the month on its first working hour; answers whether it did. Any process may call it at once. */
export async function startMonthly(deps: Deps): Promise<boolean> {
  const now = await deps.business.now()
  const month = monthOf(now)
  const last = await lastReading(deps.database.db)
  // A company that begins in mid-month asks by the button; cards begin with its first whole month.
  if (last === undefined) return begin(deps, { month, kind: 'begun', askedBy: null, now })
  if (last.month >= month || !isTimeFor(now)) return false
  return begin(deps, { month, kind: 'monthly', askedBy: null, now })
}

/** Somebody wants to know now. */
export async function startAsked(
  deps: Deps,
  { userid, role }: { readonly userid: string; readonly role: string },
): Promise<Result<null, 'ALREADY_READING'>> {
  const now = await deps.business.now()
  const last = await lastReading(deps.database.db)
  if (last !== undefined && last.finishedAt === null) return refuse('ALREADY_READING')
  await begin(deps, { month: monthOf(now), kind: 'asked', askedBy: userid, now, role })
  return ok(null)
}

interface Beginning {
  readonly month: string
  readonly kind: Reading['kind']
  readonly askedBy: string | null
  readonly now: Date
  readonly role?: string
}

function begin(deps: Deps, { month, kind, askedBy, now, role = 'system' }: Beginning): Promise<boolean> {
  const id = newId<'reading'>()
  return deps.database.inTx(async (tx) => {
    if (!(await beginReading(tx, { id, month, kind, askedBy, at: now }))) return false
    if (kind === 'begun') return false
    await deps.durable.enqueue(tx, readinessWorkflow, id, id)
    await deps.append(tx, {
      at: now,
      actor: askedBy ?? 'system',
      role,
      action: 'readiness.read',
      objects: { reading: id, month },
      result: 'begun',
    })
    return true
  })
}

/** One reading; trouble outside ends it with its reason, and the button asks again. */
export async function runReading(run: Run, deps: Deps, id: string): Promise<void> {
  await run.step('read', async () => {
    const reading = await findReading(deps.database.db, id)
    if (!reading || reading.finishedAt !== null) return 'over'
    const now = await deps.business.now()
    try {
      const people = await readEverybody(deps, await refusedAsFull(deps.database.db, later(now, -fullForMs)))
      const found = people.map((figures) => ({ figures, findings: findingsOf(figures) }))
      await deps.database.inTx(async (tx) => {
        if (!(await endReading(tx, id, { at: now, trouble: null }))) return
        await savePeople(tx, id, found)
        await deps.append(tx, {
          at: now,
          actor: 'system',
          role: 'executor',
          action: 'readiness.read',
          objects: { reading: id, month: reading.month, people: String(found.length) },
          result: 'ok',
        })
        if (reading.kind === 'monthly') await tellManagers(deps, tx, { month: reading.month, found, now })
      })
      return String(found.length)
    } catch (error) {
      const trouble = troubleOf(error)
      if (!trouble) throw error
      await deps.database.inTx((tx: Tx) => endReading(tx, id, { at: now, trouble }))
      return 'trouble'
    }
  })
}
