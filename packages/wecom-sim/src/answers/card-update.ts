import { type AnyCard, bodyTrouble, type CardCode } from './card-checks.ts'
import { showTo, spend, usableCode } from '../model/cards.ts'
import { type SwitchedCode, switched } from '../answer.ts'
import type { Card } from '../model/phone-records.ts'
import type { Company } from '../model/company.ts'
import type { Received } from '@jieli/wecom'
import { present, subtree } from '../model/range.ts'

type Update = Received<'updateTemplateCard'>
type UpdateCode = 42015 | 42016 | 42017 | 60140 | 82001 | 82101 | 82102 | CardCode | SwitchedCode

/** Changes a card once per response code, for the people named. */
export function updateCard(
  company: Company,
  input: Update,
): { invaliduser: string[] } | { refuse: UpdateCode } {
  const code = usableCode(company, input.response_code)
  if (code === 'used') return { refuse: switched(company, 'usedResponseCode') }
  if (typeof code === 'string') return { refuse: 60140 }
  const card = company.cards.get(code.taskId)
  if (card === undefined) return { refuse: 42016 }
  if (card.agentId !== company.corp.agentId) return { refuse: 42015 }
  const wrong = changeTrouble(company, input, card)
  if (wrong !== undefined) return { refuse: wrong }
  const named = namedUsers(company, input, card)
  if (named === undefined) return { refuse: 82001 }
  const receivers = named.filter((userid) => card.views[userid] !== undefined)
  if (receivers.length === 0) return { refuse: named.length === 0 ? 82101 : 82102 }
  spend(company, code)
  for (const userid of receivers) showTo(company, card, userid, changeOf(input))
  return {
    invaliduser: named.filter((userid) => !receivers.includes(userid)).map((userid) => userid.toLowerCase()),
  }
}

function changeTrouble(company: Company, input: Update, card: Card): CardCode | 42017 | undefined {
  if (input.template_card !== undefined) return bodyTrouble(company, input.template_card)
  const hasButtons = card.cardType !== 'text_notice' && card.cardType !== 'news_notice'
  // Neither a new card nor a text for the buttons, or a text for a card without buttons (42017: no such button).
  return input.button === undefined || !hasButtons ? 42017 : undefined
}

function changeOf({ button, template_card }: Update) {
  if (template_card === undefined) return { replacedBy: button?.replace_name ?? '' }
  const card: AnyCard = template_card
  const greyed = 'replace_text' in card ? card.replace_text : undefined
  // A new card has no pressed state of its own; a replace_text greys it from the start.
  return { card: { ...card }, pressed: undefined, replacedBy: greyed } as { card: Record<string, unknown> }
}

function namedUsers(company: Company, input: Update, card: Card): string[] | undefined {
  if (input.atall === 1) return Object.keys(card.views)
  const { userids = [], partyids = [], tagids = [] } = input
  if (userids.length + partyids.length + tagids.length === 0) return undefined
  const below = new Set(partyids.flatMap((id) => [...subtree(company, id)]))
  const inParties = present(company).filter((member) => member.departments.some((id) => below.has(id)))
  const inTags = tagids.flatMap((id) => company.memberTags.get(String(id))?.users ?? [])
  return [
    ...new Set([
      ...userids.map((userid) => company.member(userid)?.userid ?? userid),
      ...inParties.map((member) => member.userid),
      ...inTags,
    ]),
  ]
}
