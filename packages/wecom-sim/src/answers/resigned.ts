import { type Answers, type ItemCode, switched } from '../answer.ts'
import { corpTrouble, memberTrouble } from './customer-gate.ts'
import { customerTrouble, resignedPair, successorOf, successorTrouble } from './transfer-checks.ts'
import { groupTrouble, ownerQuotaLeft, perGroup } from './group-checks.ts'
import type { Company } from '../model/company.ts'
import { dayOf } from '../time.ts'
import { loggedInWithinAYear } from '../model/serving.ts'
import { page } from './pages.ts'
import { resultsOf } from './results.ts'
import { startCustomer } from '../model/transferring.ts'
import { startGroup } from '../model/group-transferring.ts'
import { year } from '../time.ts'

type Resigned = Pick<
  Answers,
  'listUnassigned' | 'transferResignedCustomer' | 'transferResignedResult' | 'transferResignedGroups'
>

/** 离职继承: only for members who are gone from the contacts. */
export const resigned: Resigned = {
  listUnassigned(company, input) {
    const trouble = corpTrouble(company)
    if (trouble !== undefined) return { refuse: trouble }
    const found = page(unassigned(company), input.cursor, input.page_size ?? 1_000)
    if (found === undefined) return { refuse: 40035, hint: 'cursor' }
    return { info: found.items, is_last: found.next === '', next_cursor: found.next }
  },

  transferResignedCustomer(company, input) {
    const trouble = corpTrouble(company)
    if (trouble !== undefined) return { refuse: trouble }
    if (input.handover_userid === input.takeover_userid) {
      if (company.corp.pairRefusals === 'top') return { refuse: 40130 }
      return { customer: input.external_userid.map((id) => ({ external_userid: id, errcode: 40130 })) }
    }
    const leaver = company.leaver(input.handover_userid)
    const from = company.member(input.handover_userid)
    if (from !== undefined && from.status !== 5) {
      const range = memberTrouble(company, input.handover_userid)
      if (range !== undefined) return { refuse: range }
      if (company.corp.pairRefusals === 'top') return { refuse: 40097 }
      return { customer: input.external_userid.map((id) => ({ external_userid: id, errcode: 40097 })) }
    }
    if (leaver === undefined) return { refuse: memberTrouble(company, input.handover_userid) ?? 60111 }
    if (!leaver.wasVisible) return { refuse: company.corp.outOfRangeCode }
    const successor = successorOf(company, input.takeover_userid)
    if ('refuse' in successor) return successor
    if (company.corp.contactsBusy) return { refuse: 6000 }
    const pair = resignedPair(company, leaver, successor.member)
    if (pair !== undefined && pair !== 40143 && company.corp.pairRefusals === 'top') return { refuse: pair }
    const codeOf = (customer: string): ItemCode<'transferResignedCustomer'> | 0 => {
      if (pair !== undefined) return pair
      const facts = { from: leaver.userid, to: successor.member, mode: 'resigned' } as const
      const code = customerTrouble(company, customer, facts)
      if (code !== undefined) return code
      if (isReassignedTooOften(company, customer)) return 40128
      startCustomer(company, {
        mode: 'resigned',
        customer,
        from: leaver.userid,
        to: successor.member.userid,
        via: 'api',
      })
      return 0
    }
    return { customer: input.external_userid.map((id) => ({ external_userid: id, errcode: codeOf(id) })) }
  },

  transferResignedResult(company, input) {
    const trouble = corpTrouble(company) ?? memberTrouble(company, input.takeover_userid)
    if (trouble !== undefined) return { refuse: trouble }
    if (input.handover_userid === input.takeover_userid) return { refuse: 40130 }
    const member = company.member(input.handover_userid)
    if (member !== undefined && member.status !== 5)
      return { refuse: memberTrouble(company, input.handover_userid) ?? 40097 }
    if (company.leaver(input.handover_userid) === undefined) {
      return { refuse: memberTrouble(company, input.handover_userid) ?? 60111 }
    }
    return resultsOf(company, 'resigned', input) ?? { refuse: 40035, hint: 'cursor' }
  },

  transferResignedGroups(company, input) {
    const trouble = corpTrouble(company)
    if (trouble !== undefined) return { refuse: trouble }
    const successor = successorOf(company, input.new_owner)
    if ('refuse' in successor) return successor
    if (company.corp.contactsBusy) return { refuse: 6000 }
    const to = successor.member
    const pair = successorTrouble(company, to)
    if (pair !== undefined && pair !== 40143 && company.corp.pairRefusals === 'top') return { refuse: pair }
    const atTop = company.corp.pairRefusals === 'top'
    if (atTop && input.chat_id_list.some((id) => ownerIsPresent(company, id))) return { refuse: 90500 }
    return perGroup<'transferResignedGroups'>(input.chat_id_list, (id) => {
      if (pair !== undefined) return pair
      const status = company.groups.get(id)?.status
      if (status === 2) return 90507
      if (status === 3) return 90508
      if (ownerIsPresent(company, id) && company.groups.get(id)?.owner !== to.userid) return 90500
      const found = groupTrouble(company, id, to)
      if (typeof found === 'number') return found
      const leaver = company.leaver(found.owner)
      if (leaver === undefined || !leaver.wasVisible) return 60111
      const isLate = company.clock.business() - leaver.leftAt > year
      if (isLate || !loggedInWithinAYear(leaver, leaver.leftAt)) return 40205
      if (ownerQuotaLeft(company, found.owner, to.userid) <= 0) return switched(company, 'groupQuotaCode')
      startGroup(company, { mode: 'resigned', group: found, to: to.userid, via: 'api' })
      return undefined
    })
  },
}

function ownerIsPresent(company: Company, id: string): boolean {
  const group = company.groups.get(id)
  if (group === undefined || group.kind !== 'customer') return false
  const owner = company.member(group.owner)
  return owner !== undefined && owner.status !== 5
}

/** Customers of leavers in the app's range that nobody has and nobody is being given. */
function unassigned(company: Company) {
  return [...company.leavers.values()]
    .filter((leaver) => leaver.wasVisible)
    .flatMap((leaver) =>
      company.relations
        .of(leaver.userid)
        .filter(
          (one) => one.orphanedAt !== undefined && company.transfers.runningOf(one.customer) === undefined,
        )
        .map((one) => ({
          handover_userid: leaver.userid,
          external_userid: one.customer,
          dimission_time: Math.floor(leaver.leftAt),
        })),
    )
}

/** Vendors say: twice, then again after 90 days. The page is silent, so a switch decides. */
function isReassignedTooOften(company: Company, customer: string): boolean {
  if (company.is('resignedReassignLimit') === 'unlimited') return false
  const today = dayOf(company.clock.business())
  const tries = company.transfers
    .history(customer)
    .filter((row) => row.mode === 'resigned' && today - dayOf(row.startedAt) < 90)
  return tries.length >= 2
}
