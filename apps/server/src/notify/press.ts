import type { CallbackValue } from '@jieli/wecom'
import type { Handler, OnEvent } from '../gateway/index.ts'
import type { Tx } from '../platform/db.ts'
import { Bug } from '../platform/result.ts'
import type { Box } from '../vault/index.ts'
import { greyText, replacedCard, reworded, titleOf, type About, type WireCard } from './notify.ts'
import { cardOf, openBody, openBox, place, type Sealing } from './seal.ts'
import * as store from './store.ts'
import type { Writer } from './write.ts'

export interface Press {
  readonly userid: string
  readonly key: string
  /** Chosen options by the key of their question. */
  readonly selected: Readonly<Record<string, string>>
  readonly about: About
  readonly version: number
  /** When it was pressed, by WeCom's clock. */
  readonly at: Date
}

export interface PressReply {
  /** What the card says from now on. */
  readonly text: string
  /** The card stays as it is, to be pressed again: something was missing. */
  readonly keep?: boolean
}

export type OnPress = (tx: Tx, press: Press) => Promise<PressReply>

export interface PressDeps extends Sealing {
  readonly handlers: ReadonlyMap<string, OnPress>
  readonly onEvent?: OnEvent
}

/** Dispatches a pressed button to the domain that made the card, at most once, and rewrites the card. */
export function pressHandler(deps: PressDeps, writer: Writer): Handler<'cardClicked'> {
  const rewrite = async (
    tx: Tx,
    click: CallbackValue<'cardClicked'>,
    to: { readonly id: string; readonly card: WireCard; readonly text: string; readonly keep?: boolean },
  ) => {
    const { id, card, text } = to
    await writer.update(tx, id, {
      userid: click.FromUserName,
      responseCode: click.ResponseCode,
      card: to.keep ? reworded(card, text) : replacedCard(card, text, greyText(text, '已处理')),
      otherwise: `「${titleOf(card)}」${text}`,
    })
  }

  return {
    name: 'notify.press',
    on: 'cardClicked',
    async handle(tx, click) {
      const row = await store.lockCardByTask(tx, click.TaskId)
      if (!row) {
        deps.onEvent?.('press of an unknown card', {})
        return
      }
      const box = await openBox(deps, tx)
      const card = cardOf(openBody(box, row.id, row.body_sealed))
      if (!card) throw new Bug(`message ${row.id} has no card`)
      const { id } = row
      if (click.FromUserName.toLowerCase() !== row.to_userid.toLowerCase()) {
        deps.onEvent?.('press by a stranger', { id })
        return rewrite(tx, click, { id, card, text: '您不是此卡片的接收人，操作无效' })
      }
      if (row.state === 'superseded') {
        return rewrite(tx, click, { id, card, text: `已失效：${closedText(box, row)}` })
      }
      if (row.pressed_key !== null) {
        return rewrite(tx, click, { id, card, text: closedText(box, row) })
      }
      const handler = deps.handlers.get(prefixOf(click.EventKey))
      if (!handler) throw new Bug(`nobody handles buttons named ${prefixOf(click.EventKey)}:`)
      const at = new Date(click.CreateTime * 1_000)
      const reply = await handler(tx, {
        userid: row.to_userid,
        key: click.EventKey,
        selected: selectedOf(click),
        about: { kind: row.about_kind, id: row.about_id },
        version: row.version,
        at,
      })
      const sealed = box.seal(place('closed_text_sealed', id), reply.text)
      await store.markPressed(tx, id, reply.keep ? undefined : { key: click.EventKey, at, reply: sealed })
      return rewrite(tx, click, { id, card, text: reply.text, keep: reply.keep ?? false })
    },
  }
}

export function prefixOf(key: string): string {
  return key.split(':', 1)[0] ?? ''
}

function closedText(box: Box, row: store.CardRow): string {
  return row.closed_text_sealed
    ? box.open(place('closed_text_sealed', row.id), row.closed_text_sealed)
    : '此卡片已失效'
}

function selectedOf(click: CallbackValue<'cardClicked'>): Readonly<Record<string, string>> {
  const items = click.SelectedItems?.SelectedItem ?? []
  return Object.fromEntries(
    items.map((item): [string, string] => [item.QuestionKey, item.OptionIds?.OptionId[0] ?? '']),
  )
}
