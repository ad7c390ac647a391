import { livePath, type LiveEvent } from '@jieli/contract'
import { Hono } from 'hono'
import { streamSSE, type SSEStreamingApi } from 'hono/streaming'
import { lastPlace, loggedAfter, type Logged } from '../audit/index.ts'
import type { Caller } from '../access/index.ts'
import type { Hub, Place } from './hub.ts'
import type { TrailDeps } from './deps.ts'

const heartbeatMs = 15_000
const recheckMs = 30_000
// Behind this much somebody reads everything anew; it is quicker than catching up.
const mostMissed = 2_000
// A reader who takes nothing for so long is let go; he comes again and catches up.
const mostWaiting = 1_000

/** Server-sent events: ids of what was logged and may be seen. The cursor is the place in the audit log. */
export function liveRoutes(deps: TrailDeps, hub: Hub): Hono {
  return new Hono().get(livePath, async (c) => {
    const caller = await deps.follower(c.req.raw.headers)
    if (!caller) return c.json({ message: '请先登录 / log in first', why: 'NO_SESSION' }, 401)
    const asked = placeOf(c.req.header('last-event-id') ?? c.req.query('after'))
    c.header('x-accel-buffering', 'no')
    return streamSSE(c, (stream) => follow(deps, hub, { stream, caller, asked, headers: c.req.raw.headers }))
  })
}

interface Following {
  readonly stream: SSEStreamingApi
  readonly caller: Caller
  readonly asked: Place | undefined
  readonly headers: Headers
}

async function follow(
  deps: TrailDeps,
  hub: Hub,
  { stream, caller, asked, headers }: Following,
): Promise<void> {
  const queue: Logged[] = []
  let wake = () => {}
  const open = new AbortController()
  const close = () => {
    open.abort()
    wake()
  }
  stream.onAbort(close)
  // Listening comes first, so that nothing falls between what is read and what comes.
  const leave = await hub.follow((entries) => {
    queue.push(...entries)
    if (queue.length > mostWaiting) close()
    wake()
  })
  const timers = [
    setInterval(() => void stream.write(': still here\n\n').catch(close), heartbeatMs),
    setInterval(() => {
      void deps.follower(headers).then(
        (still) => still === undefined && close(),
        () => close(),
      )
    }, recheckMs),
  ]
  try {
    let at = asked ?? (await lastPlace(deps.database.db))
    let visible = await deps.visibleTo(caller)
    await stream.writeSSE({ event: 'hello', data: '{}', id: idOf(at), retry: 1_000 })
    const missed = await loggedAfter(deps.database.db, at, mostMissed)
    if (missed.length === mostMissed) {
      at = await lastPlace(deps.database.db)
      await stream.writeSSE({ event: 'reset', data: '{}', id: idOf(at) })
    } else queue.unshift(...missed)
    while (!open.signal.aborted) {
      const entry = queue.shift()
      if (entry === undefined) {
        await new Promise<void>((woken) => {
          wake = woken
        })
        continue
      }
      // What was missed and what came meanwhile overlap.
      if (!isAfter(entry, at)) continue
      at = entry
      const { handover } = entry.objects
      // A new handover may be one more that he sees.
      if (handover !== undefined && visible && !visible.has(handover))
        visible = await refreshed(deps, caller, entry, visible)
      if (handover !== undefined && visible && !visible.has(handover)) continue
      if (handover === undefined && visible) continue
      await stream.writeSSE({ event: 'logged', id: idOf(entry), data: JSON.stringify(eventOf(entry)) })
    }
  } finally {
    leave()
    for (const timer of timers) clearInterval(timer)
  }
}

async function refreshed(
  deps: TrailDeps,
  caller: Caller,
  { action }: Logged,
  visible: ReadonlySet<string>,
): Promise<ReadonlySet<string> | undefined> {
  const changes = ['handover.created', 'handover.amended']
  return changes.includes(action) ? deps.visibleTo(caller) : visible
}

function eventOf(entry: Logged): LiveEvent {
  return {
    cursor: idOf(entry),
    seq: entry.seq,
    action: entry.action,
    handover: entry.objects['handover'] ?? null,
  }
}

function idOf({ log, seq }: Place): string {
  return `${log}.${seq}`
}

function placeOf(text: string | undefined): Place | undefined {
  const found = /^(\d{1,9})\.(-1|\d{1,15})$/.exec(text ?? '')
  return found ? { log: Number(found[1]), seq: Number(found[2]) } : undefined
}

function isAfter(one: Place, other: Place): boolean {
  return one.log > other.log || (one.log === other.log && one.seq > other.seq)
}
