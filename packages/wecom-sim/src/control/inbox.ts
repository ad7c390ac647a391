import { buttonsOf } from '../model/cards.ts'
import type { Company } from '../model/company.ts'
import type { Member } from '../model/records.ts'
import { isoOf } from '../time.ts'
import { waitingFor } from '../model/approving.ts'

/** What lies on somebody's phone: messages, cards as they look now, what never arrived, and what waits for his decision. */
export function inboxOf(company: Company, member: Member) {
  const messages = company.letters.in(member.userid).map((letter) => {
    const card = letter.taskId === undefined ? undefined : company.cards.get(letter.taskId)
    const view = card?.views[member.userid]
    return {
      ...letter,
      at: isoOf(letter.at),
      ...(view === undefined
        ? {}
        : {
            card: view.card,
            buttons: buttonsOf(view),
            replacedBy: view.replacedBy ?? null,
            pressed: view.pressed ?? null,
          }),
    }
  })
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
