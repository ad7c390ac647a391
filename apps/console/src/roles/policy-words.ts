import type { Action, Reach, Relation } from '@jieli/contract'
import type { Words } from '../ui/index.ts'

/** A forgotten word does not compile. */
export const actionNames: Readonly<Record<Action, Words>> = {
  'page.sign': { zh: '在企业微信里打开页面时签名', en: 'Have a page signed for the WeCom client' },
  'readiness.read': { zh: '看谁今天离开会交接不好', en: 'See who could not be handed over well' },
  'readiness.start': { zh: '马上重新查一遍交接准备', en: 'Read readiness anew' },
  'me.read': { zh: '看自己是谁、能做什么', en: 'See who one is' },
  'home.read': { zh: '看待我处理', en: 'See what needs one' },
  'live.follow': { zh: '收到实时更新', en: 'Follow live updates' },
  'seal.read': { zh: '看审计锚点', en: 'See the anchor' },
  'access.request': { zh: '请求权限', en: 'Ask for access' },
  'people.search': { zh: '找同事', en: 'Find colleagues' },
  'handover.prepare': { zh: '准备交接草稿', en: 'Prepare a draft' },
  'waiting.read': { zh: '看正在等的客户', en: 'See customers waiting now' },
  'approvals.read': { zh: '看审批策略', en: 'See the approval policy' },
  'approvals.propose': { zh: '提议修改审批策略', en: 'Propose an approval policy' },
  'approvals.decide': { zh: '确认审批策略的修改', en: 'Decide on an approval policy' },
  'delegate.read': { zh: '看自己的代理审批', en: 'See one’s own delegation' },
  'delegate.set': { zh: '请人代理自己审批', en: 'Name a delegate for oneself' },
  'handover.ask': { zh: '通知要交接（HR 系统）', en: 'Ask for a handover (HR systems)' },
  'handover.start': { zh: '发起交接', en: 'Start a handover' },
  'handover.read': { zh: '看交接进度', en: 'See a handover' },
  'handover.items': { zh: '看交接项（姓名遮盖）', en: 'See items (masked)' },
  'handover.submit': { zh: '提交审批', en: 'Submit' },
  'handover.amend': { zh: '改方案', en: 'Change the plan' },
  'handover.approve': { zh: '审批', en: 'Approve' },
  'handover.decide': { zh: '定转不过去的项', en: 'Decide about items' },
  'handover.cancel': { zh: '取消交接', en: 'Cancel' },
  'handover.pause': { zh: '暂停、继续、提前还回', en: 'Pause, resume, give back' },
  'handover.declare': { zh: '补充交接清单', en: 'Add to the checklist' },
  'handover.question': { zh: '就交接问本人', en: 'Ask the leaver' },
  'handover.settle': { zh: '办手工任务、定权限去向', en: 'Settle manual tasks' },
  'handover.confirm': { zh: '核对自己的交接清单', en: 'Confirm one’s own checklist' },
  'handover.sign': { zh: '签收收到的', en: 'Sign for what one received' },
  'handover.review': { zh: '复核例外', en: 'Review the exceptions' },
  'handover.report': { zh: '看报告', en: 'See the report' },
  'archive.take': { zh: '下载存档', en: 'Take an archive along' },
  'archive.make': { zh: '提前存档', en: 'Archive before its time' },
  'archive.hold': { zh: '设、解法律保留', en: 'Hold an archive, lift the hold' },
  'archive.list': { zh: '看存档清单', en: 'List archives' },
  'handover.log': { zh: '看一个交接的记录', en: 'See its log' },
  'handover.ledger': { zh: '导出台账', en: 'Export the ledger' },
  'customer.reveal': { zh: '查看客户明文（要用途，有上限）', en: 'Look at a customer in clear' },
  'reveal.allow': { zh: '放行更多查看', en: 'Allow more views' },
  'schedule.read': { zh: '看下一次动作', en: 'See what is due' },
  'transfers.import': { zh: '登记以前的转移', en: 'Import earlier transfers' },
  'audit.read': { zh: '看审计日志', en: 'Read the audit log' },
  'quotas.read': { zh: '看额度', en: 'See quotas' },
  'setup.read': { zh: '看接入体检', en: 'See the connection' },
  'setup.change': { zh: '改接入设置', en: 'Change the connection' },
  'roles.read': { zh: '看角色与策略', en: 'See roles and policy' },
  'roles.propose': { zh: '提议改角色', en: 'Propose roles' },
  'roles.decide': { zh: '决定角色提案', en: 'Decide about roles' },
  'sessions.end': { zh: '结束别人的会话', en: 'End sessions' },
}

export const relationWords: Readonly<Record<Relation, Words>> = {
  own: { zh: '自己的', en: 'own' },
  line: { zh: '自己带的人', en: 'own line' },
  participant: { zh: '有份的', en: 'named in it' },
  stranger: { zh: '无关', en: 'stranger' },
}

export function reachWords(reach: Reach | readonly Relation[] | undefined): {
  words: Words
  tone: 'all' | 'some' | 'none'
} {
  if (reach === undefined) return { words: { zh: '拒绝', en: 'no' }, tone: 'none' }
  if (reach === 'any') return { words: { zh: '允许', en: 'yes' }, tone: 'all' }
  return {
    words: {
      zh: reach.map((one) => relationWords[one].zh).join('、'),
      en: reach.map((one) => relationWords[one].en).join(', '),
    },
    tone: 'some',
  }
}
