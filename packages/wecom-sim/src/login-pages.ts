import { type Context, Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import type { Member } from './model/records.ts'
import type { Sim } from './sim.ts'
import { readLinks } from './phone/links.ts'
import { isVisible } from './model/range.ts'

/** The two pages of WeCom on which a person logs in; `sim_user` says who it is, otherwise one is asked to choose. */
export function loginPages(sim: Sim, phoneLinks?: string): Hono {
  return new Hono()
    .get('/connect/oauth2/authorize', (c) => page(sim, c, { qr: false, phoneLinks }))
    .get('/wwlogin/sso/login', (c) => page(sim, c, { qr: true, phoneLinks }))
}

interface How {
  readonly qr: boolean
  readonly phoneLinks: string | undefined
}

function page(sim: Sim, c: Context, { qr, phoneLinks }: How): Response {
  const { company } = sim
  const {
    appid,
    redirect_uri: back,
    state = '',
    scope = 'snsapi_base',
    agentid,
    sim_user: named,
  } = c.req.query()
  const userid = named ?? framed(c, phoneLinks, back)
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

/** Inside the phone page one is who the page says: at the left whoever sits at the console, on the phone its owner. */
function framed(c: Context, phoneLinks: string | undefined, back: string | undefined): string | undefined {
  if (phoneLinks === undefined || c.req.header('sec-fetch-dest') !== 'iframe') return undefined
  const { webviewUrl } = readLinks(phoneLinks)
  const isPhone =
    back !== undefined && webviewUrl !== undefined && URL.parse(back)?.host === URL.parse(webviewUrl)?.host
  return getCookie(c, isPhone ? 'sim_phone' : 'sim_console')
}

/** Names to choose from, as if each had scanned the code. */
function chooser(sim: Sim, c: Context): Response {
  const here = new URL(c.req.url)
  const people = [...sim.company.members.values()].filter((member) => member.status === 1)
  const departments = [...new Set(people.map(({ departments: [first] }) => first ?? 0))]
  const line = (member: Member) => {
    here.searchParams.set('sim_user', member.userid)
    const href = `${here.pathname}${here.search.replaceAll('&', '&amp;')}`
    return `<li><a href="${href}"><b>${member.name}</b><small>${member.position}</small></a></li>`
  }
  const block = (id: number) => {
    const name = sim.company.departments.get(String(id))?.name ?? ''
    const members = people.filter(({ departments: [first] }) => (first ?? 0) === id)
    return `<section><h2>${name}</h2><ul>${members.map(line).join('')}</ul></section>`
  }
  return c.html(
    `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>企业微信登录（仿真）</title><style>${chooserStyle}</style></head><body><main><h1>用企业微信扫码登录</h1><p>这里是仿真：点一个名字，就当他扫了码。</p>${departments.map(block).join('')}</main></body></html>`,
  )
}

const chooserStyle = `:root{color-scheme:light dark;--bg:#f4f5f7;--surface:#fff;--ink:#161a22;--ink-3:#5f697b;--line:#e3e6eb;--accent:#2b4fc7;--weak:#edf1fd}
@media (prefers-color-scheme:dark){:root{--bg:#0e1116;--surface:#161a21;--ink:#eceff4;--ink-3:#97a1b1;--line:#2b323e;--accent:#8faaff;--weak:#1d2848}}
body{margin:0;background:var(--bg);color:var(--ink);font:14px/22px "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif}
main{max-width:760px;margin:24px auto;padding:24px;background:var(--surface);border:1px solid var(--line);border-radius:10px}
h1{margin:0;font-size:22px;line-height:30px}h2{margin:18px 0 6px;font-size:13px;font-weight:500;color:var(--ink-3)}p{margin:4px 0 0;color:var(--ink-3)}
ul{display:grid;grid-template-columns:repeat(auto-fill,minmax(150px,1fr));gap:8px;margin:0;padding:0;list-style:none}
a{display:block;padding:8px 12px;border:1px solid var(--line);border-radius:6px;color:var(--ink);text-decoration:none}a:hover{background:var(--weak)}a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
b{display:block;font-weight:600}small{color:var(--ink-3);font-size:12px}`
