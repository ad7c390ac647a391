import type { HandoverState, ItemState, Reason, Trigger } from './handover-model.ts'

export interface Words {
  readonly zh: string
  readonly en: string
}

/** One word, one meaning; the report, the cards and the console say the same. */
export const handoverStateWords = {
  collecting: { zh: '清点中', en: 'Taking inventory' },
  confirming: { zh: '待提交', en: 'Ready to submit' },
  approving: { zh: '审批中', en: 'In approval' },
  executing: { zh: '转移中', en: 'Transferring' },
  waiting: { zh: '等待中', en: 'Waiting' },
  verifying: { zh: '核验中', en: 'Verifying' },
  lent: { zh: '借出中，到期自动归还', en: 'Lent; goes back on its date' },
  closing: { zh: '回收中', en: 'Revoking' },
  reported: { zh: '已完成', en: 'Completed' },
  archived: { zh: '已存档', en: 'Archived' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
} satisfies Record<HandoverState, Words>

export const itemStateWords = {
  planned: { zh: '按计划稍后', en: 'Scheduled' },
  sending: { zh: '正在查结果', en: 'Result being looked up' },
  waiting: { zh: '等 24 小时', en: 'Waiting 24 h' },
  restoring: { zh: '正在恢复备注和标签', en: 'Restoring remark and tags' },
  deciding: { zh: '待决定', en: 'Needs a decision' },
  parked: { zh: '状态不明', en: 'Unknown, parked' },
  verified: { zh: '已核实', en: 'Verified' },
  excepted: { zh: '例外有人负责', en: 'Exception with an owner' },
  adopted: { zh: '已由他人在企业微信转出', en: 'Moved by hand in WeCom' },
  gone: { zh: '已不在本人名下', en: 'No longer held' },
} satisfies Record<ItemState, Words>

export const triggerWords = {
  resign: { zh: '离职', en: 'Resignation' },
  dismiss: { zh: '辞退', en: 'Dismissal' },
  move: { zh: '调岗', en: 'Change of post' },
  leave: { zh: '长期休假', en: 'Long leave' },
} satisfies Record<Trigger, Words>

export const reasonWords = {
  REFUSED: {
    zh: '客户点了“暂不添加”，仍由原成员服务',
    en: 'The customer declined; the giver still serves them',
  },
  LIMIT: { zh: '90 天内已转过 2 次，额度用完', en: 'Transferred twice within 90 days; the limit is reached' },
  FULL: { zh: '接替人的客户数已满', en: 'The successor holds as many customers as allowed' },
  SUCCESSOR_UNREADY: {
    zh: '接替人未激活、未实名，或一年内没有登录',
    en: 'The successor is not activated, not verified, or has not logged in for a year',
  },
  GROUP_FULL: {
    zh: '群里已有 99 位微信成员，要先移出 1 人',
    en: 'The group is full with 99 WeChat members; one has to leave first',
  },
  NOT_MOVABLE: { zh: '企业微信不允许转移', en: 'WeCom does not allow this transfer' },
  UNKNOWN_CODE: {
    zh: '企业微信给了不认识的结果，要人看一下',
    en: 'WeCom answered something unknown; a person has to look',
  },
  TOO_LATE: { zh: '冻结前已不够 24 小时', en: 'Fewer than 24 hours are left before the freeze' },
  MOVED_ELSEWHERE: {
    zh: '有人在企业微信后台转给了别人',
    en: 'Somebody moved it to another member in the WeCom console',
  },
  NO_LONGER_HELD: { zh: '已不是本人的客户或群', en: 'No longer a customer or group of the giver' },
  UNASSIGNED: { zh: '没有规则指定接替人', en: 'No rule names a successor' },
  CONTESTED: {
    zh: '本人对这一项有异议，请经理定',
    en: 'The leaver objects; the manager decides',
  },
  CANCELLED: {
    zh: '交接取消时还没有转，仍由原成员服务',
    en: 'Not sent when the handover was cancelled; the giver still serves them',
  },
} satisfies Record<Reason, Words>
