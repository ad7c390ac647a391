import type { ItemKind, ReportView, TaskKind } from '@jieli/contract'

// The words of the report, on its page and on paper alike.

export const kindNames = {
  customer: '客户',
  group: '客户群',
  code: '联系我',
  link: '获客链接',
  seat: '客服接待',
  account: '账号',
} as const satisfies Record<ItemKind, string>

export const taskKindNames: Readonly<Record<TaskKind, string>> = {
  membership: '群成员',
  permission: '权限',
  document: '文档',
  drive: '微盘空间',
  schedule: '日程与会议',
  promise: '跟进承诺',
  issue: '问题',
  code: '联系我与获客链接',
  system: '其他系统',
  question: '问本人的',
  other: '其他',
}

export const confirmNames = {
  'not-asked': '没有请本人核对',
  asked: '请本人核对过，期限未到',
  confirmed: '本人已核对',
  silent: '本人没有按期核对，已告诉经理；看不到的东西可能有遗漏',
} as const satisfies Record<ReportView['confirmation']['how'], string>

const seatNames: Readonly<Record<string, string>> = {
  manager: '部门经理',
  hr: 'HR',
  admin: '系统管理员',
  security: '数据安全专员',
}

export const seatName = (seat: string): string => seatNames[seat] ?? seat
