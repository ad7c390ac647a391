import { type Groups, isInGroup, wechatMembers, wechatRoom } from './group-book.ts'
import type { Group, Transfer, Via } from './records.ts'
import type { Company } from './company.ts'
import { emit } from './events.ts'

interface StartGroup {
  mode: Transfer['mode']
  group: Group
  to: string
  via: Via
}

/** In service at once; inherited from a resigned owner it takes a moment, seen as status 2. */
export function startGroup(company: Company, { mode, group, to, via }: StartGroup): Transfer {
  const at = company.clock.business()
  const wait = mode === 'resigned' ? company.corp.groupInheritanceSeconds : 0
  const transfer = company.transfers.add({
    no: company.count('transfer'),
    kind: 'group',
    mode,
    subject: group.id,
    from: group.owner,
    to,
    startedAt: at,
    dueAt: at + wait,
    endedAt: null,
    outcome: 'pending',
    via,
    message: '',
  })
  if (mode === 'resigned') group.status = 2
  company.groups.touch(group)
  if (wait === 0) settleGroup(company, transfer, at)
  else company.noteDue(transfer.dueAt)
  return transfer
}

/** Would the new owner have to be added to a group that has no room left? (90503) */
export function isFullFor(group: Group, to: string): boolean {
  return !isInGroup(group, to) && wechatMembers(group) >= wechatRoom
}

export function settleGroup(company: Company, transfer: Transfer, at: number): void {
  const group = company.groups.get(transfer.subject)
  if (group === undefined) return company.transfers.end(transfer, at, 'void')
  company.transfers.end(transfer, at, 'done')
  keepFormer(company, group)
  if (transfer.mode === 'resigned') group.status = 3
  if (company.is('newOwnerAutoJoins') && !isInGroup(group, transfer.to))
    join(company, group, transfer.to, transfer.from, at)
  if (transfer.mode === 'resigned' || !company.is('oldOwnerStays')) dropMember(group, transfer.from)
  group.version += 1
  changeOwner(company.groups, group, transfer.to)
  if (transfer.via !== 'console') return
  emit(company, 'updateChat', at, {
    ChatId: group.id,
    UpdateDetail: 'change_owner',
    LastMemVer: String(group.version - 1),
    CurMemVer: String(group.version),
  })
}

function changeOwner(groups: Groups, group: Group, owner: string): void {
  groups.changeOwner(group, owner)
  group.admins = group.admins.filter((admin) => admin !== owner)
  groups.touch(group)
}

export function join(company: Company, group: Group, userid: string, invitor: string, at: number): void {
  const name = company.member(userid)?.name ?? company.customers.get(userid)?.name ?? ''
  const type = company.member(userid) === undefined ? 2 : 1
  keepFormer(company, group)
  group.members.push({ userid, type, joinedAt: at, scene: 1, invitor, name })
  company.groups.touch(group)
}

/** What groupchat/get goes on showing for a while after a change (switch groupReadLagSeconds). */
export function keepFormer(company: Company, group: Group): void {
  const lag = company.is('groupReadLagSeconds')
  const now = company.clock.business()
  if (lag === 0 || (group.stale !== undefined && now < group.stale.until)) return
  const { owner, members, admins, version } = group
  group.stale = { until: now + lag, owner, members: [...members], admins: [...admins], version }
}

export function dropMember(group: Group, userid: string): void {
  group.members = group.members.filter((member) => member.userid !== userid)
}

/** People invite and remove in the client, and the app is told. */
export function tellMembership(
  company: Company,
  group: Group,
  detail: 'add_member' | 'del_member',
  who: readonly string[],
): void {
  group.version += 1
  company.groups.touch(group)
  emit(company, 'updateChat', company.clock.business(), {
    ChatId: group.id,
    UpdateDetail: detail,
    ...(detail === 'add_member' ? { JoinScene: 0 } : { QuitScene: 1 }),
    MemChangeCnt: who.length,
    MemChangeList: { Item: [...who] },
    LastMemVer: String(group.version - 1),
    CurMemVer: String(group.version),
  })
}
