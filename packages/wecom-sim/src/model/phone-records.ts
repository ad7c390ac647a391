/** Records of messages, cards, groups of the app, approvals and logins. Times are business seconds unless `Wall`. */

/** One message as it lies in somebody's inbox, in an app group (`chat:ID`) or in a group with a webhook (`webhook:KEY`). */
export interface Letter {
  no: number
  box: string
  msgid: string
  at: number
  msgtype: string
  /** The body under its msgtype, as sent; of a card see `taskId`. */
  body: unknown
  taskId?: string
  state: 'shown' | 'recalled' | 'undelivered'
  /** Why it never arrived, in words a person can read. */
  reason?: string
  /** Members of the group who never got it. */
  missed?: string[]
}

export interface Sent {
  msgid: string
  users: string[]
  atWall: number
  taskId?: string
}

/** One card as one receiver sees it. */
export interface CardView {
  card: Record<string, unknown>
  /** Greyed buttons, with the text on them. */
  replacedBy?: string
  pressed?: string
}

export interface Card {
  taskId: string
  agentId: number
  cardType: string
  views: Record<string, CardView>
}

export interface ResponseCode {
  code: string
  taskId: string
  issuedWall: number
  used: boolean
}

export interface Webhook {
  key: string
  group: string
  members: string[]
  state: 'open' | 'stopped' | 'forbidden' | 'not-in-group' | 'group-gone'
}

export interface AppChat {
  id: string
  name: string
  owner: string
  users: string[]
  madeByUs: boolean
}

export interface Media {
  id: string
  type: string
  filename: string
  bytes: number
  createdWall: number
}

export interface Template {
  id: string
  name: { text: string; lang?: string | undefined }[]
  controls: unknown[]
  madeByApp: boolean
  customPrint: boolean
  /** The flow an admin edited; null = the applicant's leader decides. */
  approvers: string[] | null
  /** Flow with an "applicant chooses" node cannot be used by API. */
  applicantChooses: boolean
}

export interface ApprovalNode {
  type: 1 | 2 | 3
  rel: 1 | 2 | 3
  status: number
  people: { userid: string; state: number; speech: string; at: number }[]
}

export interface Approval {
  no: string
  templateId: string
  name: string
  creator: string
  department: number
  status: 1 | 2 | 3 | 4 | 6 | 7 | 10
  appliedAt: number
  nodes: ApprovalNode[]
  contents: unknown[]
  summary: string[]
  comments: { id: string; userid: string; at: number; text: string }[]
}

export interface LoginCode {
  code: string
  userid: string
  privateInfo: boolean
  qr: boolean
  issuedWall: number
  used: boolean
}

export interface UserTicket {
  ticket: string
  userid: string
  issuedWall: number
}

export type SecretName = 'app' | 'contacts' | 'archive' | 'customer'

export interface Token {
  token: string
  secret: SecretName
  issuedWall: number
  /** Ended before its time. */
  dead: boolean
}

/** An event on its way to a callback URL. */
export interface Outgoing {
  no: number
  to: 'app' | 'contacts'
  xml: string
  /** Human readable, for the journal. */
  what: string
  attempts: number
}
