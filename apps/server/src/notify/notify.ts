import type { Input } from '@jieli/wecom'
import { hours, minutes, seconds } from '../platform/clock.ts'
import { Bug } from '../platform/result.ts'

export interface Button {
  /** At most 10 characters. */
  readonly text: string
  /** `prefix:rest`; the prefix says whose handler is asked. Different for each button of a card. */
  readonly key: string
  /** WeCom's four looks; 1 when absent. */
  readonly style?: 1 | 2 | 3 | 4
}

export interface Card {
  readonly title: string
  readonly desc?: string
  /** At most 6. */
  readonly lines?: readonly { readonly label: string; readonly value: string }[]
  /** At most 6; none makes a notice, which needs a `url`. */
  readonly buttons: readonly Button[]
  readonly select?: {
    readonly key: string
    readonly title: string
    /** 1 to 10. */
    readonly options: readonly { readonly id: string; readonly text: string }[]
  }
  readonly url?: string
}

export interface About {
  readonly kind: string
  readonly id: string
}

type SendMessage = Input<'sendMessage'>
/** The order to WeCom but for the duplicate check, which is added when it is sent. */
export type SendBody = Extract<SendMessage, { readonly msgtype: 'template_card' | 'text' }>
export type WireCard = Extract<SendMessage, { readonly msgtype: 'template_card' }>['template_card']
export type NewCard = NonNullable<Input<'updateTemplateCard'>['template_card']>

// Recommended lengths (doc 90236): longer texts are cut by clients in ugly places, so they are cut here.
const most = { title: 36, desc: 160, value: 30, option: 16, button: 10 }

/** The card as WeCom wants it. What a programmer got wrong is a Bug here, not a refusal at night. */
export function wireCard(card: Card, taskId: string): WireCard {
  const { buttons, url, select } = card
  if (buttons.length > 6 || (card.lines?.length ?? 0) > 6)
    throw new Bug('a card has at most 6 buttons and lines')
  if (new Set(buttons.map(({ key }) => key)).size < buttons.length) throw new Bug('two buttons share a key')
  if (buttons.some(({ text }) => [...text].length > most.button))
    throw new Bug('a button has at most 10 characters')
  const head = {
    main_title: { title: cut(card.title, most.title) },
    ...(card.desc ? { sub_title_text: cut(card.desc, most.desc) } : {}),
    ...(card.lines?.length
      ? {
          horizontal_content_list: card.lines.map(({ label, value }) => ({
            keyname: label,
            value: cut(value, most.value),
          })),
        }
      : {}),
  }
  if (buttons.length === 0) {
    if (url === undefined) throw new Bug('a card without buttons needs a url')
    return { card_type: 'text_notice', ...head, card_action: { type: 1, url } }
  }
  return {
    card_type: 'button_interaction',
    ...head,
    task_id: taskId,
    ...(url === undefined ? {} : { card_action: { type: 1, url } }),
    ...(select === undefined
      ? {}
      : {
          button_selection: {
            question_key: select.key,
            title: select.title,
            option_list: select.options.map(({ id, text }) => ({ id, text: cut(text, most.option) })),
          },
        }),
    button_list: buttons.map(({ text, key, style }) => ({ text, key, style: style ?? 1 })),
  }
}

/** What takes the card's place: the same facts, the words said about it, and a grey button. */
export function replacedCard(card: WireCard, words: string, greyed: string): NewCard {
  // The task id names the card that is there already; a new body has none (doc 94888).
  const { task_id: _, ...body } = card
  if (body.card_type === 'button_interaction' || body.card_type === 'text_notice') {
    return { ...body, sub_title_text: cut(words, most.desc), replace_text: greyed }
  }
  throw new Bug('only cards made here are replaced')
}

/** The same card with other words, still to be pressed. */
export function reworded(card: WireCard, words: string): NewCard {
  const { task_id: _, ...body } = card
  if (body.card_type !== 'button_interaction') throw new Bug('only cards with buttons stay open')
  return { ...body, sub_title_text: cut(words, most.desc) }
}

/** What a grey button says: the words themselves when they fit. */
export function greyText(words: string, otherwise: string): string {
  return [...words].length <= most.button ? words : otherwise
}

export function titleOf(card: WireCard): string {
  return card.main_title?.title ?? ''
}

export function cut(text: string, max: number): string {
  const letters = [...text]
  return letters.length <= max ? text : `${letters.slice(0, max - 1).join('')}…`
}

/** Parts of at most `max` bytes, broken at line ends where there is one in the second half, never inside a letter. */
export function splitText(text: string, max = 2_048): readonly string[] {
  const parts: string[] = []
  let rest = text
  while (Buffer.byteLength(rest) > max) {
    let end = 0
    let bytes = 0
    for (const letter of rest) {
      bytes += Buffer.byteLength(letter)
      if (bytes > max) break
      end += letter.length
    }
    const line = rest.lastIndexOf('\n', end - 1)
    const at = line > end / 2 ? line + 1 : end
    parts.push(rest.slice(0, at))
    rest = rest.slice(at)
  }
  if (rest !== '' || parts.length === 0) parts.push(rest)
  return parts
}

// WeCom drops a request that equals an earlier one of the last hours (at most 4 h). Two reminders with the same words
// must both arrive, so each message asks for a slightly different time: its own repetitions are equal, and no two of
// thousands in a row are.
export function duplicateSeconds(seq: number): number {
  return hours(4) / 1_000 - (seq % 7_200)
}

export type Verdict = 'again' | 'later' | 'never'

/** What to do about an error of a send: soon again, again when somebody mended the set-up, or give up. */
export function verdictOf(kind: string, errcode: number | undefined, tries: number): Verdict {
  if (['busy', 'rate', 'token', 'write-conflict'].includes(kind)) return 'again'
  if (kind === 'config') return 'later'
  if (kind === 'permission') return errcode !== undefined && ofReceiver.has(errcode) ? 'never' : 'later'
  if (kind === 'input' || kind === 'business') return 'never'
  // A code nobody knows yet: patience for some hours, then a person looks at it and the others go on.
  if (tries < 10) return 'again'
  return tries < 40 ? 'later' : 'never'
}

// This person cannot be reached: gone, disabled, or outside the app's range.
const ofReceiver = new Set([50002, 60011, 60021, 60030, 60111, 81013])

export function restMs(verdict: 'again' | 'later', tries: number): number {
  const first = verdict === 'again' ? seconds(2) : seconds(30)
  const longest = verdict === 'again' ? minutes(1) : minutes(10)
  return Math.min(first * 2 ** Math.max(0, tries - 1), longest)
}

// Documented 72 h; an hour is left for a queue.
export const codeLifeMs = hours(71)
