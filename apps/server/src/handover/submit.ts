import { effectsAllowed } from '../audit/index.ts'
import {
  decide,
  find as findSet,
  request,
  voidSet,
  type DecideRefusal,
  type Decision,
} from '../approvals/index.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import type { Tx } from '../platform/db.ts'
import type { Actor } from './begin.ts'
import { askApprovers, askNext } from './ask-approvers.ts'
import { endAccess } from './access-end.ts'
import type { Deps } from './deps.ts'
import { envelopeOf } from './envelope.ts'
import { earliestFinish } from './preview.ts'
import { approvalEndsAt } from './triggers.ts'
import { lockHandover, patchHandover, type HandoverRow } from './store.ts'

export type SubmitRefusal =
  | 'NOT_FOUND'
  | 'NOT_READY'
  | 'PLAN_CHANGED'
  | 'UNASSIGNED_ITEMS'
  | 'DEADLINE_TOO_EARLY'
  | 'APPROVER_CONFLICT'
  | 'LOG_READ_ONLY'

/** Asks the four approvers by card. The yes of all four starts the execution at the agreed time. */
export async function submit(
  deps: Deps,
  { id, hash, actor }: { readonly id: string; readonly hash: string; readonly actor: Actor },
): Promise<Result<string, SubmitRefusal>> {
  const now = await deps.business.now()
  return deps.database.inTx(async (tx) => {
    const row = await lockHandover(tx, id)
    if (!row) return refuse('NOT_FOUND')
    if (row.state !== 'confirming' || !row.preview) return refuse('NOT_READY', { state: row.state })
    if (row.envelope_hash !== hash) return refuse('PLAN_CHANGED')
    if (!(await effectsAllowed(tx)).ok) return refuse('LOG_READ_ONLY')
    if (row.preview.unassigned > 0) return refuse('UNASSIGNED_ITEMS', { count: row.preview.unassigned })
    const start = row.transfer_start_at > now ? row.transfer_start_at : now
    const { customer, group } = row.preview.items
    const earliest = earliestFinish(start, { customers: customer, groups: group })
    if (row.freeze_at < earliest) return refuse('DEADLINE_TOO_EARLY', { earliest: earliest.toISOString() })
    const asked = await request(tx, {
      envelope: envelopeOf(row, row.preview.items),
      approvers: row.plan.approvers,
      initiator: row.initiator,
      at: now,
      expiresAt: approvalEndsAt(row),
    })
    if (!asked.ok) return refuse('APPROVER_CONFLICT', { why: asked.why, ...asked.facts })
    const set = asked.value
    await patchHandover(tx, id, { state: 'approving', approval_set_id: set.id, envelope_hash: set.hash })
    const withSet = { ...row, envelope_hash: set.hash }
    await askApprovers(deps, tx, { row: withSet, set, now })
    await deps.append(tx, {
      at: now,
      actor: actor.userid,
      role: actor.role,
      action: 'approval.requested',
      objects: { handover: id, set: set.id, envelope: set.hash },
      result: 'ok',
    })
    return ok(set.id)
  })
}

export interface Voting {
  readonly set: string
  /** Why it was sent back; personal, so it is stored sealed. */
  readonly why?: string | undefined
  readonly person: string
  readonly decision: Decision
  readonly hash: string
  readonly now: Date
}

