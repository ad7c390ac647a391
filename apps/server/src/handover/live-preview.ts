import type { DraftSoFar, LivePreview, PointedKind, Rule } from '@jieli/contract'
import type { Caller } from '../access/index.ts'
import { fewestPeopleFor, policyFor, readPolicy, sizeOf } from '../approvals/index.ts'
import { hitsOf, type Assignment, type TagIds } from './allocate.ts'
import { assign, startState } from './assign.ts'
import { budgetOf, type Budget } from './budget.ts'
import { accountUndo } from './carriers/account.ts'
import { customersUndo } from './carriers/customers.ts'
import { groupsUndo } from './carriers/groups.ts'
import type { Deps } from './deps.ts'
import type { Item, Plan } from './handover.ts'
import { mainDepartments } from './overview.ts'
import { previewOf } from './preview.ts'
import { pointedUndo } from './point.ts'
import { assignPointed, pointedCounts } from './pointing.ts'
import type { Inventory, Preparer } from './prepared.ts'
import { problemsOf } from './problems.ts'
import { leaversAmong, type HandoverRow } from './store.ts'
import { knownTransfers } from './store-attempts.ts'
import { createSuccessors } from './successors.ts'
import { tagBook } from './tags.ts'

// Below this share of the cap a successor's own new customers would soon find no place.
const roomShare = 0.05

/** What a draft would do, by the rules that execute it. Asks WeCom once for many previews. */
export interface LivePreviewer {
  /** `amends`: the handover whose plan is being changed. */
  of(caller: Caller, draft: DraftSoFar, amends?: HandoverRow): Promise<LivePreview>
}

export function createLivePreviewer(deps: Deps, preparer: Preparer): LivePreviewer {
  const asked = createSuccessors(deps)
  return {
    async of(caller, draft, amends) {
      const { db } = deps.database
      const now = await deps.business.now()
      const prepared = draft.leaver === undefined ? undefined : await preparer.of(draft.leaver)
      const inventory = prepared?.state === 'ready' ? prepared.inventory : undefined
      const successors = draft.successors ?? []
      const userids = successors.map(({ userid }) => userid)
      const [held, abilities, leaving, departments, leaver, policy] = await Promise.all([
        asked.hold(userids),
        asked.abilities(userids),
        leaversAmong(db, [...(draft.leaver === undefined ? [] : [draft.leaver]), ...userids, '']),
        mainDepartments(deps, db, userids),
        draft.leaver === undefined ? undefined : deps.directory.person(db, draft.leaver),
        readPolicy(db),
      ])
      const trigger = draft.trigger ?? 'resign'
      const computed = await compute(deps, { draft, inventory, held, now })
      const names = await deps.directory.namesOf(db, [
        ...new Set([
          ...userids,
          ...(draft.leaver === undefined ? [] : [draft.leaver]),
          ...Object.values(draft.approvers ?? {}),
        ]),
      ])
      return {
        now: now.toISOString(),
        inventory: prepared?.state ?? 'none',
        trouble: prepared?.state === 'failed' ? { cause: prepared.cause, remedy: prepared.remedy } : null,
        readAt: prepared?.state === 'ready' ? prepared.readAt.toISOString() : null,
        ...computed.figures,
        bySuccessor: successors.map(({ userid }, at) => {
          const load = computed.loads.find((one) => one.userid === userid)
          const ability = abilities.find((one) => one.userid === userid)
          return {
            userid,
            name: names.get(userid) ?? userid,
            department: departments.get(userid) ?? null,
            customers: load?.customers ?? 0,
            groups: load?.groups ?? 0,
            holdsNow: held[at] ?? null,
            cap: load?.cap ?? null,
            overCap: load?.overCap ?? 0,
            can: ability?.can ?? 'unknown',
            whyNot: ability && ability.can !== 'yes' ? ability.why : null,
          }
        }),
        problems: problemsOf(draft, {
          isAmended: amends !== undefined,
          leaver,
          minPeople: inventory
            ? policyFor(policy.rules, trigger, sizeOf(computed.figures.items)).rule.minPeople
            : fewestPeopleFor(policy.rules, trigger),
          now,
          abilities,
          leaving,
          unassigned: computed.figures.unassigned,
          earliestFinish:
            computed.figures.earliestFinish === null ? null : new Date(computed.figures.earliestFinish),
          initiator: amends?.initiator ?? caller.userid,
        }),
        names: Object.fromEntries(names),
      }
    },
  }
}

interface Input {
  readonly draft: DraftSoFar
  readonly inventory: Inventory | undefined
  readonly held: readonly (number | null)[]
  readonly now: Date
}

type Figures = Omit<
  LivePreview,
  'now' | 'inventory' | 'trouble' | 'readAt' | 'bySuccessor' | 'problems' | 'names'
>

interface Computed {
  readonly figures: Figures
  readonly loads: ReturnType<typeof previewOf>['bySuccessor']
}

const nothing: Figures = {
  items: { customer: 0, group: 0, code: 0, link: 0, seat: 0 },
  rules: [],
  unassigned: 0,
  budget: { knownLeft: 0, unknown: 0, knownSpent: 0 },
  budgetFreeAt: null,
  customersTold: 0,
  transferCalls: 0,
  groupDays: 0,
  memberOnlyGroups: 0,
  earliestFinish: null,
  fixes: [],
}

