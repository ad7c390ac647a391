import type { Trigger, ItemKind, Outcome, Reason, Role, Seat, Step } from '@jieli/contract'
import type { Words } from './ui/index.ts'

export const stepWords: Readonly<Record<Step, Words>> = {
  start: { zh: '发起', en: 'Start' },
  inventory: { zh: '清点', en: 'Inventory' },
  approval: { zh: '审批', en: 'Approval' },
  transfer: { zh: '转移', en: 'Transfer' },
  verify: { zh: '核验', en: 'Verify' },
  freeze: { zh: '回收与冻结', en: 'Freeze' },
  return: { zh: '归还', en: 'Return' },
  report: { zh: '报告', en: 'Report' },
}

export const kindWords: Readonly<Record<ItemKind, Words>> = {
  customer: { zh: '客户', en: 'Customers' },
  group: { zh: '客户群', en: 'Customer groups' },
  code: { zh: '联系我', en: 'Contact codes' },
  link: { zh: '获客链接', en: 'Acquisition links' },
  seat: { zh: '客服接待', en: 'Service seats' },
  account: { zh: '账号', en: 'Account' },
}

const counted: Readonly<Record<ItemKind, { readonly zh: string; readonly en: string }>> = {
  customer: { zh: '位客户', en: 'customer' },
  group: { zh: '个客户群', en: 'group' },
  code: { zh: '个联系我', en: 'contact code' },
  link: { zh: '条获客链接', en: 'acquisition link' },
  seat: { zh: '个客服接待', en: 'service seat' },
  account: { zh: '个账号', en: 'account' },
}

/** 30 位客户, 7 个客户群. */
export function amount(kind: ItemKind, n: number): Words {
  const { zh, en } = counted[kind]
  return { zh: `${n} ${zh}`, en: `${n} ${en}${n === 1 ? '' : 's'}` }
}

export const roleWords: Readonly<Record<Role, Words>> = {
  employee: { zh: '员工', en: 'Employee' },
  hr: { zh: 'HR', en: 'HR' },
  manager: { zh: '部门经理', en: 'Manager' },
  admin: { zh: '系统管理员', en: 'Administrator' },
  security: { zh: '数据安全专员', en: 'Data security' },
  auditor: { zh: '审计员', en: 'Auditor' },
  operator: { zh: '运维', en: 'Operator' },
  installer: { zh: '安装者', en: 'Installer' },
}

export const seatWords: Readonly<Record<Seat, Words>> = {
  manager: { zh: '部门经理', en: 'Manager' },
  hr: { zh: 'HR', en: 'HR' },
  admin: { zh: '系统管理员', en: 'Administrator' },
  security: { zh: '数据安全专员', en: 'Data security' },
}

export const triggerWords: Readonly<Record<Trigger, Words>> = {
  resign: { zh: '主动离职', en: 'Resignation' },
  dismiss: { zh: '公司终止', en: 'Dismissal' },
  move: { zh: '调岗', en: 'Change of post' },
  leave: { zh: '长期休假', en: 'Long leave' },
}

/** What happens next to an item that waits for a person. */
export const nextWords: Readonly<Record<Reason, Words>> = {
  REFUSED: {
    zh: '电话说明后可再转 1 次，这是 90 天内最后一次；或先留着',
    en: 'Call, then offer once more, the last time in 90 days; or keep',
  },
  LIMIT: { zh: '到期后再转，先定谁负责', en: 'Move once the budget is free; name an owner until then' },
  FULL: { zh: '腾出名额后再转，或改给候补', en: 'Make room, or give to the next in line' },
  SUCCESSOR_UNREADY: {
    zh: '请接替人先登录企业微信、完成实名',
    en: 'The successor has to log in and be verified first',
  },
  GROUP_FULL: { zh: '移出 1 位微信成员，再转一次', en: 'Remove one WeChat member, then try again' },
  NOT_MOVABLE: { zh: '定谁负责、到什么时候', en: 'Name an owner and a date' },
  UNKNOWN_CODE: {
    zh: '再查一次；看清楚前不会重发',
    en: 'Look again; nothing is sent twice before it is clear',
  },
  TOO_LATE: { zh: '冻结前来不及了，定谁负责', en: 'Too late before the freeze; name an owner' },
  MOVED_ELSEWHERE: { zh: '核对是否就这样', en: 'Check whether this is meant' },
  NO_LONGER_HELD: { zh: '不用处理', en: 'Nothing to do' },
  UNASSIGNED: { zh: '加一条规则', en: 'Add a rule' },
  CANCELLED: { zh: '不用处理', en: 'Nothing to do' },
  CONTESTED: { zh: '问清楚后照转，或先留着', en: 'Ask, then transfer or keep' },
}

