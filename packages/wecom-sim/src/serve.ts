import { type HttpBindings, serve } from '@hono/node-server'
import type { Outcome, Request } from './gate/handle.ts'
import { Hono } from 'hono'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Sim } from './sim.ts'
import { controlApp } from './control/app.ts'
import { loginPages } from './login-pages.ts'
import { phoneRoutes } from './phone/routes.ts'

type Env = { Bindings: HttpBindings }

/** Always loopback: the control API knows no password. */
const host = '127.0.0.1'

export interface Listening {
  readonly port: number
  close(): Promise<void>
}

export function listen(sim: Sim, port: number, phoneLinks?: string): Promise<Listening> {
  const app = new Hono<Env>()
  app.all('/cgi-bin/*', async (c) => {
    const url = new URL(c.req.url)
    const request: Request = {
      method: c.req.method,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      body: c.req.method === 'GET' ? '' : await c.req.text(),
      ip: addressOf(c.env.incoming.socket.remoteAddress),
    }
    const outcome = await sim.gate.handle(request)
    sim.deliverer.pump()
    return await answer(outcome, c.env.outgoing)
  })
  app.route('/_sim', controlApp(sim))
  app.route('/demo/phone', phoneRoutes(sim, phoneLinks))
  app.route('/', loginPages(sim, phoneLinks))
  return new Promise((ready, failed) => {
    const server = serve({ fetch: app.fetch, hostname: host, port }, (info) => {
      ready({
        port: info.port,
        close: () =>
          new Promise<void>((closed) => {
            server.close(() => closed())
            if ('closeAllConnections' in server) server.closeAllConnections()
          }),
      })
    })
    // A caller who is busy for some seconds must not find his connection gone just as he uses it again.
    if ('keepAliveTimeout' in server) server.keepAliveTimeout = 65_000
    server.on('error', failed)
  })
}

// The machine's own address in both spellings is one caller.
function addressOf(address: string | undefined): string {
  return (address ?? '127.0.0.1').replace(/^::ffff:/, '')
}

async function answer(outcome: Outcome, outgoing: HttpBindings['outgoing']): Promise<Response> {
  if (outcome.waitMs !== undefined && outcome.waitMs > 0) await waitOrGone(outcome.waitMs, outgoing)
  if (outcome.kind === 'cut') {
    outgoing.destroy()
    return RESPONSE_ALREADY_SENT
  }
  if (outcome.kind === 'raw') return new Response(outcome.text, { status: outcome.status })
  return new Response(JSON.stringify(outcome.body), {
    headers: { 'content-type': 'application/json; charset=UTF-8' },
  })
}

/** Stops waiting when the caller has hung up. */
function waitOrGone(ms: number, outgoing: HttpBindings['outgoing']): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, ms)
    timer.unref()
    outgoing.once('close', () => {
      clearTimeout(timer)
      done()
    })
  })
}
