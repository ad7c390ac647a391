import type { ReadinessFinding } from '@jieli/contract'
import type { Words } from '../ui/index.ts'

export const findingWords: Readonly<Record<ReadinessFinding, Words>> = {
  'no-successor': { zh: '没有人能接', en: 'Nobody can take over' },
  'successors-full': { zh: '能接的人都满了', en: 'All successors are full' },
  'lonely-groups': { zh: '群里只有他一个自己人', en: 'Groups with one insider' },
  unremarked: { zh: '客户没有备注', en: 'Customers without remark' },
  untagged: { zh: '客户没有标签', en: 'Customers without tag' },
}

/** Who mends it, and how. */
export const mendWords: Readonly<Record<ReadinessFinding, Words>> = {
  'no-successor': {
    zh: '请系统管理员在管理后台 › 客户与上下游 › 客户联系 › 权限里，给同部门再开一位',
    en: 'An administrator gives one more member of the department customer contact',
  },
  'successors-full': {
    zh: '请同部门的人清理不再服务的客户，或由管理员向企业微信申请提高上限',
    en: 'Colleagues let go of customers they no longer serve, or the cap is raised',
  },
  'lonely-groups': { zh: '请他在手机上把一位同事拉进这些群', en: 'He invites a colleague into these groups' },
  unremarked: {
    zh: '请他补备注：转移后接替人能看到的就是备注',
    en: 'He writes remarks: they are what a successor will see',
  },
  untagged: { zh: '请他打标签：分配规则按标签分', en: 'He tags them: rules of allocation go by tag' },
}

/** Nobody to take over; the others make it harder. */
export const blocking: ReadonlySet<ReadinessFinding> = new Set(['no-successor', 'successors-full'])
