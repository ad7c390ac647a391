import type { Company } from './company.ts'
import type { Relation, Transfer } from './records.ts'
import { emit } from './events.ts'

/** The successor has the customer now. */
export function welcome(company: Company, transfer: Transfer, at: number): void {
  emit(company, 'addCustomer', at, {
    UserID: transfer.to,
    ExternalUserID: transfer.subject,
    WelcomeCode: company.newCode('welcome', 32),
  })
}

/** The old member loses the customer: DELETE_BY_TRANSFER (doc 92130). */
export function unfriendByTransfer(company: Company, relation: Relation, at: number, tells: boolean): void {
  company.relations.end(relation, at, 'transferred')
  // A deleted member has no relation left that could be taken from him.
  if (!tells || relation.orphanedAt !== undefined) return
  emit(company, 'deleteCustomer', at, {
    UserID: relation.userid,
    ExternalUserID: relation.customer,
    Source: 'DELETE_BY_TRANSFER',
  })
}
