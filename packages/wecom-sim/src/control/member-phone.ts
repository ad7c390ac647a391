import type { Company } from '../model/company.ts'
import type { Letter } from '../model/phone-records.ts'
import type { Group, Member } from '../model/records.ts'
import { isInGroup, wechatMembers, wechatRoom } from '../model/group-book.ts'
import { formsOf } from './forms.ts'
import { isoOf } from '../time.ts'
import { messageFor } from './inbox.ts'
import { reachTrouble } from './press.ts'

/** A phone shows the last of a long list; the counts are of all. */
const shownMessages = 60
const shownRows = 60

/** Everything the phone of a member shows, in one answer; `search` narrows customers and groups. */
export function memberPhone(company: Company, member: Member, search: string) {
  return {
    userid: member.userid,
    name: member.name,
    position: member.position,
    department: company.departments.get(String(member.mainDepartment))?.name ?? '',
    status: member.status,
    cutOff: reachTrouble(company, member) ?? null,
    chats: chatsOf(company, member),
    approvals: formsOf(company, member.userid),
    customers: customersOf(company, member.userid, search),
    groups: groupsOf(company, member.userid, search),
  }
}

function chatsOf(company: Company, member: Member) {
  const chat = (id: string, kind: string, name: string, letters: readonly Letter[]) => ({
    id,
    kind,
    name,
    total: letters.length,
    undelivered: letters.filter((letter) => letter.state === 'undelivered').length,
    messages: letters
      .slice(-shownMessages)
      .map((letter) => messageFor(company, member, forHim(letter, member))),
  })
  const groups = [...company.appChats.values()].filter((one) => one.users.includes(member.userid))
  const robots = [...company.webhooks.values()].filter((one) => one.members.includes(member.userid))
  return [
    chat('app', 'app', company.corp.appName, company.letters.in(member.userid)),
    ...groups.map((one) => chat(one.id, 'chat', one.name, company.letters.in(`chat:${one.id}`))),
    ...robots.map((one) => chat(one.key, 'robot', one.group, company.letters.in(`webhook:${one.key}`))),
  ]
}

/** A group message over a member's own limit reaches the others and not him. */
function forHim(letter: Letter, member: Member): Letter {
  if (letter.missed?.includes(member.userid) !== true) return letter
  return { ...letter, state: 'undelivered', reason: letter.reason ?? '超过每分钟 200 条' }
}

function customersOf(company: Company, userid: string, search: string) {
  const relations = company.relations.of(userid)
  const named = relations.map((relation) => ({
    id: relation.customer,
    name: company.customers.get(relation.customer)?.name ?? '',
    remark: relation.remark,
    leaves: relation.oneSided,
    moving: company.transfers.runningOf(relation.customer),
  }))
  const found = named.filter((one) => one.name.includes(search) || one.remark.includes(search))
  return {
    total: relations.length,
    moving: named.filter((one) => one.moving !== undefined).length,
    found: found.length,
    rows: found.slice(0, shownRows).map(({ moving, ...one }) => ({
      ...one,
      moving:
        moving === undefined
          ? null
          : {
              to: company.member(moving.to)?.name ?? moving.to,
              dueAt: moving.dueAt < 1e12 ? isoOf(moving.dueAt) : null,
            },
    })),
  }
}

function groupsOf(company: Company, userid: string, search: string) {
  const all = [...company.groups.table.values()].filter(
    (group) => !group.dismissed && (group.owner === userid || isInGroup(group, userid)),
  )
  const found = all.filter((group) => group.name.includes(search))
  return {
    total: all.length,
    owned: all.filter((group) => group.owner === userid).length,
    found: found.length,
    rows: found.slice(0, shownRows).map((group) => groupRow(company, group)),
  }
}

function groupRow(company: Company, group: Group) {
  const wechat = wechatMembers(group)
  const nameOf = (id: string) => company.member(id)?.name ?? id
  return {
    id: group.id,
    name: group.name,
    owner: { userid: group.owner, name: nameOf(group.owner) },
    status: group.status,
    staff: group.members
      .filter((one) => one.type === 1)
      .map((one) => ({ userid: one.userid, name: nameOf(one.userid) })),
    wechat,
    room: wechatRoom,
    isFull: wechat >= wechatRoom,
  }
}
