import { createHash } from 'node:crypto'
import type { Context } from 'hono'

/** The answer as JSON, or 304 when the asker has this very answer already: a page may ask every second. */
export function jsonOnce(c: Context, answer: unknown): Response {
  const text = JSON.stringify(answer)
  const tag = `"${createHash('sha1').update(text).digest('base64url')}"`
  c.header('etag', tag)
  c.header('cache-control', 'no-store')
  if (c.req.header('if-none-match') === tag) return c.body(null, 304)
  return c.body(text, 200, { 'content-type': 'application/json; charset=UTF-8' })
}
