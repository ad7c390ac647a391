import { attemptItems, attemptsOf } from './store-attempts.ts'
import { itemsOf } from './store-items.ts'
import type { Reader } from '../platform/db.ts'
import type { HandoverRow } from './store.ts'

/** Our own account of every item and attempt, for comparing with WeCom item by item. No names. */
export async function ledgerOf(reader: Reader, row: HandoverRow): Promise<Record<string, unknown>> {
  const items = await itemsOf(reader, row.id)
  const subjects = new Map(items.map(({ id, subject }) => [id, subject]))
  const attempts = []
  for (const attempt of await attemptsOf(reader, row.id)) {
    const members = await attemptItems(reader, attempt.id)
    attempts.push({
      id: attempt.id,
      kind: attempt.kind,
      giver: attempt.giver,
      taker: attempt.taker,
      state: attempt.state,
      outcome: attempt.outcome,
      openedAt: attempt.opened_at.toISOString(),
      wasSent: attempt.sent_at !== null,
      approvalSet: attempt.approval_set_id,
      auditEntry: attempt.audit_entry,
      subjects: [...members.keys()].map((id) => subjects.get(id) ?? id),
    })
  }
  return {
    handover: row.id,
    state: row.state,
    trigger: row.trigger,
    way: row.way,
    leg: row.leg,
    ending: row.ending,
    accessEndedAt: row.access_ended_at?.toISOString() ?? null,
    freezeAt: row.freeze_at.toISOString(),
    leaver: row.leaver,
    envelopeHash: row.envelope_hash,
    frozenAt: row.frozen_at?.toISOString() ?? null,
    items: items.map((item) => ({
      id: item.id,
      kind: item.kind,
      subject: item.subject,
      successor: item.successor,
      state: item.state,
      reason: item.reason,
      code: item.code,
      owner: item.owner,
      decision: item.decision,
      dueAt: item.due_at?.toISOString() ?? null,
      sends: item.sends,
      giver: item.giver,
    })),
    attempts,
  }
}
