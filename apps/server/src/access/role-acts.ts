import { newId } from '../platform/ids.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import type { Tx } from '../platform/db.ts'
import type { Caller } from './decide.ts'
import type { AccessDeps } from './deps.ts'
import { activePerson } from './people.ts'
import * as roles from './roles.ts'

export interface Change {
  readonly userid: string
  readonly role: roles.GivenRole
  readonly give: boolean
}

/** In the words of whoever asks or decides; kept sealed in the log. */
interface Why {
  readonly why?: string | undefined
}

export type Blocked = 'ALREADY_SO' | 'ROLES_APART' | 'LAST_OF_ROLE'
export type ProposeRefusal = Blocked | 'PERSON_UNKNOWN' | 'ALREADY_PROPOSED'
export type DecideRefusal = Exclude<Blocked, 'ALREADY_SO'> | 'PROPOSAL_GONE' | 'OWN_PROPOSAL'

/** An administrator proposes. While nobody is a security officer, naming the first one takes effect at once. */
export async function propose(
  deps: AccessDeps,
  caller: Caller,
  { why, ...change }: Change & Why,
): Promise<Result<{ readonly id: string; readonly effective: boolean }, ProposeRefusal>> {
  if (change.give && !(await activePerson(deps, deps.database.db, change.userid)))
    return refuse('PERSON_UNKNOWN', { userid: change.userid })
  const at = deps.wall.now()
  const business = await deps.business.now()
  return deps.database.inTx(async (tx) => {
    const blocked = await whyNot(tx, change)
    if (blocked) return refuse(blocked)
    const id = newId<'proposal'>()
    const proposal = { id, ...change, by: caller.userid, at }
    if (!(await roles.insertProposal(tx, proposal))) return refuse('ALREADY_PROPOSED')
    await log(deps, tx, { caller, change, why, action: 'role.proposed', at: business })
    const officers = await roles.holdersOf(tx, 'security')
    const isFirst = officers.length === 0 && change.give && change.role === 'security'
    if (isFirst) {
      await roles.closeProposal(tx, id, { by: 'rule', yes: true, at })
      await apply(tx, change, { by: caller.userid, at })
      await log(deps, tx, { caller, change, action: 'role.first-security', at: business })
    } else {
      const name = await deps.directory.nameOf(tx, change.userid)
      const text = `请决定：${change.give ? '给' : '收回'} ${name} 的角色“${wordOf[change.role]}”。${why === undefined ? '' : `理由：${why}。`}在「角色与策略」里处理。`
      for (const to of officers) await deps.notify.sendText(tx, { to, about: { kind: 'role', id }, text })
    }
    return ok({ id, effective: isFirst })
  })
}

export async function decideProposal(
  deps: AccessDeps,
  caller: Caller,
  { id, yes, why }: { readonly id: string; readonly yes: boolean } & Why,
): Promise<Result<{ readonly effective: boolean }, DecideRefusal>> {
  const at = deps.wall.now()
  const business = await deps.business.now()
  return deps.database.inTx(async (tx) => {
    const [proposal] = await roles.openProposals(tx, id)
    if (!proposal) return refuse('PROPOSAL_GONE')
    if (proposal.by.toLowerCase() === caller.userid.toLowerCase()) return refuse('OWN_PROPOSAL')
    const blocked = yes ? await whyNot(tx, proposal) : undefined
    if (blocked && blocked !== 'ALREADY_SO') return refuse(blocked)
    if (!(await roles.closeProposal(tx, id, { by: caller.userid, yes, at }))) return refuse('PROPOSAL_GONE')
    if (yes) await apply(tx, proposal, { by: caller.userid, at })
    await log(deps, tx, {
      caller,
      change: proposal,
      why,
      action: yes ? 'role.changed' : 'role.refused',
      at: business,
    })
    return ok({ effective: yes })
  })
}

/** From the machine itself, for an operator who has lost his administrators. */
export async function giveByOperator(
  deps: AccessDeps,
  { userid, role }: Omit<Change, 'give'>,
): Promise<Result<null, Blocked>> {
  const at = await deps.business.now()
  const change = { userid, role, give: true }
  return deps.database.inTx(async (tx) => {
    const blocked = await whyNot(tx, change)
    if (blocked) return refuse(blocked)
    await apply(tx, change, { by: 'operator', at: deps.wall.now() })
    const caller = { userid: 'operator', role: 'operator' } as const
    await log(deps, tx, { caller, change, action: 'role.changed', at })
    return ok(null)
  })
}

const wordOf = {
  hr: 'HR',
  admin: '系统管理员',
  security: '数据安全专员',
  auditor: '审计员',
} as const satisfies Record<roles.GivenRole, string>

async function whyNot(tx: Tx, { userid, role, give }: Change): Promise<Blocked | undefined> {
  const held = await roles.givenRolesOf(tx, userid)
  if (held.includes(role) === give) return 'ALREADY_SO'
  if (give) return roles.areApart(held, role) ? 'ROLES_APART' : undefined
  const isNeeded = role === 'admin' || role === 'security'
  return isNeeded && (await roles.holdersOf(tx, role)).length === 1 ? 'LAST_OF_ROLE' : undefined
}

async function apply(
  tx: Tx,
  { userid, role, give }: Change,
  { by, at }: { readonly by: string; readonly at: Date },
): Promise<void> {
  if (give) await roles.giveRole(tx, { userid, role, by, at })
  else await roles.takeRole(tx, userid, role)
}

interface Logged extends Why {
  readonly caller: Pick<Caller, 'userid' | 'role' | 'session'>
  readonly change: Change
  readonly action: string
  readonly at: Date
}

async function log(
  { append }: AccessDeps,
  tx: Tx,
  { caller, change, why, action, at }: Logged,
): Promise<void> {
  await append(tx, {
    at,
    actor: caller.userid,
    role: caller.role,
    session: caller.session,
    action,
    objects: { person: change.userid, role: change.role, change: change.give ? 'give' : 'take' },
    result: 'ok',
    urgent: true,
    ...(why === undefined ? {} : { payload: { why } }),
  })
}
