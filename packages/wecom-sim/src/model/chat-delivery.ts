import type { AppChat } from './phone-records.ts'
import type { Company } from './company.ts'
import { dayOf } from '../time.ts'

/** One member gets at most 200 a minute and 10 000 a day from one app over all its groups; errcode stays 0 (doc 90248). */
const perMinute = 200
const perDay = 10_000

/** Puts a message into a group of the app, and notes who never got it. */
export function sendToChat(company: Company, chat: AppChat, msgtype: string, body: unknown): void {
  const missed = chat.users.filter((userid) => !reaches(company, userid))
  const no = company.count('letter')
  company.letters.add({
    no,
    box: `chat:${chat.id}`,
    msgid: `chat-${no}`,
    at: company.clock.business(),
    msgtype,
    body,
    state: missed.length === chat.users.length ? 'undelivered' : 'shown',
    ...(missed.length > 0 ? { missed } : {}),
  })
}

function reaches(company: Company, userid: string): boolean {
  const day = `appchat|${userid}|${dayOf(company.clock.business())}`
  const today = company.uses.get(day)?.count ?? 0
  if (today >= perDay) return false
  if (!company.windows.take(`appchat|${userid}`, perMinute, 60, company.clock.wall())) return false
  company.uses.put(day, { count: today + 1 })
  return true
}
