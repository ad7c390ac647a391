import type { Company } from './company.ts'
import type { Planned } from './records.ts'

/** Plans something to happen by itself at a business moment. */
export function plan(company: Company, at: number, act: Planned['act']): Planned {
  const no = company.count('planned')
  company.noteDue(at)
  return company.planned.put(String(no), { no, at, act })
}

/** The first transfer to somebody sets off what the world's script ties to it. */
export function fire(company: Company, to: string, at: number): void {
  for (const trigger of company.triggers.values()) {
    if (trigger.firstTransferTo !== to) continue
    company.triggers.drop(trigger.id)
    for (const { after, act } of trigger.acts) plan(company, at + after, act)
  }
}
