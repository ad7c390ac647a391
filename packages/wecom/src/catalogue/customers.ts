import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { chatId, externalUserid, list, nextCursor, nothing, seconds, userid, whole } from './fields.ts'
import { externalProfile } from './members.ts'
import { baseQuota } from './quotas.ts'

/** Codes any customer call may answer: range, feature switched off, corp-wide ceilings. */
export const customerCommon = [40003, 48011, 50002, 60011, 60030, 60111, 84074, 610023, 610024] as const

const externalContact = z.object({
  external_userid: externalUserid,
  name: z.string(),
  avatar: z.string().optional(),
  /** 1 a WeChat user, 2 a WeCom user. */
  type: whole,
  gender: whole.optional(),
  unionid: z.string().optional(),
  position: z.string().optional(),
  corp_name: z.string().optional(),
  corp_full_name: z.string().optional(),
  external_profile: externalProfile.optional(),
})

const relation = {
  userid,
  remark: z.string().optional(),
  description: z.string().optional(),
  createtime: seconds,
  remark_corp_name: z.string().optional(),
  remark_mobiles: list(z.string()),
  /** 202 = assigned by an admin: the mark of a transfer; unknown numbers count as "other". */
  add_way: whole.optional(),
  oper_userid: z.string().optional(),
  state: z.string().optional(),
  wechat_channels: z.object({ nickname: z.string(), source: whole.optional() }).optional(),
}

const customerTag = z.object({
  group_name: z.string(),
  tag_name: z.string(),
  /** 1 of the corp, 2 personal (cannot be set by API), 3 of a strategy. */
  type: whole,
  tag_id: z.string().optional(),
})

const range = z.object({ userid: list(userid), partyid: list(whole) })

/** Members who serve customers, and the customers they have. */
export const customers = {
  /** Members with the customer-contact feature inside the visible range. */
  listFollowUsers: endpoint({
    method: 'GET',
    path: '/cgi-bin/externalcontact/get_follow_user_list',
    secret: 'app',
    needs: ['customer-contact'],
    input: z.object({}),
    output: z.object({ follow_user: list(userid) }),
    repeat: 'safe',
    quota: baseQuota,
    refuses: customerCommon,
    refusesItem: [],
    doc: '92571',
    known: 'documented',
  }),

  /** Who of these may serve customers: the check before somebody becomes a successor. */
  checkFollowUsers: endpoint({
    method: 'POST',
    path: '/cgi-bin/externalcontact/check_follow_user',
    secret: 'app',
    needs: ['customer-contact'],
    input: z.object({ userid: z.array(userid).optional(), partyid: z.array(whole).optional() }),
    output: z.object({ authorized: range.optional(), unauthorized: range.optional() }),
    repeat: 'safe',
    quota: baseQuota,
    refuses: [...customerCommon, 40035],
    refusesItem: [],
    doc: '96312',
    known: 'documented',
  }),

  /** All customers of one member, in one piece; a member without customers may answer 84061. */
  listCustomers: endpoint({
    method: 'GET',
    path: '/cgi-bin/externalcontact/list',
    secret: 'app',
    needs: ['customer-contact'],
    input: z.object({ userid }),
    output: z.object({ external_userid: list(externalUserid) }),
    repeat: 'safe',
    quota: baseQuota,
    refuses: [...customerCommon, 41009, 84061],
    refusesItem: [],
    doc: '92113',
    known: 'documented',
  }),

  /** One customer with everybody who follows him, 500 followers a page. */
  getCustomer: endpoint({
    method: 'GET',
    path: '/cgi-bin/externalcontact/get',
    secret: 'app',
    needs: ['customer-contact'],
    input: z.object({ external_userid: externalUserid, cursor: z.string().optional() }),
    output: z.object({
      external_contact: externalContact,
      follow_user: list(z.object({ ...relation, tags: list(customerTag) })),
      next_cursor: nextCursor,
    }),
    paging: { send: 'cursor', receive: 'next_cursor' },
    repeat: 'safe',
    quota: baseQuota,
    refuses: [...customerCommon, 40096, 41035, 84061],
    refusesItem: [],
    doc: '92114',
    known: 'documented',
  }),

  /** Customers of up to 100 members with the relation of each; `limit` is clamped to 100. */
  batchGetCustomers: endpoint({
    method: 'POST',
    path: '/cgi-bin/externalcontact/batch/get_by_user',
    secret: 'app',
    needs: ['customer-contact'],
    input: z.object({
      userid_list: z.array(userid).min(1).max(100),
      cursor: z.string().optional(),
      limit: z.int().min(1).optional(),
    }),
    output: z.object({
      external_contact_list: list(
        z.object({
          external_contact: externalContact,
          follow_info: z.object({ ...relation, tag_id: list(z.string()) }),
        }),
      ),
      next_cursor: nextCursor,
      fail_info: z.object({ unlicensed_userid_list: list(userid) }).optional(),
    }),
    batch: { field: 'userid_list', max: 100 },
    paging: { send: 'cursor', receive: 'next_cursor' },
    repeat: 'safe',
    quota: baseQuota,
    refuses: [...customerCommon, 40035, 84061, 701008],
    refusesItem: [],
    doc: '92994',
    known: 'documented',
  }),

  /** Everybody the corp serves or served in groups, customers and not. */
  listServedContacts: endpoint({
    method: 'POST',
    path: '/cgi-bin/externalcontact/contact_list',
    secret: 'app',
    needs: ['customer-contact'],
    input: z.object({ cursor: z.string().optional(), limit: z.int().min(1).max(1_000).optional() }),
    output: z.object({
      info_list: list(
        z.object({
          is_customer: z.boolean(),
          tmp_openid: z.string(),
          external_userid: externalUserid.optional(),
          name: z.string().optional(),
          follow_userid: userid.optional(),
          chat_id: chatId.optional(),
          chat_name: z.string().optional(),
          add_time: seconds.optional(),
        }),
      ),
      next_cursor: nextCursor,
    }),
    paging: { send: 'cursor', receive: 'next_cursor' },
    repeat: 'safe',
    quota: baseQuota,
    refuses: [...customerCommon, 40035],
    refusesItem: [],
    doc: '99434',
    known: 'documented',
  }),

  /** Writes a member's notes on a customer; they belong to the pair, not to the customer. */
  remarkCustomer: endpoint({
    method: 'POST',
    path: '/cgi-bin/externalcontact/remark',
    secret: 'app',
    needs: ['customer-contact'],
    input: z.object({
      userid,
      external_userid: externalUserid,
      remark: z.string().max(20).optional(),
      description: z.string().max(150).optional(),
      remark_company: z.string().max(20).optional(),
      /** Replaces the whole list; one empty string clears it. */
      remark_mobiles: z.array(z.string()).optional(),
      remark_pic_mediaid: z.string().optional(),
    }),
    output: nothing,
    serial: { key: 'relation', by: ['userid', 'external_userid'] },
    repeat: 'safe',
    quota: baseQuota,
    refuses: [...customerCommon, 40096, 41035, 45035, 84061, 6000],
    refusesItem: [],
    doc: '92115',
    known: 'documented',
  }),
}
