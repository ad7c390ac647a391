import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { itemCode, list, userid, whole } from './fields.ts'
import { baseQuota } from './quotas.ts'

const kfId = z.string().min(1).max(64)

const row = {
  secret: 'app',
  needs: ['customer-service'],
  quota: baseQuota,
  known: 'documented',
} as const

const change = {
  ...row,
  method: 'POST',
  input: z.object({
    open_kfid: kfId,
    userid_list: z.array(userid).max(100),
    department_id_list: z.array(whole).max(20).optional(),
  }),
  output: z.object({
    // One who is there already, or is not there, has errcode 0 and says "ignored".
    result_list: list(
      z.object({
        userid: userid.optional(),
        department_id: whole.optional(),
        errcode: itemCode,
        errmsg: z.string().optional(),
      }),
    ),
  }),
  batch: { field: 'userid_list', max: 100 },
  repeat: 'never',
  refuses: [48002, 95000],
} as const

/** 微信客服: accounts that customers write to, and the members who answer them (接待人员). */
export const serviceSeats = {
  /** Accounts; only those put under API management can be changed. The next page starts at offset + limit. */
  listServiceAccounts: endpoint({
    ...row,
    method: 'POST',
    path: '/cgi-bin/kf/account/list',
    input: z.object({ offset: z.int().min(0).optional(), limit: z.int().min(1).max(100).optional() }),
    output: z.object({
      account_list: list(
        z.object({ open_kfid: kfId, name: z.string(), manage_privilege: z.boolean().optional() }),
      ),
    }),
    repeat: 'safe',
    refuses: [],
    refusesItem: [],
    doc: '94661',
    // The page itself was not read; clients of others agree on it.
    known: 'observed',
  }),

  /** Who answers one account: members, and departments as a whole. */
  listServicers: endpoint({
    ...row,
    method: 'GET',
    path: '/cgi-bin/kf/servicer/list',
    input: z.object({ open_kfid: kfId }),
    output: z.object({
      servicer_list: list(
        z.object({
          userid: userid.optional(),
          department_id: whole.optional(),
          /** 0 serving, 1 stopped. */
          status: whole.optional(),
          stop_type: whole.optional(),
        }),
      ),
    }),
    repeat: 'safe',
    refuses: [48002, 95000],
    refusesItem: [],
    doc: '94645',
  }),

  /** Adds people to those who answer. */
  addServicers: endpoint({
    ...change,
    path: '/cgi-bin/kf/servicer/add',
    refusesItem: [41054, 60111],
    doc: '94646',
  }),

  /** Takes people from those who answer. */
  removeServicers: endpoint({
    ...change,
    path: '/cgi-bin/kf/servicer/del',
    refusesItem: [],
    doc: '94647',
  }),
}
