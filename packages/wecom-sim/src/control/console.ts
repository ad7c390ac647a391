import { budgetLeft, customerTrouble } from '../answers/transfer-checks.ts'
import type { Company } from '../model/company.ts'
import type { Member } from '../model/records.ts'
import { Wrong } from './asking.ts'
import { startCustomer } from '../model/transferring.ts'
import { startGroup } from '../model/group-transferring.ts'
import { groupTrouble } from '../answers/group-checks.ts'

interface Wanted {
  readonly customers: readonly string[] | 'all'
  readonly groups?: readonly string[] | undefined
  readonly to: string
}

/** An admin assigns in WeCom's own console: the same rules and the same budget, but its events do come. */
export function consoleTransfer(company: Company, from: Member, wanted: Wanted) {
  const to = company.member(wanted.to)
  if (to === undefined) throw new Wrong('to', 'no such member', 404)
  const listed =
    wanted.customers === 'all'
      ? wanted.groups === undefined
        ? company.relations.of(from.userid).map((one) => one.customer)
        : []
      : wanted.customers
  const refused: { id: string; code: number }[] = []
  let started = 0
  for (const customer of listed) {
    const code = customerTrouble(company, customer, { from: from.userid, to, mode: 'in-service' })
    if (code !== undefined) refused.push({ id: customer, code })
    else {
      startCustomer(company, {
        mode: 'in-service',
        customer,
        from: from.userid,
        to: to.userid,
        via: 'console',
      })
      started += 1
    }
  }
  for (const id of wanted.groups ?? []) {
    const group = groupTrouble(company, id, to)
    const code =
      typeof group === 'number'
        ? group
        : budgetLeft(company, id) <= 0
          ? company.is('groupBudgetCode')
          : undefined
    if (typeof group === 'number' || code !== undefined) refused.push({ id, code: Number(code ?? group) })
    else {
      startGroup(company, { mode: 'in-service', group, to: to.userid, via: 'console' })
      started += 1
    }
  }
  return { started, refused }
}
