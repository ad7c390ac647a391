import type { Answers } from '../answer.ts'
import type { AppChat } from '../model/phone-records.ts'
import type { Company } from '../model/company.ts'
import { contentTrouble } from './message-checks.ts'
import { sendToChat } from '../model/chat-delivery.ts'

type AppChats = Pick<Answers, 'createAppChat' | 'updateAppChat' | 'getAppChat' | 'sendAppChat'>

/** Groups of the app: only its own, and only while its range is the root department (checked at the gate). */
export const appChats: AppChats = {
  createAppChat(company, input) {
    const users = [...new Set(input.userlist.map((userid) => company.member(userid)?.userid ?? userid))]
    if (company.corp.appchatForbidden) return { refuse: 60011 }
    if (input.chatid !== undefined && company.appChats.has(input.chatid)) return { refuse: 86215 }
    if (users.some((userid) => company.leaver(userid) !== undefined && company.member(userid) === undefined))
      return { refuse: 86216 }
    if (users.some((userid) => !isMember(company, userid))) return { refuse: 86007 }
    if (users.length < 2 || users.length > company.corp.appchatMembersMax) return { refuse: 86006 }
    if (input.name !== undefined && isBadName(input.name)) return { refuse: 86004 }
    if (input.owner !== undefined && !isMember(company, input.owner)) return { refuse: 86005 }
    const owner = input.owner ?? users[0] ?? ''
    if (!users.includes(owner)) return { refuse: 86207 }
    const id = input.chatid ?? company.newCode('appchat', 32)
    company.appChats.put(id, { id, name: input.name ?? '', owner, users, madeByUs: true })
    return { chatid: id }
  },

  updateAppChat(company, input) {
    const found = ourChat(company, input.chatid)
    if ('refuse' in found) return found
    const { chat } = found
    if (company.corp.appchatForbidden) return { refuse: 60011 }
    if (input.name !== undefined && isBadName(input.name)) return { refuse: 86004 }
    const adds = input.add_user_list ?? []
    const drops = input.del_user_list ?? []
    if (adds.some((userid) => userid.trim() === '')) return { refuse: 86007 }
    // Adding somebody unknown and removing somebody who is not there are one code (doc 90313).
    if (adds.some((userid) => !isMember(company, userid)) || drops.some((userid) => !has(chat, userid)))
      return { refuse: 86216 }
    const users = [...new Set([...chat.users, ...adds])].filter(
      (userid) => !drops.some((gone) => gone === userid),
    )
    if (users.length < 2 || users.length > company.corp.appchatMembersMax) return { refuse: 86006 }
    if (input.owner !== undefined && !isMember(company, input.owner)) return { refuse: 86005 }
    if (input.owner === undefined && drops.includes(chat.owner)) return { refuse: 86101 }
    const owner = input.owner ?? chat.owner
    if (!users.includes(owner)) return { refuse: 86207 }
    Object.assign(chat, { users, owner, name: input.name ?? chat.name })
    company.appChats.touch(chat.id)
    return {}
  },

  getAppChat(company, { chatid }) {
    const found = ourChat(company, chatid)
    if ('refuse' in found) return found
    const { id, name, owner, users } = found.chat
    return { chat_info: { chatid: id, name, owner, userlist: users, chat_type: 0 } }
  },

  sendAppChat(company, input) {
    const found = ourChat(company, input.chatid)
    if ('refuse' in found) return found
    const wrong = contentTrouble(company, input)
    if (wrong !== undefined) return { refuse: wrong }
    // The body lies under the name of its type in every kind of message (doc 90248).
    const body = (input as unknown as Record<string, unknown>)[input.msgtype]
    sendToChat(company, found.chat, input.msgtype, body)
    return {}
  },
}

function ourChat(
  company: Company,
  id: string,
): { chat: AppChat } | { refuse: 40050 | 86001 | 86003 | 86008 } {
  if (!/^[0-9A-Za-z_-]+$/.test(id)) return { refuse: 86001 }
  if (id.length > 32) return { refuse: 40050 }
  const chat = company.appChats.get(id)
  if (chat === undefined) return { refuse: 86003 }
  return chat.madeByUs ? { chat } : { refuse: 86008 }
}

function has(chat: AppChat, userid: string): boolean {
  return chat.users.includes(userid)
}

function isMember(company: Company, userid: string): boolean {
  const member = company.member(userid)
  return member !== undefined && member.status !== 5
}

/** Control characters and nothing but blanks; a name may be left out but not be empty. */
function isBadName(name: string): boolean {
  return name.trim() === '' || /\p{Cc}/u.test(name)
}
