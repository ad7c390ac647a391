import { readinessRoutes } from '@jieli/contract'
import type { Caller } from '../../access/index.ts'
import type { Mount } from '../../platform/http.ts'
import { ok, refuse } from '../../platform/result.ts'
import type { Deps } from '../deps.ts'
import { mainDepartments } from '../overview.ts'
import { longestList, readList } from './read.ts'
import { startAsked } from './reading.ts'
import { countFindings, lastReading, lastWhole, peoplePage } from './store.ts'

/** Who could not be handed over well today, for those who can mend it. */
export function serveReadiness({ serve }: Mount<Caller>, deps: Deps): void {
  const { db } = deps.database
  serve(readinessRoutes.readiness, async ({ query, caller }) => {
    const [last, whole, among] = [await lastReading(db), await lastWhole(db), await reachOf(deps, caller)]
    const { rows, next } = whole
      ? await peoplePage(db, whole.id, { ...query, among })
      : { rows: [], next: null }
    const counted = whole ? await countFindings(db, whole.id, among) : { of: 0, byFinding: {} }
    const userids = rows.map(({ userid }) => userid)
    const names = await deps.directory.namesOf(db, userids)
    const departments = await mainDepartments(deps, db, userids)
    return ok({
      readAt: whole?.finishedAt?.toISOString() ?? null,
      isReading: last !== undefined && last.finishedAt === null,
      trouble: last?.trouble ?? null,
      people: rows.map((row) => ({
        ...row,
        department: departments.get(row.userid) ?? '',
        findings: [...row.findings],
      })),
      next,
      ...counted,
      names: Object.fromEntries(names),
      now: (await deps.business.now()).toISOString(),
      may: { start: seesAll(caller) },
    })
  })
  serve(readinessRoutes.list, async ({ params: { userid, what }, caller }) => {
    const among = await reachOf(deps, caller)
    const person = await deps.directory.person(db, userid)
    if (!person || (among !== undefined && !among.includes(userid.toLowerCase())))
      return refuse('PERSON_UNKNOWN', { userid })
    const rows = await readList(deps, person.userid, what)
    return ok({ rows: rows.slice(0, longestList), of: rows.length })
  })
  serve(readinessRoutes.start, async ({ caller }) => {
    const started = await startAsked(deps, { userid: caller.userid, role: caller.role })
    return started.ok ? ok({ started: true }) : started
  })
}

function seesAll({ roles }: Pick<Caller, 'roles'>): boolean {
  return roles.includes('hr') || roles.includes('admin')
}

/** Undefined: everybody. A manager sees whom he leads. */
async function reachOf(deps: Deps, caller: Caller): Promise<readonly string[] | undefined> {
  if (seesAll(caller)) return undefined
  return (await deps.directory.ledBy(deps.database.db, caller.userid)).map((one) => one.toLowerCase())
}
