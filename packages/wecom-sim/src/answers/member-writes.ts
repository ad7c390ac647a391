import type { Answers, SwitchedCode } from '../answer.ts'
import type { Company } from '../model/company.ts'
import type { Member } from '../model/records.ts'
import { applyFields, fieldTrouble, newMember } from './member-fields.ts'
import { dayOf } from '../time.ts'
import { disable, enable, remove } from '../model/people.ts'

type Writing = Pick<Answers, 'createUser' | 'updateUser' | 'deleteUser' | 'deleteUsers'>

const idShape = /^[0-9A-Za-z_\-@.]{1,64}$/

type WriteTrouble = 40003 | 6000 | 48008 | 60011 | 60275

/** What stands in the way of every contact write. */
function writeTrouble(company: Company, userid: string): WriteTrouble | undefined {
  if (!idShape.test(userid)) return 40003
  if (!company.corp.editsAll) return 48008
  if (company.corp.contactsBusy) return 6000
  const member = company.member(userid)
  if (member === undefined) return undefined
  if (member.mailboxOnly) return 60275
  const reach = company.corp.syncDepartments
  return reach === null || member.departments.some((id) => reach.includes(id)) ? undefined : 60011
}

/** Writing members, with the contacts-sync secret only. Nothing done here is called back to the contacts-sync URL. */
export const memberWrites: Writing = {
  createUser(company, input) {
    const trouble = writeTrouble(company, input.userid)
    if (trouble !== undefined) return { refuse: trouble }
    if (company.member(input.userid) !== undefined) return { refuse: 60102 }
    if (input.department === undefined || input.department.length === 0) return { refuse: 60127 }
    if (!input.mobile && !input.email) return { refuse: 60129 }
    const wrong = fieldTrouble(company, input, undefined)
    if (wrong !== undefined) return { refuse: wrong }
    if (seatsTaken(company) >= company.corp.accountCap) return { refuse: 45024 }
    company.members.put(input.userid.toLowerCase(), newMember(input))
    return { created_department_list: undefined }
  },

  updateUser(company, input) {
    const member = company.member(input.userid)
    const trouble = writeTrouble(company, input.userid)
    if (trouble !== undefined) return { refuse: trouble }
    if (member === undefined || member.status === 5) return { refuse: 60111 }
    const wrong = fieldTrouble(company, input, member)
    if (wrong !== undefined) return { refuse: wrong }
    if (input.new_userid !== undefined) {
      if (!member.idIsGiven) return { refuse: 301036 }
      if (company.member(input.new_userid) !== undefined) return { refuse: 60102 }
    }
    const turned = turn(company, member, input.enable)
    if (turned !== undefined) return { refuse: turned }
    applyFields(company, member, input)
    if (input.new_userid !== undefined) rename(company, member, input.new_userid)
    return {}
  },

  deleteUser(company, { userid }) {
    const code = deleteTrouble(company, userid)
    if (code !== undefined) return { refuse: code }
    deleteOne(company, userid)
    return {}
  },

  deleteUsers(company, { useridlist }) {
    if (new Set(useridlist).size < useridlist.length) return { refuse: 40031 }
    // Hard limit of 200 (doc 90199) is the row's; a corp can be held to fewer in the console's protection settings.
    if (useridlist.length > company.corp.batchDeleteMax) return { refuse: 40032 }
    for (const userid of useridlist) {
      const code = deleteTrouble(company, userid)
      // One bad id fails the whole call, so nothing has been deleted yet.
      if (code !== undefined) return { refuse: code }
    }
    for (const userid of useridlist) deleteOne(company, userid)
    return {}
  },
}

function deleteTrouble(company: Company, userid: string): WriteTrouble | 45026 | 60111 | 301005 | undefined {
  const member = company.member(userid)
  const trouble = writeTrouble(company, userid)
  if (trouble !== undefined) return trouble
  if (member === undefined) return 60111
  if (member.creator) return 301005
  const today = company.uses.get(`deletions|${dayOf(company.clock.business())}`)?.count ?? 0
  return today >= company.corp.deletionsADay ? 45026 : undefined
}

function deleteOne(company: Company, userid: string): void {
  const member = company.member(userid)
  if (member === undefined) return
  const key = `deletions|${dayOf(company.clock.business())}`
  company.uses.put(key, { count: (company.uses.get(key)?.count ?? 0) + 1 })
  remove(company, member, 'api')
}

/** `enable`: the only server call that freezes. What it says about the super admin is on no page. */
function turn(company: Company, member: Member, to: 0 | 1 | undefined): SwitchedCode | 60011 | undefined {
  if (to === 1) enable(company, member)
  if (to !== 0 || member.status === 2) return undefined
  if (member.creator && company.is('disableSuperAdminCode') !== 'allowed') {
    // Checked: it is a number here, and the switch decides which.
    return company.is('disableSuperAdminCode') as unknown as SwitchedCode
  }
  if (member.status === 4 && !company.is('neverActivatedMayBeDisabled')) return 60011
  disable(company, member)
  return undefined
}

function seatsTaken(company: Company): number {
  const freed = company.is('disableFreesSeat')
  return [...company.members.values()].filter((one) => one.status !== 5 && !(freed && one.status === 2))
    .length
}

function rename(company: Company, member: Member, userid: string): void {
  const before = member.userid
  company.members.drop(before.toLowerCase())
  member.userid = userid
  member.idIsGiven = false
  company.members.put(userid.toLowerCase(), member)
  for (const relation of company.relations.of(before)) {
    company.relations.end(relation, company.clock.business(), 'renamed')
    company.relations.put({ ...relation, userid })
  }
}
