import type { Answers } from '../answer.ts'
import { switched } from '../answer.ts'
import { agentTrouble, contentTrouble, receivers } from './message-checks.ts'
import { newCard } from '../model/cards.ts'
import type { Company } from '../model/company.ts'
import { cardTrouble } from './card-checks.ts'
import { dayOf } from '../time.ts'
import { deliver } from '../model/delivery.ts'
import { updateCard } from './card-update.ts'

type Messages = Pick<Answers, 'sendMessage' | 'updateTemplateCard' | 'recallMessage'>

/** Recall works for 24 hours (doc 94867). */
const recallSeconds = 86_400

/** Messages of the app to members. */
export const messages: Messages = {
  sendMessage(company, input) {
    const agent = agentTrouble(company, input.agentid)
    if (agent !== undefined) return { refuse: agent }
    const to = receivers(company, input)
    if ('refuse' in to) return to
    const wrong = contentTrouble(company, input)
    if (wrong !== undefined) return { refuse: wrong }
    const card = input.msgtype === 'template_card' ? input.template_card : undefined
    const cardWrong = card === undefined ? undefined : cardTrouble(company, card)
    if (cardWrong !== undefined) return { refuse: cardWrong }
    const reply = {
      invaliduser: to.invalidUsers.join('|'),
      invalidparty: to.invalidParties.join('|'),
      invalidtag: to.invalidTags.join('|'),
    }
    if (input.enable_duplicate_check === 1 && isRepeated(company, input))
      return { ...reply, msgid: lastMsgid(company) }
    const isOver = overDailyCap(company, to.users.length)
    if (isOver && company.is('messageOverDailyCap') === 45009)
      return { refuse: switched(company, 'messageOverDailyCap') }
    const msgid = company.newCode('msgid', 86)
    const code = card === undefined ? undefined : newCard(company, card, to.users)
    const body = card === undefined ? bodyOf(input) : card
    const sent = deliver(company, {
      msgid,
      users: to.users,
      msgtype: input.msgtype,
      body,
      ...(card?.task_id === undefined ? {} : { taskId: card.task_id }),
      dropped: isOver,
    })
    if (sent === 'over') return { refuse: switched(company, 'messageOverLimit') }
    return { ...reply, msgid, ...(code === undefined ? {} : { response_code: code }) }
  },

  updateTemplateCard(company, input) {
    const agent = updateAgentTrouble(company, input.agentid)
    if (agent !== undefined) return { refuse: agent }
    return updateCard(company, input)
  },

  recallMessage(company, { msgid }) {
    const sent = company.sent.get(msgid)
    // A msgid of another app or of nobody (doc 90313, help of 40058).
    if (sent === undefined) return { refuse: 40058, hint: 'msgid' }
    if (company.clock.wall() - sent.atWall > recallSeconds) return { refuse: 42052 }
    for (const userid of sent.users) {
      for (const letter of company.letters.in(userid)) {
        if (letter.msgid !== msgid || letter.state !== 'shown') continue
        letter.state = 'recalled'
        company.letters.touch(letter)
      }
    }
    return {}
  },
}

function updateAgentTrouble(company: Company, agentid: number): 40056 | 301002 | undefined {
  const trouble = agentTrouble(company, agentid)
  return trouble === 41011 || trouble === 50003 ? 40056 : trouble
}

function bodyOf(input: { readonly msgtype: string }): unknown {
  // The body lies under the name of its type in every kind of message (doc 90236).
  return (input as unknown as Record<string, unknown>)[input.msgtype]
}

function isRepeated(
  company: Company,
  input: { readonly duplicate_check_interval?: number | undefined },
): boolean {
  const key = `duplicate|${JSON.stringify(input)}`
  return !company.windows.take(key, 1, input.duplicate_check_interval ?? 1_800, company.clock.wall())
}

function lastMsgid(company: Company): string {
  let last = ''
  for (const sent of company.sent.values()) last = sent.msgid
  return last
}

/** Account cap × 200 person-times a natural day (doc 90236). */
function overDailyCap(company: Company, people: number): boolean {
  const key = `messages|${dayOf(company.clock.business())}`
  const used = company.uses.get(key)?.count ?? 0
  if (used + people > company.corp.accountCap * 200) return true
  company.uses.put(key, { count: used + people })
  return false
}
