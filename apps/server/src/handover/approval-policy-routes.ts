import { approvalPolicyRoutes, type ApprovalPolicyVersion, type ApprovalRule } from '@jieli/contract'
import type { Caller } from '../access/index.ts'
import {
  checkRules,
  decidePolicy,
  policyFor,
  policyVersions,
  proposePolicy,
  type PolicyVersion,
} from '../approvals/index.ts'
import type { Tx } from '../platform/db.ts'
import type { Mount } from '../platform/http.ts'
import { ok } from '../platform/result.ts'
import type { Deps } from './deps.ts'
import { linkTo } from './link.ts'

const shownVersions = 20

/** Who must say yes to which handover: read, tried out, proposed by one and decided by another. */
export function serveApprovalPolicy({ serve }: Mount<Caller>, deps: Deps): void {
  const { database, directory } = deps
  const append = (tx: Tx, caller: Caller, said: { action: string; version: number; at: Date }) =>
    deps.append(tx, {
      at: said.at,
      actor: caller.userid,
      role: caller.role,
      session: caller.session,
      action: said.action,
      objects: { policy: String(said.version) },
      result: 'ok',
      urgent: true,
    })

  serve(approvalPolicyRoutes.read, async () => {
    const versions = (await policyVersions(database.db, shownVersions)).map(shown)
    const inForce = versions.find(({ decision }) => decision === 'yes')
    if (!inForce) throw new Error('no approval policy is in force')
    const people = versions.flatMap(({ proposedBy, decidedBy }) => [proposedBy, decidedBy])
    const named = [...new Set(people.filter((one) => one !== null))]
    return ok({
      now: (await deps.business.now()).toISOString(),
      inForce,
      proposed: versions.find(({ decision }) => decision === null) ?? null,
      before: versions.filter(({ version, decision }) => decision !== null && version !== inForce.version),
      names: Object.fromEntries(await directory.namesOf(database.db, named)),
    })
  })

  serve(approvalPolicyRoutes.preview, async ({ body }) => {
    const checked = checkRules(plain(body.rules))
    if (!checked.ok) return checked
    const { place } = policyFor(plain(body.rules), body.trigger, body.items)
    // The place is one of these rules.
    return ok({ place: place + 1, rule: body.rules[place] as ApprovalRule })
  })

  serve(approvalPolicyRoutes.propose, async ({ body, caller }) => {
    const at = await deps.business.now()
    const [admins, officers] = await Promise.all([deps.holdersOf('admin'), deps.holdersOf('security')])
    return database.inTx(async (tx) => {
      const { basedOn, rules } = body
      const proposed = await proposePolicy(tx, { basedOn, rules: plain(rules), by: caller.userid, at })
      if (!proposed.ok) return proposed
      const version = proposed.value
      await append(tx, caller, { action: 'approvals.policy-proposed', version, at })
      const name = await directory.nameOf(tx, caller.userid)
      const where = linkTo(deps.settings, '/admin/approvals')
      const text = `${name} 提议修改审批策略（第 ${version} 版），请另一个人来定${where}`
      for (const to of new Set([...officers, ...admins]))
        if (to !== caller.userid)
          await deps.notify.sendText(tx, { to, about: { kind: 'policy', id: String(version) }, text })
      return ok({ version })
    })
  })

  serve(approvalPolicyRoutes.decide, async ({ params, body, caller }) => {
    const at = await deps.business.now()
    const version = Number(params.version)
    return database.inTx(async (tx) => {
      const decided = await decidePolicy(tx, { version, yes: body.yes, by: caller.userid, at })
      if (!decided.ok) return decided
      await append(tx, caller, { action: actionOf[decided.value], version, at })
      return ok({ decision: decided.value })
    })
  })
}

const actionOf = {
  yes: 'approvals.policy-changed',
  no: 'approvals.policy-refused',
  withdrawn: 'approvals.policy-withdrawn',
} as const

/** Without the keys that are there but undefined. */
function plain(rules: readonly ApprovalRule[]) {
  return rules.map(({ trigger, below, ...rest }) => ({
    ...rest,
    ...(trigger === undefined ? {} : { trigger }),
    ...(below === undefined ? {} : { below }),
  }))
}

function shown(one: PolicyVersion): ApprovalPolicyVersion {
  return {
    ...one,
    // The database checked them; only what the contract let in was stored.
    rules: one.rules as readonly ApprovalRule[] as ApprovalRule[],
    at: one.at.toISOString(),
    decidedAt: one.decidedAt?.toISOString() ?? null,
  }
}
