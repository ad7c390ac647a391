import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { list, nextCursor, nothing, userid, whole } from './fields.ts'
import { member, memberFields } from './members.ts'
import { baseQuota } from './quotas.ts'

const writes = [40003, 60011, 60275, 48008, 6000] as const
const fieldsRefused = [40066, 60003, 60104, 60106, 60110, 60112, 60123, 60132, 60257, 81001] as const
const oneDepartment = z.object({ department_id: whole })

/** Members. Names and departments are read with the app's secret, ids and writes need the contacts-sync secret. */
export const contacts = {
  /** One member; `status` is the truth about activation and freezing. */
  getUser: endpoint({
    method: 'GET',
    path: '/cgi-bin/user/get',
    secret: 'any',
    needs: [],
    input: z.object({ userid }),
    output: member,
    repeat: 'safe',
    quota: baseQuota,
    refuses: [40003, 41009, 48009, 60011, 60111],
    refusesItem: [],
    doc: '90196',
    known: 'documented',
  }),

  /** Names of one department's own members; it never descends, so walk the tree. */
  listUsersBrief: endpoint({
    method: 'GET',
    path: '/cgi-bin/user/simplelist',
    secret: 'any',
    needs: [],
    input: oneDepartment,
    output: z.object({
      userlist: list(
        z.object({ userid, name: z.string(), department: list(whole), open_userid: z.string().optional() }),
      ),
    }),
    repeat: 'safe',
    quota: baseQuota,
    refuses: [40066, 45029, 48009, 60003, 60011, 60123],
    refusesItem: [],
    doc: '90200',
    known: 'documented',
  }),

  /** Full members of one department. */
  listUsers: endpoint({
    method: 'GET',
    path: '/cgi-bin/user/list',
    secret: 'any',
    needs: [],
    input: oneDepartment,
    output: z.object({ userlist: list(member) }),
    repeat: 'safe',
    quota: baseQuota,
    refuses: [40066, 45029, 48009, 60003, 60011, 60123],
    refusesItem: [],
    doc: '90201',
    known: 'documented',
  }),

  /** Every member × department of the corp, ids only; a missing id is a deleted member. */
  listUserIds: endpoint({
    method: 'POST',
    path: '/cgi-bin/user/list_id',
    secret: 'contacts',
    needs: ['contacts-sync'],
    input: z.object({ cursor: z.string().optional(), limit: z.int().min(1).max(10_000).optional() }),
    output: z.object({ next_cursor: nextCursor, dept_user: list(z.object({ userid, department: whole })) }),
    paging: { send: 'cursor', receive: 'next_cursor' },
    repeat: 'safe',
    quota: baseQuota,
    refuses: [40035, 60031],
    refusesItem: [],
    doc: '96067',
    known: 'documented',
  }),

  /** A new member; `mobile` or `email` must be given. */
  createUser: endpoint({
    method: 'POST',
    path: '/cgi-bin/user/create',
    secret: 'contacts',
    needs: ['contacts-sync', 'contacts-edit'],
    input: z.object({
      ...memberFields,
      userid,
      name: z.string().min(1).max(64),
      to_invite: z.boolean().optional(),
    }),
    output: z.object({ created_department_list: z.unknown().optional() }),
    repeat: 'never',
    quota: [...baseQuota, 'member-create-month'],
    refuses: [...writes, ...fieldsRefused, 45024, 60102, 60127, 60129],
    refusesItem: [],
    doc: '90195',
    known: 'documented',
  }),

  /** Changes the given fields; `enable: 0` freezes, `enable: 1` gives the account back. */
  updateUser: endpoint({
    method: 'POST',
    path: '/cgi-bin/user/update',
    secret: 'contacts',
    needs: ['contacts-sync', 'contacts-edit'],
    input: z.object({ ...memberFields, userid, new_userid: userid.optional() }),
    output: nothing,
    repeat: 'safe',
    quota: baseQuota,
    refuses: [...writes, ...fieldsRefused, 60102, 60111, 301036],
    refusesItem: [],
    doc: '90197',
    known: 'documented',
  }),

  /** Deletes a member for good, and his bound mailbox with him. */
  deleteUser: endpoint({
    method: 'GET',
    path: '/cgi-bin/user/delete',
    secret: 'contacts',
    needs: ['contacts-sync', 'contacts-edit'],
    input: z.object({ userid }),
    output: nothing,
    repeat: 'never',
    quota: baseQuota,
    refuses: [...writes, 45026, 60111, 301005],
    refusesItem: [],
    doc: '90198',
    known: 'documented',
  }),

  /** Deletes up to 200 members; one bad id fails the whole call. */
  deleteUsers: endpoint({
    method: 'POST',
    path: '/cgi-bin/user/batchdelete',
    secret: 'contacts',
    needs: ['contacts-sync', 'contacts-edit'],
    input: z.object({ useridlist: z.array(userid).min(1).max(200) }),
    output: nothing,
    batch: { field: 'useridlist', max: 200 },
    repeat: 'never',
    quota: baseQuota,
    refuses: [...writes, 40031, 40032, 45026, 60111, 301005],
    refusesItem: [],
    doc: '90199',
    known: 'documented',
  }),

  /** Mail address to userid; too many wrong ones block the API for a day. */
  findUserByEmail: endpoint({
    method: 'POST',
    path: '/cgi-bin/user/get_userid_by_email',
    secret: 'any',
    needs: [],
    input: z.object({
      email: z.string().min(1),
      email_type: z.union([z.literal(1), z.literal(2)]).optional(),
    }),
    output: z.object({ userid }),
    repeat: 'safe',
    quota: [...baseQuota, 'wrong-lookup-day'],
    refuses: [46004],
    refusesItem: [],
    doc: '95895',
    known: 'documented',
  }),

  /** Mobile to userid; too many wrong ones block the API for a day. */
  findUserByMobile: endpoint({
    method: 'POST',
    path: '/cgi-bin/user/getuserid',
    secret: 'any',
    needs: [],
    input: z.object({ mobile: z.string().min(5).max(32) }),
    output: z.object({ userid }),
    repeat: 'safe',
    quota: [...baseQuota, 'wrong-lookup-day'],
    refuses: [46004],
    refusesItem: [],
    doc: '91693',
    known: 'observed',
  }),
}
