import type { Output } from '@jieli/wecom'
import type { Tx } from '../platform/db.ts'
import { hours, later } from '../platform/clock.ts'
import type { Box, Vault } from '../vault/index.ts'
import { changesBetween, isSame, statusOf, type Shown, type What } from './directory.ts'
import * as store from './store.ts'

export interface Found {
  readonly userid: string
  readonly what: What
}

export interface Apply {
  readonly tx: Tx
  readonly vault: Vault
  readonly corpId: string
  /** Business time. */
  readonly now: Date
}

// How far behind `seen_at` may be.
const seenLagMs = hours(1)

/** Brings the mirror in line with what WeCom showed of some people; answers what changed. */
export async function applyShown(
  { tx, vault, corpId, now }: Apply,
  shown: readonly Shown[],
): Promise<readonly Found[]> {
  if (shown.length === 0) return []
  const box = await vault.box(tx, { kind: 'directory', id: corpId })
  const known = new Map<string, Shown>()
  for (const row of await store.lockPeople(
    tx,
    shown.map(({ userid }) => userid),
  )) {
    known.set(row.userid, toShown(box, row))
  }
  const found: Found[] = []
  const seen: string[] = []
  for (const person of shown) {
    const before = known.get(person.userid)
    // Only a listing brings a deleted person back: a department may be read from an older state.
    if (before?.status === 'deleted') continue
    seen.push(person.userid)
    if (before && isSame(before, person)) continue
    await store.savePerson(tx, { ...person, sealed: box.seal(nameAt(person.userid), person.name) }, now)
    if (before) {
      for (const what of changesBetween(before, person)) found.push({ userid: person.userid, what })
    }
  }
  await store.markSeen(tx, seen, now, later(now, -seenLagMs))
  await store.addChanges(tx, found, now)
  return found
}

function toShown(box: Box, row: store.KnownPerson): Shown {
  return {
    userid: row.userid,
    name: row.sealed ? box.open(nameAt(row.userid), row.sealed) : '',
    departments: row.departments,
    mainDepartment: row.mainDepartment ?? undefined,
    leads: row.leads,
    leaders: row.leaders,
    status: row.status,
  }
}

export function nameAt(userid: string) {
  return { table: 'directory.person', column: 'name_sealed', row: userid }
}

/** WeCom's parallel lists become one fact each; departments outside the visible range are not among them. */
export function shownOf(member: Output<'getUser'>): Shown {
  return {
    userid: member.userid,
    name: member.name,
    departments: member.department,
    mainDepartment: member.main_department,
    leads: member.department.filter((_, i) => member.is_leader_in_dept[i] === 1),
    leaders: member.direct_leader,
    status: statusOf(member.status),
  }
}
