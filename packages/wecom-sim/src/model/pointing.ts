/** 联系我: who scans it becomes a customer of one of its members. */
export interface ContactWay {
  id: string
  /** 1 exactly one member, 2 several members and departments. */
  type: 1 | 2
  remark: string
  state: string
  skipVerify: boolean
  style: number
  users: string[]
  parties: number[]
  createdAt: number
  /** Another app's code: it is not ours to change. */
  madeBy: 'app' | 'other'
  /** Temporary ones are on no list. */
  temporary: boolean
  conclusions?: Record<string, unknown>
}

/** 获客链接. */
export interface AcquisitionLink {
  id: string
  name: string
  skipVerify: boolean
  users: string[]
  departments: number[]
  /** Who is given new customers before others of the range. */
  preferred: string[]
  createdAt: number
  madeBy: 'app' | 'other'
}

/** An account of 微信客服 and who answers it. */
export interface ServiceAccount {
  id: string
  name: string
  users: string[]
  departments: number[]
  /** The admin lets the app manage it. */
  managed: boolean
}
