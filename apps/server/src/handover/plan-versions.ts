import type { Difference, Preview, Trigger } from '@jieli/contract'
import { sql } from 'kysely'
import type { Reader, Tx } from '../platform/db.ts'
import type { HandoverRow } from './store.ts'
import type { StoredPlan } from './tables.ts'

export interface PlanVersion {
  readonly version: number
  readonly plan: StoredPlan
  readonly transferStartAt: Date
  readonly freezeAt: Date
  readonly preview: Preview
  readonly trigger: Trigger
  readonly returnAt: Date | null
}

/** Keeps what a version said; a collect that is repeated says the same once. */
export async function savePlanVersion(
  tx: Tx,
  row: HandoverRow,
  said: { readonly preview: Preview; readonly hash: string; readonly by: string; readonly at: Date },
): Promise<void> {
  const plan = JSON.stringify(row.plan)
  await sql`
    insert into handover.plan_version
      (handover_id, version, plan, transfer_start_at, freeze_at, preview, envelope_hash, by, at, trigger, return_at)
    values (${row.id}, ${row.plan_version}, ${plan}::jsonb, ${row.transfer_start_at}, ${row.freeze_at},
      ${JSON.stringify(said.preview)}::jsonb, ${said.hash}, ${said.by}, ${said.at},
      ${row.trigger}, ${row.return_at})
    on conflict do nothing`.execute(tx)
}

export async function planVersion(
  reader: Reader,
  handoverId: string,
  version: number,
): Promise<PlanVersion | undefined> {
  const { rows } = await sql<PlanVersion>`
    select version, plan, transfer_start_at as "transferStartAt", freeze_at as "freezeAt", preview,
      trigger, return_at as "returnAt"
    from handover.plan_version where handover_id = ${handoverId} and version = ${version}`.execute(reader)
  return rows[0]
}

const seats = ['manager', 'hr', 'admin', 'security'] as const

/** What an approver who knew the one sees new in the other. */
export function differencesOf(before: PlanVersion, after: PlanVersion): Difference[] {
  const out: Difference[] = []
  const had = new Map(before.preview.bySuccessor.map((one) => [one.userid, one.customers]))
  const has = new Map(after.preview.bySuccessor.map((one) => [one.userid, one.customers]))
  for (const userid of new Set([...had.keys(), ...has.keys()])) {
    if (!had.has(userid)) out.push({ what: 'successor', userid, change: 'added' })
    if (!has.has(userid)) out.push({ what: 'successor', userid, change: 'removed' })
    const [was, is] = [had.get(userid) ?? 0, has.get(userid) ?? 0]
    if (was !== is) out.push({ what: 'load', userid, before: was, after: is })
  }
  if (before.transferStartAt.getTime() !== after.transferStartAt.getTime())
    out.push({
      what: 'start',
      before: before.transferStartAt.toISOString(),
      after: after.transferStartAt.toISOString(),
    })
  if (before.freezeAt.getTime() !== after.freezeAt.getTime())
    out.push({ what: 'freeze', before: before.freezeAt.toISOString(), after: after.freezeAt.toISOString() })
  if (before.trigger !== after.trigger)
    out.push({ what: 'trigger', before: before.trigger, after: after.trigger })
  if (before.returnAt?.getTime() !== after.returnAt?.getTime())
    out.push({
      what: 'return',
      before: before.returnAt?.toISOString() ?? null,
      after: after.returnAt?.toISOString() ?? null,
    })
  if (JSON.stringify(before.plan.rules) !== JSON.stringify(after.plan.rules))
    out.push({ what: 'rules', before: before.plan.rules.length, after: after.plan.rules.length })
  for (const seat of seats) {
    const [was, is] = [before.plan.approvers[seat], after.plan.approvers[seat]]
    if (was !== is) out.push({ what: 'approver', seat, before: was, after: is })
  }
  return out
}
