import { days, later } from '../platform/clock.ts'
import type { Reader, Tx } from '../platform/db.ts'
import { Bug } from '../platform/result.ts'
import type { AnyHandler } from '../gateway/index.ts'
import type { About } from './notify.ts'
import { createOutbox, type OutboxDeps, type Pumped } from './outbox.ts'
import { prefixOf, pressHandler, type OnPress } from './press.ts'
import { forgetBefore, stateOf, type State } from './store.ts'
import { createWriter, type CardOrder, type Closing, type GroupOrder, type TextOrder } from './write.ts'

export type { About, Button, Card } from './notify.ts'
export type { OutboxDeps as NotifyDeps, Pumped } from './outbox.ts'
export type { OnPress, Press, PressReply } from './press.ts'
export type { CardOrder, GroupOrder, TextOrder } from './write.ts'

/** Everything a person is told. Orders are written with the change that causes them; `pump` sends them. */
export interface Notify {
  sendCard(tx: Tx, order: CardOrder): Promise<string>
  /** Answers the id of the first part. */
  sendText(tx: Tx, order: TextOrder): Promise<string>
  toGroup(tx: Tx, order: GroupOrder): Promise<void>
  /** No card about this (but those of one version) can act any more; people see why. Answers how many there were. */
  closeCards(tx: Tx, about: About, how: Closing): Promise<number>
  /** At start: who is asked when a button named `prefix:…` is pressed. */
  onPress(prefix: string, handler: OnPress): void
  stateOf(reader: Reader, messageId: string): Promise<State | undefined>
  /** Sends what is due, once around. */
  pump(): Promise<Pumped>
  /** For the callback inbox. */
  readonly handlers: readonly AnyHandler[]
  tidy(): Promise<number>
}

// Long enough for every question about who was told what during a handover; proofs are kept by the audit log.
const keepMs = days(180)

export function createNotify(deps: OutboxDeps): Notify {
  const writer = createWriter({ ...deps, agentId: deps.wecom.agentId })
  const handlers = new Map<string, OnPress>()
  return {
    sendCard: (tx, order) => writer.card(tx, order),
    sendText: (tx, order) => writer.text(tx, order),
    toGroup: (tx, order) => writer.group(tx, order),
    closeCards: (tx, about, how) => writer.closeCards(tx, about, how),
    onPress(prefix, handler) {
      if (prefixOf(prefix) !== prefix || handlers.has(prefix)) {
        throw new Bug(`"${prefix}" is no free prefix of buttons`)
      }
      handlers.set(prefix, handler)
    },
    stateOf,
    pump: createOutbox(deps, writer),
    handlers: [pressHandler({ ...deps, handlers }, writer)],
    tidy: () => forgetBefore(deps.database.db, later(deps.wall.now(), -keepMs)),
  }
}
