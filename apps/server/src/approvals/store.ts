import { sql } from 'kysely'
import type { Reader, Tx } from '../platform/db.ts'
import {
  seats,
  type ApprovalSet,
  type ApprovalSetId,
  type Approvers,
  type Decision,
  type Seat,
  type SeatState,
  type VoidWhy,
} from './approvals.ts'
import type { Envelope } from './envelope.ts'

type SeatColumns = {
  readonly [S in Seat as `${S}_decision`]: Decision | null
} & { readonly [S in Seat as `${S}_at`]: Date | null } & {
  readonly [S in Seat as `${S}_by`]: string | null
} & {
  readonly [S in Seat as `${S}_reason`]: Buffer | null
} & Approvers

type Row = SeatColumns & {
  readonly id: ApprovalSetId
  readonly handover_id: string
  readonly envelope: string
  readonly envelope_hash: string
  readonly leaver: string
  readonly successors: string[]
  readonly initiator: string
  readonly min_people: number
  readonly in_order: boolean
  readonly policy_version: number
  readonly requested_at: Date
  readonly expires_at: Date
  readonly decide_by: Date
  readonly remind_hours: number
  readonly voided_at: Date | null
  readonly voided_why: VoidWhy | null
}

function seatOf(row: Row, seat: Seat): SeatState {
  const decision = row[`${seat}_decision`]
  const at = row[`${seat}_at`]
  return {
    person: row[seat],
    decided: decision && at ? { decision, at, reason: row[`${seat}_reason`], by: row[`${seat}_by`] } : null,
  }
}

function toSet(row: Row): ApprovalSet {
  // The database checked the text against the hash, and only canonicalEnvelope writes it.
  const envelope = JSON.parse(row.envelope) as Envelope
  return {
    id: row.id,
    handoverId: row.handover_id,
    envelope,
    hash: row.envelope_hash,
    leaver: row.leaver,
    successors: row.successors,
    initiator: row.initiator,
    seats: {
      manager: seatOf(row, 'manager'),
      hr: seatOf(row, 'hr'),
      admin: seatOf(row, 'admin'),
      security: seatOf(row, 'security'),
    },
    minPeople: row.min_people,
    inOrder: row.in_order,
    policyVersion: row.policy_version,
    requestedAt: row.requested_at,
    expiresAt: row.expires_at,
    decideBy: row.decide_by,
    remindHours: row.remind_hours,
    voided: row.voided_at && row.voided_why ? { at: row.voided_at, why: row.voided_why } : null,
  }
}

export type NewSet = Omit<ApprovalSet, 'seats' | 'voided' | 'envelope' | 'decideBy' | 'remindHours'> & {
  readonly approvers: Approvers
  readonly envelopeText: string
}

/** Undefined when the handover has a live set already. */
export async function insertSet(tx: Tx, set: NewSet): Promise<ApprovalSet | undefined> {
  const { rows } = await sql<Row>`
    insert into approvals.approval_set (id, handover_id, envelope, envelope_hash, leaver, successors, initiator,
      manager, hr, admin, security, min_people, policy_version, in_order, requested_at, expires_at)
    values (${set.id}, ${set.handoverId}, ${set.envelopeText}, ${set.hash}, ${set.leaver},
      ${[...set.successors]}::text[], ${set.initiator}, ${set.approvers.manager}, ${set.approvers.hr},
      ${set.approvers.admin}, ${set.approvers.security}, ${set.minPeople}, ${set.policyVersion}, ${set.inOrder},
      ${set.requestedAt}, ${set.expiresAt})
    on conflict (handover_id) where voided_at is null do nothing
    returning *`.execute(tx)
  return rows.map(toSet)[0]
}

export async function readSet(reader: Reader, id: string): Promise<ApprovalSet | undefined> {
  const { rows } = await sql<Row>`select * from approvals.approval_set where id = ${id}`.execute(reader)
  return rows.map(toSet)[0]
}

export async function lockSet(tx: Tx, id: string): Promise<ApprovalSet | undefined> {
  const { rows } = await sql<Row>`select * from approvals.approval_set where id = ${id} for update`.execute(
    tx,
  )
  return rows.map(toSet)[0]
}

export async function setsOf(reader: Reader, handoverId: string): Promise<readonly ApprovalSet[]> {
  const { rows } = await sql<Row>`
    select * from approvals.approval_set where handover_id = ${handoverId} order by requested_at, id`.execute(
    reader,
  )
  return rows.map(toSet)
}

/** Sets in which this person still has a seat to decide. */
export async function setsAwaiting(
  reader: Reader,
  person: string,
  at: Date,
): Promise<readonly ApprovalSet[]> {
  const undecided = sql.join(
    seats.map(
      (seat) => sql`(lower(${sql.ref(seat)}) = lower(${person}) and ${sql.ref(`${seat}_at`)} is null)`,
    ),
    sql` or `,
  )
  const { rows } = await sql<Row>`
    select * from approvals.approval_set
    where voided_at is null and decide_by > ${at} and (${undecided})
      and 'no' not in (coalesce(manager_decision, ''), coalesce(hr_decision, ''), coalesce(admin_decision, ''),
        coalesce(security_decision, ''))
    order by decide_by, id`.execute(reader)
  return rows.map(toSet)
}

export interface Verdict {
  readonly decision: Decision
  readonly at: Date
  readonly reasons: Readonly<Partial<Record<Seat, Buffer>>>
  /** Who decides in the place of the seats' own people. */
  readonly by: Readonly<Partial<Record<Seat, string>>>
}

export async function saveDecision(
  tx: Tx,
  id: string,
  own: readonly Seat[],
  verdict: Verdict,
): Promise<void> {
  const columns = own.flatMap((seat) => [
    sql`${sql.ref(`${seat}_decision`)} = ${verdict.decision}`,
    sql`${sql.ref(`${seat}_at`)} = ${verdict.at}`,
    sql`${sql.ref(`${seat}_reason`)} = ${verdict.reasons[seat] ?? null}`,
    sql`${sql.ref(`${seat}_by`)} = ${verdict.by[seat] ?? null}`,
  ])
  await sql`update approvals.approval_set set ${sql.join(columns)} where id = ${id}`.execute(tx)
}

export async function saveVoid(tx: Tx, id: string, why: VoidWhy, at: Date): Promise<void> {
  await sql`
    update approvals.approval_set set voided_at = ${at}, voided_why = ${why} where id = ${id}`.execute(tx)
}
