import { z } from 'zod'
import { customerCommon } from './customers.ts'
import { endpoint } from './endpoint.ts'
import { list, nextCursor, nothing, seconds, userid, whole } from './fields.ts'
import { baseQuota } from './quotas.ts'

const linkId = z.string().min(1).max(64)

const row = {
  method: 'POST',
  secret: 'app',
  needs: ['customer-contact'],
  quota: baseQuota,
  refusesItem: [],
  doc: '97297',
  known: 'documented',
} as const

/** 获客链接: whoever opens one becomes a customer of one of its members. Only those this app made are in reach. */
export const acquisitionLinks = {
  /** The links of this app, page by page. */
  listAcquisitionLinks: endpoint({
    ...row,
    path: '/cgi-bin/externalcontact/customer_acquisition/list_link',
    input: z.object({ limit: z.int().min(1).max(100).optional(), cursor: z.string().optional() }),
    output: z.object({ link_id_list: list(linkId), next_cursor: nextCursor }),
    paging: { send: 'cursor', receive: 'next_cursor' },
    repeat: 'safe',
    refuses: [...customerCommon, 40035],
  }),

  /** One link: its members and departments, and who is preferred among them. */
  getAcquisitionLink: endpoint({
    ...row,
    path: '/cgi-bin/externalcontact/customer_acquisition/get',
    input: z.object({ link_id: linkId }),
    output: z.object({
      link: z.object({
        link_name: z.string(),
        url: z.string().optional(),
        create_time: seconds.optional(),
        skip_verify: z.boolean().optional(),
      }),
      range: z.object({ user_list: list(userid), department_list: list(whole) }),
      priority_option: z
        .object({ priority_type: whole.optional(), priority_userid_list: list(userid) })
        .optional(),
    }),
    repeat: 'safe',
    refuses: customerCommon,
  }),

  /** Overwrites the range of a link: at most 500 members. */
  updateAcquisitionLink: endpoint({
    ...row,
    path: '/cgi-bin/externalcontact/customer_acquisition/update_link',
    input: z.object({
      link_id: linkId,
      link_name: z.string().optional(),
      range: z
        .object({ user_list: z.array(userid).max(500), department_list: z.array(whole).optional() })
        .optional(),
      skip_verify: z.boolean().optional(),
      priority_option: z
        .object({ priority_type: whole.optional(), priority_userid_list: z.array(userid).optional() })
        .optional(),
    }),
    output: nothing,
    // It overwrites, like the update of a contact code.
    repeat: 'never',
    refuses: [...customerCommon, 40098, 41054],
  }),
}
