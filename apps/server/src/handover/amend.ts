import type { BodyOf, RefusalOf, wizardRoutes } from '@jieli/contract'
import { fewestPeopleFor, headCount, readPolicy, voidSet } from '../approvals/index.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import { checkDraft, checkPeople, datesOf, type Actor } from './begin.ts'
import type { Deps } from './deps.ts'
import { attemptsOf } from './store-attempts.ts'
import { findHandover, leaversAmong, lockHandover, patchHandover, patchPlan } from './store.ts'

type Amending = BodyOf<typeof wizardRoutes.amend>
export type AmendRefusal = RefusalOf<typeof wizardRoutes.amend>

const early: readonly string[] = ['confirming', 'approving', 'executing']

/**
 * Changes the plan before anything was sent. What was agreed to is void, the inventory is taken anew with the new
 * rules, and it has to be submitted again.
 */
export async function amend(
  deps: Deps,
  { id, change, actor }: { readonly id: string; readonly change: Amending; readonly actor: Actor },
): Promise<Result<{ readonly version: number }, AmendRefusal>> {
  const now = await deps.business.now()
  const before = await findHandover(deps.database.db, id)
  if (!before) return refuse('NOT_FOUND')
  const { leaver, initiator } = before
  const trigger = change.trigger ?? before.trigger
  const draft = {
    ...change,
    leaver,
    initiator,
    trigger,
    returnAt: change.returnAt ?? before.return_at?.toISOString(),
    accessEnds: change.accessEnds ?? before.access_ends,
  }
  const plan = checkDraft(draft, now)
  if (!plan.ok) {
    if (plan.why === 'LEAVER_UNKNOWN' || plan.why === 'ALREADY_IN_HANDOVER') return refuse('NOT_FOUND')
    return plan as Result<never, AmendRefusal>
  }
  const userids = plan.value.successors.map(({ userid }) => userid)
  await deps.directory.refreshPeople([leaver, ...userids])
  const person = await deps.directory.person(deps.database.db, leaver)
  const people = checkPeople(person, await deps.directory.canTakeCustomers(userids), trigger)
  if (!people.ok) return people as Result<never, AmendRefusal>
  return deps.database.inTx(async (tx) => {
    const row = await lockHandover(tx, id)
    if (!row) return refuse('NOT_FOUND')
    if (row.plan_version !== change.version) return refuse('PLAN_CHANGED', { version: row.plan_version })
    const wasSent = (await attemptsOf(tx, id)).length > 0
    if (wasSent || !early.includes(row.state)) return refuse('ALREADY_SENT', { state: row.state })
    const minPeople = fewestPeopleFor((await readPolicy(tx)).rules, trigger)
    const count = headCount(change.approvers)
    if (count < minPeople) return refuse('APPROVER_CONFLICT', { people: count, needed: minPeople })
    const leaving = await leaversAmong(tx, userids)
    if (leaving.size > 0) return refuse('SUCCESSOR_IS_LEAVING', { people: [...leaving] })
    if (row.approval_set_id !== null) {
      await voidSet(tx, row.approval_set_id, 'SUPERSEDED', now)
      const text = `方案已更新到 v${row.plan_version + 1}，请重新看`
      await deps.notify.closeCards(
        tx,
        { kind: 'approval', id: row.approval_set_id },
        { evenPressed: true, text },
      )
    }
    const version = row.plan_version + 1
    await patchPlan(tx, id, { plan: plan.value, version, by: actor.userid, trigger, ...datesOf(draft) })
    await patchHandover(tx, id, {
      state: 'collecting',
      approval_set_id: null,
      envelope_hash: null,
      next_due_at: now,
      wake: true,
    })
    await deps.append(tx, {
      at: now,
      actor: actor.userid,
      role: actor.role,
      action: 'handover.amended',
      objects: { handover: id, version: String(version), set: row.approval_set_id ?? 'none', trigger },
      result: 'ok',
    })
    return ok({ version })
  })
}
