import type { WallClock } from '../platform/clock.ts'
import { later } from '../platform/clock.ts'
import type { Tx } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'
import {
  codeLifeMs,
  cut,
  greyText,
  replacedCard,
  splitText,
  titleOf,
  wireCard,
  type About,
  type Card,
  type NewCard,
  type SendBody,
  type WireCard,
} from './notify.ts'
import { cardOf, openBody, openBox, place, sealBody, type Body, type Sealing } from './seal.ts'
import * as store from './store.ts'

export interface WriteDeps extends Sealing {
  readonly wall: WallClock
  readonly agentId: number
}

export interface CardOrder {
  readonly to: string
  readonly about: About
  readonly version: number
  readonly card: Card
}

export interface TextOrder {
  readonly to: string
  readonly about?: About
  readonly text: string
}

export interface GroupOrder {
  /** Our name of the group, as configured beside its webhook. */
  readonly group: string
  readonly text: string
  /** Userids, or `@all`. */
  readonly mention?: readonly string[]
}

export interface Closing {
  readonly exceptVersion?: number
  /** Only the cards of this one. */
  readonly person?: string
  /** What they say instead of their buttons. */
  readonly text: string
  /** Whoever has pressed already is told as well, since what he said no longer counts. */
  readonly evenPressed?: boolean
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

/** Writes into the outbox; nothing here talks to WeCom. */
export function createWriter(deps: WriteDeps) {
  const { wall, agentId } = deps

  const add = async (tx: Tx, row: Omit<store.NewMessage, 'at' | 'body'>, body: Body) => {
    const sealed = sealBody(await openBox(deps, tx), row.id, body)
    await store.insertMessage(tx, { ...row, body: sealed, at: wall.now() })
  }

  const writer = {
    async card(tx: Tx, { to, about, version, card }: CardOrder): Promise<string> {
      const id = newId<'message'>()
      const request: SendBody = {
        touser: to,
        agentid: agentId,
        msgtype: 'template_card',
        template_card: wireCard(card, id),
      }
      const row = { id, lane: laneOf(to), toUserid: to, kind: 'card', about, version, taskId: id } as const
      await add(tx, row, { kind: 'send', request })
      return id
    },

    async text(tx: Tx, { to, about, text }: TextOrder): Promise<string> {
      const ids: string[] = []
      for (const content of splitText(text)) {
        const id = newId<'message'>()
        ids.push(id)
        const request: SendBody = { touser: to, agentid: agentId, msgtype: 'text', text: { content } }
        const row = { id, lane: laneOf(to), toUserid: to, kind: 'text', ...(about ? { about } : {}) } as const
        await add(tx, row, { kind: 'send', request })
      }
      return ids[0] ?? ''
    },

    async group(tx: Tx, { group, text, mention = [] }: GroupOrder): Promise<void> {
      const parts = splitText(text)
      for (const [i, part] of parts.entries()) {
        const id = newId<'message'>()
        // Once is enough to call somebody.
        const body: Body = {
          kind: 'group',
          group,
          text: part,
          mention: i === parts.length - 1 ? mention : [],
        }
        await add(tx, { id, lane: `group:${group}`, kind: 'group' }, body)
      }
    },

    /** Rewrites one person's card. In its own lane: it counts in no budget of the person and should not wait there. */
    async update(
      tx: Tx,
      cardId: string,
      body: Omit<Extract<Body, { kind: 'update' }>, 'kind'>,
    ): Promise<void> {
      const row = {
        id: newId<'message'>(),
        lane: `card:${cardId}`,
        toUserid: body.userid,
        kind: 'update',
        cardId,
      } as const
      await add(tx, row, { kind: 'update', ...body })
    },

    async closeCards(
      tx: Tx,
      about: About,
      { exceptVersion, person, text, evenPressed }: Closing,
    ): Promise<number> {
      const box = await openBox(deps, tx)
      const all = await store.lockOpenCards(tx, about, { exceptVersion, evenPressed })
      const open = person === undefined ? all : all.filter(({ to_userid: to }) => isSame(to, person))
      for (const row of open) {
        const card = cardOf(openBody(box, row.id, row.body_sealed))
        const usable = row.response_code_at && later(row.response_code_at, codeLifeMs) > wall.now()
        const code =
          row.response_code_sealed &&
          box.open(place('response_code_sealed', row.id), row.response_code_sealed)
        await store.supersede(tx, row.id, box.seal(place('closed_text_sealed', row.id), text))
        if (row.state === 'due' && !row.in_doubt) continue
        // The code of a press is spent by its answer, so whoever has pressed hears of it by a text.
        if (card && code && usable) await writer.update(tx, row.id, closing(card, row.to_userid, code, text))
        else if (card)
          await writer.text(tx, { to: row.to_userid, about, text: voidText(titleOf(card), text) })
      }
      return open.length
    },
  }
  return writer
}

export type Writer = ReturnType<typeof createWriter>

export function closing(card: WireCard, userid: string, responseCode: string, text: string) {
  const changed: NewCard = replacedCard(card, text, greyText(text, '已失效'))
  return { userid, responseCode, card: changed, otherwise: voidText(titleOf(card), text) }
}

function voidText(title: string, text: string): string {
  return `此前的卡片「${cut(title, 36)}」已失效：${text}`
}

// Userids do not distinguish case, so neither does the line people wait in.
function laneOf(userid: string): string {
  return `person:${userid.toLowerCase()}`
}
