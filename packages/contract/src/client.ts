import type { AnyRoute, ParamsOf, RefusalOf, ValueOf } from './route.ts'
import type { z } from 'zod'

export interface CallInput<T extends AnyRoute> {
  readonly params?: ParamsOf<T>
  readonly query?: Partial<z.input<T['query']>>
  readonly body?: z.input<T['body']>
}

export type Reply<T extends AnyRoute> =
  | { readonly ok: true; readonly value: ValueOf<T> }
  | { readonly ok: false; readonly why: RefusalOf<T>; readonly facts: Record<string, unknown> }

export type Api = <T extends AnyRoute>(route: T, input?: CallInput<T>) => Promise<Reply<T>>

/** The server said no in a way the row does not list: bad input, no right, or trouble. */
export class ApiError extends Error {
  override name = 'ApiError'
  readonly status: number
  /** `NO_SESSION`, `NO_PERMISSION`, …; undefined for bad input and accidents. */
  readonly why: string | undefined
  /** The number of an accident, to ask by. */
  readonly id: string | undefined
  constructor(status: number, message: string, { why, id }: { why?: string; id?: string } = {}) {
    super(message)
    this.status = status
    this.why = why
    this.id = id
  }
}

/** A typed client of our own API for a machine with a key: one function, driven by the rows. */
export function connect(baseUrl: string, key: string): Api {
  return apiWith(baseUrl, { authorization: `Bearer ${key}` })
}

/** The same for our own pages: the browser brings the session, the header tells that no other site asks. */
export function connectPage(origin: string): Api {
  return apiWith(origin, { 'x-jieli': '1' })
}

function apiWith(baseUrl: string, proof: Readonly<Record<string, string>>): Api {
  return async (route, input = {}) => {
    const reply = await fetch(addressOf(baseUrl, route, input), {
      method: route.method,
      headers: { ...proof, 'content-type': 'application/json' },
      ...(route.method === 'POST' ? { body: JSON.stringify(input.body ?? {}) } : {}),
    })
    const body: unknown = await reply.json().catch(() => ({}))
    if (reply.status === 200) return { ok: true, value: route.output.parse(body) as ValueOf<typeof route> }
    if (reply.status === 409 && isRefusal(body)) return { ok: false, why: body.why, facts: body.facts }
    throw new ApiError(reply.status, messageOf(body, reply.status), textsOf(body))
  }
}

function addressOf(baseUrl: string, route: AnyRoute, input: { params?: unknown; query?: unknown }): URL {
  const params = new Map(Object.entries(asRecord(input.params)))
  const path = route.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(params.get(name))),
  )
  const url = new URL(path, baseUrl)
  for (const [name, value] of Object.entries(asRecord(input.query))) {
    if (value !== undefined) url.searchParams.set(name, String(value))
  }
  return url
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

// The refusal codes of a row are strings on the wire; the server is typed to send only listed ones.
function isRefusal(body: unknown): body is { why: never; facts: Record<string, unknown> } {
  return (
    typeof body === 'object' &&
    body !== null &&
    'why' in body &&
    typeof body.why === 'string' &&
    'facts' in body
  )
}

function messageOf(body: unknown, status: number): string {
  if (typeof body === 'object' && body !== null && 'message' in body && typeof body.message === 'string') {
    return body.message
  }
  return `the server answered ${status}`
}

function textsOf(body: unknown): { why?: string; id?: string } {
  if (typeof body !== 'object' || body === null) return {}
  return {
    ...('why' in body && typeof body.why === 'string' ? { why: body.why } : {}),
    ...('id' in body && typeof body.id === 'string' ? { id: body.id } : {}),
  }
}
