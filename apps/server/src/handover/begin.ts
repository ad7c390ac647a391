import type { Draft } from '@jieli/contract'
import { conflictOf, headCount, readPolicy } from '../approvals/index.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import type { Ability, Person } from '../directory/index.ts'
import type { Deps } from './deps.ts'
import type { Plan } from './handover.ts'
import { isThere, refusalFor } from './problems.ts'
import { sealMessage } from './message.ts'
import { insertHandover, leaversAmong, newHandoverId } from './store.ts'

export type CreateRefusal =
  | 'SAME_PERSON'
  | 'LEAVER_UNKNOWN'
  | 'SUCCESSOR_UNKNOWN'
  | 'SUCCESSOR_INACTIVE'
  | 'SUCCESSOR_WITHOUT_CUSTOMER_CONTACT'
  | 'RULE_NAMES_NO_SUCCESSOR'
  | 'DEADLINE_PAST'
  | 'DEADLINE_BEFORE_START'
  | 'ALREADY_IN_HANDOVER'
  | 'SUCCESSOR_IS_LEAVING'
  | 'APPROVER_CONFLICT'

/** What the draft alone can tell: no clock, no database. */
export function checkDraft(draft: Draft, now: Date): Result<Plan, CreateRefusal> {
  const successors = draft.successors.map(({ userid, cap }) => ({ userid, cap: cap ?? null }))
  const names = new Set(successors.map(({ userid }) => userid))
  // WeCom tells no upper from lower case in a userid.
  const isLeaver = (userid: string) => userid.toLowerCase() === draft.leaver.toLowerCase()
  if ([...names].some(isLeaver)) return refuse('SAME_PERSON', { userid: draft.leaver })
  const strangers = draft.rules
    .flatMap(({ to, fallbacks }) => [to, ...fallbacks])
    .filter((userid) => !names.has(userid))
  if (strangers.length > 0) return refuse('RULE_NAMES_NO_SUCCESSOR', { people: [...new Set(strangers)] })
  const transferStartAt = new Date(draft.transferStartAt)
  const freezeAt = new Date(draft.freezeAt)
  if (freezeAt <= now)
    return refuse('DEADLINE_PAST', { freezeAt: freezeAt.toISOString(), now: now.toISOString() })
  if (freezeAt <= transferStartAt)
    return refuse('DEADLINE_BEFORE_START', { freezeAt: freezeAt.toISOString() })
  const parties = { leaver: draft.leaver, successors: [...names], initiator: draft.initiator }
  for (const [seat, person] of Object.entries(draft.approvers)) {
    const conflict = conflictOf(person, parties)
    if (conflict) return refuse('APPROVER_CONFLICT', { seat, person, conflict })
  }
  const { rules, approvers } = draft
  return ok({
    rules,
    successors,
    approvers,
    transferStartAt,
    freezeAt,
  })
}

/** What can be known of the people before an attempt: activation and the customer-contact permission, no more. */
export function checkPeople(
  leaver: Person | undefined,
  successors: readonly Ability[],
): Result<true, CreateRefusal> {
  if (!isThere(leaver)) return refuse('LEAVER_UNKNOWN')
  for (const ability of successors) {
    if (ability.can === 'no') return refuse(refusalFor(ability.why), { userid: ability.userid })
  }
  return ok(true)
}

export interface Actor {
  readonly userid: string
  readonly role: string
}

/** Records the draft and asks for the inventory; nobody outside is told anything yet. */
export async function create(deps: Deps, draft: Draft, actor: Actor): Promise<Result<string, CreateRefusal>> {
  const now = await deps.business.now()
  const plan = checkDraft(draft, now)
  if (!plan.ok) return plan
  const userids = plan.value.successors.map(({ userid }) => userid)
  await deps.directory.refreshPeople([draft.leaver, ...userids, ...Object.values(draft.approvers)])
  const people = checkPeople(
    await deps.directory.person(deps.database.db, draft.leaver),
    await deps.directory.canTakeCustomers(userids),
  )
  if (!people.ok) return people
  return deps.database.inTx(async (tx) => {
    const { minPeople } = await readPolicy(tx)
    const people = headCount(draft.approvers)
    if (people < minPeople) return refuse('APPROVER_CONFLICT', { people, needed: minPeople })
    const leaving = await leaversAmong(tx, [draft.leaver, ...userids])
    if (leaving.has(draft.leaver)) return refuse('ALREADY_IN_HANDOVER', { leaver: draft.leaver })
    const alsoLeaving = userids.filter((userid) => leaving.has(userid))
    if (alsoLeaving.length > 0) return refuse('SUCCESSOR_IS_LEAVING', { people: alsoLeaving })
    const id = await newHandoverId(tx, now)
    const { leaver, initiator, messageToCustomers: text } = draft
    const message = await sealMessage(deps, tx, { id, text })
    await insertHandover(tx, { id, leaver, initiator, plan: plan.value, message, now })
    await deps.append(tx, {
      at: now,
      actor: actor.userid,
      role: actor.role,
      action: 'handover.created',
      objects: { handover: id, leaver: draft.leaver, trigger: draft.trigger, initiator: draft.initiator },
      result: 'ok',
    })
    return ok(id)
  })
}
