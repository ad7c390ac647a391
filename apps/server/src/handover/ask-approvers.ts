import { sql } from 'kysely'
import { delegatesOf, find as findSet, seats, type ApprovalSet } from '../approvals/index.ts'
import type { Reader, Tx } from '../platform/db.ts'
import { approvalCard } from './cards.ts'
import type { Deps } from './deps.ts'
import { shanghaiDay } from './handover.ts'
import { linkTo } from './link.ts'
import { findHandover, type HandoverRow } from './store.ts'

interface Asking {
  readonly row: HandoverRow
  readonly set: ApprovalSet
  readonly now: Date
}

/** Whose word is awaited now: all of them, or the one whose turn it is; and whoever decides in their place. */
async function awaited(reader: Reader, set: ApprovalSet, now: Date): Promise<readonly string[]> {
  const open = seats.filter((seat) => set.seats[seat].decided === null)
  const asked = set.inOrder ? open.slice(0, 1) : open
  const people = asked.map((seat) => set.seats[seat].person)
  const standing = await delegatesOf(reader, people, now)
  return [...new Set([...people, ...standing.map((one) => one.delegate)])]
}

/** Sends the card to whoever is asked now, and to whoever decides in his place. */
export async function askApprovers(deps: Deps, tx: Tx, { row, set, now }: Asking): Promise<void> {
  const leaverName = await deps.directory.nameOf(tx, row.leaver)
  for (const person of await awaited(tx, set, now))
    await deps.notify.sendCard(tx, {
      to: person,
      about: { kind: 'approval', id: set.id },
      version: row.plan_version,
      card: approvalCard(row, set.id, { leaverName, url: deps.settings.publicUrl }),
    })
}

/** One has agreed; the next is asked. */
export async function askNext(
  deps: Deps,
  tx: Tx,
  { row, set: id, now }: { readonly row: HandoverRow; readonly set: string; readonly now: Date },
): Promise<void> {
  const set = await findSet(tx, id)
  if (set) await askApprovers(deps, tx, { row, set, now })
}

interface Silent {
  readonly id: string
  readonly set: string
}

/** Reminds whoever an approval waits for, from the policy's hour on and once a day, and his delegates; the initiator hears of it as well. */
export async function remindApprovers(deps: Deps): Promise<number> {
  const now = await deps.business.now()
  const { rows } = await sql<Silent>`
    select h.id, s.id as set from handover.handover h join approvals.approval_set s on s.id = h.approval_set_id
    where h.state = 'approving' and s.voided_at is null and s.decide_by > ${now}
      and s.requested_at + make_interval(hours => s.remind_hours) <= ${now}`.execute(deps.database.db)
  let reminded = 0
  for (const { id, set: setId } of rows) {
    const set = await findSet(deps.database.db, setId)
    if (!set) continue
    const people = await awaited(deps.database.db, set, now)
    reminded += await deps.database.inTx((tx) => remind(deps, tx, { id, people, now }))
  }
  return reminded
}

async function remind(
  deps: Deps,
  tx: Tx,
  { id, people, now }: { readonly id: string; readonly people: readonly string[]; readonly now: Date },
): Promise<number> {
  const row = await findHandover(tx, id)
  if (!row) return 0
  const name = await deps.directory.nameOf(tx, row.leaver)
  const names = await deps.directory.namesOf(tx, people)
  const where = linkTo(deps.settings, `/h/${id}/approve`)
  let fresh = 0
  for (const person of people) {
    const { numAffectedRows } = await sql`
      insert into handover.reminder (handover_id, person, what, day)
      values (${id}, ${person}, 'approve', ${shanghaiDay(now)}) on conflict do nothing`.execute(tx)
    if (numAffectedRows !== 1n) continue
    fresh += 1
    const text = `${name}的工作交接还在等你审批${where}`
    await deps.notify.sendText(tx, { to: person, about: { kind: 'reminder', id }, text })
  }
  if (fresh > 0) {
    const who = people.map((one) => names.get(one) ?? one).join('、')
    const text = `${name}的工作交接还在等：${who}`
    await deps.notify.sendText(tx, { to: row.initiator, about: { kind: 'reminder', id }, text })
    await deps.append(tx, {
      at: now,
      actor: 'system',
      role: 'system',
      action: 'approval.reminded',
      objects: { handover: id, people: String(fresh) },
      result: 'told',
    })
  }
  return fresh
}
