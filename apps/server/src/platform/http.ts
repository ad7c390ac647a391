import { Hono, type Context } from 'hono'
import { z } from 'zod'
import { newId } from './ids.ts'
import type { Result } from './result.ts'

/** A row of the contract, as far as the adapter needs it. */
export interface RouteRow {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly says: string
  readonly params: z.ZodType
  readonly query: z.ZodType
  readonly body: z.ZodType
  readonly output: z.ZodType
  readonly refusals: readonly string[]
  readonly action: string
  readonly about?: string
}

export interface Asked<R extends RouteRow, Who> {
  readonly params: z.output<R['params']>
  readonly query: z.output<R['query']>
  readonly body: z.output<R['body']>
  readonly caller: Who
}

export type Answered<R extends RouteRow> = Result<z.input<R['output']>, R['refusals'][number]>

/** What of a request says who makes it: headers (keys, cookies, where it comes from) and the method. */
export interface Request {
  readonly method: string
  readonly headers: Headers
}

export type Admitted<Who> =
  | { readonly ok: true; readonly who: Who; readonly headers?: Readonly<Record<string, string>> }
  | {
      readonly ok: false
      readonly status: 401 | 403 | 429
      readonly why: string
      readonly message: string
      readonly facts?: Readonly<Record<string, string | number>>
    }

export interface Edge<Who> {
  /** Who asks, and whether he may do this to the thing that `params.id` names. Deny by default. */
  readonly admit: (
    request: Request,
    row: Pick<RouteRow, 'action' | 'about'>,
    params: Readonly<Record<string, string>>,
  ) => Promise<Admitted<Who>>
  readonly refusalWords: Readonly<Record<string, { readonly zh: string; readonly en: string }>>
  /** Accidents: the log gets the error, the caller gets its number. */
  readonly onAccident: (id: string, error: unknown) => void
  /** What keeps the server from answering now although nobody made a mistake: told to the caller, with its remedy. */
  readonly troubleOf?: (error: unknown) => { readonly message: string; readonly code: number | null } | null
  readonly onDenied?: (facts: { readonly path: string; readonly why: string }) => void
}

/** Mounts rows of the contract. A row that is not mounted does not exist; what the policy does not grant is denied. */
export interface Mount<Who> {
  readonly app: Hono
  serve<R extends RouteRow>(row: R, handle: (asked: Asked<R, Who>) => Promise<Answered<R>>): void
  /** The rows mounted so far, for the API description and for tests of completeness. */
  readonly rows: readonly RouteRow[]
}

const mostBytes = 2_000_000

export function createMount<Who>(edge: Edge<Who>): Mount<Who> {
  const app = new Hono()
  const rows: RouteRow[] = []
  app.onError((error, c) => accident(edge, error, c))
  app.notFound((c) => c.json({ message: '没有这个地址 / no such address' }, 404))
  return {
    app,
    rows,
    serve(row, handle) {
      rows.push(row)
      app.on(row.method, row.path, async (c) => {
        const admitted = await edge.admit(
          { method: c.req.method, headers: c.req.raw.headers },
          row,
          c.req.param(),
        )
        if (!admitted.ok) {
          const { status, why, message, facts } = admitted
          edge.onDenied?.({ path: row.path, why })
          if (typeof facts?.['seconds'] === 'number') c.header('retry-after', String(facts['seconds']))
          return c.json({ message, why, ...(facts ? { facts } : {}) }, status)
        }
        const { who: caller, headers = {} } = admitted
        for (const [name, value] of Object.entries(headers)) c.header(name, value)
        const read = await readInput(row, c)
        if (!read.ok) return c.json({ message: read.message, fields: read.fields }, 400)
        // The three schemas of this very row made these values.
        const answer = await handle({ ...read.value, caller } as Asked<typeof row, Who>)
        if (answer.ok) return c.json(row.output.parse(answer.value) as object)
        const words = edge.refusalWords[answer.why]
        return c.json(
          { why: answer.why, facts: answer.facts, message: words?.zh ?? answer.why, en: words?.en },
          409,
        )
      })
    },
  }
}

type Read =
  | { readonly ok: true; readonly value: { params: unknown; query: unknown; body: unknown } }
  | {
      readonly ok: false
      readonly message: string
      readonly fields: readonly { field: string; problem: string }[]
    }

async function readInput(row: RouteRow, c: Context): Promise<Read> {
  const body = row.method === 'POST' ? await readBody(c) : {}
  if (body === undefined)
    return { ok: false, message: '请求体不是 JSON，或太大 / the body is not JSON or too big', fields: [] }
  const parts = [
    ['params', row.params.safeParse(c.req.param())],
    ['query', row.query.safeParse(c.req.query())],
    ['body', row.body.safeParse(body)],
  ] as const
  const fields = parts.flatMap(([, parsed]) =>
    parsed.success
      ? []
      : parsed.error.issues.map(({ path, message }) => ({
          field: path.join('.') || '(all)',
          problem: message,
        })),
  )
  if (fields.length > 0) {
    const names = fields.map(({ field, problem }) => `${field}: ${problem}`).join('; ')
    return { ok: false, message: `请检查这些字段 / check these fields: ${names}`, fields }
  }
  const [params, query, read] = parts.map(([, parsed]) => parsed.data)
  return { ok: true, value: { params, query, body: read } }
}

async function readBody(c: Context): Promise<unknown> {
  const text = await c.req.text()
  if (Buffer.byteLength(text) > mostBytes) return undefined
  try {
    return text === '' ? {} : JSON.parse(text)
  } catch {
    return undefined
  }
}

function accident<Who>(edge: Edge<Who>, error: unknown, c: Context): Response {
  const id = newId<'accident'>()
  edge.onAccident(id, error)
  const trouble = edge.troubleOf?.(error)
  if (trouble) return c.json({ ...trouble, id }, 503)
  return c.json({ message: `接力出错了，编号 ${id} / an accident, number ${id}` }, 500)
}

/** The API description, from the same rows. */
export function openApiOf(rows: readonly RouteRow[]): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const row of rows) {
    const path = row.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [row.method.toLowerCase()]: operationOf(row) }
  }
  return { openapi: '3.1.0', info: { title: '接力 Jieli', version: '1' }, paths }
}

function operationOf(row: RouteRow): object {
  const json = (schema: z.ZodType, io: 'input' | 'output') => ({
    content: { 'application/json': { schema: z.toJSONSchema(schema, { io, unrepresentable: 'any' }) } },
  })
  return {
    summary: row.says,
    'x-action': row.action,
    ...(row.method === 'POST' ? { requestBody: { required: true, ...json(row.body, 'input') } } : {}),
    responses: {
      200: { description: 'ok', ...json(row.output, 'output') },
      409: { description: `refused: ${row.refusals.join(', ') || 'never'}` },
    },
  }
}
