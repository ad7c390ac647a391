import { sql } from 'kysely'
import { find as findSet, seats, stateOf, voidSet } from '../approvals/index.ts'
import type { Deps } from './deps.ts'
import { linkTo } from './link.ts'
import { lockHandover, patchHandover } from './store.ts'

/** What nobody decided in time goes back to the initiator, who hears who was silent; nothing waits for ever. */
export async function endSilentApprovals(deps: Deps): Promise<number> {
  const now = await deps.business.now()
  const { rows } = await sql<{ id: string }>`
    select h.id from handover.handover h join approvals.approval_set s on s.id = h.approval_set_id
    where h.state = 'approving' and s.voided_at is null and s.decide_by <= ${now}
    order by s.decide_by limit 100`.execute(deps.database.db)
  let ended = 0
  for (const { id } of rows) ended += (await endOne(deps, id, now)) ? 1 : 0
  return ended
}

function endOne(deps: Deps, id: string, now: Date): Promise<boolean> {
  return deps.database.inTx(async (tx) => {
    const row = await lockHandover(tx, id)
    const set = row?.approval_set_id ? await findSet(tx, row.approval_set_id) : undefined
    // Looked at again under the lock: the last yes may have come meanwhile.
    if (!row || !set || row.state !== 'approving' || stateOf(set, now) !== 'expired') return false
    await voidSet(tx, set.id, 'EXPIRED', now)
    await patchHandover(tx, id, { state: 'confirming', approval_set_id: null, next_due_at: null })
    await deps.notify.closeCards(tx, { kind: 'approval', id: set.id }, { text: '审批已超时' })
    const silent = [
      ...new Set(seats.flatMap((seat) => (set.seats[seat].decided === null ? [set.seats[seat].person] : []))),
    ]
    const names = await deps.directory.namesOf(tx, [row.leaver, ...silent])
    const who = silent.map((one) => names.get(one) ?? one).join('、')
    const text = `${names.get(row.leaver) ?? row.leaver}的工作交接审批超时，还没有表态：${who}。请重新提交，或换审批人${linkTo(deps.settings, `/h/${id}`)}`
    await deps.notify.sendText(tx, { to: row.initiator, about: { kind: 'handover', id }, text })
    await deps.append(tx, {
      at: now,
      actor: 'system',
      role: 'system',
      action: 'approval.timed-out',
      objects: { handover: id, set: set.id, people: String(silent.length) },
      result: 'told',
    })
    return true
  })
}
