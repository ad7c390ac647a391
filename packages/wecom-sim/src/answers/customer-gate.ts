import type { Company } from '../model/company.ts'
import type { Member } from '../model/records.ts'
import type { Refusals } from '@jieli/wecom'
import { isVisible } from '../model/range.ts'

/** The codes any customer call can answer. */
export type CustomerCode = Refusals<'listFollowUsers'>

const idShape = /^[0-9A-Za-z_\-@.]{1,64}$/

/** What stands in the way of every customer call: the corp's own troubles. */
export function corpTrouble(company: Company): CustomerCode | undefined {
  const { corp } = company
  if (!corp.qualified) return 610024
  if (company.customers.size >= company.is('corpCustomerCap')) return 610023
  if (!corp.active) return 48011
  if (!corp.customerContactOn) return 84074
  return undefined
}

export interface MemberRules {
  /** Does this member need the customer-contact feature himself? Readers of a list do not. */
  readonly mustServe?: boolean
}

/** What stands in the way of naming this member in a customer call. */
export function memberTrouble(
  company: Company,
  userid: string,
  rules: MemberRules = {},
): CustomerCode | undefined {
  if (!idShape.test(userid)) return 40003
  const member = company.member(userid)
  if (member === undefined || member.status === 5) return 60111
  // Which of its codes WeCom picks for "out of range" is on no page: see corp.outOfRangeCode.
  if (!isVisible(company, member)) return company.corp.outOfRangeCode
  if (rules.mustServe === true && !member.customerContact) return 84074
  return undefined
}

export interface Fine {
  readonly member: Member
}

/** Both at once, for the calls that name one member who serves customers. */
export function servingMember(company: Company, userid: string): Fine | { readonly refuse: CustomerCode } {
  const trouble = corpTrouble(company) ?? memberTrouble(company, userid, { mustServe: true })
  if (trouble !== undefined) return { refuse: trouble }
  const member = company.member(userid)
  return member === undefined ? { refuse: 60111 } : { member }
}
