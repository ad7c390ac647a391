import { injected, just, type TopProvocations, whenCorp } from './provocations.ts'

type Modules = Pick<
  TopProvocations,
  'getCalendars' | 'listMeetingIds' | 'getDocInfo' | 'getDriveSpace' | 'listArchivedMembers'
>

/** States in which the reads of the other modules say no. */
export const modules: Modules = {
  getCalendars: { 90457: just({ cal_id_list: ['wcNobody'] }), 90466: injected },
  listMeetingIds: {
    60111: just({ userid: 'nobody' }),
    400028: whenCorp({ meetingEnabled: false }, { userid: 'leaver' }),
  },
  getDocInfo: {
    640017: whenCorp({ documentApiOn: false }, { docid: 'dcNobody' }),
    640027: just({ docid: 'dcNobody' }),
    701450: injected,
  },
  getDriveSpace: {
    640001: just({ spaceid: 's.ww0.7' }),
    640019: injected,
    640026: just({ spaceid: 'nobody' }),
  },
  listArchivedMembers: {
    301042: whenCorp({ archiveIps: ['203.0.113.8'] }, {}),
    301052: whenCorp({ archive: 'expired' }, {}),
    301053: whenCorp({ archive: 'none' }, {}),
  },
}
