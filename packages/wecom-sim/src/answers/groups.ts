import type { Answers } from '../answer.ts'
import { corpTrouble, memberTrouble } from './customer-gate.ts'
import type { Company } from '../model/company.ts'
import type { Group } from '../model/records.ts'
import { isVisible, present } from '../model/range.ts'
import { page } from './pages.ts'

/** Without an owner filter the app's range may hold this many people (81017, doc 92120). */
const unfilteredRange = 1_000

/** Customer groups, found by owner only. */
export const groups: Pick<Answers, 'listGroupChats' | 'getGroupChat'> = {
  listGroupChats(company, { status_filter = 0, owner_filter, cursor, limit }) {
    const trouble = corpTrouble(company)
    if (trouble !== undefined) return { refuse: trouble }
    const owners = owner_filter?.userid_list ?? []
    if (owners.length === 0 && rangeSize(company) > unfilteredRange) return { refuse: 81017 }
    const asked: string[] = []
    for (const userid of owners) {
      const wrong = ownerTrouble(company, userid)
      if (wrong === 'skip') continue
      if (wrong !== undefined) return { refuse: wrong }
      asked.push(company.leaver(userid)?.userid ?? company.member(userid)?.userid ?? userid)
    }
    const all =
      owners.length > 0
        ? asked.flatMap((userid) => company.groups.ownedBy(userid))
        : unfiltered(company, status_filter)
    const wanted = all.filter(
      (group) =>
        group.kind === 'customer' &&
        !group.dismissed &&
        (status_filter === 0 || group.status === status_filter),
    )
    const found = page(wanted, cursor, limit)
    if (found === undefined) return { refuse: 40035, hint: 'cursor' }
    return {
      group_chat_list: found.items.map((group) => ({ chat_id: group.id, status: group.status })),
      next_cursor: found.next,
    }
  },

  getGroupChat(company, { chat_id, need_name }) {
    const trouble = corpTrouble(company)
    if (trouble !== undefined) return { refuse: trouble }
    if (!/^[0-9A-Za-z_-]+$/.test(chat_id)) return { refuse: 40050 }
    const group = company.groups.get(chat_id)
    if (group === undefined || group.kind === 'not-wecom') return { refuse: 90509 }
    if (group.kind !== 'customer') return { refuse: 90501 }
    if (group.dismissed) return { refuse: 49008 }
    const owner = company.member(group.owner)
    if (owner !== undefined && !isVisible(company, owner)) return { refuse: company.corp.outOfRangeCode }
    return { group_chat: view(company, group, need_name === 1) }
  },
}

function view(company: Company, group: Group, named: boolean) {
  const seen = group.stale !== undefined && company.clock.business() < group.stale.until ? group.stale : group
  return {
    chat_id: group.id,
    name: group.name,
    owner: seen.owner,
    create_time: Math.floor(group.createdAt),
    notice: group.notice,
    member_list: seen.members.map((member) => ({
      userid: member.userid,
      type: member.type,
      join_time: Math.floor(member.joinedAt),
      join_scene: member.scene,
      ...(member.invitor === '' ? {} : { invitor: { userid: member.invitor } }),
      ...(member.type === 2 ? { unionid: company.customers.get(member.userid)?.unionid ?? '' } : {}),
      group_nickname: '',
      ...(named ? { name: member.name } : {}),
    })),
    admin_list: seen.admins.map((userid) => ({ userid })),
    member_version: String(seen.version),
  }
}

function rangeSize(company: Company): number {
  return (
    company.corp.pretendRangeSize ?? present(company).filter((member) => isVisible(company, member)).length
  )
}

/** A resigned owner in the filter: the page demands it, people report that it fails; a switch decides. */
function ownerTrouble(company: Company, userid: string) {
  const isLeaver = company.leaver(userid) !== undefined && (company.member(userid)?.status ?? 5) === 5
  if (!isLeaver) return memberTrouble(company, userid, { mustServe: true })
  const way = company.is('ownerFilterAcceptsResigned')
  if (way === '40003') return 40003
  return way === 'empty' ? 'skip' : undefined
}

/** Groups of present owners in range; those of resigned ones only by status, and never beside a working filter. */
function unfiltered(company: Company, status: number): Group[] {
  const ofPresent = present(company)
    .filter((member) => isVisible(company, member))
    .flatMap((member) => company.groups.ownedBy(member.userid))
  const needsFilter = company.is('ownerFilterAcceptsResigned') === 'accepts'
  if (status === 0 || needsFilter) return ofPresent
  const ofLeavers = [...company.leavers.values()]
    .filter((leaver) => leaver.wasVisible)
    .flatMap((leaver) => company.groups.ownedBy(leaver.userid))
  return [...ofPresent, ...ofLeavers.filter((group) => !ofPresent.includes(group))]
}
