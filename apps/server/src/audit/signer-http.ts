import { createHash, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { z } from 'zod'
import { ok, refuse } from '../platform/result.ts'
import type { Signer } from './signer.ts'

const maxBodyBytes = 4_000_000
/** 32-byte hashes a request may carry: well below the limit on its size. */
export const hashesPerFeed = 20_000

const Hash = z.base64().transform((text) => Buffer.from(text, 'base64'))
const FeedBody = z.object({
  log: z.number().int().positive(),
  from: z.number().int().nonnegative(),
  /** All hashes in a row, 32 bytes each. */
  hashes: Hash.refine((bytes) => bytes.length % 32 === 0),
  size: z.number().int().nonnegative(),
  root: Hash.refine((bytes) => bytes.length === 32).optional(),
})
const LogBody = z.object({ log: z.number().int().positive() })

/** The signer over loopback HTTP, behind a bearer token. */
export function serveSigner(signer: Signer, token: string): Server {
  const answer = async (request: IncomingMessage): Promise<{ status: number; body: object }> => {
    if (!isToken(request.headers.authorization, token)) return { status: 401, body: { error: 'token' } }
    switch (`${request.method} ${request.url}`) {
      case 'GET /status':
        return { status: 200, body: await signer.status() }
      case 'POST /feed': {
        const { hashes, root, ...feed } = FeedBody.parse(JSON.parse(await bodyOf(request)))
        const sign = root === undefined ? {} : { sign: { root } }
        return { status: 200, body: await signer.feed({ ...feed, hashes: cut(hashes), ...sign }) }
      }
      case 'POST /log': {
        const { log } = LogBody.parse(JSON.parse(await bodyOf(request)))
        return { status: 200, body: await signer.beginLog(log) }
      }
      default:
        return { status: 404, body: { error: 'path' } }
    }
  }
  return createServer((request, response) => {
    void answer(request)
      .catch((error: unknown) => ({
        status: error instanceof z.ZodError || error instanceof SyntaxError ? 400 : 500,
        body: { error: error instanceof Error ? error.message : 'unknown' },
      }))
      .then(({ status, body }) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
      )
  })
}

function cut(bytes: Buffer): readonly Buffer[] {
  return Array.from({ length: bytes.length / 32 }, (_, i) => bytes.subarray(i * 32, (i + 1) * 32))
}

function isToken(header: string | undefined, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(header ?? ''), digest(`Bearer ${token}`))
}

export async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of request) {
    // Without setEncoding a request yields Buffers.
    const chunk = part as Buffer
    bytes += chunk.length
    if (bytes > maxBodyBytes) throw new SyntaxError('the request is too large')
    parts.push(chunk)
  }
  return Buffer.concat(parts).toString('utf8')
}

const Status = z.object({ log: z.number(), size: z.number(), vkey: z.string(), uid: z.number() })
const Facts = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
const Refused = z.object({
  ok: z.literal(false),
  why: z.enum(['FORK', 'ROLLBACK', 'GAP', 'WRONG_LOG']),
  facts: Facts,
})
const Fed = z.union([
  z.object({ ok: z.literal(true), value: z.object({ size: z.number(), note: z.string().optional() }) }),
  Refused,
])
const Begun = z.union([z.object({ ok: z.literal(true), value: Status }), Refused])

/** The signer as the leased process sees it. */
export function signerAt(url: string, token: string): Signer {
  const call = async (path: string, body?: object): Promise<unknown> => {
    const reply = await fetch(new URL(path, url), {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000),
    })
    if (!reply.ok) throw new Error(`the signer answered ${reply.status}`)
    return reply.json()
  }
  return {
    status: async () => Status.parse(await call('/status')),
    async feed({ hashes, sign, ...feed }) {
      const root = sign === undefined ? {} : { root: sign.root.toString('base64') }
      const body = { ...feed, hashes: Buffer.concat(hashes).toString('base64'), ...root }
      const fed = Fed.parse(await call('/feed', body))
      if (!fed.ok) return refuse(fed.why, fed.facts)
      const { size, note } = fed.value
      return ok(note === undefined ? { size } : { size, note })
    },
    async beginLog(log) {
      const begun = Begun.parse(await call('/log', { log }))
      return begun.ok ? ok(begun.value) : refuse('WRONG_LOG', begun.facts)
    },
  }
}
