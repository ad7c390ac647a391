import { z } from 'zod'
import type { Endpoint } from '../catalogue/endpoint.ts'
import { readJson } from '../json.ts'

/** What came of one request. */
export type Outcome =
  | {
      readonly kind: 'answer'
      readonly errcode: number
      readonly errmsg: string
      readonly body: Record<string, unknown>
    }
  /** `sent: false` only where it is certain that WeCom never saw the request. */
  | { readonly kind: 'lost'; readonly sent: boolean; readonly cause: Error }

/** One request, ready to go. */
export interface Request {
  readonly baseUrl: string
  readonly row: Endpoint
  readonly input: Record<string, unknown>
  readonly token: string | undefined
  readonly timeoutMs: number
  readonly signal: AbortSignal | undefined
  readonly fetch: typeof fetch
}

const head = z.looseObject({
  // Very old answers leave both out; missing means 0.
  errcode: z
    .union([
      z.int(),
      z
        .string()
        .regex(/^-?\d{1,9}$/)
        .transform(Number),
    ])
    .default(0),
  errmsg: z.string().default(''),
})

// Failures of name look-up and of the connection itself: nothing can have been executed.
const beforeSending = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])

/** Sends one request and reads its answer; never throws for what the network or WeCom does. */
export async function send(request: Request): Promise<Outcome> {
  const { row, input, token, fetch } = request
  const url = new URL(row.path, request.baseUrl)
  const inQuery = row.method === 'GET' ? Object.keys(input) : (row.query ?? [])
  if (token !== undefined) url.searchParams.set('access_token', token)
  for (const field of inQuery)
    if (input[field] !== undefined) url.searchParams.set(field, String(input[field]))
  const timeout = AbortSignal.timeout(request.timeoutMs)
  const init: RequestInit = {
    method: row.method,
    redirect: 'manual',
    signal: request.signal ? AbortSignal.any([timeout, request.signal]) : timeout,
  }
  if (row.method === 'POST') {
    const body = Object.entries(input).filter(([field]) => !inQuery.includes(field))
    init.headers = { 'content-type': 'application/json; charset=utf-8' }
    init.body = JSON.stringify(Object.fromEntries(body))
  }
  try {
    const response = await fetch(url, init)
    const text = await response.text()
    return response.status === 200 ? read(text) : lost(true, new Error(`HTTP status ${response.status}`))
  } catch (cause) {
    const error = cause instanceof Error ? cause : new Error('the request failed')
    return lost(!beforeSending.has(codeOf(error)), error)
  }
}

function read(text: string): Outcome {
  let json: unknown
  try {
    json = readJson(text)
  } catch {
    // The parser's own message quotes the text, which may name people.
    return lost(true, new Error('the answer is not JSON'))
  }
  const parsed = head.safeParse(json)
  if (!parsed.success) return lost(true, new Error('the answer is not an object with an errcode'))
  const { errcode, errmsg, ...body } = parsed.data
  return { kind: 'answer', errcode, errmsg, body }
}

function lost(sent: boolean, cause: Error): Outcome {
  return { kind: 'lost', sent, cause }
}

function codeOf(error: Error): string {
  const { cause } = error
  return cause instanceof Error && 'code' in cause ? String(cause.code) : ''
}
