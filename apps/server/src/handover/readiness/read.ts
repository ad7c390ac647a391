import { masked } from '../../access/index.ts'
import { chunks, groupBy } from '../../platform/collections.ts'
import { isNoRelation } from '../carriers/codes.ts'
import { groupsOwnedBy, insidersOf, readGroups } from '../carriers/groups.ts'
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
  const counts: Counts = new Map(people.map(({ userid }) => [userid, { ...none }]))
  await countCustomers(deps, counts)
  await countGroups(deps, counts)
  const ofDepartment = groupBy(
    people.flatMap(({ userid, departments }) => departments.map((department) => ({ department, userid }))),
    ({ department }) => department,
  )
  return people.map(({ userid, departments }) => {
    const others = new Set(
      departments.flatMap((one) => (ofDepartment.get(one) ?? []).map((peer) => peer.userid)),
    )
    others.delete(userid)
    return {
      userid,
      ...(counts.get(userid) ?? none),
      successors: others.size,
      full: [...others].filter((one) => fullLately.has(one.toLowerCase())).length,
    }
  })
}

const none = { customers: 0, unremarked: 0, untagged: 0, groups: 0, lonely: 0 }
type Counts = Map<string, typeof none>

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
  for (const group of await readGroups(wecom, [...owned])) {
    const one = counts.get(group.owner)
    if (!one) continue
    one.groups += 1
    if (isLonely(group)) one.lonely += 1
  }
}

const isLonely = (group: Parameters<typeof insidersOf>[0]) => insidersOf(group).length <= 1

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
    return groups.filter(isLonely).map(({ name }) => name)
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
