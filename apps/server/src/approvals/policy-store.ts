import { sql } from 'kysely'
import type { Reader, Tx } from '../platform/db.ts'
import type { Policy, PolicyRule } from './policy.ts'

/** The policy in force. */
export async function readPolicy(reader: Reader): Promise<Policy> {
  const { rows } = await sql<Policy>`
    select version, rules from approvals.policy where decision = 'yes' order by version desc limit 1`.execute(
    reader,
  )
  const [policy] = rows
  if (!policy) throw new Error('approvals.policy is empty')
  return policy
}

export interface PolicyVersion extends Policy {
  readonly at: Date
  /** Null: what the product came with. */
  readonly proposedBy: string | null
  readonly decision: 'yes' | 'no' | 'withdrawn' | null
  readonly decidedBy: string | null
  readonly decidedAt: Date | null
}

/** The newest first, the one in force always among them. */
export async function policyVersions(reader: Reader, limit: number): Promise<readonly PolicyVersion[]> {
  const { rows } = await sql<PolicyVersion>`
    select version, rules, at, proposed_by as "proposedBy", decision, decided_by as "decidedBy",
      decided_at as "decidedAt"
    from approvals.policy
    where version in (select version from approvals.policy order by version desc limit ${limit})
      or version = (select max(version) from approvals.policy where decision = 'yes')
    order by version desc`.execute(reader)
  return rows
}

/** The version that waits for a second person. The lock keeps two from being proposed or decided at once. */
export async function lockProposed(tx: Tx): Promise<PolicyVersion | undefined> {
  await sql`select pg_advisory_xact_lock(hashtext('approvals.policy'))`.execute(tx)
  const [newest] = await policyVersions(tx, 1)
  return newest?.decision === null ? newest : undefined
}

export interface Proposing {
  readonly rules: readonly PolicyRule[]
  readonly by: string
  readonly at: Date
}

/** Answers its version. */
export async function insertProposed(tx: Tx, { rules, by, at }: Proposing): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    insert into approvals.policy (version, rules, at, proposed_by)
    select max(version) + 1, ${JSON.stringify(rules)}::jsonb, ${at}, ${by} from approvals.policy
    returning version`.execute(tx)
  return rows[0]?.version ?? 0
}

export interface PolicyDecision {
  readonly version: number
  readonly decision: 'yes' | 'no' | 'withdrawn'
  readonly by: string
  readonly at: Date
}

export async function saveDecided(tx: Tx, { version, decision, by, at }: PolicyDecision): Promise<void> {
  await sql`
    update approvals.policy set decision = ${decision}, decided_by = ${by}, decided_at = ${at}
    where version = ${version}`.execute(tx)
}
