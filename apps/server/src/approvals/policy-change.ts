import { canonicalJson } from '../platform/canonical-json.ts'
import type { Tx } from '../platform/db.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import { isSamePerson } from './approvals.ts'
import { checkRules, type PolicyRule, type RulesRefusal } from './policy.ts'
import { insertProposed, lockProposed, readPolicy, saveDecided, type Proposing } from './policy-store.ts'

export type ProposePolicyRefusal = RulesRefusal | 'POLICY_PROPOSED' | 'POLICY_CHANGED' | 'NOTHING_CHANGED'

/** Audit act of the caller: `approvals.policy-proposed`. Answers the version it would become. */
export async function proposePolicy(
  tx: Tx,
  { basedOn, ...change }: Proposing & { readonly basedOn: number },
): Promise<Result<number, ProposePolicyRefusal>> {
  const checked = checkRules(change.rules)
  if (!checked.ok) return checked
  const open = await lockProposed(tx)
  if (open) return refuse('POLICY_PROPOSED', { version: open.version })
  const policy = await readPolicy(tx)
  if (policy.version !== basedOn) return refuse('POLICY_CHANGED', { version: policy.version })
  if (textOf(policy.rules) === textOf(change.rules)) return refuse('NOTHING_CHANGED')
  return ok(await insertProposed(tx, change))
}

const textOf = (rules: readonly PolicyRule[]) =>
  canonicalJson(rules.map((rule) => JSON.parse(JSON.stringify(rule))))

export type DecidePolicyRefusal = 'PROPOSAL_GONE' | 'OWN_POLICY'

/** Audit acts of the caller: `approvals.policy-changed`, `-refused` or `-withdrawn`. */
export async function decidePolicy(
  tx: Tx,
  { version, yes, by, at }: { version: number; yes: boolean; by: string; at: Date },
): Promise<Result<'yes' | 'no' | 'withdrawn', DecidePolicyRefusal>> {
  const open = await lockProposed(tx)
  if (open?.version !== version) return refuse('PROPOSAL_GONE')
  const isOwn = isSamePerson(open.proposedBy ?? '', by)
  if (isOwn && yes) return refuse('OWN_POLICY')
  const decision = yes ? 'yes' : isOwn ? 'withdrawn' : 'no'
  await saveDecided(tx, { version, decision, by, at })
  return ok(decision)
}
