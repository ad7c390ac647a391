import type { Company } from '../model/company.ts'
import type { Transfer } from '../model/records.ts'
import { page } from './pages.ts'

const resultsAPage = 1_000

const statusOf = { pending: 2, done: 1, refused: 3, full: 4 } as const

interface Asked {
  readonly handover_userid: string
  readonly takeover_userid: string
  readonly cursor?: string | undefined
}

/** The latest attempt per customer of a pair: there is no task id, so a repeated attempt hides the one before. */
export function resultsOf(company: Company, mode: Transfer['mode'], asked: Asked) {
  const [from, to] = [spelled(company, asked.handover_userid), spelled(company, asked.takeover_userid)]
  const rows = company.transfers.latestOfPair(mode, from, to)
  const known: { external_userid: string; status: number; takeover_time: number }[] = rows.flatMap((row) =>
    row.outcome === 'void'
      ? []
      : [{ external_userid: row.subject, status: statusOf[row.outcome], takeover_time: takeoverTime(row) }],
  )
  if (company.is('noTransferRecord') === 'status-5') known.push(...untouched(company, asked, rows))
  const found = page(known, asked.cursor, resultsAPage)
  return found && { customer: found.items, next_cursor: found.next }
}

/** Ids are case-insensitive; records keep the spelling of the contacts. */
function spelled(company: Company, userid: string): string {
  return company.member(userid)?.userid ?? company.leaver(userid)?.userid ?? userid
}

function takeoverTime(row: Transfer): number {
  if (row.outcome === 'pending')
    return Number.isSafeInteger(row.dueAt) && row.dueAt < 1e12 ? Math.floor(row.dueAt) : 0
  return row.outcome === 'done' && row.endedAt !== null ? Math.floor(row.endedAt) : 0
}

function untouched(company: Company, asked: Asked, rows: readonly Transfer[]) {
  const tried = new Set(rows.map((row) => row.subject))
  return company.relations
    .of(asked.handover_userid)
    .filter((relation) => !tried.has(relation.customer))
    .map((relation) => ({ external_userid: relation.customer, status: 5, takeover_time: 0 }))
}
