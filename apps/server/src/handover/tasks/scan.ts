import { givenRolesOf } from '../../access/index.ts'
import { newId } from '../../platform/ids.ts'
import type { Tx } from '../../platform/db.ts'
import type { Box } from '../../vault/index.ts'
import { allocateGroups } from '../allocate.ts'
import type { MemberOnly } from '../carriers/groups.ts'
import type { Deps } from '../deps.ts'
import type { HandoverRow } from '../store.ts'
import { insertTask, settleTask, type NewTask } from './store.ts'
import { memberTagsOf } from './member-tags.ts'
import { textPlace } from './text.ts'

/** A thing a person has to do, found by reading WeCom and our own tables. */
export interface FoundTask {
  readonly kind: 'membership' | 'permission'
  /** A group's id; `role/hr`, `tag/12`, `department/3`. */
  readonly subject: string
  readonly name: string
  readonly successor: string | null
  /** A successor is in that group already. */
  readonly isDone?: boolean
}

/** Groups to be joined by a successor, and every permission that can be read; nothing is copied blindly. */
export async function findTasks(
  deps: Deps,
  row: HandoverRow,
  groups: readonly MemberOnly[],
  ofCustomers: ReadonlyMap<string, { readonly to: string; readonly fallbacks: readonly string[] } | null>,
): Promise<readonly FoundTask[]> {
  const to = allocateGroups(
    groups.map(({ subject, outsiders }) => ({ subject, customers: outsiders })),
    ofCustomers,
    row.plan.rules,
  )
  const successors = row.plan.successors.map(({ userid }) => userid.toLowerCase())
  const memberships = groups.map(({ subject, name, insiders }) => ({
    kind: 'membership' as const,
    subject,
    name,
    successor: to.get(subject)?.to ?? null,
    isDone: successors.some((userid) => insiders.has(userid)),
  }))
  return [...memberships, ...(await findPermissions(deps, row))]
}

async function findPermissions(deps: Deps, row: HandoverRow): Promise<readonly FoundTask[]> {
  const { db } = deps.database
  const person = await deps.directory.person(db, row.leaver)
  const departments = await deps.directory.departmentsOf(db, row.leaver)
  const led = (person?.leads ?? []).map((id) => ({
    subject: `department/${id}`,
    name: departments.find((one) => one.id === id)?.name ?? String(id),
  }))
  const roles = (await givenRolesOf(db, row.leaver)).map((role) => ({ subject: `role/${role}`, name: role }))
  const tags = (await memberTagsOf(deps.wecom, row.leaver)).map(({ id, name }) => ({
    subject: `tag/${id}`,
    name,
  }))
  return [...roles, ...led, ...tags].map((one) => ({ ...one, kind: 'permission', successor: null }))
}

export interface Saving {
  readonly row: HandoverRow
  readonly found: readonly FoundTask[]
  readonly box: Box
  readonly now: Date
}

/** Keeps what was found; what is there already stays as it is. The leaver acts, while he is here. */
export async function saveTasks(tx: Tx, { row, found, box, now }: Saving): Promise<number> {
  let added = 0
  for (const { kind, subject, name, successor, isDone } of found) {
    const id = newId<'task'>()
    const task: NewTask = {
      id,
      handoverId: row.id,
      kind,
      subject,
      source: 'found',
      owner: kind === 'membership' ? row.leaver : row.plan.approvers.admin,
      successor,
      title: box.seal(textPlace(id, 'title'), name),
      note: null,
      dueAt: row.freeze_at,
      now,
    }
    if (!(await insertTask(tx, task))) continue
    added += 1
    if (isDone === true)
      await settleTask(tx, id, { state: 'done', proof: null, provedBy: 'read-back', by: 'looking', at: now })
  }
  return added
}
