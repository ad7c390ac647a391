import { wizardRoutes, type PersonView } from '@jieli/contract'
import type { Caller } from '../access/index.ts'
import { days, later } from '../platform/clock.ts'
import type { Mount } from '../platform/http.ts'
import { ok, refuse } from '../platform/result.ts'
import { amend } from './amend.ts'
import type { Deps } from './deps.ts'
import { draftsOf, dropDraft, findDraft, saveDraft } from './drafts.ts'
import { shanghaiDay } from './handover.ts'
import { createLivePreviewer } from './live-preview.ts'
import { mainDepartments } from './overview.ts'
import { createPreparer } from './prepared.ts'
import { leads, relationsOf } from './relations.ts'
import { findHandover, openHandoverOf, type HandoverRow } from './store.ts'

/** What the wizard asks before there is a handover, and the change of its plan afterwards. */
export function serveWizard({ serve }: Mount<Caller>, deps: Deps): void {
  const { database, directory } = deps
  const { db } = database
  const preparer = createPreparer(deps)
  const previewer = createLivePreviewer(deps, preparer)

  const peopleOf = async (userids: readonly string[]): Promise<PersonView[]> => {
    const names = await directory.namesOf(db, userids)
    const departments = await mainDepartments(deps, db, userids)
    const known = new Map((await directory.people(db, userids)).map((one) => [one.userid.toLowerCase(), one]))
    return userids.flatMap((userid) => {
      const person = known.get(userid.toLowerCase())
      if (!person) return []
      return [
        {
          userid: person.userid,
          name: names.get(userid) ?? userid,
          department: departments.get(userid) ?? null,
          status: person.status,
        },
      ]
    })
  }
  const mayStart = async ({ userid, roles }: Caller, leaver: string) =>
    roles.includes('hr') || (await leads(deps, db, { leader: userid, member: leaver }))
  const isNear = async ({ userid, roles }: Caller, row: HandoverRow) =>
    roles.includes('hr') || !(await relationsOf(deps, row, userid)).includes('stranger')

  serve(wizardRoutes.people, async ({ query: { q, limit } }) =>
    ok({ people: await peopleOf(await directory.find(db, q, limit)) }),
  )
  serve(wizardRoutes.suggest, async ({ query: { leaver }, caller }) => {
    const [person] = await peopleOf([leaver])
    if (!person) return refuse('LEAVER_UNKNOWN')
    const now = await deps.business.now()
    const managerId = await managerOf(deps, leaver)
    const [manager] = managerId === undefined ? [] : await peopleOf([managerId])
    const role = async (name: 'hr' | 'admin' | 'security') =>
      peopleOf((await deps.holdersOf(name)).filter((one) => one !== leaver && one !== caller.userid))
    return ok({
      leaver: person,
      manager: manager ?? null,
      handover: (await openHandoverOf(db, leaver)) ?? null,
      mayStart: await mayStart(caller, leaver),
      approvers: {
        manager: manager && manager.userid !== caller.userid ? [manager] : [],
        hr: await role('hr'),
        admin: await role('admin'),
        security: await role('security'),
      },
      ...usualDates(now),
    })
  })
  serve(wizardRoutes.tags, async ({ query: { leaver }, caller }) => {
    if (!(await mayStart(caller, leaver))) return refuse('NOT_YOUR_LINE', { leaver })
    const prepared = await preparer.of(leaver)
    if (prepared.state !== 'ready') return ok({ tags: [] })
    const counts = new Map<string, number>()
    for (const { tags } of prepared.inventory.customers)
      for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1)
    return ok({
      tags: prepared.inventory.tags.flatMap((tag) => {
        const count = counts.get(tag.id)
        return count === undefined ? [] : [{ ...tag, count }]
      }),
    })
  })
  serve(wizardRoutes.preview, async ({ body, caller }) => {
    const { amends, ...draft } = body
    const { leaver } = draft
    const row = amends === undefined ? undefined : await findHandover(db, amends)
    const mayAmend = row !== undefined && row.leaver === leaver && (await isNear(caller, row))
    if (leaver !== undefined && !mayAmend && !(await mayStart(caller, leaver)))
      return refuse('NOT_YOUR_LINE', { leaver })
    return ok(await previewer.of(caller, draft, mayAmend ? row : undefined))
  })
  serve(wizardRoutes.saveDraft, async ({ body, caller }) => {
    const saved = await database.inTx((tx) => saveDraft(deps, tx, { ...body, owner: caller.userid }))
    return saved.ok ? ok({ ...saved.value, savedAt: saved.value.savedAt.toISOString() }) : saved
  })
  serve(wizardRoutes.drafts, async ({ caller }) => {
    const drafts = await draftsOf(db, caller.userid)
    const people = await peopleOf([...new Set(drafts.flatMap(({ body }) => body.leaver ?? []))])
    return ok({
      drafts: drafts.map(({ id, revision, savedAt, body }) => ({
        id,
        revision,
        savedAt: savedAt.toISOString(),
        leaver: people.find(({ userid }) => userid === body.leaver) ?? null,
      })),
    })
  })
  serve(wizardRoutes.draft, async ({ params: { id }, caller }) => {
    const found = await findDraft(deps, db, caller.userid, id)
    if (!found) return refuse('DRAFT_GONE')
    const { draft } = found
    const people = [
      draft.leaver ?? [],
      (draft.successors ?? []).map(({ userid }) => userid),
      Object.values(draft.approvers ?? {}),
    ].flat()
    const names = Object.fromEntries(await directory.namesOf(db, [...new Set(people)]))
    return ok({ ...found, savedAt: found.savedAt.toISOString(), names })
  })
  serve(wizardRoutes.dropDraft, async ({ params: { id }, caller }) =>
    ok({ dropped: await database.inTx((tx) => dropDraft(tx, caller.userid, id)) }),
  )
  serve(wizardRoutes.plan, async ({ params: { id } }) => {
    const row = await findHandover(db, id)
    if (!row) return refuse('NOT_FOUND')
    const { successors, rules, approvers } = row.plan
    const people = [row.leaver, ...successors.map(({ userid }) => userid), ...Object.values(approvers)]
    return ok({
      version: row.plan_version,
      draft: {
        leaver: row.leaver,
        trigger: row.trigger,
        ...(row.return_at === null ? {} : { returnAt: row.return_at.toISOString() }),
        accessEnds: row.access_ends,
        successors: successors.map(({ userid, cap }) => ({ userid, ...(cap === null ? {} : { cap }) })),
        rules,
        approvers,
        transferStartAt: row.transfer_start_at.toISOString(),
        freezeAt: row.freeze_at.toISOString(),
      },
      names: Object.fromEntries(await directory.namesOf(db, [...new Set(people)])),
    })
  })
  serve(wizardRoutes.amend, ({ params: { id }, body, caller }) =>
    amend(deps, { id, change: body, actor: caller }),
  )
}

async function managerOf({ directory, database }: Deps, leaver: string): Promise<string | undefined> {
  const { db } = database
  const person = await directory.person(db, leaver)
  const [direct] = person?.leaders ?? []
  if (direct !== undefined) return direct
  const departments = await directory.departmentsOf(db, leaver)
  const own = departments.find(({ id }) => id === person?.mainDepartment)
  return own?.leaders.find((one) => one !== leaver)
}

/** The next working day at nine, and eleven days later at six: 90 % of what people choose. */
function usualDates(now: Date): { readonly transferStartAt: string; readonly freezeAt: string } {
  const isWorkday = (at: Date) => ![0, 6].includes(new Date(`${shanghaiDay(at)}T00:00:00Z`).getUTCDay())
  let start = later(now, days(1))
  while (!isWorkday(start)) start = later(start, days(1))
  let end = later(start, days(11))
  while (!isWorkday(end)) end = later(end, -days(1))
  const at = (day: Date, hour: string) => new Date(`${shanghaiDay(day)}T${hour}:00:00+08:00`).toISOString()
  return { transferStartAt: at(start, '09'), freezeAt: at(end, '18') }
}