export const outcomeWords: Readonly<Record<Outcome, Words>> = {
  again: { zh: '再转一次', en: 'Try again' },
  keep: { zh: '先留着', en: 'Keep for now' },
  look: { zh: '再查一次', en: 'Look again' },
}

/** The price of an outcome, said before it is chosen. */
export function priceOf(outcome: Outcome, reason: Reason): Words {
  if (outcome === 'look')
    return { zh: '只是再读一遍企业微信，不花额度', en: 'Only reads WeCom again; costs nothing' }
  if (outcome === 'keep')
    return {
      zh: '不再转；冻结后由经理负责到约定的日子，写进报告的例外',
      en: 'Not moved; the manager owns them until the agreed day, and the report lists them',
    }
  if (reason === 'REFUSED')
    return {
      zh: '用掉 90 天内最后 1 次额度，客户会再收到通知，还可以拒绝',
      en: 'Spends the last transfer within 90 days; the customer is told again and may decline',
    }
  if (reason === 'FULL')
    return {
      zh: '先给原来的接替人，还满就按候补往下给',
      en: 'First to the same successor, then down the line',
    }
  return { zh: '再发一次，等企业微信的结果', en: 'Sent once more; WeCom decides' }
}

/** Acts of the audit log, in words; what has none is shown by its id. */
export const actionWords: Readonly<Record<string, Words>> = {
  'handover.created': { zh: '发起交接', en: 'started the handover' },
  'readiness.read': { zh: '查交接准备', en: 'read readiness' },
  'readiness.told': { zh: '把交接准备告诉了经理', en: 'told the managers about readiness' },
  'handover.inventory': { zh: '清点完成', en: 'inventory taken' },
  'handover.amended': { zh: '改了方案', en: 'changed the plan' },
  'handover.confirmed': { zh: '本人核对了交接清单', en: 'confirmed the checklist' },
  'handover.confirm-silent': { zh: '本人没有按期核对清单', en: 'the leaver did not confirm in time' },
  'handover.contested': { zh: '对一项提出异议', en: 'objected to an item' },
  'handover.task-declared': { zh: '补了一项手工任务', en: 'declared a task' },
  'handover.task-settled': { zh: '办完了一项手工任务', en: 'settled a task' },
  'handover.permission-sorted': { zh: '定了一个权限的去向', en: 'sorted a permission' },
  'handover.tasks-seen': { zh: '读回企业微信，确认手工任务已办', en: 'read back that tasks are done' },
  'handover.tasks-left': { zh: '没办完的任务留给了经理', en: 'left open tasks to the manager' },
  'handover.signed': { zh: '签收了一类', en: 'signed for a class' },
  'handover.reviewed': { zh: '复核了例外', en: 'reviewed the exceptions' },
  'handover.backed-up': { zh: '转移前的备份已恢复核对', en: 'the backup was restored and compared' },
  'handover.archive-sealed': { zh: '存档清单记入日志', en: 'noted the manifest of the archive' },
  'handover.archived': { zh: '已存档', en: 'archived' },
  'handover.archive-taken': { zh: '下载了存档', en: 'took the archive along' },
  'handover.archive-held': { zh: '设了法律保留，不粉碎', en: 'put a hold on the archive' },
  'handover.archive-released': { zh: '解除了法律保留', en: 'lifted the hold' },
  'handover.shredded': { zh: '保存期满，已粉碎', en: 'shredded; its time was over' },
  'handover.report-taken': { zh: '下载了报告', en: 'took the report along' },
  'approval.reminded': { zh: '提醒了审批人', en: 'reminded the approvers' },
  'approval.timed-out': { zh: '审批超时，退回发起人', en: 'approval ran out of time' },
  'approvals.policy-proposed': { zh: '提议修改审批策略', en: 'proposed an approval policy' },
  'approvals.policy-changed': { zh: '确认了新的审批策略', en: 'confirmed an approval policy' },
  'approvals.policy-refused': { zh: '没有同意新的审批策略', en: 'refused an approval policy' },
  'approvals.policy-withdrawn': { zh: '撤回了审批策略的修改', en: 'withdrew an approval policy' },
  'approval.delegated': { zh: '请人代理审批', en: 'named a delegate' },
  'approval.delegation-ended': { zh: '结束了代理审批', en: 'ended a delegation' },
  'handover.paused': { zh: '暂停了转移', en: 'paused the transfers' },
  'handover.resumed': { zh: '继续转移', en: 'went on with the transfers' },
  'handover.lent': { zh: '全部借出，等归还日', en: 'everything is lent' },
  'handover.give-back-asked': { zh: '要求提前还回', en: 'asked to give back now' },
  'handover.turned-back': { zh: '开始还回', en: 'began to give back' },
  'handover.access-ended': { zh: '本人的访问已结束', en: 'ended the leaver’s access' },
  'handover.start-asked': { zh: '收到要交接的通知', en: 'was told that a handover is needed' },
  'handover.start-dropped': { zh: '认为不需要交接', en: 'decided that no handover is needed' },
  'handover.cancelled': { zh: '取消了交接', en: 'cancelled the handover' },
  'handover.missing': { zh: '发现有人走了还没有交接', en: 'found somebody gone without a handover' },
  'setup.saved': { zh: '保存了接入设置', en: 'saved settings of the connection' },
  'setup.ticked': { zh: '勾选了接入的一步', en: 'ticked a step of the connection' },
  'setup.domain-file': { zh: '换了可信域名的校验文件', en: 'changed the proof file of the domain' },
  'handover.decided': { zh: '定了去向', en: 'decided' },
  'handover.kept-by-default': { zh: '冻结前没人定，按规则留给经理', en: 'kept by default at the freeze' },
  'handover.freeze': { zh: '要冻结账号', en: 'freeze begins' },
  'handover.freeze-observed': { zh: '账号已冻结', en: 'account is frozen' },
  'handover.reported': { zh: '报告写好了', en: 'report written' },
  'handover.items-seen': { zh: '再读企业微信，更新了一批', en: 'read WeCom again and updated items' },
  'handover.verified': { zh: '逐项核验完成', en: 'every item verified' },
  'handover.trouble': { zh: '遇到外部问题，暂停', en: 'paused by outside trouble' },
  'handover.attempt': { zh: '发出一批转移', en: 'sent a batch' },
  'handover.attempt-answered': {
    zh: '企业微信受理了一批，等 24 小时',
    en: 'WeCom took a batch; 24 h to wait',
  },
  'handover.attempt-settled': { zh: '查清了一批的结果', en: 'settled a batch by looking' },
  'handover.attempt-withdrawn': { zh: '收回了一批没发出的转移', en: 'withdrew a batch that was not sent' },
  'audit.origin': { zh: '审计日志开始新的一段', en: 'the log began a new origin' },
  'transfers.imported': { zh: '登记了以前的转移', en: 'imported earlier transfers' },
  'approval.requested': { zh: '请四位审批', en: 'asked the approvers' },
  'approval.given': { zh: '同意', en: 'agreed' },
  'approval.rejected': { zh: '退回', en: 'sent back' },
  'approval.refused': { zh: '按了一张旧卡片，没有生效', en: 'pressed an old card, without effect' },
  'approval.complete': { zh: '四人都同意了', en: 'all have agreed' },
  'access.logged-in': { zh: '登录', en: 'logged in' },
  'access.logged-out': { zh: '退出', en: 'logged out' },
  'access.login-refused': { zh: '登录没有成功', en: 'a login was refused' },
  'access.denied': { zh: '想看没有权限的内容，没让看', en: 'was denied' },
  'access.first-administrator': { zh: '成为第一位系统管理员', en: 'became the first administrator' },
  'access.sessions-ended': { zh: '结束了会话', en: 'ended sessions' },
  'access.hoarding': {
    zh: '待交接员工大量查看明文，已提醒数据安全',
    en: 'hoarding by a leaver was reported',
  },
  'customer.revealed': { zh: '查看了一项明文', en: 'looked at a field in clear' },
  'reveal.allowed': { zh: '放行了更多查看', en: 'allowed more views' },
  'role.proposed': { zh: '提议改角色', en: 'proposed a role' },
  'role.changed': { zh: '角色改了', en: 'changed a role' },
  'role.refused': { zh: '没有同意改角色', en: 'refused a role' },
  'role.first-security': { zh: '定了第一位数据安全专员', en: 'named the first security officer' },
}
