import type { Company } from './company.ts'
import { act } from './acts.ts'
import { complete } from './transferring.ts'
import { settleGroup } from './group-transferring.ts'

interface Due {
  at: number
  no: number
  happen(): void
}

/** Lets everything happen whose moment has come, in strict order of time, so the end does not depend on who looked when. */
export function settle(company: Company): void {
  const now = company.clock.business()
  while (company.nextDue <= now) {
    const due = dueBy(company, now)
    // What happens may plan more (or end what is due later in this round): each is looked at again before it happens.
    for (const one of due) one.happen()
    company.nextDue = next(company)
  }
}

function dueBy(company: Company, now: number): Due[] {
  const due: Due[] = []
  for (const transfer of company.transfers.running()) {
    if (transfer.dueAt > now) continue
    const finish = transfer.kind === 'group' ? settleGroup : complete
    due.push({
      at: transfer.dueAt,
      no: transfer.no,
      happen: () => {
        if (transfer.endedAt === null) finish(company, transfer, transfer.dueAt)
      },
    })
  }
  let plans = 0
  for (const planned of company.planned.values()) {
    if (planned.at > now) continue
    plans += 1
    due.push({ at: planned.at, no: -1e9 + planned.no, happen: () => act(company, planned) })
  }
  due.sort((a, b) => a.at - b.at || a.no - b.no)
  // A planned act can start things that fall due before later entries of this list, so stop after the first of them.
  if (plans === 0) return due
  const firstPlan = due.findIndex((one) => one.no < 0)
  return due.slice(0, firstPlan + 1)
}

function next(company: Company): number {
  let at = Infinity
  for (const transfer of company.transfers.running()) at = Math.min(at, transfer.dueAt)
  for (const planned of company.planned.values()) at = Math.min(at, planned.at)
  return at
}
