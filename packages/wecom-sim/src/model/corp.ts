import type { Need } from '@jieli/wecom'

/** What an admin set up in the console, and what the corp as a whole is allowed. */
export interface Corp {
  id: string
  agentId: number
  appName: string
  secrets: { app: string; contacts: string; archive: string; customer: string }
  callback: { token: string; aesKey: string }
  callbackUrls: { app: string | null; contacts: string | null }
  /** Permissions ticked for the app; a missing one answers 48002. */
  granted: Need[]
  /** Departments the app may see, subtree included. */
  visibleDepartments: number[]
  trustedIps: string[]
  trustedDomain: string
  /** 账号上限数: daily messages and monthly creations are multiples of it. */
  accountCap: number
  /** Required qualification papers are there; otherwise 610024. */
  qualified: boolean
  /** Members use WeCom enough; otherwise customer data is withheld (48011). */
  active: boolean
  /** Somebody logged in within a year; otherwise groups cannot be passed on (90510). */
  usedWithinAYear: boolean
  /** The customer-contact feature of the whole corp; off = 84074. */
  customerContactOn: boolean
  /** Which code a member outside the app's range gets: the pages name three for it. */
  outOfRangeCode: 60011 | 50002 | 60030
  /** Do codes about the two members of a transfer come per item (as the pages list them) or for the whole call? */
  pairRefusals: 'item' | 'top'
  /** The code when a message reaches nobody: 81013 by the page, but the range codes are reported too. */
  nobodyCode: 81013 | 50002 | 60011 | 60021
  appEnabled: boolean
  systemAppEnabled: boolean
  /** Secret must be reset before tokens are given again (45031). */
  secretWeak: boolean
  /** Edit permission of contacts-sync covers everything; otherwise 48008. */
  editsAll: boolean
  /** Contacts-sync calls come from an IP added after 2022-08-15: no member and department details (48009). */
  syncDetailsClosed: boolean
  /** Made before 2023-12-01: the customer-contact secret still works. */
  olderCorp: boolean
  /** Why the platform took the APIs away, if it did (48001, 48005, 48006). */
  apiWithdrawn: 'unauthorised' | 'deprecated' | 'disused' | null
  /** The caller's TLS is too old (48010). */
  tlsTooOld: boolean
  /** Access limited after abnormal traffic (45036). */
  abnormalTraffic: boolean
  /** Contacts-sync may not be called at all any more (60031). */
  syncForbidden: boolean
  /** Departments contacts-sync may edit; null = all. */
  syncDepartments: number[] | null
  /** 100 departments a member (doc 90197; the error list says 20). */
  departmentsPerMember: number
  directLeadersMax: number
  batchDeleteMax: number
  /** Stands for a visible range of that many people without making them (81017). */
  pretendRangeSize: number | null
  /** Ids one call may put on or take off a tag of members, users and departments together (81014). */
  tagCallMax: number
  /** The app may not touch tags, of members nor of customers (60011, 81011). */
  tagsForbidden: boolean
  /** 3000 in the real thing (40144). */
  tagsPerRelation: number
  /** Contact administrators write at this moment (6000). */
  contactsBusy: boolean
  /** The corp's interop licence for members of the app is missing (701008). */
  unlicensed: boolean
  approvalEnabled: boolean
  /** The approval app has an internal trouble (301026, 301057, 620004). */
  approvalFails: boolean
  templatesForbidden: boolean
  /** The app lost its right on app groups although its range is the root (60011). */
  appchatForbidden: boolean
  /** 2000 with the app itself, or the console's lower ceiling (doc 90245). */
  appchatMembersMax: number
  /** Mass deletion protection: this many deletions in one natural day answer 45026. */
  deletionsADay: number
  /** 会话内容存档: bought and open, never opened (301053), or run out (301052). */
  archive: 'open' | 'none' | 'expired'
  /** Who holds a seat of it, by edition: 1 office, 2 service, 3 enterprise. */
  archiveSeats: { userid: string; edition: number }[]
  /** Addresses it answers; its own list, beside that of the app (301042). */
  archiveIps: string[]
  /** The meeting app of the console (400028). */
  meetingEnabled: boolean
  /** The switch of the document API itself (640017). */
  documentApiOn: boolean
  /** How long the inheritance of a resigned owner's group stays in status 2. */
  groupInheritanceSeconds: number
  /** Followers of one page of externalcontact/get, 500 in the real thing. */
  followersAPage: number
}
