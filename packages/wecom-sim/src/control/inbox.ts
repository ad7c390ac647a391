import { buttonsOf } from '../model/cards.ts'
import type { Company } from '../model/company.ts'
import type { Letter } from '../model/phone-records.ts'
import type { Member } from '../model/records.ts'
import { isoOf } from '../time.ts'
import { waitingFor } from '../model/approving.ts'

/** What lies on somebody's phone: messages, cards as they look now, what never arrived, and what waits for his decision. */
export function inboxOf(company: Company, member: Member) {
  const messages = company.letters.in(member.userid).map((letter) => messageFor(company, member, letter))
  const forms = [...company.approvals.values()]
  const brief = (no: string, name: string, creator: string, summary: readonly string[], status: number) => ({
    spNo: no,
    name,
    creator,
    summary,
    status,
  })
  return {
    userid: member.userid,
    name: member.name,
    status: member.status,
    messages,
    approvals: forms
      .filter((form) => waitingFor(form).includes(member.userid))
      .map((form) => brief(form.no, form.name, form.creator, form.summary, form.status)),
    myForms: forms
      .filter((form) => form.creator === member.userid)
      .map((form) => brief(form.no, form.name, form.creator, form.summary, form.status)),
    chats: [...company.appChats.values()]
      .filter((chat) => chat.users.includes(member.userid))
      .map((chat) => ({ id: chat.id, name: chat.name, messages: company.letters.in(`chat:${chat.id}`) })),
  }
}

/** One message as this member sees it; of a card what stands on it now. */
export function messageFor(company: Company, member: Member, letter: Letter) {
  const view =
    letter.taskId === undefined ? undefined : company.cards.get(letter.taskId)?.views[member.userid]
  if (view === undefined) return { ...letter, at: isoOf(letter.at) }
  return {
    ...letter,
    at: isoOf(letter.at),
    card: view.card,
    buttons: buttonsOf(view),
    replacedBy: view.replacedBy ?? null,
    pressed: view.pressed ?? null,
  }
}
