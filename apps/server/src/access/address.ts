import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'

/** From where a request comes, as far as it is known; a proxy of ours tells it. */
export function addressOf(c: Context, isBehindProxy: boolean): string {
  const told = isBehindProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  if (told !== undefined && told !== '') return told
  return 'incoming' in Object(c.env) ? (getConnInfo(c).remote.address ?? '') : ''
}