async function compute(deps: Deps, { draft, inventory, held, now }: Input): Promise<Computed> {
  if (!inventory) return { figures: nothing, loads: [] }
  const rules = draft.rules ?? []
  const plan = planOf(draft, now)
  const { idsOf } = tagBook(inventory.tags)
  const customers = inventory.customers.map(({ subject, tags, addedAt }) => ({
    subject,
    tags,
    addedAt: addedAt === null ? null : new Date(addedAt),
  }))
  const assigned = assign(rules, { customers, groups: inventory.groups }, { tagIds: idsOf, asOf: now })
  const known = await knownTransfers(
    deps.database.db,
    'customer',
    customers.map(({ subject }) => subject),
  )
  const trigger = draft.trigger ?? 'resign'
  const back = trigger === 'leave' && draft.returnAt !== undefined ? new Date(draft.returnAt) : null
  const budgets = new Map(
    inventory.customers.map(({ subject, addWay, addedAt }) => [
      subject,
      budgetOf(
        known.get(subject) ?? [],
        addWay === null || addedAt === null ? null : { addWay, addedAt: new Date(addedAt) },
        now,
        back,
      ),
    ]),
  )
  const pointed = inventory.pointed ?? []
  const toOf = new Map(pointed.map(({ subject }) => [subject, assignPointed(rules, subject)]))
  const items = [
    ...customers.map(({ subject }) => itemOf('customer', subject, assigned, budgets.get(subject) ?? null)),
    ...inventory.groups.map(({ subject }) => itemOf('group', subject, assigned, null)),
    ...pointed.map(({ kind, subject }) => itemOf(kind, subject, toOf, null)),
  ]
  const holdsNow = new Map(plan.successors.map(({ userid }, at) => [userid, held[at] ?? 0]))
  const preview = previewOf({
    trigger,
    plan,
    items,
    holdsNow,
    memberOnlyGroups: inventory.memberOnly,
    undo: { customer: customersUndo, group: groupsUndo, account: accountUndo, ...pointedUndo },
    sources: [],
    warnings: [],
  })
  const free = [...budgets.values()].flatMap((budget) => (budget.known === 'spent' ? [budget.freeAt] : []))
  return {
    loads: preview.bySuccessor,
    figures: {
      items: { customer: customers.length, group: inventory.groups.length, ...pointedCounts(pointed) },
      rules: hitsOf(
        customers.map((one) => ({ ...one, addedAt: one.addedAt ?? now })),
        rules,
        idsOf,
      ),
      unassigned: preview.unassigned,
      budget: preview.budget,
      budgetFreeAt: free.length === 0 ? null : new Date(Math.min(...free.map(Number))).toISOString(),
      customersTold: preview.customersTold,
      transferCalls: preview.transferCalls,
      groupDays: preview.groupDays,
      memberOnlyGroups: preview.memberOnlyGroups,
      earliestFinish: preview.earliestFinish,
      fixes: fixesFor(preview.bySuccessor, { rules, tagIds: idsOf, customers, assigned }),
    },
  }
}

function planOf(draft: DraftSoFar, now: Date): Plan {
  const start = draft.transferStartAt === undefined ? now : new Date(draft.transferStartAt)
  return {
    rules: draft.rules ?? [],
    successors: (draft.successors ?? []).map(({ userid, cap }) => ({ userid, cap: cap ?? null })),
    approvers: { manager: '', hr: '', admin: '', security: '', ...draft.approvers },
    transferStartAt: start > now ? start : now,
    freezeAt: draft.freezeAt === undefined ? now : new Date(draft.freezeAt),
  }
}

function itemOf(
  kind: 'customer' | 'group' | PointedKind,
  subject: string,
  assigned: ReadonlyMap<string, Assignment>,
  budget: Budget | null,
): Item & { readonly budget: Budget | null } {
  const to = assigned.get(subject) ?? null
  return {
    // Stands for the row that collect will make.
    id: subject as Item['id'],
    kind,
    subject,
    successor: to?.to ?? null,
    fallbacks: to?.fallbacks ?? [],
    ...startState(to, budget),
    code: null,
    owner: null,
    decision: null,
    dueAt: null,
    giver: null,
    sends: 0,
    lastStatus: null,
    budget,
  }
}

interface Fixing {
  readonly rules: readonly Rule[]
  readonly tagIds: TagIds
  readonly customers: readonly { readonly subject: string }[]
  readonly assigned: ReadonlyMap<string, Assignment>
}

/** Whoever would be left with hardly any room gives some to the one who has the most. */
function fixesFor(loads: Computed['loads'], { customers, assigned }: Fixing): Figures['fixes'] {
  const roomOf = ({ cap, holdsNow, customers: added }: Computed['loads'][number]) =>
    cap === null ? Number.POSITIVE_INFINITY : cap - holdsNow - added
  return loads.flatMap((load) => {
    if (load.cap === null) return []
    const wished = Math.ceil(load.cap * roomShare)
    const short = wished - roomOf(load)
    const [best] = loads
      .filter(({ userid }) => userid !== load.userid)
      .toSorted((a, b) => roomOf(b) - roomOf(a))
    const n = Math.min(load.customers, Math.max(10, Math.floor(short / 10) * 10))
    if (short <= 0 || n === 0 || best === undefined || roomOf(best) < n + wished) return []
    const subjects = customers
      .filter(({ subject }) => assigned.get(subject)?.to === load.userid)
      .slice(-n)
      .map(({ subject }) => subject)
    const rule: Rule = { when: { by: 'item', subjects }, to: best.userid, fallbacks: [] }
    return [{ from: load.userid, to: best.userid, count: n, rule }]
  })
}
