import { z } from 'zod'
import { customerCommon } from './customers.ts'
import { endpoint } from './endpoint.ts'
import { externalUserid, list, nothing, seconds, userid, whole } from './fields.ts'
import { baseQuota } from './quotas.ts'

const corpTag = z.object({
  id: z.string(),
  name: z.string(),
  create_time: seconds.optional(),
  order: whole.optional(),
  deleted: z.boolean().optional(),
})

const tagGroup = z.object({
  group_id: z.string(),
  group_name: z.string(),
  create_time: seconds.optional(),
  order: whole.optional(),
  deleted: z.boolean().optional(),
  tag: list(corpTag),
})

const tagName = z.string().min(1).max(30)

/** Tags of customers: the corp's list, and the marks on one relation. */
export const customerTags = {
  /** The corp's tags by group; without filters all of them. */
  listCorpTags: endpoint({
    method: 'POST',
    path: '/cgi-bin/externalcontact/get_corp_tag_list',
    secret: 'app',
    needs: ['customer-contact'],
    input: z.object({ tag_id: z.array(z.string()).optional(), group_id: z.array(z.string()).optional() }),
    output: z.object({ tag_group: list(tagGroup) }),
    repeat: 'safe',
    quota: baseQuota,
    refuses: [...customerCommon, 40035, 40068],
    refusesItem: [],
    doc: '92117',
    known: 'documented',
  }),

  /** New tags in a new or existing group. */
  addCorpTags: endpoint({
    method: 'POST',
    path: '/cgi-bin/externalcontact/add_corp_tag',
    secret: 'app',
    needs: ['customer-contact'],
    input: z.object({
      group_id: z.string().optional(),
      group_name: tagName.optional(),
      order: whole.optional(),
      tag: z.array(z.object({ name: tagName, order: whole.optional() })).min(1),
      agentid: whole.optional(),
    }),
    output: z.object({ tag_group: tagGroup }),
    repeat: 'never',
    quota: baseQuota,
    refuses: [...customerCommon, 40068, 40071, 40126, 81011],
    refusesItem: [],
    doc: '92117',
    known: 'documented',
  }),

  /** Renames or reorders a tag or a group of tags. */
  editCorpTag: endpoint({
    method: 'POST',
    path: '/cgi-bin/externalcontact/edit_corp_tag',
    secret: 'app',
    needs: ['customer-contact'],
    input: z.object({
      id: z.string().min(1),
      name: tagName.optional(),
      order: whole.optional(),
      agentid: whole.optional(),
    }),
    output: nothing,
    repeat: 'safe',
    quota: baseQuota,
    refuses: [...customerCommon, 40068, 40071, 81011],
    refusesItem: [],
    doc: '92117',
    known: 'documented',
  }),

  /** Deletes tags or whole groups of tags. */
  deleteCorpTags: endpoint({
    method: 'POST',
    path: '/cgi-bin/externalcontact/del_corp_tag',
    secret: 'app',
    needs: ['customer-contact'],
    input: z.object({
      tag_id: z.array(z.string()).optional(),
      group_id: z.array(z.string()).optional(),
      agentid: whole.optional(),
    }),
    output: nothing,
    repeat: 'never',
    quota: baseQuota,
    refuses: [...customerCommon, 40068, 81011],
    refusesItem: [],
    doc: '92117',
    known: 'documented',
  }),

  /** Puts corp tags on one relation and takes them off; parallel marks of one customer answer 45035. */
  markCustomerTags: endpoint({
    method: 'POST',
    path: '/cgi-bin/externalcontact/mark_tag',
    secret: 'app',
    needs: ['customer-contact'],
    input: z.object({
      userid,
      external_userid: externalUserid,
      add_tag: z.array(z.string()).optional(),
      remove_tag: z.array(z.string()).optional(),
    }),
    output: nothing,
    serial: { key: 'relation', by: ['userid', 'external_userid'] },
    repeat: 'safe',
    quota: baseQuota,
    refuses: [...customerCommon, 40068, 40096, 40144, 41035, 41111, 45035, 84061, 6000],
    refusesItem: [],
    doc: '92118',
    known: 'documented',
  }),
}
