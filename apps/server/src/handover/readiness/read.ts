import { masked } from '../../access/index.ts'
import { chunks } from '../../platform/collections.ts'
import { isNoRelation } from '../carriers/codes.ts'
import { groupsOwnedBy, readGroups } from '../carriers/groups.ts'
import type { Deps } from '../deps.ts'
import type { Figures } from './readiness.ts'

/** Reads WeCom for everybody who serves customers; counts only, page by page. */
export async function readEverybody(
  deps: Deps,
  fullLately: ReadonlySet<string>,
): Promise<readonly Figures[]> {
  const { follow_user } = await deps.wecom.call('listFollowUsers', {})
  const people = (await deps.directory.people(deps.database.db, follow_user)).filter(
    ({ status }) => status === 'active',
  )
  const counts = new Map(
    people.map(({ userid }) => [userid, { customers: 0, unremarked: 0, untagged: 0, groups: 0, lonely: 0 }]),
  )
  await countCustomers(deps, counts)
  await countGroups(deps, counts)
  const peers = new Map<number, string[]>()
  for (const { userid, departments } of people)
    for (const one of departments) peers.set(one, [...(peers.get(one) ?? []), userid])
  return people.map(({ userid, departments, mainDepartment }) => {
    const others = new Set(departments.flatMap((one) => peers.get(one) ?? []))
    others.delete(userid)
    const zero = { customers: 0, unremarked: 0, untagged: 0, groups: 0, lonely: 0 }
    return {
      userid,
      department: mainDepartment ?? departments[0] ?? null,
      ...(counts.get(userid) ?? zero),
      successors: others.size,
      full: [...others].filter((one) => fullLately.has(one.toLowerCase())).length,
    }
  })
}

type Counts = Map<
  string,
  { customers: number; unremarked: number; untagged: number; groups: number; lonely: number }
>

async function countCustomers({ wecom }: Deps, counts: Counts): Promise<void> {
  for (const part of chunks([...counts.keys()], 100)) {
    for await (const page of wecom.pages('batchGetCustomers', { userid_list: part, limit: 100 })) {
      for (const { follow_info, external_contact } of page.external_contact_list) {
        const one = counts.get(follow_info.userid)
        if (!one) continue
        one.customers += 1
        if (isUnremarked(follow_info.remark, external_contact.name)) one.unremarked += 1
        if (follow_info.tag_id.length === 0) one.untagged += 1
      }
    }
  }
}

async function countGroups({ wecom }: Deps, counts: Counts): Promise<void> {
  const owned = await groupsOwnedBy(wecom, [...counts.keys()])
  for (const { owner, member_list } of await readGroups(wecom, [...owned])) {
    const one = counts.get(owner)
    if (!one) continue
    one.groups += 1
    if (member_list.filter(({ type }) => type === 1).length <= 1) one.lonely += 1
  }
}

// WeCom fills the remark with the name when a member notes nothing.
function isUnremarked(remark: string | undefined, name: string): boolean {
  return remark === undefined || remark === '' || remark === name
}

export const longestList = 200

/** What stands behind a number of one person, read live; customers masked as everywhere. */
export async function readList(
  { wecom }: Deps,
  userid: string,
  what: 'lonely-groups' | 'unremarked' | 'untagged',
): Promise<readonly string[]> {
  if (what === 'lonely-groups') {
    const groups = await readGroups(wecom, [...(await groupsOwnedBy(wecom, [userid]))])
    return groups
      .filter(({ member_list }) => member_list.filter(({ type }) => type === 1).length <= 1)
      .map(({ name }) => name)
  }
  const found: string[] = []
  try {
    for await (const page of wecom.pages('batchGetCustomers', { userid_list: [userid], limit: 100 })) {
      for (const { external_contact, follow_info } of page.external_contact_list) {
        const isIt =
          what === 'unremarked'
            ? isUnremarked(follow_info.remark, external_contact.name)
            : follow_info.tag_id.length === 0
        if (isIt) found.push(masked.name(external_contact.name))
      }
    }
  } catch (error) {
    // Whoever has no customers any more.
    if (!isNoRelation(error)) throw error
  }
  return found
}
