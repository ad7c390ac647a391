import { endSessionsOf, revokeKeysOf } from '../access/index.ts'
import { notEnded } from './handover.ts'
import { newId } from '../platform/ids.ts'
import { accountState, freezeAccount } from './carriers/account.ts'
import { keptByDefault } from './decision.ts'
import type { Deps } from './deps.ts'
import { approvalsOf, waitUntilCovered } from './move.ts'
import { reportOf } from './report.ts'
import * as attempts from './store-attempts.ts'
import { applyChanges, itemOf, itemsOf } from './store-items.ts'
import { findHandover, lockHandover, patchHandover, planOf } from './store.ts'

/** The freeze wins at its agreed time: what is still open gets an owner, a decision and a date before it. */
export async function keepTheRest(deps: Deps, id: string): Promise<number> {
  const now = await deps.business.now()
  return deps.database.inTx(async (tx) => {
    const row = await lockHandover(tx, id)
    if (!row || now < row.freeze_at) return 0
    const changes = keptByDefault((await itemsOf(tx, id, notEnded)).map(itemOf), planOf(row))
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

/** Disables the account once everything has an end, and reads the state back. True when it is frozen. */
export async function freeze(deps: Deps, id: string, runKey: string): Promise<boolean> {
  const row = await findHandover(deps.database.db, id)
  if (!row) return false
  if (row.frozen_at !== null) return true
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
      await revokeKeysOf(tx, row.leaver, deps.wall.now())
      await endSessionsOf(tx, row.leaver, 'frozen', deps.wall.now())
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

/** Writes the report. Refused while anything is parked or has no end (settled point 3 of the design). */
export async function writeReport(deps: Deps, id: string): Promise<boolean> {
  const now = await deps.business.now()
  return deps.database.inTx(async (tx) => {
    const row = await lockHandover(tx, id)
    if (!row || row.state === 'reported') return row !== undefined
    const report = await reportOf(tx, row, now)
    if (report.open > 0) return false
    await patchHandover(tx, id, { state: 'reported', reported_at: now, report, next_due_at: null })
    await deps.append(tx, {
      at: now,
      actor: 'system',
      role: 'executor',
      action: 'handover.reported',
      objects: { handover: id, items: String(report.items) },
      result: 'ok',
      urgent: true,
    })
    return true
  })
}
