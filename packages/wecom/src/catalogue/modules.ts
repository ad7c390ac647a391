import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { list, nextCursor, seconds, userid, whole } from './fields.ts'
import { baseQuota } from './quotas.ts'

const read = {
  method: 'POST',
  repeat: 'safe',
  quota: baseQuota,
  refusesItem: [],
  known: 'documented',
} as const

/** The smallest reads of the other modules: each proves that the admin lets this app call the module. */
export const modules = {
  /** Calendars this app made (日程); it cannot read those of people. */
  getCalendars: endpoint({
    ...read,
    secret: 'app',
    needs: ['calendar'],
    path: '/cgi-bin/oa/calendar/get',
    input: z.object({ cal_id_list: z.array(z.string().min(1)).min(1).max(1_000) }),
    output: z.object({ calendar_list: list(z.object({ cal_id: z.string() })) }),
    batch: { field: 'cal_id_list', max: 1_000 },
    refuses: [90457, 90466],
    doc: '97717',
  }),

  /** Meetings this app made for a member; a window of at most 180 days. */
  listMeetingIds: endpoint({
    ...read,
    secret: 'app',
    needs: ['meeting'],
    path: '/cgi-bin/meeting/get_user_meetingid',
    input: z.object({
      userid,
      cursor: z.string().default('0'),
      limit: whole.optional(),
      begin_time: seconds.optional(),
      end_time: seconds.optional(),
    }),
    output: z.object({ meetingid_list: list(z.string()), next_cursor: nextCursor }),
    paging: { send: 'cursor', receive: 'next_cursor' },
    refuses: [60111, 400028],
    doc: '97457',
  }),

  /** A document this app made (文档). */
  getDocInfo: endpoint({
    ...read,
    secret: 'app',
    needs: ['documents'],
    path: '/cgi-bin/wedoc/get_doc_base_info',
    input: z.object({ docid: z.string().min(1) }),
    output: z.object({
      doc_base_info: z.object({ docid: z.string(), doc_name: z.string(), doc_type: whole }),
    }),
    refuses: [640017, 640027, 701450],
    doc: '97734',
  }),

  /** A drive space of this app (微盘). */
  getDriveSpace: endpoint({
    ...read,
    secret: 'app',
    needs: ['drive'],
    path: '/cgi-bin/wedrive/space_info',
    input: z.object({ spaceid: z.string().min(1) }),
    output: z.object({ space_info: z.object({ spaceid: z.string(), space_name: z.string() }) }),
    refuses: [640001, 640019, 640026],
    doc: '97858',
  }),

  /** Who is really recorded (会话内容存档): departments and tags expanded, members beyond the seats left out. */
  listArchivedMembers: endpoint({
    ...read,
    secret: 'archive',
    needs: [],
    path: '/cgi-bin/msgaudit/get_permit_user_list',
    // 1 office, 2 service, 3 enterprise edition; all of them without.
    input: z.object({ type: z.union([z.literal(1), z.literal(2), z.literal(3)]).optional() }),
    output: z.object({ ids: list(userid) }),
    refuses: [301042, 301052, 301053],
    doc: '91614',
  }),
}
