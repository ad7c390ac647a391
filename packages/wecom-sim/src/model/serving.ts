import type { Company } from './company.ts'
import type { Customer, Member, Relation } from './records.ts'
import { emit } from './events.ts'
import { year } from '../time.ts'

/** "Logged in within the last year", before `at` (doc 92125). */
export function loggedInWithinAYear(member: { readonly lastLogin: number }, at: number): boolean {
  return member.lastLogin > 0 && at - member.lastLogin <= year
}

export function freshRelation(userid: string, customer: string, at: number): Relation {
  return {
    userid,
    customer,
    remark: '',
    description: '',
    remarkCompany: '',
    mobiles: [],
    tags: [],
    personalTags: [],
    addWay: 1,
    operator: userid,
    createdAt: at,
    state: '',
    oneSided: false,
  }
}

/** A customer adds a member in the client. */
export function befriend(company: Company, member: Member, customer: Customer, at: number): Relation {
  const relation = company.relations.put({
    ...freshRelation(member.userid, customer.id, at),
    remark: customer.name,
  })
  emit(company, 'addCustomer', at, {
    UserID: member.userid,
    ExternalUserID: customer.id,
    WelcomeCode: company.newCode('welcome', 32),
  })
  return relation
}

/** A member deletes a customer in the client. */
export function unfriend(company: Company, relation: Relation, at: number): void {
  company.relations.end(relation, at, 'member-deleted-customer')
  emit(company, 'deleteCustomer', at, {
    UserID: relation.userid,
    ExternalUserID: relation.customer,
    Source: '',
  })
}

/** A customer deletes a member: the member's side stays, and calls still work on it (doc 90313, help of 84061). */
export function walkAway(company: Company, relation: Relation, at: number): void {
  relation.oneSided = true
  company.relations.touch(relation)
  emit(company, 'deletedByCustomer', at, {
    UserID: relation.userid,
    ExternalUserID: relation.customer,
  })
}

export function noteChanged(company: Company, relation: Relation, at: number): void {
  emit(company, 'editCustomer', at, {
    UserID: relation.userid,
    ExternalUserID: relation.customer,
  })
}

export function addCustomer(company: Company, name: string, gender: 0 | 1 | 2 = 0): Customer {
  const id = `wm${company.newCode('added-customer', 30)}`
  return company.customers.put(id, {
    id,
    name,
    gender,
    unionid: `oz${company.newCode('added-unionid', 26)}`,
    avatar: `https://wx.qlogo.example.cn/mmhead/${id}/0`,
    will: null,
    waits: false,
  })
}
