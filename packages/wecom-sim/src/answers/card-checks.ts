import type { Company } from '../model/company.ts'
import type { Received } from '@jieli/wecom'
import { mediaTrouble } from './message-checks.ts'

type Send = Received<'sendMessage'>
type SentCard = Extract<Send, { msgtype: 'template_card' }>['template_card']
type NewCard = NonNullable<Received<'updateTemplateCard'>['template_card']>
export type AnyCard = SentCard | NewCard

/** Which body code means what is on no page (42027 to 42051 are one list, doc 90313): this pairing is ours. */
export type CardCode = 42014 | 42027 | 42028 | 42029 | 42030 | 42031 | 42032

/** Everything about a card that its shape alone does not say (doc 90236, table of template_card). */
export function cardTrouble(company: Company, card: SentCard): CardCode | 43012 | undefined {
  const wrong = bodyTrouble(company, card)
  if (wrong !== undefined) return wrong
  if (callsBack(card)) {
    if (card.task_id === undefined) return 42014
    // An app without a callback URL cannot send cards that call back.
    if (company.corp.callbackUrls.app === null) return 43012
  }
  if (card.task_id !== undefined && company.cards.has(card.task_id)) return 42014
  return undefined
}

/** Interactive cards, and notices with a menu. */
export function callsBack(card: AnyCard): boolean {
  return 'action_menu' in card ? card.action_menu !== undefined || isInteractive(card) : isInteractive(card)
}

function isInteractive(card: AnyCard): boolean {
  return card.card_type !== 'text_notice' && card.card_type !== 'news_notice'
}

export function bodyTrouble(company: Company, card: AnyCard): CardCode | undefined {
  return titleTrouble(card) ?? rowTrouble(company, card) ?? linkTrouble(card) ?? keyTrouble(card)
}

function titleTrouble(card: AnyCard): CardCode | undefined {
  const title = card.main_title?.title ?? ''
  if (card.card_type !== 'text_notice') return title === '' ? 42030 : undefined
  return title === '' && (card.sub_title_text ?? '') === '' ? 42030 : undefined
}

function rowTrouble(company: Company, card: AnyCard): CardCode | undefined {
  if (!('horizontal_content_list' in card)) return undefined
  for (const row of card.horizontal_content_list ?? []) {
    if (row.keyname === '') return 42027
    if (row.type === 1 && !row.url) return 42028
    if (row.type === 2 && mediaTrouble(company, row.media_id) !== undefined) return 42029
  }
  return undefined
}

function linkTrouble(card: AnyCard): CardCode | undefined {
  if ('card_action' in card && card.card_action?.type === 1 && !card.card_action.url) return 42028
  if ('jump_list' in card && card.jump_list?.some((jump) => jump.type === 1 && !jump.url)) return 42028
  const isBare =
    card.card_type === 'news_notice' && card.card_image === undefined && card.image_text_area === undefined
  return isBare ? 42028 : undefined
}

function keyTrouble(card: AnyCard): CardCode | undefined {
  const keys: string[] = []
  if (card.card_type === 'button_interaction') {
    for (const button of card.button_list) {
      if (button.type === 1 ? !button.url : !button.key) return button.type === 1 ? 42028 : 42032
      if (button.type !== 1) keys.push(button.key ?? '')
    }
  }
  if ('action_menu' in card) keys.push(...(card.action_menu?.action_list ?? []).map((entry) => entry.key))
  const lists =
    card.card_type === 'multiple_interaction'
      ? card.select_list.map((select) => select.option_list)
      : card.card_type === 'vote_interaction'
        ? [card.checkbox.option_list]
        : []
  for (const options of lists)
    if (new Set(options.map((option) => option.id)).size < options.length) return 42031
  return new Set(keys).size < keys.length ? 42032 : undefined
}
