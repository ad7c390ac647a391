import type { PermissionChoice, Task, TaskKind } from '@jieli/contract'
import type { Words } from '../ui/index.ts'

export const taskKindWords: Readonly<Record<TaskKind, Words>> = {
  membership: { zh: '群成员', en: 'Group membership' },
  permission: { zh: '权限', en: 'Permission' },
  document: { zh: '文档', en: 'Document' },
  drive: { zh: '微盘空间', en: 'Drive space' },
  schedule: { zh: '日程与会议', en: 'Schedule or meeting' },
  promise: { zh: '跟进承诺', en: 'Promise' },
  issue: { zh: '问题', en: 'Issue' },
  code: { zh: '联系我、获客链接', en: 'Contact code' },
  system: { zh: '其他系统的账号', en: 'Account elsewhere' },
  question: { zh: '问本人', en: 'Question' },
  other: { zh: '其他', en: 'Other' },
}

export const choiceWords: Readonly<Record<PermissionChoice, Words>> = {
  transfer: { zh: '转给接替人', en: 'Transfer' },
  drop: { zh: '收回', en: 'Drop' },
  'needs-grant': { zh: '接替人另外申请', en: 'Needs a grant' },
}

const roleNames: Readonly<Record<string, Words>> = {
  hr: { zh: '接力角色：HR', en: 'Role in Jieli: HR' },
  admin: { zh: '接力角色：系统管理员', en: 'Role in Jieli: administrator' },
  security: { zh: '接力角色：数据安全专员', en: 'Role in Jieli: data security' },
  auditor: { zh: '接力角色：审计员', en: 'Role in Jieli: auditor' },
}

export function titleOf({ kind, title }: Task): Words {
  if (kind === 'membership') {
    const name = title === '' ? '未命名的群' : title
    return { zh: `请接替人进群「${name}」`, en: `Invite a successor into “${name}”` }
  }
  return (kind === 'permission' ? roleNames[title] : undefined) ?? { zh: title, en: title }
}

/** Where to click. */
export function howOf(kind: TaskKind): Words {
  switch (kind) {
    case 'membership':
      return { zh: '手机企业微信 › 群 › 右上角 › 添加群成员', en: 'WeCom on the phone › group › add members' }
    case 'permission':
      return {
        zh: '先定去向，再由系统管理员在管理后台或接力里处理',
        en: 'Sort it, then an administrator acts',
      }
    case 'question':
      return { zh: '点「回答」，写一句', en: 'Answer it here' }
    case 'document':
    case 'drive':
      return {
        zh: '企业微信文档／微盘 › 成员与权限 › 转让',
        en: 'WeCom documents or drive › members › hand over',
      }
    case 'schedule':
      return {
        zh: '由接替人重建；冻结之后改不了发起人',
        en: 'Re-created by the successor; the owner cannot be changed',
      }
    default:
      return { zh: '办完写一句怎么办的', en: 'Say how it was done' }
  }
}

export const confirmWords = {
  'not-asked': { zh: '这个交接不请本人核对', en: 'The leaver is not asked' },
  asked: { zh: '等本人核对', en: 'Waiting for the leaver' },
  confirmed: { zh: '本人已核对', en: 'Confirmed by the leaver' },
  silent: { zh: '本人没有按期核对，已告诉经理', en: 'No word by the deadline; the manager was told' },
} as const satisfies Readonly<Record<string, Words>>

/** What WeCom's calls cannot do for this kind, and what a person does instead. */
export const honestWords: Partial<Readonly<Record<TaskKind, Words>>> = {
  document: {
    zh: '企业微信没有接口能换文档的所有者。请本人在文档里转让，转好后由人确认。',
    en: 'No call of WeCom changes the owner of a document. Transfer it in the document; a person confirms it.',
  },
  drive: {
    zh: '企业微信没有接口能移交个人建的微盘空间。请本人把接替人设为管理员，再由人确认。',
    en: 'No call hands a drive space over. Make the successor its administrator; a person confirms it.',
  },
  schedule: {
    zh: '企业微信没有接口能换日程和会议的组织者。请在冻结前取消，由接替人重建，再由人确认。',
    en: 'No call changes an organiser. Cancel it before the freeze, let the successor create it; a person confirms it.',
  },
  code: {
    zh: '本应用建的联系我、获客链接和归本应用管理的客服账号会自动找到并改给接替人；这里写后台或别的程序建的。',
    en: 'What this app made or manages is found and re-pointed by itself; write here what the console or another program made.',
  },
}
