import type { z } from 'zod'
import type { Endpoint } from '../catalogue/endpoint.ts'
import { catalogue, type CallName, type Input, type Output, type PagedCall } from '../catalogue/index.ts'
import { attemptsOf } from './attempts.ts'
import { laneOf } from './charges.ts'
import { BadAnswer, BadInput, NoSecret, Unanswered } from './errors.ts'
import type { CallOptions, WecomOptions } from './options.ts'
import { readPages } from './pages.ts'
import type { FetchedToken, TokenSecret } from './ports.ts'

/** Calls of the table; tokens are fetched by the client itself. */
export type Callable = Exclude<CallName, 'getToken'>

/** A typed client of the table. */
export interface Wecom {
  readonly corpId: string
  readonly agentId: number
  /**
   * One call by the rules of its row. Throws WecomError, RateLimited, Unanswered, BadInput, BadAnswer, NoSecret, and
   * what a port throws. Of calls that must not run twice only Unanswered with `mayHaveRun` can have been executed.
   */
  call<K extends Callable>(name: K, input: Input<K>, options?: CallOptions): Promise<Output<K>>
  /** All pages from the given one on; throws CursorRepeats instead of turning in circles. */
  pages<K extends PagedCall>(name: K, input: Input<K>, options?: CallOptions): AsyncIterable<Output<K>>
}

/** Makes a client. Nothing is sent before the first call. */
export function createWecom(options: WecomOptions): Wecom {
  const { corpId, agentId, tokens, mutex } = options
  // A wrong address is a mistake in the configuration: said now, and without a token in the message.
  if (!URL.canParse(options.baseUrl)) throw new Error('baseUrl is not a URL')
  const attempts = attemptsOf(options)

  async function fetchToken(secret: TokenSecret, corpsecret: string): Promise<FetchedToken> {
    const answer = await attempts({
      name: 'getToken',
      input: { corpid: corpId, corpsecret },
      lane: laneOf(catalogue.getToken, secret, {}),
      tokenBut: undefined,
      // Others wait for this token too, so the caller who happened to fetch it must not break it off.
      signal: undefined,
    })
    const { access_token: token, expires_in: seconds } = answerOf('getToken', answer)
    return { token, lifeMs: seconds * 1_000 }
  }

  function tokenBut(name: CallName, secret: TokenSecret): (bad: string | undefined) => Promise<string> {
    const value = options.secrets[secret]
    if (!value) throw new NoSecret(name, secret)
    return (bad) => tokens.get(secret, bad, () => fetchToken(secret, value))
  }

  async function call<K extends Callable>(
    name: K,
    input: Input<K>,
    how: CallOptions = {},
  ): Promise<Output<K>> {
    const row: Endpoint = catalogue[name]
    const parsed = row.input.safeParse(input)
    if (!parsed.success) throw new BadInput(name, fieldsOf(parsed.error))
    const secret = row.secret === 'any' ? (how.secret ?? 'app') : row.secret
    const attempted = {
      name,
      input: parsed.data,
      lane: laneOf(row, secret, parsed.data),
      tokenBut: secret === 'none' ? undefined : tokenBut(name, secret),
      signal: how.signal,
    }
    const key = how.exclusively ?? keyOf(row, parsed.data)
    const work = () => attempts(attempted)
    return answerOf(name, key === undefined ? await work() : await mutex.exclusively(key, work))
  }

  return { corpId, agentId, call, pages: (name, input, how) => readPages(call, name, input, how) }
}

function answerOf<K extends CallName>(name: K, body: Record<string, unknown>): Output<K> {
  const row: Endpoint = catalogue[name]
  const parsed = row.output.safeParse(body)
  // The row's own schema made this value, which the compiler cannot follow through the lookup.
  if (parsed.success) return parsed.data as Output<K>
  const bad = new BadAnswer(name, fieldsOf(parsed.error))
  throw row.repeat === 'never' ? new Unanswered(name, true, { cause: bad }) : bad
}

function keyOf({ serial }: Endpoint, input: Record<string, unknown>): string | undefined {
  return serial && [serial.key, ...serial.by.map((field) => String(input[field]))].join(':')
}

function fieldsOf(error: z.ZodError): readonly string[] {
  return [...new Set(error.issues.map((issue) => issue.path.join('.') || 'the whole'))]
}
