import type { Company } from './company.ts'
import type { Letter } from './phone-records.ts'

interface Message {
  msgid: string
  users: readonly string[]
  msgtype: string
  body: unknown
  taskId?: string
  /** Over the app's day: nothing arrives. */
  dropped: boolean
}

/** Per app and member: 30 a minute and 1000 an hour; what is beyond is discarded without a word (doc 90236). */
const perMinute = { limit: 30, seconds: 60, words: '超过每分钟 30 条' }
const perHour = { limit: 1_000, seconds: 3_600, words: '超过每小时 1000 条' }

/** Puts a message into everybody's inbox; `over` only where the switch makes WeCom say so. */
export function deliver(company: Company, message: Message): 'delivered' | 'over' {
  const verdicts = message.users.map((userid) => ({ userid, reason: reasonFor(company, userid, message) }))
  if (company.is('messageOverLimit') === 45009 && verdicts.some((one) => one.reason !== undefined))
    return 'over'
  for (const { userid, reason } of verdicts) {
    const no = company.count('letter')
    const letter: Letter = {
      no,
      box: userid,
      msgid: message.msgid,
      at: company.clock.business(),
      msgtype: message.msgtype,
      body: message.body,
      state: reason === undefined ? 'shown' : 'undelivered',
    }
    if (message.taskId !== undefined) letter.taskId = message.taskId
    if (reason !== undefined) letter.reason = reason
    company.letters.add(letter)
  }
  const users = verdicts.map((one) => one.userid)
  company.sent.put(message.msgid, { msgid: message.msgid, users, atWall: company.clock.wall() })
  return 'delivered'
}

function reasonFor(company: Company, userid: string, message: Message): string | undefined {
  if (message.dropped) return '超过应用每天的人次'
  const now = company.clock.wall()
  for (const { limit, seconds, words } of [perMinute, perHour]) {
    if (!company.windows.take(`message|${userid}|${seconds}`, limit, seconds, now)) return words
  }
  return undefined
}
