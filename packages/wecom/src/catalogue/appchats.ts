import { z } from 'zod'
import { bodies } from './bodies.ts'
import { endpoint } from './endpoint.ts'
import { bytes, chatId, flag, list, nothing, userid, whole } from './fields.ts'
import { baseQuota } from './quotas.ts'

const ownChat = { secret: 'app', needs: ['root-visible-range'] } as const
const chatRefused = [40050, 86001, 86003, 86008] as const
const common = { chatid: chatId, safe: flag.optional() }
const mentioned = z.object({ content: bytes(2_048).min(1), mentioned_list: z.array(z.string()).optional() })

/** Groups made by this app: internal members only, and the app's range must be the root department. */
export const appchats = {
  /** A new group; it shows in the client after its first message. */
  createAppChat: endpoint({
    ...ownChat,
    method: 'POST',
    path: '/cgi-bin/appchat/create',
    input: z.object({
      name: z.string().max(50).optional(),
      owner: userid.optional(),
      userlist: z.array(userid).min(2).max(2_000),
      chatid: z
        .string()
        .regex(/^[0-9A-Za-z]{1,32}$/)
        .optional(),
    }),
    output: z.object({ chatid: chatId }),
    repeat: 'never',
    quota: [...baseQuota, 'appchat-create-day'],
    refuses: [60011, 86001, 86004, 86005, 86006, 86007, 86207, 86215, 86216],
    refusesItem: [],
    doc: '90245',
    known: 'documented',
  }),

  /** Changes name, owner and members; a removed owner needs a new one in the same call. */
  updateAppChat: endpoint({
    ...ownChat,
    method: 'POST',
    path: '/cgi-bin/appchat/update',
    input: z.object({
      chatid: chatId,
      name: z.string().max(50).optional(),
      owner: userid.optional(),
      add_user_list: z.array(userid).optional(),
      del_user_list: z.array(userid).optional(),
    }),
    output: nothing,
    repeat: 'safe',
    quota: [...baseQuota, 'appchat-change-hour'],
    refuses: [...chatRefused, 60011, 86004, 86005, 86006, 86007, 86101, 86207, 86216],
    refusesItem: [],
    doc: '98913',
    known: 'documented',
  }),

  /** One group of this app. */
  getAppChat: endpoint({
    ...ownChat,
    method: 'GET',
    path: '/cgi-bin/appchat/get',
    input: z.object({ chatid: chatId }),
    output: z.object({
      chat_info: z.object({
        chatid: chatId,
        name: z.string().default(''),
        owner: userid,
        userlist: list(userid),
        chat_type: whole.optional(),
      }),
    }),
    repeat: 'safe',
    quota: baseQuota,
    refuses: chatRefused,
    refusesItem: [],
    doc: '98914',
    known: 'documented',
  }),

  /** A message into a group of this app; no cards, no recall, and over the limit it is dropped with errcode 0. */
  sendAppChat: endpoint({
    ...ownChat,
    method: 'POST',
    path: '/cgi-bin/appchat/send',
    input: z.discriminatedUnion('msgtype', [
      z.object({ ...common, msgtype: z.literal('text'), text: mentioned }),
      z.object({ ...common, ...bodies.markdown }),
      z.object({ ...common, ...bodies.textcard }),
      z.object({ ...common, ...bodies.image }),
      z.object({ ...common, ...bodies.voice }),
      z.object({ ...common, ...bodies.file }),
      z.object({ ...common, ...bodies.video }),
      z.object({ ...common, ...bodies.news }),
      z.object({ ...common, ...bodies.mpnews }),
    ]),
    output: nothing,
    repeat: 'never',
    quota: [
      ...baseQuota,
      'appchat-send-minute',
      'appchat-send-hour',
      'appchat-member-minute',
      'appchat-member-day',
    ],
    refuses: [...chatRefused, 40007, 40008, 44004, 45001, 45002, 45008],
    refusesItem: [],
    doc: '90248',
    known: 'documented',
  }),
}
