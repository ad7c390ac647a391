/** A person with a browser, as far as cookies and redirects go: no page is shown. */
export interface Browsing {
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>
  post(path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>
  /** Goes through WeCom's page as this member; answers the last reply. */
  logIn(userid: string, to?: string): Promise<Response>
  readonly cookies: Map<string, string>
}

/** `url` must be on the trusted domain, which is localhost for the simulated company. */
export function browsing(url: string): Browsing {
  const cookies = new Map<string, string>()
  const ask = async (address: string | URL, init: RequestInit = {}) => {
    const target = new URL(address, url)
    const own = target.origin === new URL(url).origin
    const headers = new Headers(init.headers)
    if (own) headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const reply = await fetch(target, { ...init, headers, redirect: 'manual' })
    for (const line of own ? reply.headers.getSetCookie() : []) keep(cookies, line)
    return reply
  }
  const self: Browsing = {
    cookies,
    get: (path, headers = {}) => ask(path, { headers }),
    post: (path, body = {}, headers = {}) =>
      ask(path, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', 'x-jieli': '1', ...headers },
      }),
    async logIn(userid, to = '/') {
      const left = await self.get(to.startsWith('/first/') ? to : `/login?to=${encodeURIComponent(to)}`)
      const page = left.headers.get('location')
      if (page === null) return left
      const wecom = new URL(page)
      wecom.searchParams.set('sim_user', userid)
      const back = (await ask(wecom)).headers.get('location')
      return back === null ? left : ask(back)
    },
  }
  return self
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = ''] = line.split(';')
  const at = pair.indexOf('=')
  if (/max-age=0/i.test(line)) cookies.delete(pair.slice(0, at))
  else cookies.set(pair.slice(0, at), pair.slice(at + 1))
}
