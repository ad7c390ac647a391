import type { Company } from '../model/company.ts'
import type { Customer, Transfer } from '../model/records.ts'
import { isoOf } from '../time.ts'

const shownNotices = 20

/** Everything the phone of a customer shows, in one answer: notices, who serves him, the groups he is in. */
export function customerPhone(company: Company, customer: Customer) {
  const nameOf = (id: string) => company.member(id)?.name ?? company.leaver(id)?.name ?? id
  const running = company.transfers.runningOf(customer.id)
  const notice = (row: Transfer) => ({
    no: row.no,
    from: nameOf(row.from),
    to: nameOf(row.to),
    at: isoOf(row.startedAt),
    dueAt: row.dueAt < 1e12 ? isoOf(row.dueAt) : null,
    endedAt: row.endedAt === null ? null : isoOf(row.endedAt),
    outcome: row.outcome,
    words: row.message,
    /** Some customers let the 24 hours pass, whoever presses. */
    waits: customer.waits,
  })
  const groups = [...company.groups.table.values()].filter(
    (group) => !group.dismissed && group.members.some((one) => one.userid === customer.id),
  )
  return {
    id: customer.id,
    name: customer.name,
    pending: running === undefined ? null : running.no,
    notices: company.transfers.history(customer.id).slice(-shownNotices).map(notice),
    servedBy: company.relations.followers(customer.id).map((relation) => ({
      userid: relation.userid,
      name: nameOf(relation.userid),
      position:
        company.member(relation.userid)?.externalPosition || company.member(relation.userid)?.position || '',
      since: isoOf(relation.createdAt),
      /** He deleted the member, or the member is gone. */
      isOver: relation.oneSided || relation.orphanedAt !== undefined,
    })),
    groups: groups.map((group) => ({
      id: group.id,
      name: group.name,
      owner: nameOf(group.owner),
      members: group.members.length,
    })),
  }
}