/** A person's yes or no; the last yes sets the execution on its way. */
export async function castVote(
  deps: Deps,
  tx: Tx,
  voting: Voting,
): Promise<Result<{ readonly rejected: boolean }, DecideRefusal>> {
  const found = await findSet(tx, voting.set)
  const row = found && (await lockHandover(tx, found.handoverId))
  if (!row) return refuse('NO_SUCH_SET')
  const { set, person, decision, hash, now, why } = voting
  const reason =
    why === undefined
      ? {}
      : { reason: { text: why, box: await deps.vault.box(tx, { kind: 'handover', id: row.id }) } }
  const decided = await decide(tx, { set, person, decision, at: now, hash, ...reason })
  if (!decided.ok) {
    await log(deps, tx, { row, voting, action: 'approval.refused', seat: '', result: decided.why })
    return decided
  }
  const { seats: given, complete, rejected } = decided.value
  for (const seat of given) {
    await log(deps, tx, {
      row,
      voting,
      action: rejected ? 'approval.rejected' : 'approval.given',
      seat,
      result: 'ok',
    })
  }
  for (const seat of decided.value.delegated) {
    const name = await deps.directory.nameOf(tx, person)
    const said = { person: found.seats[seat].person, text: `${name} 已代你${rejected ? '退回' : '同意'}` }
    await deps.notify.closeCards(tx, { kind: 'approval', id: set }, said)
  }
  if (rejected) await sendBack(deps, tx, row, voting)
  else if (!complete && found.inOrder) await askNext(deps, tx, { row, set, now })
  if (complete) await setGoing(deps, tx, row, voting)
  return ok({ rejected })
}

/** The same by a card; answers what the card says then. */
export async function vote(deps: Deps, tx: Tx, voting: Voting): Promise<string> {
  const cast = await castVote(deps, tx, voting)
  if (!cast.ok) return refusedWords[cast.why]
  return cast.value.rejected ? '已退回' : '已同意'
}

const refusedWords: Readonly<Record<DecideRefusal, string>> = {
  NOT_YOUR_TURN: '还没轮到你，前面的人先审批',
  TOO_FEW_PEOPLE: '一个人代得太多，请另一位来定',
  APPROVER_IS_LEAVER: '你是要交接的人，不能代审',
  APPROVER_IS_SUCCESSOR: '你是接替人，不能代审',
  APPROVER_IS_INITIATOR: '你是发起人，不能代审',
  NO_SUCH_SET: '没有这个审批',
  NOT_AN_APPROVER: '你不是审批人',
  VOIDED: '方案已变，之前的审批作废',
  STALE: '方案已变，请看新的卡片',
  ALREADY_DECIDED: '你已经审批过',
  REJECTED: '已被退回',
  EXPIRED: '审批已过期',
}

interface Logged {
  readonly row: HandoverRow
  readonly voting: Voting
  readonly action: string
  readonly seat: string
  readonly result: string
}

async function log(deps: Deps, tx: Tx, { row, voting, action, seat, result }: Logged): Promise<void> {
  await deps.append(tx, {
    at: voting.now,
    actor: voting.person,
    role: 'approver',
    action,
    objects: { handover: row.id, set: voting.set, seat, person: voting.person },
    result,
  })
}

async function sendBack(deps: Deps, tx: Tx, row: HandoverRow, voting: Voting): Promise<void> {
  await voidSet(tx, voting.set, 'REJECTED', voting.now)
  await patchHandover(tx, row.id, { state: 'confirming', approval_set_id: null, next_due_at: null })
  await deps.notify.closeCards(tx, { kind: 'approval', id: voting.set }, { text: '已被退回' })
  // The set is no longer the handover's, so this is where the initiator reads why.
  const name = await deps.directory.nameOf(tx, voting.person)
  const reason = voting.why === undefined ? '没有写理由' : `理由：${voting.why}`
  const text = `交接 ${row.id} 被退回，${name}${reason}。请修改方案后再提交`
  await deps.notify.sendText(tx, { to: row.initiator, about: { kind: 'handover', id: row.id }, text })
}

async function setGoing(deps: Deps, tx: Tx, row: HandoverRow, { set, now, person }: Voting): Promise<void> {
  await patchHandover(tx, row.id, {
    state: 'executing',
    next_due_at: row.transfer_start_at > now ? row.transfer_start_at : now,
  })
  await deps.append(tx, {
    at: now,
    actor: person,
    role: 'approver',
    action: 'approval.complete',
    objects: { handover: row.id, set },
    result: 'ok',
    urgent: true,
  })
  if (row.access_ends === 'at-once') await endAccess(deps, tx, row, now)
}
