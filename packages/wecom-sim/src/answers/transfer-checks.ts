import type { Company } from '../model/company.ts'
import { type SwitchedCode, switched } from '../answer.ts'
import type { Leaver, Member } from '../model/records.ts'
import { budgetTimes } from '../model/transfer-book.ts'
import { loggedInWithinAYear } from '../model/serving.ts'
import { memberTrouble, type CustomerCode } from './customer-gate.ts'
import { year } from '../time.ts'

/** Codes that concern the pair of members, whichever customer is named. */
export type PairCode = 40098 | 40130 | 40143 | 40205 | 41054

/** What is wrong with a successor (doc 92125: activated, real-name verified, logged in within a year). */
export function successorTrouble(company: Company, successor: Member): Exclude<PairCode, 40130> | undefined {
  if (successor.banned) return 40143
  if (successor.status !== 1) return 41054
  if (!successor.realName) return 40098
  if (!loggedInWithinAYear(successor, company.clock.business())) return 40205
  return undefined
}

/** The whole pair of an in-service transfer. */
export function inServicePair(company: Company, from: Member, to: Member): PairCode | undefined {
  if (from.userid === to.userid) return 40130
  if (from.banned) return 40143
  if (!loggedInWithinAYear(from, company.clock.business())) return 40205
  return successorTrouble(company, to)
}

/** The pair of a resigned inheritance: left at most a year ago, with a login in the year before (doc 94081). */
export function resignedPair(company: Company, from: Leaver, to: Member): PairCode | undefined {
  if (from.userid === to.userid) return 40130
  const now = company.clock.business()
  if (now - from.leftAt > year || !loggedInWithinAYear(from, from.leftAt)) return 40205
  return successorTrouble(company, to)
}

export type SubjectCode = 40096 | 40099 | 40128 | 40131 | 84061 | SwitchedCode

/** What is wrong with moving this customer now; the same order for both kinds of transfer. */
export function customerTrouble(
  company: Company,
  customer: string,
  pair: { readonly from: string; readonly to: Member; readonly mode: 'in-service' | 'resigned' },
): SubjectCode | undefined {
  if (!company.customers.has(customer)) return 40096
  const relation = company.relations.get(pair.from, customer)
  if (relation === undefined) return company.relations.wasOnce(pair.from, customer) ? 84061 : 40131
  if (company.transfers.runningOf(customer) !== undefined) return switched(company, 'doubleSendCode')
  if (pair.mode === 'in-service' && budgetLeft(company, customer) <= 0) return 40128
  const isFriend = company.relations.get(pair.to.userid, customer) !== undefined
  if (!isFriend && company.relations.count(pair.to.userid) >= company.capOf(pair.to)) return 40099
  return undefined
}

/** How often this customer or group may still be moved (doc 92125, 95703). */
export function budgetLeft(company: Company, subject: string): number {
  const refusedCounts = company.is('refusedAttemptCountsInBudget')
  return budgetTimes - company.transfers.spent(subject, company.clock.business(), refusedCounts)
}

/** The member who takes over: in range and with the feature. */
export function successorOf(company: Company, userid: string): { member: Member } | { refuse: CustomerCode } {
  const trouble = memberTrouble(company, userid, { mustServe: true })
  if (trouble !== undefined) return { refuse: trouble }
  const member = company.member(userid)
  return member === undefined ? { refuse: 60111 } : { member }
}
