import type { Answers } from '../answer.ts'

type Modules = Pick<
  Answers,
  'getCalendars' | 'listMeetingIds' | 'getDocInfo' | 'getDriveSpace' | 'listArchivedMembers'
>

/** Modules beside customers and approvals, as far as a permission has to be proved: the app has made nothing in them. */
export const modules: Modules = {
  getCalendars: () => ({ refuse: 90457 }),

  listMeetingIds(company, { userid }) {
    if (!company.corp.meetingEnabled) return { refuse: 400028 }
    return company.member(userid) === undefined ? { refuse: 60111 } : { meetingid_list: [], next_cursor: '' }
  },

  getDocInfo: (company) => ({ refuse: company.corp.documentApiOn ? 640027 : 640017 }),

  // Ids of spaces begin with this; one that does not cannot be one (doc 97858).
  getDriveSpace: (_company, { spaceid }) => ({ refuse: spaceid.startsWith('s.') ? 640001 : 640026 }),

  listArchivedMembers({ corp }, { type }, { ip }) {
    if (corp.archive === 'none') return { refuse: 301053 }
    if (corp.archive === 'expired') return { refuse: 301052 }
    if (!corp.archiveIps.includes(ip)) return { refuse: 301042 }
    const seats = corp.archiveSeats.filter(({ edition }) => type === undefined || edition === type)
    return { ids: [...new Set(seats.map(({ userid }) => userid))] }
  },
}
