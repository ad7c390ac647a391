import type { Answers } from '../answer.ts'
import type { Company } from '../model/company.ts'
import type { Member } from '../model/records.ts'
import { isVisible } from '../model/range.ts'
import { privateFields } from './members.ts'

type Login = Pick<Answers, 'getLoginUser' | 'getLoginUserDetail' | 'getJsapiTicket' | 'getAgentTicket'>

/** One use, five minutes (doc 91022). */
const codeLife = 300
/** 1800 seconds (doc 91023). */
const ticketLife = 1_800
const jsTicketLife = 7_200

/** Logins and page signatures. */
export const login: Login = {
  getLoginUser(company, { code }) {
    if (company.corp.trustedDomain === '') return { refuse: 50001 }
    const found = company.loginCodes.get(code)
    const isAlive = found !== undefined && !found.used && company.clock.wall() - found.issuedWall <= codeLife
    if (!isAlive) return { refuse: 40029 }
    found.used = true
    company.loginCodes.touch(code)
    const member = company.member(found.userid)
    if (member === undefined) return { openid: `oW${found.userid}` }
    // The web QR gives no ticket; inside WeCom only private info and only in range (doc 98176, 91023).
    const mayAsk = found.privateInfo && !found.qr && isVisible(company, member)
    return { userid: member.userid, ...(mayAsk ? { user_ticket: newTicket(company, member) } : {}) }
  },

  getLoginUserDetail(company, { user_ticket }) {
    const found = company.userTickets.get(user_ticket)
    const member = found === undefined ? undefined : company.member(found.userid)
    if (found === undefined || member === undefined) return { refuse: 84015 }
    if (company.clock.wall() - found.issuedWall > ticketLife) return { refuse: 84014 }
    const { gender, avatar, qr_code, mobile, email, biz_mail, address } = privateFields(member)
    return { userid: member.userid, gender, avatar, qr_code, mobile, email, biz_mail, address }
  },

  getJsapiTicket: (company) => jsTicket(company, 'corp'),

  getAgentTicket: (company) => jsTicket(company, 'agent'),
}

function newTicket(company: Company, member: Member): string {
  const ticket = company.newCode('user-ticket', 80)
  company.userTickets.put(ticket, { ticket, userid: member.userid, issuedWall: company.clock.wall() })
  return ticket
}

/** The same ticket until it runs out, like the tokens. */
function jsTicket(company: Company, kind: string): { ticket: string; expires_in: number } {
  const wall = company.clock.wall()
  const kept = company.notes.get(`ticket|${kind}`) as { ticket: string; issuedWall: number } | undefined
  const isAlive = kept !== undefined && wall < kept.issuedWall + jsTicketLife
  const ticket = isAlive ? kept : { ticket: `kgt8ON7${company.newCode(`js-${kind}`, 79)}`, issuedWall: wall }
  if (!isAlive) company.notes.put(`ticket|${kind}`, ticket)
  return {
    ticket: ticket.ticket,
    expires_in: Math.max(1, Math.ceil(ticket.issuedWall + jsTicketLife - wall)),
  }
}
