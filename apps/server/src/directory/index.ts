import { kindOf, type Leases } from '../gateway/index.ts'
import { later, seconds } from '../platform/clock.ts'
import type { Reader } from '../platform/db.ts'
import { readContact } from './contact.ts'
import { abilityOf, type Ability, type Change, type Department, type Person } from './directory.ts'
import { readDepartments, readListing, readPeople, type MirrorDeps } from './mirror.ts'
import { nameAt } from './people.ts'
import { claimPoll } from './poll-store.ts'
import { createSearch } from './search.ts'
import * as store from './store.ts'

export type { Gone } from './store.ts'
export type { Ability, Change, Department, Person, Status, What, WhyNot } from './directory.ts'

export interface DirectoryDeps extends MirrorDeps {
  readonly leases: Leases
  /** Wall time between two polls. */
  readonly pollEveryMs?: number
}

export interface Refreshed {
  readonly changes: number
  /** Parts that could not be read this time; the others were. */
  readonly problems: readonly { readonly part: 'listing' | 'departments'; readonly error: string }[]
}

/** People and departments as WeCom last showed them. Reading never calls WeCom; refreshing does. */
export interface Directory {
  person(reader: Reader, userid: string): Promise<Person | undefined>
  people(reader: Reader, userids: readonly string[]): Promise<readonly Person[]>
  /** Who belongs to a department itself, the deleted not among them. */
  membersOf(reader: Reader, department: number): Promise<readonly Person[]>
  /** A real name (personal data: never logged, never stored in clear), or the userid where WeCom shows none. */
  nameOf(reader: Reader, userid: string): Promise<string>
  namesOf(reader: Reader, userids: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** The person's departments and all above them. */
  departmentsOf(reader: Reader, userid: string): Promise<readonly Department[]>
  /** Whom a person leads: directly, or as a leader of their department or of one above it. */
  ledBy(reader: Reader, leader: string): Promise<readonly string[]>
  /** User ids of who matches by name, pinyin, its initials or user id, the best first. */
  find(reader: Reader, q: string, limit: number): Promise<readonly string[]>
  /** Who is no longer at work as far as the contacts say. */
  goneSince(reader: Reader, since: Date): Promise<readonly store.Gone[]>
  /** What was noticed after change `after`; keep the last id as the next cursor. */
  changesSince(reader: Reader, after: number, limit?: number): Promise<readonly Change[]>
  /** Asks WeCom. Says no more than can be known before an attempt. */
  canTakeCustomers(userids: readonly string[]): Promise<readonly Ability[]>
  /** Reads a few people anew. */
  refreshPeople(userids: readonly string[]): Promise<void>
  refresh(): Promise<Refreshed>
  /** Refreshes when it is time; any number of processes may ask as often as they like. */
  pollDue(): Promise<Refreshed | undefined>
}

const usualPollMs = seconds(60)

export function createDirectory(deps: DirectoryDeps): Directory {
  const { database, vault, wecom, corpId } = deps

  const namesOf = async (reader: Reader, userids: readonly string[]) => {
    const box = await vault.box(reader, { kind: 'directory', id: corpId })
    const names = new Map<string, string>()
    for (const { userid, sealed } of await store.findNames(reader, userids)) {
      if (sealed) names.set(userid.toLowerCase(), box.open(nameAt(userid), sealed))
    }
    return new Map(userids.map((userid) => [userid, names.get(userid.toLowerCase()) ?? userid]))
  }

  const search = createSearch(namesOf)

  const part = async (name: 'listing' | 'departments', read: () => Promise<number>) => {
    try {
      return { changes: await read(), problems: [] }
    } catch (error) {
      const why = kindOf(error)
      deps.onEvent?.('directory not read', { part: name, error: why })
      return { changes: 0, problems: [{ part: name, error: why }] }
    }
  }

  const directory: Directory = {
    person: async (reader, userid) => (await store.findPeople(reader, [userid]))[0],
    people: (reader, userids) => store.findPeople(reader, userids),
    membersOf: (reader, department) => store.findMembers(reader, department),
    nameOf: async (reader, userid) => (await namesOf(reader, [userid])).get(userid) ?? userid,
    namesOf,
    async departmentsOf(reader, userid) {
      const person = await directory.person(reader, userid)
      return store.departmentsWithParents(reader, person?.departments ?? [])
    },
    find: (reader, q, limit) => search.find(reader, q, limit),
    ledBy: (reader, leader) => store.ledBy(reader, leader),
    goneSince: (reader, since) => store.goneSince(reader, since),
    changesSince: (reader, after, limit = 1_000) => store.changesAfter(reader, after, limit),
    async canTakeCustomers(userids) {
      const known = await store.findPeople(database.db, userids)
      const status = new Map(known.map((person) => [person.userid.toLowerCase(), person.status]))
      // Whoever is deleted or disabled need not be asked about.
      const said = await readContact(
        wecom,
        userids.filter((userid) => ['active', 'unknown'].includes(status.get(userid.toLowerCase()) ?? '')),
      )
      return userids.map((userid) =>
        abilityOf(userid, status.get(userid.toLowerCase()), said.get(userid.toLowerCase()) ?? 'unsaid'),
      )
    },
    async refreshPeople(userids) {
      await readPeople(deps, userids)
    },
    refresh: () =>
      // Two readings at once would mix their listings.
      deps.leases.hold('directory.refresh', async () => {
        const listing = await part('listing', () => readListing(deps))
        const departments = await part('departments', () => readDepartments(deps))
        return {
          changes: listing.changes + departments.changes,
          problems: [...listing.problems, ...departments.problems],
        }
      }),
    async pollDue() {
      const now = deps.wall.now()
      const turn = await claimPoll(database.db, now, later(now, deps.pollEveryMs ?? usualPollMs))
      return turn ? directory.refresh() : undefined
    },
  }
  return directory
}
