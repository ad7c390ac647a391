import { wordsOfCode } from '../gateway/index.ts'

/** What keeps somebody from logging in, in his words; the code last and small. */
export interface LoginTrouble {
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly status: 400 | 403 | 409 | 429 | 503
}

export const loginTroubles = {
  STATE_LOST: {
    code: 'STATE_LOST',
    zh: '这次登录已经过期，或是在另一个浏览器里开始的。再登录一次就好。',
    en: 'This login has expired or was begun in another browser. Log in once more.',
    status: 400,
  },
  CODE_SPENT: {
    code: '40029',
    zh: '企业微信说这个登录码用过了，或已超过 5 分钟。再登录一次就好。',
    en: 'WeCom says the login code was used or is older than 5 minutes. Log in once more.',
    status: 400,
  },
  DOMAIN: {
    code: '50001',
    zh: '企业微信不认这个网址的域名。请管理员在「应用管理 › 接力 › 网页授权及JS-SDK › 可信域名」填上它。',
    en: 'WeCom does not trust the domain of this address. An administrator adds it under 可信域名 of the app.',
    status: 403,
  },
  NOT_A_MEMBER: {
    code: 'NOT_A_MEMBER',
    zh: '接力只给企业里的成员用。你的微信不是这家企业的成员；有事请找对接你的人。',
    en: 'Jieli is for members of the company; ask the person who serves you.',
    status: 403,
  },
  NOT_ACTIVE: {
    code: 'NOT_ACTIVE',
    zh: '你的账号在通讯录里不是已激活状态，不能登录。请找系统管理员。',
    en: 'Your account is not active in contacts, so you cannot log in. Ask a system administrator.',
    status: 403,
  },
  SHUT_OUT: {
    code: 'SHUT_OUT',
    zh: '你的工作交接约定的时间已到，接力的访问已经结束。有疑问请找发起交接的 HR。',
    en: 'The agreed time of your handover has come and your access to Jieli has ended. Ask the HR colleague who started it.',
    status: 403,
  },
  NOT_VISIBLE: {
    code: 'NOT_VISIBLE',
    zh: '你不在这个应用的可见范围里。请系统管理员在「应用管理 › 接力 › 可见范围」加上你或你的部门。',
    en: 'You are outside the visible range of the app. An administrator adds you or your department under 可见范围 of the app.',
    status: 403,
  },
  ROLES_APART: {
    code: 'ROLES_APART',
    zh: '你是数据安全专员或审计员，不能同时当系统管理员。请让另一位同事打开这个一次性链接，它还没有用掉。',
    en: 'A security officer or auditor cannot be administrator as well. Let a colleague open this link; it is not used up.',
    status: 409,
  },
  LINK_SPENT: {
    code: 'LINK_SPENT',
    zh: '这个一次性链接用过了或已过期。重新启动接力会打印新的一个（只要还没有管理员）。',
    en: 'This one-time link was used or has expired. Restart Jieli to get a new one, while nobody is administrator.',
    status: 403,
  },
  NOT_CONNECTED: {
    code: 'NOT_CONNECTED',
    zh: '接力还没有接入企业微信。请用服务启动时打印的一次性链接打开接入页面；它用过或过期了，重新启动服务会打印新的一个。',
    en: 'Jieli is not connected to WeCom yet. Open the one-time link that the server printed at its start; a restart prints a new one.',
    status: 503,
  },
  TOO_OFTEN: {
    code: 'TOO_OFTEN',
    zh: '登录得太频繁了，一分钟后再试。',
    en: 'Too many logins; try again in a minute.',
    status: 429,
  },
  WECOM_AWAY: {
    code: 'WECOM_AWAY',
    zh: '企业微信现在没有答复，登录不了。已登录的人不受影响。过一会儿再登录；超过 10 分钟请找系统管理员。',
    en: 'WeCom does not answer now. Who is logged in stays so. Try again soon; after 10 minutes call an administrator.',
    status: 503,
  },
} as const satisfies Readonly<Record<string, LoginTrouble>>

/** What WeCom refused, by its own code. */
export function troubleOfCode(errcode: number, error: Error): LoginTrouble {
  const { cause, remedy } = wordsOfCode(errcode, error)
  const [zh, en] = [`${cause.zh}。${remedy.zh}。`, `${cause.en}. ${remedy.en}.`]
  return { code: String(errcode), zh, en, status: 503 }
}

/** A small page without script or style from elsewhere. */
export function loginPage({ zh, en, code }: LoginTrouble, to: string): string {
  const again = to === '/' ? '/login' : `/login?to=${encodeURIComponent(to)}`
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>登录 · 接力</title>
<link rel="stylesheet" href="/login.css"></head><body><main><h1>没有登录成功</h1><p>${html(zh)}</p>
<p lang="en">${html(en)}</p><p><a href="${again}">再登录一次 / log in again</a></p><small>${code}</small></main></body></html>`
}

// Words of WeCom's answers may stand in it.
function html(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

export const loginStyle = `:root{color-scheme:light dark;--bg:#f4f5f7;--surface:#fff;--ink:#161a22;--ink-2:#454e60;--ink-3:#5f697b;--line:#e3e6eb;--accent:#2b4fc7}
@media (prefers-color-scheme:dark){:root{--bg:#0e1116;--surface:#161a21;--ink:#eceff4;--ink-2:#bac2cf;--ink-3:#97a1b1;--line:#2b323e;--accent:#8faaff}}
body{margin:0;min-height:100vh;display:grid;place-items:center;background:var(--bg);color:var(--ink);font:14px/22px "PingFang SC","HarmonyOS Sans SC","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif}
main{max-width:40em;margin:24px;padding:28px;background:var(--surface);border:1px solid var(--line);border-radius:10px}
h1{margin:0 0 12px;font-size:22px;line-height:30px}p{margin:0 0 12px}p[lang]{color:var(--ink-2)}a{color:var(--accent)}small{color:var(--ink-3)}`
