/** The records of the company. Times are unix seconds of business time unless a name says `Wall`. */

export interface Member {
  userid: string
  name: string
  alias: string
  position: string
  departments: number[]
  order: number[]
  leaderIn: number[]
  mainDepartment: number
  directLeader: string[]
  mobile: string
  email: string
  bizMail: string
  gender: '0' | '1' | '2'
  telephone: string
  address: string
  externalPosition: string
  /** 1 activated, 2 disabled, 4 not activated, 5 has quit. */
  status: 1 | 2 | 4 | 5
  /** What `enable: 1` gives back. */
  formerStatus: 1 | 4
  realName: boolean
  /** 0 = never. */
  lastLogin: number
  customerContact: boolean
  /** null = the cap all members have (switch memberCustomerCap). */
  customerCap: number | null
  banned: boolean
  /** Super admin and creator of the corp: cannot be deleted (301005). */
  creator: boolean
  /** Made by the system, so it may be changed once (301036). */
  idIsGiven: boolean
  /** 其他邮箱成员: not to be managed by API (60275). */
  mailboxOnly: boolean
  quitAt?: number
  disabledAt?: number
}

/** What is left of a deleted member. */
export interface Leaver {
  userid: string
  name: string
  leftAt: number
  lastLogin: number
  /** Was in the app's visible range and had customer contact; without it nothing can be inherited. */
  wasVisible: boolean
  by: 'api' | 'console' | 'quit'
}

export interface Department {
  id: number
  name: string
  nameEn: string
  parent: number
  order: number
  leaders: string[]
  /** Stands for a department of more than 30 000 nodes (81001, 45029) without making them. */
  crowded?: boolean
}

export interface MemberTag {
  id: number
  name: string
  madeBy: 'app' | 'contacts' | 'other'
  users: string[]
  departments: number[]
  /** Stands for a tag with more than 30 000 nodes (81003). */
  crowded?: boolean
}

export interface Customer {
  id: string
  name: string
  gender: 0 | 1 | 2
  unionid: string
  avatar: string
  /** How he answers the next transfers; when used up he lets the 24 hours pass. */
  will: { next: 'refuse' | 'accept'; times: number; from?: string[] } | null
  /** Never answers before the 24 hours are over, whoever presses. */
  waits: boolean
}

export interface Relation {
  userid: string
  customer: string
  remark: string
  description: string
  remarkCompany: string
  mobiles: string[]
  tags: string[]
  personalTags: string[]
  addWay: number
  operator: string
  createdAt: number
  state: string
  /** The customer has deleted the member; the member's side of the relation is still there. */
  oneSided: boolean
  /** Its member was deleted or quit: nobody in the corp serves the customer through it any more. */
  orphanedAt?: number
}

export interface GroupMember {
  userid: string
  type: 1 | 2
  joinedAt: number
  scene: 1 | 2 | 3
  invitor: string
  name: string
}

export interface Group {
  id: string
  name: string
  owner: string
  createdAt: number
  notice: string
  members: GroupMember[]
  admins: string[]
  version: number
  /** 0 normal, 1 owner resigned, 2 being inherited, 3 inherited. */
  status: 0 | 1 | 2 | 3
  kind: 'customer' | 'external-without-customers' | 'internal' | 'not-wecom'
  dismissed: boolean
  /** What groupchat/get still shows until that moment (switch groupReadLagSeconds). */
  stale?: { until: number; owner: string; members: GroupMember[]; admins: string[]; version: number }
}

export interface CorpTag {
  id: string
  name: string
  createdAt: number
  order: number
  deleted: boolean
}

export interface TagGroup {
  id: string
  name: string
  createdAt: number
  order: number
  deleted: boolean
  tags: CorpTag[]
}

export type Via = 'api' | 'console' | 'product'
export type Outcome = 'pending' | 'done' | 'refused' | 'full' | 'void'

/** One transfer of a customer or of a group. */
export interface Transfer {
  no: number
  kind: 'customer' | 'group'
  mode: 'in-service' | 'resigned'
  subject: string
  from: string
  to: string
  startedAt: number
  /** When it happens by itself. */
  dueAt: number
  endedAt: number | null
  outcome: Outcome
  via: Via
  message: string
}

/** A thing that happens by itself at a business moment. */
export interface Planned {
  no: number
  at: number
  act: Record<string, unknown> & { readonly do: string }
}

/** Waits for the first transfer to somebody, then plans its acts relative to that moment. */
export interface Trigger {
  id: string
  firstTransferTo: string
  acts: { after: number; act: Planned['act'] }[]
}
