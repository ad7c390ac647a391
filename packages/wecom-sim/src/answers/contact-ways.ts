import type { Answers } from '../answer.ts'
import type { Company } from '../model/company.ts'
import type { ContactWay } from '../model/pointing.ts'
import { day } from '../time.ts'
import { corpTrouble, memberTrouble } from './customer-gate.ts'
import { page } from './pages.ts'

/** Codes made before this moment (2021-07-10) are on no list (doc 92228). */
const firstListed = 1_625_846_400
const usualDays = 90
const usualPage = 100

/** 联系我 codes. No callback follows a change made by API. */
export const contactWays: Pick<Answers, 'listContactWays' | 'getContactWay' | 'updateContactWay'> = {
  listContactWays(company, { start_time, end_time, cursor, limit = usualPage }) {
    const trouble = corpTrouble(company)
    if (trouble !== undefined) return { refuse: trouble }
    const now = company.clock.business()
    const from = Math.max(start_time ?? now - usualDays * day, firstListed)
    const listed = [...company.contactWays.values()].filter(
      (way) =>
        !way.temporary &&
        way.createdAt >= from &&
        way.createdAt <= (end_time ?? now) &&
        (way.madeBy === 'app' || company.is('contactWayListReach') === 'all'),
    )
    const found = page(listed, cursor, limit)
    if (found === undefined) return { refuse: 40035, hint: 'cursor' }
    return { contact_way: found.items.map(({ id }) => ({ config_id: id })), next_cursor: found.next }
  },

  getContactWay(company, { config_id }) {
    const trouble = corpTrouble(company)
    if (trouble !== undefined) return { refuse: trouble }
    const way = readable(company, config_id)
    if (way === undefined) return { refuse: 40058, hint: 'config_id' }
    return {
      contact_way: {
        config_id: way.id,
        type: way.type,
        scene: 2,
        style: way.style,
        remark: way.remark,
        skip_verify: way.skipVerify,
        state: way.state,
        qr_code: `https://open.work.weixin.qq.example.cn/wwopen/userQRCode?vcode=${way.id}`,
        user: [...way.users],
        party: [...way.parties],
        ...(way.conclusions === undefined ? {} : { conclusions: way.conclusions }),
      },
    }
  },

  updateContactWay(company, input) {
    const trouble = corpTrouble(company)
    if (trouble !== undefined) return { refuse: trouble }
    const way = readable(company, input.config_id)
    if (way === undefined || way.madeBy === 'other') return { refuse: 40058, hint: 'config_id' }
    const users = [...new Set(input.user ?? way.users)]
    const parties = input.party ?? way.parties
    if (way.type === 1 && (users.length !== 1 || parties.length > 0))
      return { refuse: 40058, hint: 'user: exactly one for type 1' }
    if (users.length + parties.length === 0) return { refuse: 40058, hint: 'user and party are empty' }
    for (const userid of users) {
      const wrong = fitness(company, userid)
      if (wrong !== undefined) return { refuse: wrong }
    }
    const keeps = company.is('contactWayUpdateKeeps')
    way.users = users.map((userid) => company.member(userid)?.userid ?? userid)
    way.parties = [...parties]
    way.remark = input.remark ?? (keeps ? way.remark : '')
    way.state = input.state ?? (keeps ? way.state : '')
    way.skipVerify = input.skip_verify ?? (keeps ? way.skipVerify : true)
    way.style = input.style ?? (keeps ? way.style : 1)
    if (input.conclusions !== undefined) way.conclusions = input.conclusions
    else if (!keeps) delete way.conclusions
    company.contactWays.touch(way.id)
    return {}
  },
}

function readable(company: Company, id: string): ContactWay | undefined {
  const way = company.contactWays.get(id)
  return way?.madeBy === 'app' || company.is('contactWayListReach') === 'all' ? way : undefined
}

/** Members of a code are activated, verified, may serve customers and are in range (doc 92228). */
export function fitness(company: Company, userid: string) {
  const trouble = memberTrouble(company, userid, { mustServe: true })
  if (trouble !== undefined) return trouble
  const member = company.member(userid)
  if (member?.status !== 1) return 41054
  return member.realName ? undefined : 40098
}
