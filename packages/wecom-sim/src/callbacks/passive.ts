import { readXml } from '@jieli/wecom'
import type { Company } from '../model/company.ts'
import { showTo } from '../model/cards.ts'

/** Changes the card of the person who pressed, as a passive reply asks (doc 90241). Only `update_button` is imitated. */
export function passiveReply(company: Company, eventXml: string, replyXml: string): void {
  const event = readXml(eventXml)
  const reply = readXml(replyXml)
  if (!event.ok || !reply.ok || event.value['Event'] !== 'template_card_event') return
  const card = company.cards.get(String(event.value['TaskId']))
  const button = reply.value['Button']
  if (card === undefined || reply.value['MsgType'] !== 'update_button') return
  if (typeof button !== 'object' || button === null) return
  showTo(company, card, String(event.value['FromUserName']), {
    replacedBy: String(Reflect.get(button, 'ReplaceName')),
  })
}
