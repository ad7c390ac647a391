import type { Context } from 'hono'
import type { z } from 'zod'

/** A wrong question to the control API: answered 400 (or 404, 409) with the field that is wrong. */
export class Wrong extends Error {
  readonly status: 400 | 404 | 409
  readonly field: string

  constructor(field: string, message: string, status: 400 | 404 | 409 = 400) {
    super(message)
    this.field = field
    this.status = status
  }
}

/** The JSON body, read by a schema; an empty body is an empty object. */
export async function asked<S extends z.ZodType>(c: Context, schema: S): Promise<z.output<S>> {
  const text = await c.req.text()
  let json: unknown = {}
  try {
    if (text.trim() !== '') json = JSON.parse(text)
  } catch {
    throw new Wrong('body', 'is not JSON')
  }
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new Wrong(issue?.path.join('.') || 'body', issue?.message ?? 'is not valid')
}
