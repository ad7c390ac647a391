import type { modules } from '../modules.ts'
import { no, ok, type Samples } from './sample.ts'

/** Samples of the smallest reads of the other modules. */
export const moduleSamples: Samples<keyof typeof modules> = {
  getCalendars: {
    request: { cal_id_list: ['wcjgewCwAAqeJcPI1d8Pwbjt7nttzAAA'] },
    replies: [
      { ...ok, calendar_list: [{ cal_id: 'wcjgewCwAAqeJcPI1d8Pwbjt7nttzAAA' }] },
      no(90457, 'invalid cal_id'),
      no(48002, 'api forbidden'),
    ],
  },
  listMeetingIds: {
    request: {
      userid: 'linxiao',
      cursor: '0',
      limit: 100,
      begin_time: 1_794_000_000,
      end_time: 1_796_000_000,
    },
    replies: [
      { ...ok, meetingid_list: ['hyDayNCwAAmjK3jlmnopqrstuvwx'], next_cursor: '' },
      { ...ok },
      no(400028, 'meeting app closed'),
    ],
  },
  getDocInfo: {
    request: { docid: 'dcHandoverReport0001' },
    replies: [
      { ...ok, doc_base_info: { docid: 'dcHandoverReport0001', doc_name: '交接报告', doc_type: 3 } },
      no(640027, 'invalid docid'),
    ],
  },
  getDriveSpace: {
    request: { spaceid: 's.ww0000000000000000.700000000aaa' },
    replies: [
      { ...ok, space_info: { spaceid: 's.ww0000000000000000.700000000aaa', space_name: '交接资料' } },
      no(640026, 'invalid spaceid'),
    ],
  },
  listArchivedMembers: {
    request: {},
    replies: [{ ...ok, ids: ['linxiao', 'zhouqing'] }, no(301053, 'msgaudit not open')],
  },
}
