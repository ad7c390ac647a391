import type { Card, CardView, ResponseCode } from './phone-records.ts'
import type { Company } from './company.ts'

/** A response code works once, within 72 hours (doc 94888). */
const codeLife = 72 * 3_600

interface SendableCard {
  readonly card_type: string
  readonly task_id?: string | undefined
}

/** Keeps what each receiver sees; the code that updates the card once is given for cards that can be updated. */
export function newCard(company: Company, card: SendableCard, users: readonly string[]): string | undefined {
  if (card.task_id === undefined) return undefined
  const views = Object.fromEntries(users.map((userid) => [userid, { card: { ...card } } satisfies CardView]))
  company.cards.put(card.task_id, {
    taskId: card.task_id,
    agentId: company.corp.agentId,
    cardType: card.card_type,
    views,
  })
  return newCode(company, card.task_id)
}

export function newCode(company: Company, taskId: string): string {
  const code = company.newCode('response-code', 64)
  company.responseCodes.put(code, { code, taskId, issuedWall: company.clock.wall(), used: false })
  return code
}

/** A code that can still be used, or why not. */
export function usableCode(company: Company, code: string): ResponseCode | 'unknown' | 'expired' | 'used' {
  const found = company.responseCodes.get(code)
  if (found === undefined) return 'unknown'
  if (found.used) return 'used'
  return company.clock.wall() - found.issuedWall > codeLife ? 'expired' : found
}

export function spend(company: Company, code: ResponseCode): void {
  code.used = true
  company.responseCodes.touch(code.code)
}

export function showTo(company: Company, card: Card, userid: string, change: Partial<CardView>): void {
  const view = card.views[userid]
  if (view === undefined) return
  Object.assign(view, change)
  company.cards.touch(card.taskId)
}

/** What a phone shows of a card: its buttons, and whether they still work. */
export function buttonsOf(view: CardView): { key: string; text: string; pressable: boolean }[] {
  const isOpen = view.replacedBy === undefined && view.pressed === undefined
  const { card } = view
  const list = [...entries(card['button_list']), ...submit(card['submit_button'])]
  const menu = entries(inner(card['action_menu'], 'action_list'))
  return [
    ...list.map((button) => ({
      key: button.key,
      text: view.replacedBy ?? button.text,
      pressable: isOpen && button.key !== '',
    })),
    ...menu.map((entry) => ({ key: entry.key, text: entry.text, pressable: true })),
  ]
}

function entries(list: unknown): { key: string; text: string }[] {
  if (!Array.isArray(list)) return []
  return list.map((one: { key?: string; text?: string }) => ({ key: one.key ?? '', text: one.text ?? '' }))
}

function submit(button: unknown): { key: string; text: string }[] {
  return button === undefined ? [] : entries([button]).map(({ key, text }) => ({ key, text: text || '提交' }))
}

function inner(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
