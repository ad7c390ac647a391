import { complete, refuse } from './transferring.ts'
import { befriend, addCustomer } from './serving.ts'
import type { Company } from './company.ts'
import type { Planned } from './records.ts'
import { remove } from './people.ts'

/** Carries out one thing the world planned. Unknown words are refused when the plan is made, see control. */
export function act(company: Company, planned: Planned): void {
  company.planned.drop(String(planned.no))
  const known = Object.hasOwn(acts, planned.act.do)
  // Checked one line above.
  if (known) acts[planned.act.do as ActName](company, planned.act, planned.at)
}

type ActName = 'refuse' | 'accept' | 'remove-quitter' | 'gain-customer'
type Act = (company: Company, words: Planned['act'], at: number) => void

const acts: Record<ActName, Act> = {
  refuse: (company, words, at) => answer(company, words, at, 'refuse'),
  accept: (company, words, at) => answer(company, words, at, 'accept'),
  'remove-quitter': (company, words) => {
    const member = company.member(String(words['userid']))
    if (member?.status === 5) remove(company, member, 'quit')
  },
  'gain-customer': (company, words, at) => {
    const member = company.member(String(words['userid']))
    if (member === undefined || company.relations.count(member.userid) >= company.capOf(member)) return
    befriend(company, member, addCustomer(company, String(words['name'])), at)
  },
}

export const actNames = Object.keys(acts)

function answer(company: Company, words: Planned['act'], at: number, how: 'refuse' | 'accept'): void {
  const transfer = company.transfers.table.get(String(words['transfer']))
  if (transfer === undefined || transfer.endedAt !== null) return
  if (how === 'refuse') refuse(company, transfer, at)
  else complete(company, transfer, at)
}
