import { type Context, Hono } from 'hono'
import type { Member } from './model/records.ts'
import type { Sim } from './sim.ts'
import { isVisible } from './model/range.ts'

/** The two pages of WeCom on which a person logs in; `sim_user` says who it is, otherwise one is asked to choose. */
export function loginPages(sim: Sim): Hono {
  return new Hono()
    .get('/connect/oauth2/authorize', (c) => page(sim, c, false))
    .get('/wwlogin/sso/login', (c) => page(sim, c, true))
}

function page(sim: Sim, c: Context, qr: boolean): Response {
  const { company } = sim
  const {
    appid,
    redirect_uri: back,
    state = '',
    scope = 'snsapi_base',
    agentid,
    sim_user: userid,
  } = c.req.query()
  if (appid !== company.corp.id) return c.text('appid 参数错误', 400)
  const target = back === undefined ? undefined : URL.parse(back)
  if (target === undefined || target === null || target.hostname !== company.corp.trustedDomain) {
    return c.text('redirect_uri 与配置的授权完成回调域名不一致 (50001)', 400)
  }
  const asksPrivate = scope === 'snsapi_privateinfo'
  if (asksPrivate && agentid === undefined && company.is('privateInfoWithoutAgentid') === 'error') {
    return c.text('snsapi_privateinfo 须带 agentid', 400)
  }
  if (userid === undefined) return chooser(sim, c)
  const member = company.member(userid)
  if (member === undefined || member.status !== 1) return c.text('该成员不能登录', 403)
  // Someone outside the app's range is refused at the scan (doc 98152).
  if (qr && !isVisible(company, member)) return c.text('不在应用可见范围', 403)
  const code = company.newCode('login', 43)
  const privateInfo = asksPrivate && agentid !== undefined
  company.loginCodes.put(code, {
    code,
    userid: member.userid,
    privateInfo,
    qr,
    issuedWall: company.clock.wall(),
    used: false,
  })
  company.journal.commit()
  target.searchParams.set('code', code)
  target.searchParams.set('state', state)
  return c.redirect(target.href)
}

function chooser(sim: Sim, c: Context): Response {
  const here = new URL(c.req.url)
  const line = (member: Member) => {
    here.searchParams.set('sim_user', member.userid)
    return `<li><a href="${here.pathname}${here.search.replaceAll('&', '&amp;')}">${member.name}（${member.position}）</a></li>`
  }
  const people = [...sim.company.members.values()].filter((member) => member.status === 1)
  return c.html(
    `<!doctype html><meta charset="utf-8"><title>企业微信登录（仿真）</title><h1>以谁的身份登录？</h1><ul>${people.map(line).join('')}</ul>`,
  )
}
