import { z } from 'zod'
import { bodies } from './bodies.ts'
import { noticeCard } from './cards.ts'
import { endpoint } from './endpoint.ts'
import { bytes, nothing } from './fields.ts'

const common = { key: z.string().min(1) }
const content4k = z.object({ content: bytes(4_096).min(1) })

/** The group webhook (群机器人, 消息推送). Its key is a secret. */
export const webhook = {
  /** A message into the group of the webhook; @ works in text and markdown, never in markdown_v2 and cards. */
  sendWebhook: endpoint({
    method: 'POST',
    path: '/cgi-bin/webhook/send',
    secret: 'none',
    needs: [],
    input: z.discriminatedUnion('msgtype', [
      z.object({
        ...common,
        msgtype: z.literal('text'),
        text: z.object({
          content: bytes(2_048).min(1),
          mentioned_list: z.array(z.string()).optional(),
          mentioned_mobile_list: z.array(z.string()).optional(),
        }),
      }),
      z.object({ ...common, msgtype: z.literal('markdown'), markdown: content4k }),
      z.object({ ...common, msgtype: z.literal('markdown_v2'), markdown_v2: content4k }),
      z.object({
        ...common,
        msgtype: z.literal('image'),
        image: z.object({ base64: z.string().min(1), md5: z.string().regex(/^[0-9a-f]{32}$/i) }),
      }),
      z.object({ ...common, ...bodies.news }),
      z.object({ ...common, ...bodies.file }),
      z.object({ ...common, ...bodies.voice }),
      z.object({ ...common, msgtype: z.literal('template_card'), template_card: noticeCard }),
    ]),
    output: nothing,
    query: ['key'],
    repeat: 'never',
    quota: ['webhook-minute'],
    refuses: [40007, 40008, 44004, 93000, 93001, 93004, 93006, 93008, 93017, 93018],
    refusesItem: [],
    doc: '99110',
    known: 'documented',
  }),
}
