import type { PointedKind } from '@jieli/contract'
import { sql } from 'kysely'
import { later, minutes } from '../platform/clock.ts'
import type { Reader } from '../platform/db.ts'
import { corpTagList } from './tags.ts'
import { collectCustomers } from './carriers/customers.ts'
import { collectGroups } from './carriers/groups.ts'
import { accountState } from './carriers/account.ts'
import { findPointed } from './point.ts'
import { wayOf } from './carriers/giver.ts'
import type { Deps } from './deps.ts'
import { troubleOf } from './trouble.ts'

/** What a preview needs to know of a leaver: ids, tag ids and dates. */
export interface Inventory {
  readonly customers: readonly {
    readonly subject: string
    readonly tags: readonly string[]
    readonly addedAt: string | null
    readonly addWay: number | null
  }[]
  readonly groups: readonly { readonly subject: string; readonly outsiders: readonly string[] }[]
  readonly memberOnly: number
  /** What leads new customers to him; missing in what was read before that was. */
  readonly pointed?: readonly { readonly kind: PointedKind; readonly subject: string }[]
  readonly tags: readonly { readonly id: string; readonly group: string; readonly name: string }[]
}

export type Prepared =
  | { readonly state: 'ready'; readonly inventory: Inventory; readonly readAt: Date }
  | { readonly state: 'reading' }
  | { readonly state: 'failed'; readonly cause: string; readonly remedy: string }

/** Reads WeCom once for many previews; whoever asks meanwhile is told that it is being read. */
export interface Preparer {
  of(leaver: string): Promise<Prepared>
}

const freshMs = minutes(30)
const failedForMs = 10_000

export function createPreparer(deps: Deps): Preparer {
  const { database, wall } = deps
  const reading = new Map<string, Promise<void>>()
  const failed = new Map<string, { readonly at: number; readonly cause: string; readonly remedy: string }>()

  const read = async (leaver: string) => {
    try {
      const inventory = await readInventory(deps, leaver)
      await sql`insert into handover.prepared (leaver, read_at, inventory)
        values (${leaver}, ${wall.now()}, ${JSON.stringify(inventory)}::jsonb)
        on conflict (leaver) do update set read_at = excluded.read_at, inventory = excluded.inventory`.execute(
        database.db,
      )
      // Who is not in a wizard is nobody's business any more.
      await sql`delete from handover.prepared where read_at <= ${later(wall.now(), -freshMs)}`.execute(
        database.db,
      )
      failed.delete(leaver)
    } catch (error) {
      const trouble = troubleOf(error)
      if (!trouble) throw error
      failed.set(leaver, { at: wall.now().getTime(), ...trouble })
    } finally {
      reading.delete(leaver)
    }
  }

  return {
    async of(leaver) {
      const found = await stored(database.db, leaver, later(wall.now(), -freshMs))
      if (found) return { state: 'ready', ...found }
      const trouble = failed.get(leaver)
      if (trouble && wall.now().getTime() - trouble.at < failedForMs)
        return { state: 'failed', cause: trouble.cause, remedy: trouble.remedy }
      if (!reading.has(leaver)) {
        const run = read(leaver)
        reading.set(leaver, run)
        run.catch(() =>
          failed.set(leaver, { at: wall.now().getTime(), cause: '没有读成', remedy: '请再试一次' }),
        )
      }
      return { state: 'reading' }
    },
  }
}

async function stored(reader: Reader, leaver: string, since: Date) {
  const { rows } = await sql<{ inventory: Inventory; readAt: Date }>`
    select inventory, read_at as "readAt" from handover.prepared
    where leaver = ${leaver} and read_at > ${since}`.execute(reader)
  return rows[0]
}

async function readInventory(deps: Deps, leaver: string): Promise<Inventory> {
  const giver = { userid: leaver, way: wayOf(await accountState(deps.wecom, leaver)) }
  const [customers, groups, tags, pointed] = await Promise.all([
    collectCustomers(deps.wecom, giver),
    collectGroups(deps.wecom, giver),
    corpTagList(deps.wecom),
    findPointed(deps.wecom, leaver),
  ])
  return {
    customers: customers.found.map(({ subject, notes, addedAt, addWay }) => ({
      subject,
      tags: notes?.tags ?? [],
      addedAt: addedAt?.toISOString() ?? null,
      addWay,
    })),
    groups: groups.found.map(({ subject, outsiders }) => ({ subject, outsiders })),
    memberOnly: groups.memberOnly.length,
    pointed: pointed.flatMap(({ kind, found }) => found.map(({ subject }) => ({ kind, subject }))),
    tags,
  }
}
