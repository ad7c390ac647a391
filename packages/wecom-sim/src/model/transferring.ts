import type { Company } from './company.ts'
import type { Transfer, Via } from './records.ts'
import { unfriendByTransfer, welcome } from './handing.ts'
import { freshRelation } from './serving.ts'
import { day } from '../time.ts'
import { emit } from './events.ts'
import { fire, plan } from './planning.ts'

/** Takeover by itself after 24 h of business time (doc 92125). */
const takeoverSeconds = day

interface Start {
  mode: Transfer['mode']
  customer: string
  from: string
  to: string
  via: Via
  message?: string
}

/** Begins the transfer of one customer; every check has been made by then. */
export function startCustomer(company: Company, start: Start): Transfer {
  const at = company.clock.business()
  const transfer = company.transfers.add({
    no: company.count('transfer'),
    kind: 'customer',
    mode: start.mode,
    subject: start.customer,
    from: start.from,
    to: start.to,
    startedAt: at,
    dueAt: at + takeoverSeconds,
    endedAt: null,
    outcome: 'pending',
    via: start.via,
    message: start.message ?? '',
  })
  company.noteDue(transfer.dueAt)
  fire(company, start.to, at)
  answerAtOnce(company, transfer)
  return transfer
}

/** People with a will of their own answer as soon as they see the notice. */
function answerAtOnce(company: Company, transfer: Transfer): void {
  const at = transfer.startedAt
  const relation = company.relations.get(transfer.from, transfer.subject)
  // A customer who had deleted the old member shows as refused (community report on doc 94088), or waits for ever.
  if (relation?.oneSided === true) {
    if (company.is('lostCustomerTransferStatus') === 3) refuse(company, transfer, at)
    else transfer.dueAt = Number.MAX_SAFE_INTEGER
    return
  }
  const customer = company.customers.get(transfer.subject)
  const will = customer?.will
  if (customer === undefined || will === null || will === undefined) return
  if (will.from !== undefined && !will.from.includes(transfer.to)) return
  will.times -= 1
  if (will.times <= 0) customer.will = null
  company.customers.touch(customer.id)
  // An hour to read the notice: an answer in the same second would hide the waiting state from everybody.
  plan(company, at + 3_600, { do: will.next === 'refuse' ? 'refuse' : 'accept', transfer: transfer.no })
}

/** The customer taps 暂不添加. */
export function refuse(company: Company, transfer: Transfer, at: number): void {
  company.transfers.end(transfer, at, 'refused')
  tellFailure(company, transfer, at, 'customer_refused')
}

/** The 24 hours are over, or the customer accepted before. */
export function complete(company: Company, transfer: Transfer, at: number): void {
  const successor = company.member(transfer.to)
  if (successor === undefined || successor.status === 5) return company.transfers.end(transfer, at, 'void')
  const isFriend = company.relations.get(transfer.to, transfer.subject) !== undefined
  if (!isFriend && company.relations.count(transfer.to) >= company.capOf(successor)) {
    company.transfers.end(transfer, at, 'full')
    return tellFailure(company, transfer, at, 'customer_limit_exceed')
  }
  company.transfers.end(transfer, at, 'done')
  const before = company.relations.get(transfer.from, transfer.subject)
  if (!isFriend) {
    const returns = company.relations.wasOnce(transfer.to, transfer.subject)
    company.relations.put({
      ...freshRelation(transfer.to, transfer.subject, at),
      remark: company.customers.get(transfer.subject)?.name ?? '',
      ...(company.is('remarksCarriedOver') && before !== undefined ? notesOf(before) : {}),
      addWay: 202,
      operator: operatorOf(company, transfer),
    })
    if (tellsEnd(company, transfer) && !returns) welcome(company, transfer, at)
  }
  if (before !== undefined) unfriendByTransfer(company, before, at, tellsEnd(company, transfer))
}

function notesOf(before: { remark: string; description: string; tags: string[] }) {
  return { remark: before.remark, description: before.description, tags: [...before.tags] }
}

/** `oper_userid` of an assigned relation: the admin; the app acts in the name of the corp's creator. */
function operatorOf(company: Company, transfer: Transfer): string {
  for (const member of company.members.values()) if (member.creator) return member.userid
  return transfer.to
}

function tellsEnd(company: Company, transfer: Transfer): boolean {
  return transfer.via === 'console' || company.is('endEventsForApiTransfers')
}

function tellFailure(company: Company, transfer: Transfer, at: number, reason: string): void {
  if (!tellsEnd(company, transfer)) return
  if (reason === 'customer_refused' && !company.is('refusalEventReliable')) return
  emit(company, 'transferFail', at, {
    UserID: transfer.to,
    ExternalUserID: transfer.subject,
    FailReason: reason,
  })
}
