import { type ItemCode, switched } from '../answer.ts'
import type { Group, Member } from '../model/records.ts'
import type { Company } from '../model/company.ts'
import { isFullFor } from '../model/group-transferring.ts'
import { isInGroup } from '../model/group-book.ts'
import { isVisible } from '../model/range.ts'
import { loggedInWithinAYear } from '../model/serving.ts'

type GroupCall = 'transferGroups' | 'transferResignedGroups'
type Common = ItemCode<'transferGroups'> & ItemCode<'transferResignedGroups'>

/** 300 groups of one person a natural day (doc 95703, 92127). */
const groupsADay = 300

/** What is wrong with moving this group, whoever owns it. */
export function groupTrouble(company: Company, id: string, to: Member): Group | Common {
  const group = company.groups.get(id)
  if (group === undefined || group.kind === 'not-wecom') return 90509
  if (group.kind !== 'customer' || group.dismissed) return 90501
  if (!company.corp.usedWithinAYear) return 90510
  if (group.owner === to.userid) return 90504
  if (isFullFor(group, to.userid)) return 90503
  if (!company.is('newOwnerAutoJoins') && !isInGroup(group, to.userid))
    return switched(company, 'absentOwnerCode')
  return group
}

/** The present owner of a group: in the app's range, and logged in within a year. */
export function visibleOwner(company: Company, group: Group): Member | 60111 | 40205 | 40143 {
  const owner = company.member(group.owner)
  if (owner === undefined || owner.status === 5 || !isVisible(company, owner)) return 60111
  if (owner.banned) return 40143
  if (!loggedInWithinAYear(owner, company.clock.business())) return 40205
  return owner
}

export function ownerQuotaLeft(company: Company, from: string, to: string): number {
  const at = company.clock.business()
  const used =
    company.is('groupQuotaPer') === 'old-owner'
      ? company.transfers.groupsMovedOn('old', from, at)
      : company.transfers.groupsMovedOn('new', to, at)
  return groupsADay - used
}

/** The answer names only the groups that were refused. */
export function perGroup<K extends GroupCall>(
  ids: readonly string[],
  move: (id: string) => ItemCode<K> | undefined,
): { failed_chat_list: { chat_id: string; errcode: number; errmsg: string }[] } {
  const failed = ids.flatMap((id) => {
    const errcode = move(id)
    return errcode === undefined
      ? []
      : [{ chat_id: id, errcode, errmsg: `group cannot be transferred, code ${errcode}` }]
  })
  return { failed_chat_list: failed }
}
