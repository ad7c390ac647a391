import { z } from 'zod'
import { customerCommon } from './customers.ts'
import { endpoint } from './endpoint.ts'
import { list, nextCursor, nothing, seconds, userid, whole } from './fields.ts'
import { baseQuota } from './quotas.ts'

const configId = z.string().min(1).max(64)

// What a scan shows and sends back; an update without a field leaves it or empties it (switch contactWayUpdateKeeps).
const shown = {
  remark: z.string().optional(),
  skip_verify: z.boolean().optional(),
  style: whole.optional(),
  state: z.string().optional(),
  conclusions: z.record(z.string(), z.unknown()).optional(),
}

const row = {
  method: 'POST',
  secret: 'app',
  needs: ['customer-contact'],
  quota: baseQuota,
  refusesItem: [],
  doc: '92228',
  known: 'documented',
} as const

/** 联系我 codes: whoever scans one becomes a customer of one of its members. */
export const contactWays = {
  /** Codes made by API after 2021-07-10; without a start only those of the last 90 days; none of the temporary ones. */
  listContactWays: endpoint({
    ...row,
    path: '/cgi-bin/externalcontact/list_contact_way',
    input: z.object({
      start_time: seconds.optional(),
      end_time: seconds.optional(),
      cursor: z.string().optional(),
      limit: z.int().min(1).max(1_000).optional(),
    }),
    output: z.object({ contact_way: list(z.object({ config_id: configId })), next_cursor: nextCursor }),
    paging: { send: 'cursor', receive: 'next_cursor' },
    repeat: 'safe',
    refuses: [...customerCommon, 40035],
  }),

  /** One code: its members and departments, and what it shows. */
  getContactWay: endpoint({
    ...row,
    path: '/cgi-bin/externalcontact/get_contact_way',
    input: z.object({ config_id: configId }),
    output: z.object({
      contact_way: z.object({
        config_id: configId,
        /** 1 one member, 2 several. */
        type: whole,
        /** 1 mini-program, 2 QR code. */
        scene: whole,
        ...shown,
        qr_code: z.string().optional(),
        user: list(userid),
        party: list(whole),
        is_temp: z.boolean().optional(),
      }),
    }),
    repeat: 'safe',
    refuses: customerCommon,
  }),

  /** Overwrites the members and departments of a code; at most 100 members, exactly one for type 1. */
  updateContactWay: endpoint({
    ...row,
    path: '/cgi-bin/externalcontact/update_contact_way',
    input: z.object({
      config_id: configId,
      ...shown,
      user: z.array(userid).max(100).optional(),
      party: z.array(whole).optional(),
    }),
    output: nothing,
    batch: { field: 'user', max: 100 },
    // It overwrites: sent again blindly it would take back what somebody changed in between.
    repeat: 'never',
    refuses: [...customerCommon, 40098, 41054],
  }),
}
