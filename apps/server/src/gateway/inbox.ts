import { createHash } from 'node:crypto'
import { readCallback, type CallbackName, type CallbackValue, type ReadCallback } from '@jieli/wecom'
import { days, hours, later, minutes, seconds, type WallClock } from '../platform/clock.ts'
import type { Database, Tx } from '../platform/db.ts'
import type { Durable } from '../platform/durable/durable.ts'
import { newId } from '../platform/ids.ts'
import type { Vault } from '../vault/index.ts'
import { kindOf } from './errors.ts'
import * as store from './inbox-store.ts'

/** What a domain does about one kind of callback; it writes to its own tables in `tx` and calls nobody outside. */
export interface Handler<K extends CallbackName> {
  /** Unique and lasting: it is recorded that this handler is through with a message. */
  readonly name: string
  readonly on: K
  handle(tx: Tx, value: CallbackValue<K>, about: { readonly receivedAt: Date }): Promise<void>
}

export type AnyHandler = { readonly [K in CallbackName]: Handler<K> }[CallbackName]

export type OnEvent = (event: string, facts: Readonly<Record<string, string | number>>) => void

export interface InboxDeps {
  readonly database: Database
  readonly vault: Vault
  readonly durable: Pick<Durable, 'enqueue'>
  readonly wall: WallClock
  readonly corpId: string
  readonly handlers: readonly AnyHandler[]
  readonly onEvent?: OnEvent
}

export interface Inbox {
  /** Keeps an authentic message and starts its run, both or neither. */
  keep(xml: string): Promise<'kept' | 'duplicate'>
  /** Safe to repeat: a handler that is through is not asked again. Never throws for a handler's failure. */
  process(id: string): Promise<'done' | 'failed'>
  /** Messages that failed, and messages whose run was lost. */
  retryDue(now: Date): Promise<number>
  tidy(): Promise<number>
}

// The durable run starts within a second; after a minute it is lost.
const runLostAfterMs = minutes(1)
const keepDoneMs = days(30)
const sweepBatch = 100

export function createInbox(deps: InboxDeps): Inbox {
  const { database, vault, wall, onEvent } = deps
  const scope = { kind: 'directory', id: deps.corpId } as const

  const inbox: Inbox = {
    async keep(xml) {
      const id = newId<'callback'>()
      const { kind, dedupeKey, isHandled } = nameOf(xml, deps.handlers)
      const receivedAt = wall.now()
      const nextAt = later(receivedAt, runLostAfterMs)
      return database.inTx(async (tx) => {
        const sealed = (await vault.box(tx, scope)).seal(placeOf(id), xml)
        const arrival = { id, dedupeKey, kind, sealed, receivedAt, nextAt, isDone: !isHandled }
        const fresh = await store.insertCallback(tx, arrival)
        if (!fresh) return 'duplicate'
        // The end of a big transfer brings thousands of events nobody waits for: no run stands in the queue for them.
        if (isHandled) await deps.durable.enqueue(tx, 'callback', `callback-${id}`, id)
        return 'kept'
      })
    },
    async process(id) {
      const row = await store.readOpen(database.db, id)
      if (!row) return 'done'
      try {
        const xml = (await vault.box(database.db, scope)).open(placeOf(id), row.sealed)
        await dispatch(id, row.receivedAt, xml)
        await store.markDone(database.db, id, wall.now())
        return 'done'
      } catch (error) {
        const tries = await store.markFailed(database.db, id, kindOf(error), (n) =>
          later(wall.now(), backoffMs(n)),
        )
        onEvent?.('callback failed', { id, kind: row.kind, error: kindOf(error), tries })
        return 'failed'
      }
    },
    async retryDue(now) {
      const ids = await store.dueCallbacks(database.db, now, sweepBatch)
      for (const id of ids) await inbox.process(id)
      return ids.length
    },
    tidy: () => store.forgetDone(database.db, later(wall.now(), -keepDoneMs)),
  }
  return inbox

  async function dispatch(id: string, receivedAt: Date, xml: string): Promise<void> {
    const read = readCallback(xml)
    if (!read.ok) throw new UnreadableCallback(read.refusal)
    let failure: unknown
    for (const handler of deps.handlers) {
      if (handler.on !== read.value.name) continue
      // Each in its own transaction: one domain's failure neither undoes nor stops the others.
      await database
        .inTx((tx) => runOnce(tx, id, handler, read.value, receivedAt))
        .catch((error: unknown) => {
          failure = error
        })
    }
    if (failure !== undefined) throw failure
  }

  async function runOnce(tx: Tx, id: string, handler: AnyHandler, read: ReadCallback, receivedAt: Date) {
    if (read.name === 'unknown' || !(await store.claimFor(tx, id, handler.name))) return
    // `on` equals the name, so the value is of this handler's kind; the compiler cannot follow that.
    await (handler as Handler<CallbackName>).handle(tx, read.value, { receivedAt })
    await store.markHandled(tx, id, handler.name)
  }
}

/** Authentic but not as the catalogue knows it: kept and tried again, so that a newer edition can read it. */
export class UnreadableCallback extends Error {
  override name = 'UnreadableCallback'
}

function nameOf(
  xml: string,
  handlers: readonly AnyHandler[],
): { kind: string; dedupeKey: string; isHandled: boolean } {
  const read = readCallback(xml)
  if (!read.ok) {
    return { kind: 'unreadable', dedupeKey: createHash('sha256').update(xml).digest('hex'), isHandled: true }
  }
  const { value } = read
  const isHandled = handlers.some(({ on }) => on === value.name)
  const kind =
    value.name === 'unknown' ? `unknown ${value.msgType}/${value.event}/${value.changeType}` : value.name
  return { kind: kind.slice(0, 200), dedupeKey: value.dedupeKey, isHandled }
}

function placeOf(id: string) {
  return { table: 'gateway.callback', column: 'sealed', row: id }
}

function backoffMs(tries: number): number {
  return Math.min(seconds(10) * 2 ** (tries - 1), hours(1))
}
