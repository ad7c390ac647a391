import { callbackDoor, type CallbackQuery, type CallbackSecrets } from '@jieli/wecom'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { seconds, type WallClock } from '../platform/clock.ts'
import type { Inbox, OnEvent } from './inbox.ts'

export interface CallbackRouteDeps {
  /** Which of our addresses this is, for log and metric: `app` or `contacts`. */
  readonly address: string
  readonly secrets: CallbackSecrets
  readonly wall: WallClock
  readonly inbox: Pick<Inbox, 'keep'>
  readonly onEvent?: OnEvent
  /** Told when WeCom asked whether the address is ours and we said yes, and when it called. */
  readonly seen?: CallbackSeen
}

export interface CallbackSeen {
  readonly verified: (at: Date, ms: number) => void
  readonly event: (at: Date) => void
}

// WeCom cuts the line after 5 s and comes again; an honest 503 before that does the same with a reason.
const answerWithinMs = seconds(4)
const largestBody = 1024 * 1024

/** One address WeCom calls. Verified and kept, then answered; what it means is worked out later. */
export function callbackRoutes(deps: CallbackRouteDeps): Hono {
  const { address, inbox, onEvent } = deps
  const door = callbackDoor({ ...deps.secrets, wallClock: () => deps.wall.now() })
  const app = new Hono()

  const refused = (refusal: string) => {
    onEvent?.('callback refused', { address, refusal })
    // A refusal is not an invitation to try again, so it is not a 5xx; the reason stays on our side.
    return new Response('', { status: 403 })
  }

  app.get('/', (c) => {
    const start = performance.now()
    const echo = door.echo(queryOf(c.req.query()))
    if (!echo.ok) return refused(echo.refusal)
    // The doctor asks as WeCom does, and is not WeCom.
    if (c.req.header('x-jieli-doctor') === undefined)
      deps.seen?.verified(deps.wall.now(), performance.now() - start)
    return c.text(echo.value)
  })

  app.post('/', bodyLimit({ maxSize: largestBody, onError: () => refused('TOO_LARGE') }), async (c) => {
    const opened = door.open(queryOf(c.req.query()), await c.req.text())
    if (!opened.ok) return refused(opened.refusal)
    const kept = await within(answerWithinMs, inbox.keep(opened.value.xml)).catch((error: unknown) => {
      onEvent?.('callback not kept', { address, error: error instanceof Error ? error.name : 'unknown' })
    })
    if (kept === undefined) return new Response('', { status: 503 })
    onEvent?.(`callback ${kept}`, { address })
    deps.seen?.event(deps.wall.now())
    return new Response('', { status: 200 })
  })
  return app
}

function queryOf(query: Readonly<Record<string, string>>): CallbackQuery {
  const { msg_signature, timestamp, nonce, echostr } = query
  return { msg_signature, timestamp, nonce, echostr }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TookTooLong(`not within ${ms} ms`)), ms)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

class TookTooLong extends Error {
  override name = 'TookTooLong'
}
