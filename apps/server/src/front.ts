import { Hono } from 'hono'
import type { Logger } from './platform/log.ts'
import { aboutError } from './platform/log.ts'

/** What answers now: the server of a company, or the page that connects one. */
export interface Part {
  readonly app: Hono | undefined
  /** Made for these settings. */
  readonly stamp: string
  stop(): Promise<void>
}

export interface Front {
  /** Requests wait while one part gives way to the next. */
  readonly fetch: (request: Request, env?: unknown) => Promise<Response>
  /** Puts another part in place when the settings are no longer those it was made for. */
  look(): Promise<void>
  current(): Promise<Part>
  stop(): Promise<void>
}

// Of no settings, so that the next look tries again.
const broken: Part = {
  app: new Hono().all('*', (c) =>
    c.json(
      {
        message:
          '新的设置没有生效，正在重试；原因在服务日志里 / the settings could not be taken up; see the log',
      },
      503,
    ),
  ),
  stamp: 'none',
  stop: () => Promise.resolve(),
}

/** Holds the place behind the open port, so that settings are taken up without ending the process. */
export function createFront(
  first: Part,
  {
    stampNow,
    next,
    log,
  }: {
    readonly stampNow: () => Promise<string>
    readonly next: () => Promise<Part>
    readonly log: Logger
  },
): Front {
  let part: Promise<Part> = Promise.resolve(first)
  let looking: Promise<void> | undefined
  const look = async () => {
    const now = await part
    if ((await stampNow()) === now.stamp) return
    part = (async () => {
      await now.stop()
      return next()
    })().catch((error: unknown) => {
      log.error(aboutError(error), 'settings not taken up, tried again')
      return broken
    })
    if ((await part) !== broken) log.info({}, 'settings taken up')
  }
  return {
    fetch: async (request, env) => {
      const { app } = await part
      return app ? app.fetch(request, env as object) : new Response('', { status: 404 })
    },
    look() {
      // One at a time: what was saved meanwhile is seen by the next look.
      looking ??= look()
        .catch((error: unknown) => log.error(aboutError(error), 'settings not read'))
        .finally(() => {
          looking = undefined
        })
      return looking
    },
    current: () => part,
    async stop() {
      await looking
      await (await part).stop()
    },
  }
}
