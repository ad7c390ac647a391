import type { Answers } from '../answer.ts'
import type { Company } from '../model/company.ts'
import type { Received } from '@jieli/wecom'
import { bodyTrouble } from './card-checks.ts'
import { mediaTrouble } from './message-checks.ts'

const imageMax = 2 * 1_024 * 1_024

const closed = { stopped: 93004, forbidden: 93001, 'not-in-group': 93008, 'group-gone': 93006 } as const

/** The group webhook: whoever knows the key may write into the group. */
export const webhook: Pick<Answers, 'sendWebhook'> = {
  sendWebhook(company, input) {
    const hook = company.webhooks.get(input.key)
    if (hook === undefined) return { refuse: 93000 }
    if (hook.state !== 'open') return { refuse: closed[hook.state] }
    const wrong = bodyWrong(company, input)
    if (wrong !== undefined) return { refuse: wrong }
    const no = company.count('letter')
    company.letters.add({
      no,
      box: `webhook:${hook.key}`,
      msgid: `webhook-${no}`,
      at: company.clock.business(),
      msgtype: input.msgtype,
      body: shown(company, hook.members, input),
      state: 'shown',
    })
    return {}
  },
}

function bodyWrong(company: Company, input: Received<'sendWebhook'>): 40007 | 93017 | 93018 | undefined {
  if (input.msgtype === 'file')
    return mediaTrouble(company, input.file.media_id) === undefined ? undefined : 40007
  if (input.msgtype === 'voice')
    return mediaTrouble(company, input.voice.media_id) === undefined ? undefined : 40007
  if (input.msgtype === 'image')
    return Buffer.byteLength(input.image.base64, 'base64') > imageMax ? 93018 : undefined
  if (input.msgtype === 'text') return input.text.content.trim() === '' ? 93017 : undefined
  if (input.msgtype === 'template_card')
    return bodyTrouble(company, input.template_card) === undefined ? undefined : 93017
  return undefined
}

/** What the group sees: mentions of strangers stay raw text or vanish (switch mentionOfStranger). */
function shown(company: Company, members: readonly string[], input: Received<'sendWebhook'>): unknown {
  // The body lies under the name of its type in every kind of message (doc 99110).
  const body = (input as unknown as Record<string, unknown>)[input.msgtype]
  if (input.msgtype !== 'text' && input.msgtype !== 'markdown') return body
  const { content } = input.msgtype === 'text' ? input.text : input.markdown
  const mentioned: string[] = input.msgtype === 'text' ? [...(input.text.mentioned_list ?? [])] : []
  const text = content.replaceAll(/<@([^>]+)>/g, (raw: string, userid: string) => {
    if (members.includes(userid)) {
      mentioned.push(userid)
      return `@${company.member(userid)?.name ?? userid}`
    }
    return company.is('mentionOfStranger') === 'raw-text' ? raw : ''
  })
  const known = mentioned.filter((userid) => userid === '@all' || members.includes(userid))
  return { ...(body as object), content: text, mentioned: known }
}
