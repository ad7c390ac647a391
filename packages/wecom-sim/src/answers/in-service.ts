import { type Answers, type ItemCode, switched } from '../answer.ts'
import {
  budgetLeft,
  customerTrouble,
  inServicePair,
  successorOf,
  successorTrouble,
} from './transfer-checks.ts'
import { corpTrouble, memberTrouble } from './customer-gate.ts'
import { groupTrouble, ownerQuotaLeft, perGroup, visibleOwner } from './group-checks.ts'
import { resultsOf } from './results.ts'
import { startCustomer } from '../model/transferring.ts'
import { startGroup } from '../model/group-transferring.ts'

type InService = Pick<Answers, 'transferCustomer' | 'transferResult' | 'transferGroups'>

/** 在职继承. Item code 0 means begun; the end comes 24 hours later or not at all. */
export const inService: InService = {
  transferCustomer(company, input) {
    const trouble = corpTrouble(company) ?? memberTrouble(company, input.handover_userid)
    if (trouble !== undefined) return { refuse: trouble }
    const successor = successorOf(company, input.takeover_userid)
    if ('refuse' in successor) return successor
    const from = company.member(input.handover_userid)
    if (from === undefined) return { refuse: 60111 }
    if (company.corp.contactsBusy) return { refuse: 6000 }
    if (from.status === 2 && !company.is('disabledMayHandOver'))
      return { refuse: switched(company, 'disabledHandOverCode') }
    const pair = inServicePair(company, from, successor.member)
    if (pair !== undefined && pair !== 40143 && company.corp.pairRefusals === 'top') return { refuse: pair }
    const codeOf = (customer: string): ItemCode<'transferCustomer'> | 0 => {
      if (pair !== undefined) return pair
      const facts = { from: from.userid, to: successor.member, mode: 'in-service' } as const
      const code = customerTrouble(company, customer, facts)
      if (code !== undefined) return code
      const message = input.transfer_success_msg ?? ''
      startCustomer(company, {
        mode: 'in-service',
        customer,
        from: from.userid,
        to: successor.member.userid,
        via: 'api',
        message,
      })
      return 0
    }
    return { customer: input.external_userid.map((id) => ({ external_userid: id, errcode: codeOf(id) })) }
  },

  transferResult(company, input) {
    const trouble =
      corpTrouble(company) ??
      memberTrouble(company, input.handover_userid) ??
      memberTrouble(company, input.takeover_userid)
    if (trouble !== undefined) return { refuse: trouble }
    if (input.handover_userid === input.takeover_userid) return { refuse: 40130 }
    return resultsOf(company, 'in-service', input) ?? { refuse: 40035, hint: 'cursor' }
  },

  transferGroups(company, input) {
    const trouble = corpTrouble(company)
    if (trouble !== undefined) return { refuse: trouble }
    const successor = successorOf(company, input.new_owner)
    if ('refuse' in successor) return successor
    if (company.corp.contactsBusy) return { refuse: 6000 }
    const to = successor.member
    const pair = successorTrouble(company, to)
    if (pair !== undefined && pair !== 40143 && company.corp.pairRefusals === 'top') return { refuse: pair }
    return perGroup<'transferGroups'>(input.chat_id_list, (id) => {
      if (pair !== undefined) return pair
      const found = groupTrouble(company, id, to)
      if (typeof found === 'number') return found
      if (found.status !== 0 && company.member(found.owner) === undefined) return 90502
      const owner = visibleOwner(company, found)
      if (typeof owner === 'number') return owner
      if (ownerQuotaLeft(company, found.owner, to.userid) <= 0) return switched(company, 'groupQuotaCode')
      if (budgetLeft(company, id) <= 0) return switched(company, 'groupBudgetCode')
      startGroup(company, { mode: 'in-service', group: found, to: to.userid, via: 'api' })
      return undefined
    })
  },
}
