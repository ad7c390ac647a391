import { readFile } from 'node:fs/promises'
import { Hono, type Context } from 'hono'
import type { Sim } from '../sim.ts'
import { readLinks, type PhoneLinks } from './links.ts'

const pages = new URL('page/', import.meta.url)
const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
}

/** The web phone: a page of the simulator, and what it asks of the product on its behalf. */
export function phoneRoutes(sim: Sim, linksFile: string | undefined): Hono {
  const links = () => readLinks(linksFile)
  return new Hono()
    .use(async (c, next) => {
      // No other page of this machine's browser may move the clock or pull the plug.
      const site = c.req.header('sec-fetch-site')
      if (c.req.method !== 'GET' && site !== undefined && site !== 'same-origin')
        return c.json({ message: '只给这个页面自己用' }, 403)
      await next()
      c.header('content-security-policy', policyOf(links()))
      c.header('cache-control', 'no-store')
      c.header('x-content-type-options', 'nosniff')
    })
    .get('/', (c) => file(c, 'phone.html'))
    .get('/settings.json', (c) => {
      const { consoleUrl, webviewUrl, nextDueUrl, plugUrl, tamperUrl, tourUrl } = links()
      const can = {
        next: nextDueUrl !== undefined,
        plug: plugUrl !== undefined,
        tamper: tamperUrl !== undefined,
        tour: tourUrl !== undefined,
      }
      return c.json({ consoleUrl: consoleUrl ?? null, webviewUrl: webviewUrl ?? null, can })
    })
    .post('/as', async (c) => {
      // Who logs in next: in the console at the left, or in the client on the phone.
      const { side, userid } = await c.req.json<{ side: string; userid: string }>()
      const name = side === 'console' ? 'sim_console' : 'sim_phone'
      c.header('set-cookie', `${name}=${encodeURIComponent(userid)}; Path=/; SameSite=Lax; HttpOnly`)
      return c.json({ ok: true })
    })
    .post('/next', async (c) => {
      const due = await asked(links().nextDueUrl, 'GET')
      const at = typeof due?.['at'] === 'string' ? new Date(due['at']) : undefined
      if (at === undefined || due?.['busy'] === true)
        return c.json({ moved: false, busy: due?.['busy'] === true })
      const now = sim.company.clock.business()
      const to = Math.ceil(at.getTime() / 1_000)
      if (to > now) {
        sim.settle()
        sim.company.clock.moveTo(to)
        sim.settle()
        sim.deliverer.pump()
      }
      return c.json({ moved: to > now, at: at.toISOString() })
    })
    .post('/plug', async (c) => c.json((await asked(links().plugUrl, 'POST')) ?? {}))
    .post('/tamper', async (c) => c.json((await asked(links().tamperUrl, 'POST')) ?? {}))
    .get('/tour.json', async (c) => c.json((await asked(links().tourUrl, 'GET')) ?? { stops: [] }))
    .get('/:name{[a-z-]+\\.(?:js|css)}', (c) => file(c, c.req.param('name')))
}

async function file(c: Context, name: string): Promise<Response> {
  const type = types[name.split('.').at(-1) ?? '']
  const text = await readFile(new URL(name, pages), 'utf8').catch(() => undefined)
  if (type === undefined || text === undefined) return c.notFound()
  return c.body(text, 200, { 'content-type': type })
}

function policyOf({ consoleUrl, webviewUrl }: PhoneLinks): string {
  const frames = [consoleUrl, webviewUrl].flatMap((url) => (url === undefined ? [] : [new URL(url).origin]))
  return `default-src 'self'; style-src 'self'; img-src 'self' data:; frame-src 'self' ${frames.join(' ')}; base-uri 'none'; form-action 'none'`
}

async function asked(url: string | undefined, method: string): Promise<Record<string, unknown> | undefined> {
  if (url === undefined) return undefined
  try {
    const reply = await fetch(url, { method, signal: AbortSignal.timeout(20_000) })
    const body: unknown = await reply.json()
    return typeof body === 'object' && body !== null ? { ...body } : undefined
  } catch {
    return { away: true }
  }
}
