import type { Company } from './company.ts'
import type { Leaver, Member } from './records.ts'
import { emitContactChange, emitFromMember } from './events.ts'
import { day } from '../time.ts'
import { isVisible } from './range.ts'
import { plan } from './planning.ts'

/** Disabling and enabling fire nothing on a contacts-sync URL set after 2022-08-15 (doc 96302). */
export function disable(company: Company, member: Member): void {
  if (member.status === 1 || member.status === 4) member.formerStatus = member.status
  if (member.status === 5) return
  member.status = 2
  member.disabledAt = company.clock.business()
  company.touchMember(member)
  emitFromMember(company, 'unsubscribed', member.userid, {})
}

export function enable(company: Company, member: Member): void {
  if (member.status !== 2) return
  member.status = member.formerStatus
  company.touchMember(member)
  emitFromMember(company, 'subscribed', member.userid, {})
}

/** A member quits by himself: status 5, gone from the contacts 30 days later unless invited back. */
export function quit(company: Company, member: Member): void {
  const at = company.clock.business()
  member.status = 5
  member.quitAt = at
  company.touchMember(member)
  leave(company, member, 'quit', at)
  plan(company, at + 30 * day, { do: 'remove-quitter', userid: member.userid })
}

/** Deletion cannot be undone: customers and groups wait for inheritance, the id becomes invalid. */
export function remove(company: Company, member: Member, by: Leaver['by']): void {
  const at = company.clock.business()
  company.members.drop(member.userid.toLowerCase())
  if (member.quitAt === undefined) leave(company, member, by, at)
  if (!company.is('deletedMemberStaysInCodes')) leaveCodes(company, member.userid)
  for (const tag of company.memberTags.values()) {
    if (!tag.users.includes(member.userid)) continue
    tag.users = tag.users.filter((userid) => userid !== member.userid)
    company.memberTags.touch(String(tag.id))
  }
  // What contacts-sync does by API is not called back to itself (doc 90970).
  if (by !== 'api') emitContactChange(company, member.userid, at)
}

function leave(company: Company, member: Member, by: Leaver['by'], at: number): void {
  const { userid, name, lastLogin } = member
  const wasVisible = isVisible(company, member) && member.customerContact
  company.leavers.put(userid.toLowerCase(), { userid, name, leftAt: at, lastLogin, wasVisible, by })
  for (const relation of company.relations.of(userid)) {
    relation.orphanedAt = at
    company.relations.touch(relation)
  }
  if (!company.is('pendingTransferSurvivesDeletion')) {
    for (const transfer of company.transfers.running()) {
      if (transfer.from === userid && transfer.mode === 'in-service')
        company.transfers.end(transfer, at, 'void')
    }
  }
  for (const group of company.groups.ownedBy(userid)) {
    group.status = 1
    group.version += 1
    company.groups.touch(group)
  }
  for (const group of company.groups.table.values()) {
    if (group.owner === userid || !group.members.some((one) => one.userid === userid)) continue
    group.members = group.members.filter((one) => one.userid !== userid)
    group.admins = group.admins.filter((admin) => admin !== userid)
    group.version += 1
    company.groups.touch(group)
  }
  emitFromMember(company, 'unsubscribed', userid, {})
}

function leaveCodes({ contactWays, links, serviceAccounts }: Company, userid: string): void {
  for (const table of [contactWays, links, serviceAccounts])
    for (const [key, one] of table.entries()) {
      if (!one.users.includes(userid)) continue
      one.users = one.users.filter((user) => user !== userid)
      table.touch(key)
    }
}
