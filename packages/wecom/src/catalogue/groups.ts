import { z } from 'zod'
import { customerCommon } from './customers.ts'
import { endpoint } from './endpoint.ts'
import { chatId, flag, list, nextCursor, seconds, userid, whole, wideId } from './fields.ts'
import { baseQuota } from './quotas.ts'

/** Customer groups. They are found by owner only; who is a plain member shows in `member_list` alone. */
export const groups = {
  /** Groups by owner; of a resigned owner only when he is named in the filter (see switch ownerFilterAcceptsResigned). */
  listGroupChats: endpoint({
    method: 'POST',
    path: '/cgi-bin/externalcontact/groupchat/list',
    secret: 'app',
    needs: ['customer-contact'],
    input: z.object({
      /** 0 all, 1 owner resigned, 2 being inherited, 3 inherited. */
      status_filter: z.int().min(0).max(3).optional(),
      owner_filter: z.object({ userid_list: z.array(userid).max(100) }).optional(),
      cursor: z.string().optional(),
      limit: z.int().min(1).max(1_000),
    }),
    output: z.object({
      group_chat_list: list(z.object({ chat_id: chatId, status: whole })),
      next_cursor: nextCursor,
    }),
    paging: { send: 'cursor', receive: 'next_cursor' },
    repeat: 'safe',
    quota: baseQuota,
    refuses: [...customerCommon, 40035, 81017],
    refusesItem: [],
    doc: '92120',
    known: 'documented',
  }),

  /** One customer group with its members; settles some time after an event, compare `member_version`. */
  getGroupChat: endpoint({
    method: 'POST',
    path: '/cgi-bin/externalcontact/groupchat/get',
    secret: 'app',
    needs: ['customer-contact'],
    input: z.object({ chat_id: chatId, need_name: flag.optional() }),
    output: z.object({
      group_chat: z.object({
        chat_id: chatId,
        name: z.string().default(''),
        owner: userid,
        create_time: seconds,
        notice: z.string().optional(),
        member_list: list(
          z.object({
            /** A colleague's userid or a customer's external_userid. */
            userid: z.string(),
            /** 1 a colleague, 2 from outside. */
            type: whole,
            unionid: z.string().optional(),
            join_time: seconds,
            /** 1 invited, 2 by link, 3 by QR. */
            join_scene: whole.optional(),
            invitor: z.object({ userid }).optional(),
            group_nickname: z.string().optional(),
            name: z.string().optional(),
            state: z.string().optional(),
          }),
        ),
        admin_list: list(z.object({ userid })),
        member_version: wideId.optional(),
      }),
    }),
    repeat: 'safe',
    quota: baseQuota,
    refuses: [...customerCommon, 40050, 49008, 90501, 90509],
    refusesItem: [],
    doc: '92122',
    known: 'documented',
  }),
}
