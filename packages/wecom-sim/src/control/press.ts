import { buttonsOf, newCode, showTo } from '../model/cards.ts'
import type { Company } from '../model/company.ts'
import type { Member } from '../model/records.ts'
import { Wrong } from './asking.ts'
import { emitFromMember } from '../model/events.ts'

/** A finger on a card: the app hears of it with a fresh code that updates the card once. */
export function press(
  company: Company,
  member: Member,
  taskId: string,
  key: string,
  selected: Record<string, string[]>,
) {
  mustReach(company, member)
  const card = company.cards.get(taskId)
  const view = card?.views[member.userid]
  if (card === undefined || view === undefined) throw new Wrong('taskId', 'no such card on his phone', 404)
  const letter = company.letters.in(member.userid).find((one) => one.taskId === taskId)
  if (letter?.state !== 'shown') throw new Wrong('taskId', `the card is ${letter?.state ?? 'gone'}`, 409)
  const button = buttonsOf(view).find((one) => one.key === key)
  if (button === undefined) throw new Wrong('key', 'no such button on the card', 404)
  if (!button.pressable) throw new Wrong('key', 'the button is grey: the card was answered or replaced', 409)
  const isMenu = JSON.stringify(view.card['action_menu'] ?? {}).includes(JSON.stringify(key))
  if (!isMenu) showTo(company, card, member.userid, { pressed: key })
  const code = newCode(company, taskId)
  const own = { EventKey: key, TaskId: taskId, CardType: card.cardType, ResponseCode: code }
  if (isMenu) emitFromMember(company, 'cardMenuChosen', member.userid, own)
  else {
    const items = Object.entries(selected).map(([question, options]) => ({
      QuestionKey: question,
      OptionIds: { OptionId: options },
    }))
    emitFromMember(company, 'cardClicked', member.userid, {
      ...own,
      ...(items.length > 0 ? { SelectedItems: { SelectedItem: items } } : {}),
    })
  }
  return { pressed: key, taskId, response_code: code }
}

/** A frozen account's phone goes on for a while: how long is a switch (sessionCutDelaySeconds). */
export function mustReach(company: Company, member: Member): void {
  const trouble = reachTrouble(company, member)
  if (trouble !== undefined) throw new Wrong('userid', trouble, 409)
}

/** Why nothing can be done on this phone any more. */
export function reachTrouble(company: Company, member: Member): string | undefined {
  const isCut = company.clock.business() - (member.disabledAt ?? 0) >= company.is('sessionCutDelaySeconds')
  if (member.status === 2 && isCut) return 'is disabled and logged out'
  return member.status === 4 || member.status === 5 ? 'is not logged in' : undefined
}
