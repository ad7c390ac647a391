import { livePath, type LiveEvent } from '@jieli/contract'
import { Hono } from 'hono'
import { streamSSE, type SSEStreamingApi } from 'hono/streaming'
import { lastPlace, loggedAfter, type Logged } from '../audit/index.ts'
import type { Caller, Follower } from '../access/index.ts'
import type { Hub, Place } from './hub.ts'
import type { TrailDeps } from './deps.ts'

const heartbeatMs = 15_000
// Behind this much somebody reads everything anew; it is quicker than catching up.
const mostMissed = 1_000
// A reader who takes nothing for so long is let go; he comes again and catches up.
const mostWaiting = 2 * mostMissed

/** Server-sent events: ids of what was logged and may be seen. The cursor is the place in the audit log. */
export function liveRoutes(deps: TrailDeps, hub: Hub): Hono {
  return new Hono().get(livePath, async (c) => {
    const follower = await deps.follower(c.req.raw.headers)
    if (!follower) return c.json({ message: '请先登录 / log in first', why: 'NO_SESSION' }, 401)
    const asked = placeOf(c.req.header('last-event-id') ?? c.req.query('after'))
    for (const [name, value] of Object.entries(follower.headers)) c.header(name, value)
    c.header('x-accel-buffering', 'no')
    return streamSSE(c, (stream) => follow(deps, hub, { stream, follower, asked }))
  })
}

interface Following {
  readonly stream: SSEStreamingApi
  readonly follower: Follower
  readonly asked: Place | undefined
}

async function follow(deps: TrailDeps, hub: Hub, { stream, follower, asked }: Following): Promise<void> {
  const queue: Logged[] = []
  let { caller } = follower
  let isRechecked = false
  let wake = () => {}
  const open = new AbortController()
  // A write to somebody who takes nothing never ends, so what he holds is given back here and not at the end.
  const close = () => {
    open.abort()
    queue.length = 0
    wake()
  }
  stream.onAbort(close)
  // Listening comes first, so that nothing falls between what is read and what comes.
  const leave = await hub.follow((entries) => {
    queue.push(...entries)
    if (queue.length > mostWaiting) close()
    wake()
  })
  const recheck = async () => {
    const still = await follower.still()
    if (still === undefined) return close()
    caller = still
    isRechecked = true
  }
  const timers = [
    setInterval(() => void stream.write(': still here\n\n').catch(close), heartbeatMs),
    setInterval(() => void recheck().catch(close), deps.recheckMs),
  ]
  const giveBack = () => {
    leave()
    for (const timer of timers) clearInterval(timer)
  }
  open.signal.addEventListener('abort', giveBack)
  try {
    const last = await lastPlace(deps.database.db)
    let at = asked ?? last
    let visible = await deps.visibleTo(caller)
    await stream.writeSSE({ event: 'hello', data: '{}', id: idOf(at), retry: 1_000 })
    const missed = await loggedAfter(deps.database.db, at, mostMissed)
    // A cursor beyond the end is of a log that is no more: everything was set back.
    if (missed.length === mostMissed || isAfter(at, last)) {
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
      if (isRechecked) {
        isRechecked = false
        visible = await deps.visibleTo(caller)
      }
      const { handover } = entry.objects
      // A new handover may be one more that he sees.
      if (handover !== undefined && visible && !visible.has(handover))
        visible = await refreshed(deps, caller, entry, visible)
      if (handover !== undefined && visible && !visible.has(handover)) continue
      if (handover === undefined && visible) continue
      await stream.writeSSE({ event: 'logged', id: idOf(entry), data: JSON.stringify(eventOf(entry)) })
    }
  } finally {
    close()
    giveBack()
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
