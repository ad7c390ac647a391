import { errcodeOf, type OnEvent } from '../gateway/index.ts'
import type { Wecom } from '@jieli/wecom'
import type { BusinessClock, WallClock } from '../platform/clock.ts'
import type { Database } from '../platform/db.ts'
import type { Vault } from '../vault/index.ts'
import { isPlausible, type Shown } from './directory.ts'
import { applyShown, shownOf, type Found } from './people.ts'
import * as polls from './poll-store.ts'
import { addChanges } from './store.ts'

export interface MirrorDeps {
  readonly database: Database
  readonly vault: Vault
  readonly wecom: Pick<Wecom, 'call' | 'pages'>
  readonly corpId: string
  readonly wall: WallClock
  readonly business: BusinessClock
  /** How many departments one poll reads; the oldest first, so that a big company is read in turns. */
  readonly departmentsPerPoll?: number
  readonly onEvent?: OnEvent
}

const usualDepartments = 500
// WeCom's largest page (doc 96067).
const idsPerPage = 10_000
// Too large: the department's answer does not fit one reply.
const tooLarge = 45029
// Gone or out of sight between the list and the reading of one.
const notVisible = new Set([60003, 60011, 60111, 60123])

/** Reads every id of the company. Who is missing in two complete listings running is deleted. */
export async function readListing(deps: MirrorDeps): Promise<number> {
  const { database, wecom, onEvent } = deps
  const round = await database.inTx(polls.beginListing)
  for await (const page of wecom.pages('listUserIds', { limit: idsPerPage })) {
    await polls.addListed(
      database.db,
      round,
      page.dept_user.map(({ userid }) => userid),
    )
  }
  const now = await deps.business.now()
  return database.inTx(async (tx) => {
    const { listed, known, missing } = await polls.countDifference(tx, round)
    if (listed === 0 || !isPlausible(known, missing)) {
      onEvent?.('listing not believed', { listed, known, missing })
      return 0
    }
    const joined = await polls.addNewPeople(tx, round, now)
    const returned = await polls.bringBack(tx, round, now)
    const deleted = await polls.markDeleted(tx, round, now)
    await polls.endListing(tx, round)
    const changes = [
      // The first listing fills the mirror: nobody joined with it.
      ...(round === 1 ? [] : joined.map((userid) => ({ userid, what: 'joined' as const }))),
      ...returned.map((userid) => ({ userid, what: 'returned' as const })),
      ...deleted.map((userid) => ({ userid, what: 'deleted' as const })),
    ]
    await addChanges(tx, changes, now)
    return changes.length
  })
}

/** Reads the tree and the people of the departments whose turn it is. */
export async function readDepartments(deps: MirrorDeps): Promise<number> {
  const { database, wecom } = deps
  const { department } = await wecom.call('listDepartments', {})
  await database.inTx((tx) =>
    polls.saveDepartments(
      tx,
      department.map((one) => ({
        id: one.id,
        name: one.name,
        parentId: one.parentid,
        position: one.order,
        leaders: one.department_leader,
      })),
    ),
  )
  let changes = 0
  const limit = deps.departmentsPerPoll ?? usualDepartments
  for (const id of await polls.oldestReadDepartments(database.db, limit)) {
    changes += (await apply(deps, await membersOf(deps, id))).length
    await polls.markRead(database.db, id, deps.wall.now())
  }
  return changes
}

/** Fresh details of a few people, before something depends on them. */
export async function readPeople(deps: MirrorDeps, userids: readonly string[]): Promise<readonly Found[]> {
  const shown: Shown[] = []
  for (const userid of userids) {
    const one = await memberOf(deps, userid)
    if (one) shown.push(one)
  }
  return apply(deps, shown)
}

async function apply(deps: MirrorDeps, shown: readonly Shown[]): Promise<readonly Found[]> {
  const now = await deps.business.now()
  const { vault, corpId } = deps
  return deps.database.inTx((tx) => applyShown({ tx, vault, corpId, now }, shown))
}

async function membersOf(deps: MirrorDeps, id: number): Promise<readonly Shown[]> {
  try {
    const { userlist } = await deps.wecom.call('listUsers', { department_id: id })
    return userlist.map(shownOf)
  } catch (error) {
    const code = errcodeOf(error)
    if (code !== undefined && notVisible.has(code)) return []
    if (code !== tooLarge) throw error
    return oneByOne(deps, id)
  }
}

async function oneByOne(deps: MirrorDeps, id: number): Promise<readonly Shown[]> {
  const { userlist } = await deps.wecom.call('listUsersBrief', { department_id: id })
  const shown: Shown[] = []
  for (const { userid } of userlist) {
    const one = await memberOf(deps, userid)
    if (one) shown.push(one)
  }
  return shown
}

async function memberOf(deps: MirrorDeps, id: string): Promise<Shown | undefined> {
  try {
    return shownOf(await deps.wecom.call('getUser', { userid: id }))
  } catch (error) {
    const code = errcodeOf(error)
    if (code !== undefined && notVisible.has(code)) return undefined
    throw error
  }
}
