import type { Company } from '../model/company.ts'
import type { Member } from '../model/records.ts'
import type { Received } from '@jieli/wecom'

/** What both writing calls can say about a member. */
export type MemberFields = Received<'updateUser'> | Received<'createUser'>

type FieldCode = 40066 | 60003 | 60104 | 60106 | 60110 | 60112 | 60123 | 60132 | 60257 | 81001

/** The first wrong field; the page gives no order, so it is ours. */
export function fieldTrouble(
  company: Company,
  input: MemberFields,
  present: Member | undefined,
): FieldCode | undefined {
  if (input.name !== undefined && input.name.trim() === '') return 60112
  const departments = departmentTrouble(company, input)
  if (departments !== undefined) return departments
  if (isTaken(company, present, input.mobile, (member) => member.mobile)) return 60104
  if (isTaken(company, present, input.email, (member) => member.email)) return 60106
  if (isTaken(company, present, input.biz_mail, (member) => member.bizMail)) return 60106
  // One is allowed today; a corp whose admin switched leaders off allows none (older texts said five).
  if ((input.direct_leader ?? []).length > company.corp.directLeadersMax) return 60257
  return undefined
}

function departmentTrouble(company: Company, input: MemberFields): FieldCode | undefined {
  const given = input.department
  if (given === undefined) return input.is_leader_in_dept === undefined ? undefined : 60132
  if (given.length > company.corp.departmentsPerMember) return 60110
  if (given.some((id) => id < 0)) return 40066
  if (given.includes(0)) return 60123
  for (const id of given) {
    const department = company.departments.get(String(id))
    if (department === undefined) return 60003
    if (department.crowded === true) return 81001
  }
  const { is_leader_in_dept: leads, order } = input
  if (leads !== undefined && leads.length !== given.length) return 60132
  if (order !== undefined && order.length !== given.length) return 60132
  return undefined
}

function isTaken(
  company: Company,
  present: Member | undefined,
  value: string | undefined,
  of: (member: Member) => string,
): boolean {
  if (value === undefined || value === '') return false
  for (const member of company.members.values()) if (member !== present && of(member) === value) return true
  return false
}

export function newMember(input: Received<'createUser'>): Member {
  const departments = input.department ?? [1]
  return {
    userid: input.userid,
    name: input.name,
    alias: input.alias ?? '',
    position: input.position ?? '',
    departments,
    order: input.order ?? departments.map(() => 0),
    leaderIn: departments.filter((_, at) => input.is_leader_in_dept?.[at] === 1),
    mainDepartment: input.main_department ?? departments[0] ?? 1,
    directLeader: input.direct_leader ?? [],
    mobile: input.mobile ?? '',
    email: input.email ?? '',
    bizMail: input.biz_mail ?? '',
    gender: input.gender === '1' || input.gender === '2' ? input.gender : '0',
    telephone: input.telephone ?? '',
    address: input.address ?? '',
    externalPosition: input.external_position ?? '',
    status: input.enable === 0 ? 2 : 4,
    formerStatus: 4,
    realName: false,
    lastLogin: 0,
    customerContact: false,
    customerCap: null,
    banned: false,
    creator: false,
    idIsGiven: false,
    mailboxOnly: false,
  }
}

/** Only given fields change; an activated member's mobile is silently kept (doc 90197). */
export function applyFields(company: Company, member: Member, input: MemberFields): void {
  if (input.name !== undefined) member.name = input.name
  if (input.alias !== undefined) member.alias = input.alias
  if (input.position !== undefined) member.position = input.position
  if (input.mobile !== undefined && member.status === 4) member.mobile = input.mobile
  if (input.email !== undefined) member.email = input.email
  if (input.biz_mail !== undefined) member.bizMail = input.biz_mail
  if (input.telephone !== undefined) member.telephone = input.telephone
  if (input.address !== undefined) member.address = input.address
  if (input.external_position !== undefined) member.externalPosition = input.external_position
  if (input.direct_leader !== undefined) member.directLeader = input.direct_leader
  if (input.main_department !== undefined) member.mainDepartment = input.main_department
  if (input.department !== undefined) {
    member.departments = input.department
    member.order = input.order ?? input.department.map(() => 0)
    member.leaderIn = input.department.filter((_, at) => input.is_leader_in_dept?.[at] === 1)
    if (!member.departments.includes(member.mainDepartment))
      member.mainDepartment = member.departments[0] ?? 1
  }
  company.touchMember(member)
}
