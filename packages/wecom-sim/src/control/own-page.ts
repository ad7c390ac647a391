import type { Context, MiddlewareHandler } from 'hono'

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Loopback knows no password, so a page of any site could ask a browser of this machine to move the clock or to be
 * somebody. Only our own page may change anything, and only under a name of this machine (a foreign name that points here
 * would count as the same origin). Programs send neither header and are let through.
 */
export const ownPageOnly: MiddlewareHandler = async (c, next) => {
  if (!loopback.has(hostOf(c))) return no(c, '只用 localhost 或 127.0.0.1 打开', 'use localhost or 127.0.0.1')
  const isReading = c.req.method === 'GET' || c.req.method === 'HEAD'
  if (!isReading && !isOwn(c))
    return no(c, '只给仿真自己的页面用', 'only for the page of the simulator itself')
  await next()
}

function isOwn(c: Context): boolean {
  const site = c.req.header('sec-fetch-site')
  if (site !== undefined && site !== 'same-origin') return false
  const origin = c.req.header('origin')
  return origin === undefined || URL.parse(origin)?.host === c.req.header('host')
}

function hostOf(c: Context): string {
  return URL.parse(`http://${c.req.header('host') ?? 'localhost'}`)?.hostname ?? ''
}

function no(c: Context, zh: string, en: string): Response {
  return c.json({ error: { field: 'origin', message: `${zh} / ${en}` } }, 403)
}
