import type { AccessEnds, Draft, Trigger } from '@jieli/contract'
import { conflictOf, fewestPeopleFor, headCount, readPolicy } from '../approvals/index.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import type { Ability, Person } from '../directory/index.ts'
import type { Deps } from './deps.ts'
import type { Plan } from './handover.ts'
import { isThere, refusalFor } from './problems.ts'
import { sealMessage } from './message.ts'
import { answerRequests } from './start-requests.ts'
import { routeOf } from './triggers.ts'
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
  | 'RETURN_MISSING'
  | 'RETURN_TOO_EARLY'
  | 'LEAVER_GONE'

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
  const returns = routeOf(draft.trigger).returns
  if (returns && draft.returnAt === undefined) return refuse('RETURN_MISSING')
  if (returns && draft.returnAt !== undefined && new Date(draft.returnAt) <= freezeAt)
    return refuse('RETURN_TOO_EARLY', { returnAt: draft.returnAt, freezeAt: freezeAt.toISOString() })
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
  trigger: Trigger,
): Result<true, CreateRefusal> {
  if (leaver === undefined) return refuse('LEAVER_UNKNOWN')
  // Whoever was deleted in WeCom can only have left: nobody changes his post or comes back to his things.
  if (!isThere(leaver) && !routeOf(trigger).freezes) return refuse('LEAVER_GONE')
  for (const ability of successors) {
    if (ability.can === 'no') return refuse(refusalFor(ability.why), { userid: ability.userid })
  }
  return ok(true)
}

/** What only some triggers have; of the others it is dropped, so that changing the trigger leaves nothing behind. */
export function datesOf({
  trigger,
  returnAt,
  accessEnds,
}: Pick<Draft, 'trigger' | 'returnAt' | 'accessEnds'>): {
  readonly accessEnds: AccessEnds
  readonly returnAt: Date | null
} {
  const route = routeOf(trigger)
  return {
    accessEnds: trigger === 'dismiss' ? (accessEnds ?? 'at-freeze') : 'at-freeze',
    returnAt: route.returns && returnAt !== undefined ? new Date(returnAt) : null,
  }
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
    draft.trigger,
  )
  if (!people.ok) return people
  return deps.database.inTx(async (tx) => {
    // How large it is nobody knows yet; the rule for its size is asked when it is submitted.
    const minPeople = fewestPeopleFor((await readPolicy(tx)).rules, draft.trigger)
    const people = headCount(draft.approvers)
    if (people < minPeople) return refuse('APPROVER_CONFLICT', { people, needed: minPeople })
    const leaving = await leaversAmong(tx, [draft.leaver, ...userids])
    if (leaving.has(draft.leaver)) return refuse('ALREADY_IN_HANDOVER', { leaver: draft.leaver })
    const alsoLeaving = userids.filter((userid) => leaving.has(userid))
    if (alsoLeaving.length > 0) return refuse('SUCCESSOR_IS_LEAVING', { people: alsoLeaving })
    const id = await newHandoverId(tx, now)
    const { leaver, initiator, trigger, messageToCustomers: text } = draft
    const message = await sealMessage(deps, tx, { id, text })
    await insertHandover(tx, {
      id,
      leaver,
      initiator,
      trigger,
      ...datesOf(draft),
      plan: plan.value,
      message,
      now,
    })
    await answerRequests(tx, leaver, id)
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
