import { endAccess } from './access-end.ts'
import { isOver, notEnded, type Change, type Item } from './handover.ts'
import { newId } from '../platform/ids.ts'
import { accountState, freezeAccount } from './carriers/account.ts'
import { keptByDefault } from './decision.ts'
import type { Deps } from './deps.ts'
import { waitUntilCovered } from './cover.ts'
import { approvalsOf } from './move.ts'
import { turnBack } from './give-back.ts'
import { reportOf } from './report.ts'
import { leaveOver } from './tasks/leave-over.ts'
import * as attempts from './store-attempts.ts'
import { applyChanges, itemOf, itemsOf } from './store-items.ts'
import { findHandover, lockHandover, patchHandover, type HandoverRow } from './store.ts'
import { stays } from './cancel.ts'
import { endsAt, routeOf } from './triggers.ts'

/** The freeze wins at its agreed time: what is still open gets an owner, a decision and a date before it. */
export async function keepTheRest(deps: Deps, id: string): Promise<number> {
  const now = await deps.business.now()
  return deps.database.inTx(async (tx) => {
    const row = await lockHandover(tx, id)
    if (!row) return 0
    const changes = leftOver(row, (await itemsOf(tx, id, notEnded)).map(itemOf), now)
    if (changes.length === 0) return 0
    await applyChanges(tx, changes, { handoverId: id, at: now, by: 'system' })
    await deps.append(tx, {
      at: now,
      actor: 'system',
      role: 'executor',
      action: 'handover.kept-by-default',
      objects: { handover: id, owner: row.plan.approvers.manager, items: String(changes.length) },
      result: 'ok',
    })
    return changes.length
  })
}

/** What has no way any more: everything at the end of the leg, and at once what nobody is to send. */
function leftOver(row: HandoverRow, open: readonly Item[], now: Date): readonly Change[] {
  if (now >= endsAt(row))
    return keptByDefault(open, { owner: row.plan.approvers.manager, endsAt: endsAt(row) })
  if (row.ending === null) return []
  // Cancelled: a refusal leaves it where it is, and so does whatever was not sent.
  const held = open.filter(
    ({ kind, state }) => kind !== 'account' && ['planned', 'deciding', 'parked'].includes(state),
  )
  if (row.leg === 'out') return held.map((item) => stays(item, row.leaver, now))
  return []
}

/** Disables the account once everything has an end, and reads the state back. True when it is frozen. */
export async function freeze(deps: Deps, id: string, runKey: string): Promise<boolean> {
  const row = await findHandover(deps.database.db, id)
  if (!row) return false
  if (row.frozen_at !== null || !routeOf(row.trigger).freezes || row.ending !== null) return true
  const { set, hash } = approvalsOf(row)
  const now = await deps.business.now()
  const account = (await itemsOf(deps.database.db, id)).find(({ kind }) => kind === 'account')
  const attempt = await deps.database.inTx(async (tx) => {
    await lockHandover(tx, id)
    const before = await attempts.unsettledAttempt(tx, id)
    if (before) return { id: before.id, auditEntry: before.audit_entry }
    const attemptId = newId<'attempt'>()
    const auditEntry = await deps.append(tx, {
      at: now,
      actor: 'system',
      role: 'executor',
      action: 'handover.freeze',
      objects: { handover: id, attempt: attemptId, set, account: row.leaver },
      approvals: [set],
      result: 'opened',
      urgent: true,
    })
    await attempts.insertAttempt(tx, {
      id: attemptId,
      handoverId: id,
      runKey,
      kind: 'account',
      giver: row.leaver,
      taker: null,
      items: account ? [itemOf(account)] : [],
      approvalSet: set,
      envelopeHash: hash,
      now,
      auditEntry,
    })
    return { id: attemptId, auditEntry }
  })
  await waitUntilCovered(deps, [attempt.auditEntry])
  deps.durable.assertAlive()
  await deps.database.inTx((tx) => attempts.markSent(tx, attempt.id, deps.wall.now()))
  // Disabling twice is disabling once, so a lost answer is simply asked again.
  if ((await accountState(deps.wecom, row.leaver)) === 'active') await freezeAccount(deps.wecom, row.leaver)
  const state = await accountState(deps.wecom, row.leaver)
  const frozenAt = await deps.business.now()
  await deps.database.inTx(async (tx) => {
    await attempts.closeAttempt(tx, attempt.id, 'answered', { state })
    if (account) {
      await applyChanges(
        tx,
        [
          {
            item: itemOf(account).id,
            what: `account ${state}`,
            state: state === 'active' ? 'planned' : 'verified',
            dueAt: null,
          },
        ],
        { handoverId: id, at: frozenAt, by: 'looking', attemptId: attempt.id },
      )
    }
    if (state !== 'active') {
      await patchHandover(tx, id, { frozen_at: frozenAt })
      // What the leaver's own keys and sessions could still do here ends with the account.
      if (row.access_ended_at === null) await endAccess(deps, tx, row, frozenAt)
    }
    await deps.append(tx, {
      at: frozenAt,
      actor: 'system',
      role: 'executor',
      action: 'handover.freeze-observed',
      objects: { handover: id, attempt: attempt.id, account: row.leaver },
      result: state.replaceAll(' ', '-'),
      urgent: true,
    })
  })
  return state !== 'active'
}

/** What comes after the last item has an end: the loan, the way back, or the report. */
export async function finish(deps: Deps, id: string): Promise<'lent' | 'back' | 'written' | 'open'> {
  const row = await findHandover(deps.database.db, id)
  if (!row) return 'written'
  if (row.leg === 'out' && row.ending === 'back') {
    await turnBack(deps, id)
    return 'back'
  }
  if (row.leg === 'out' && row.ending === null && routeOf(row.trigger).returns) {
    await lend(deps, id)
    return 'lent'
  }
  await leaveOver(deps, id)
  return (await writeReport(deps, id)) ? 'written' : 'open'
}

async function lend(deps: Deps, id: string): Promise<void> {
  const now = await deps.business.now()
  await deps.database.inTx(async (tx) => {
    const row = await lockHandover(tx, id)
    if (row?.state !== 'closing') return
    await patchHandover(tx, id, { state: 'lent', next_due_at: row.return_at })
    await deps.append(tx, {
      at: now,
      actor: 'system',
      role: 'executor',
      action: 'handover.lent',
      objects: { handover: id, until: row.return_at?.toISOString() ?? '' },
      result: 'ok',
      urgent: true,
    })
  })
}

/** Writes the report. Refused while anything is parked or has no end (settled point 3 of the design). */
export async function writeReport(deps: Deps, id: string): Promise<boolean> {
  const now = await deps.business.now()
  return deps.database.inTx(async (tx) => {
    const row = await lockHandover(tx, id)
    if (!row || isOver(row.state)) return row !== undefined
    const report = await reportOf(tx, row, now)
    if (report.open > 0) return false
    const state = row.ending === null ? 'reported' : 'cancelled'
    await patchHandover(tx, id, { state, reported_at: now, report, next_due_at: null })
    await deps.append(tx, {
      at: now,
      actor: 'system',
      role: 'executor',
      action: 'handover.reported',
      objects: { handover: id, items: String(report.items), state },
      result: 'ok',
      urgent: true,
    })
    return true
  })
}
