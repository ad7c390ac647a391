import { z } from 'zod'
import { customerCommon } from './customers.ts'
import { endpoint } from './endpoint.ts'
import { chatId, externalUserid, itemCode, list, nextCursor, seconds, userid, whole } from './fields.ts'
import { baseQuota } from './quotas.ts'

const pair = { handover_userid: userid, takeover_userid: userid }
const upTo100 = z.array(externalUserid).min(1).max(100)
const perCustomer = z.object({
  /** 0 = the transfer has begun, not that it is done: takeover happens by itself after 24 h. */
  customer: list(z.object({ external_userid: externalUserid, errcode: itemCode })),
})
const result = z.object({
  customer: list(
    z.object({
      external_userid: externalUserid,
      /** 1 taken over, 2 waiting, 3 refused by the customer, 4 successor is full, 5 no record (older pages only). */
      status: whole,
      /** While waiting the future moment of takeover; 0 where it never happens. */
      takeover_time: seconds.default(0),
    }),
  ),
  next_cursor: nextCursor,
})
const resultInput = z.object({ ...pair, cursor: z.string().optional() })
const chats = z.object({ chat_id_list: z.array(chatId).min(1).max(100), new_owner: userid })
const perChat = z.object({
  /** Groups not listed here are done. */
  failed_chat_list: list(z.object({ chat_id: chatId, errcode: itemCode, errmsg: z.string().optional() })),
})

const assigning = { secret: 'app', needs: ['customer-contact', 'assign-customers'], repeat: 'never' } as const
const reading = { secret: 'app', needs: ['customer-contact'], repeat: 'safe', refusesItem: [] } as const

// One worker per leaver: assigning customers of one leaver in parallel answers 45035 (doc 90313).
const onePerLeaver = { key: 'assign', by: ['handover_userid'] } as const
// The leaver is not in a group request, the successor is.
const onePerOwner = { key: 'assign-groups', by: ['new_owner'] } as const

const customerItem = [40096, 40098, 40099, 40100, 40129, 40130, 40131, 40143, 40205, 41054, 84061] as const
// No page names the code beyond 300 a day or 2 in 90 days of a group: see groupQuotaCode and groupBudgetCode.
const groupItem = [
  40098, 40128, 40143, 40205, 41054, 45009, 60111, 90501, 90503, 90504, 90509, 90510,
] as const
const assignRefuses = [...customerCommon, 40098, 40130, 40205, 41054, 45035, 6000] as const

/** Transfers of customers and groups, in service (在职继承) and after leaving (离职继承). */
export const inheritance = {
  /** Hands customers of a present member to a colleague: 2 times per customer in 90 natural days. */
  transferCustomer: endpoint({
    ...assigning,
    method: 'POST',
    path: '/cgi-bin/externalcontact/transfer_customer',
    input: z.object({
      ...pair,
      external_userid: upTo100,
      transfer_success_msg: z.string().max(200).optional(),
    }),
    output: perCustomer,
    batch: { field: 'external_userid', max: 100 },
    serial: onePerLeaver,
    quota: [...baseQuota, 'customer-90-days'],
    refuses: assignRefuses,
    refusesItem: [...customerItem, 40128],
    doc: '92125',
    known: 'documented',
  }),

  /** How in-service transfers stand; keyed by the pair and the customer, there is no task id. */
  transferResult: endpoint({
    ...reading,
    method: 'POST',
    path: '/cgi-bin/externalcontact/transfer_result',
    input: resultInput,
    output: result,
    paging: { send: 'cursor', receive: 'next_cursor' },
    quota: baseQuota,
    refuses: [...customerCommon, 40035, 40130],
    doc: '94088',
    known: 'documented',
  }),

  /** Hands groups of a present owner to a colleague: at once, 300 groups a day, 2 times per group in 90 natural days. */
  transferGroups: endpoint({
    ...assigning,
    method: 'POST',
    path: '/cgi-bin/externalcontact/groupchat/onjob_transfer',
    input: chats,
    output: perChat,
    batch: { field: 'chat_id_list', max: 100 },
    serial: onePerOwner,
    quota: [...baseQuota, 'group-owner-day', 'group-90-days'],
    refuses: assignRefuses,
    refusesItem: [...groupItem, 90502],
    doc: '95703',
    known: 'documented',
  }),

  /** Customers of deleted members that nobody has yet. Leavers with groups only do not show. */
  listUnassigned: endpoint({
    ...reading,
    method: 'POST',
    path: '/cgi-bin/externalcontact/get_unassigned_list',
    input: z.object({ page_size: z.int().min(1).max(1_000).optional(), cursor: z.string().optional() }),
    output: z.object({
      info: list(
        z.object({ handover_userid: userid, external_userid: externalUserid, dimission_time: seconds }),
      ),
      is_last: z.boolean().optional(),
      next_cursor: nextCursor,
    }),
    paging: { send: 'cursor', receive: 'next_cursor', last: 'is_last' },
    quota: baseQuota,
    refuses: [...customerCommon, 40035],
    doc: '92124',
    known: 'documented',
  }),

  /** Hands customers of a deleted member to a colleague, within one year of leaving. */
  transferResignedCustomer: endpoint({
    ...assigning,
    method: 'POST',
    path: '/cgi-bin/externalcontact/resigned/transfer_customer',
    input: z.object({ ...pair, external_userid: upTo100 }),
    output: perCustomer,
    batch: { field: 'external_userid', max: 100 },
    serial: onePerLeaver,
    quota: baseQuota,
    refuses: [...assignRefuses, 40097],
    refusesItem: [...customerItem, 40097, 40128],
    doc: '94081',
    known: 'documented',
  }),

  /** How transfers of a deleted member's customers stand. */
  transferResignedResult: endpoint({
    ...reading,
    method: 'POST',
    path: '/cgi-bin/externalcontact/resigned/transfer_result',
    input: resultInput,
    output: result,
    paging: { send: 'cursor', receive: 'next_cursor' },
    quota: baseQuota,
    refuses: [...customerCommon, 40035, 40097, 40130],
    doc: '94082',
    known: 'documented',
  }),

  /** Hands groups of a deleted owner to a colleague. */
  transferResignedGroups: endpoint({
    ...assigning,
    method: 'POST',
    path: '/cgi-bin/externalcontact/groupchat/transfer',
    input: chats,
    output: perChat,
    batch: { field: 'chat_id_list', max: 100 },
    serial: onePerOwner,
    quota: [...baseQuota, 'group-owner-day'],
    refuses: [...assignRefuses, 90500],
    refusesItem: [...groupItem, 90500, 90507, 90508],
    doc: '92127',
    known: 'documented',
  }),
}
