import type { Words } from '../ui/index.ts'
import { roleWords } from '../words.ts'

/** Who is no person. */
export const actors: Readonly<Record<string, Words>> = {
  system: { zh: '系统', en: 'system' },
  wecom: { zh: '企业微信', en: 'WeCom' },
  operator: { zh: '运维', en: 'operator' },
  '(installer)': { zh: '安装者', en: 'installer' },
  unknown: { zh: '不知道是谁', en: 'unknown' },
}

export const actorRoles: Readonly<Record<string, Words>> = {
  ...roleWords,
  system: { zh: '规则', en: 'rule' },
  executor: { zh: '执行', en: 'executor' },
  approver: { zh: '审批人', en: 'approver' },
  wecom: { zh: '答复', en: 'answer' },
  stranger: { zh: '无关的人', en: 'stranger' },
  none: { zh: '—', en: '—' },
}

export const objectWords: Readonly<Record<string, Words>> = {
  handover: { zh: '交接', en: 'handover' },
  person: { zh: '人', en: 'person' },
  leaver: { zh: '待交接员工', en: 'leaver' },
  initiator: { zh: '发起人', en: 'initiator' },
  giver: { zh: '交出', en: 'from' },
  taker: { zh: '接替', en: 'to' },
  owner: { zh: '负责人', en: 'owner' },
  kind: { zh: '种类', en: 'kind' },
  items: { zh: '项数', en: 'items' },
  item: { zh: '项', en: 'item' },
  field: { zh: '内容', en: 'field' },
  purpose: { zh: '用途', en: 'purpose' },
  reason: { zh: '原因', en: 'reason' },
  outcome: { zh: '去向', en: 'outcome' },
  codes: { zh: '错误码', en: 'codes' },
  seat: { zh: '席位', en: 'seat' },
  set: { zh: '审批', en: 'approval' },
  envelope: { zh: '方案哈希', en: 'plan hash' },
  version: { zh: '版本', en: 'version' },
  trigger: { zh: '触发', en: 'trigger' },
  account: { zh: '账号', en: 'account' },
  attempt: { zh: '批次', en: 'batch' },
  session: { zh: '会话', en: 'session' },
  sessions: { zh: '会话数', en: 'sessions' },
  role: { zh: '角色', en: 'role' },
  change: { zh: '变化', en: 'change' },
  added: { zh: '新增', en: 'added' },
  given: { zh: '给出', en: 'given' },
  wanted: { zh: '想做', en: 'wanted' },
  what: { zh: '情况', en: 'what' },
  settings: { zh: '设置', en: 'settings' },
  step: { zh: '步骤', en: 'step' },
  file: { zh: '文件', en: 'file' },
}

/** Values that are words of ours; whatever is not here is an id and shows as it is. */
export const valueWords: Readonly<Record<string, Words>> = {
  ok: { zh: '成功', en: 'ok' },
  told: { zh: '已通知', en: 'told' },
  NO_PERMISSION: { zh: '没有权限', en: 'no permission' },
  disabled: { zh: '停用', en: 'disabled' },
  left: { zh: '退出', en: 'left' },
  deleted: { zh: '删除', en: 'deleted' },
  give: { zh: '给', en: 'give' },
  take: { zh: '收回', en: 'take' },
}
