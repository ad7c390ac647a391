import type { DraftSoFar, Trigger } from '@jieli/contract'
import { inWords, type Lang, type Words } from '../ui/index.ts'

/** Each trigger with the way it takes and its price. */
export const triggerRows: readonly {
  readonly id: Trigger
  readonly title: Words
  readonly price: Words
}[] = [
  {
    id: 'resign',
    title: { zh: '主动离职', en: 'Resignation' },
    price: {
      zh: '最后工作日之前用“在职继承”：每位客户会收到通知，等 24 小时，可以拒绝；用掉 90 天内 1 次额度',
      en: 'Transferred while on duty: each customer is told, waits 24 h and may decline; spends one of two transfers in 90 days',
    },
  },
  {
    id: 'dismiss',
    title: { zh: '公司终止', en: 'Dismissal' },
    price: {
      zh: '同样用“在职继承”，不请本人确认；接力的访问可以在审批通过时就结束',
      en: 'The same transfer; the leaver is not asked, and access to Jieli may end with the approval',
    },
  },
  {
    id: 'move',
    title: { zh: '调岗', en: 'Change of post' },
    price: {
      zh: '客户和群交给接替人，账号不冻结；用掉 90 天内 1 次额度',
      en: 'Customers and groups go to the successors, the account stays; spends one of two transfers in 90 days',
    },
  },
  {
    id: 'leave',
    title: { zh: '长期休假', en: 'Long leave' },
    price: {
      zh: '借出去，到归还日自动还回。一去一回用完 90 天内的 2 次额度；只剩 1 次的客户不借',
      en: 'Lent, and given back by itself on the return date. Both transfers in 90 days are spent; a customer with one left is not lent',
    },
  },
]

/** What the second date means. */
export const deadlineWords: Readonly<Record<Trigger, Words>> = {
  resign: { zh: '最后工作日、冻结账号', en: 'Last day, account frozen' },
  dismiss: { zh: '冻结账号', en: 'Account frozen' },
  move: { zh: '交接完成的期限', en: 'Everything handed over by' },
  leave: { zh: '交接完成的期限', en: 'Everything lent by' },
}

const whyWords: Readonly<Record<Trigger, Words>> = {
  resign: { zh: '主动离职', en: 'resigns' },
  dismiss: { zh: '被公司终止', en: 'is dismissed' },
  move: { zh: '调岗', en: 'changes post' },
  leave: { zh: '长期休假', en: 'goes on leave' },
}

export function whyOf(trigger: Trigger): Words {
  return whyWords[trigger]
}

/** How it ends, as the last sentence of the plan. */
export function endOf(draft: DraftSoFar, leaver: string, lang: Lang): Words {
  const at = (iso: string | undefined) => (iso === undefined ? '—' : inWords(iso, lang))
  const rest = {
    zh: '那时还没定的项由部门经理负责，写进报告。',
    en: 'What is open then goes to the manager and into the report.',
  }
  switch (draft.trigger ?? 'resign') {
    case 'move':
      return {
        zh: `${at(draft.freezeAt)} 前全部核验完，${leaver} 的账号照常使用。${rest.zh}`,
        en: `All read back by ${at(draft.freezeAt)}; the account of ${leaver} stays as it is. ${rest.en}`,
      }
    case 'leave':
      return {
        zh: `${at(draft.returnAt)} 自动还给 ${leaver}，客户会再收到一次通知，也可以拒绝。${rest.zh}`,
        en: `On ${at(draft.returnAt)} everything goes back to ${leaver}; customers are told again and may decline. ${rest.en}`,
      }
    default:
      return {
        zh: `${draft.accessEnds === 'at-once' ? `审批一通过，${leaver} 就不能再用接力。` : ''}${at(draft.freezeAt)} 冻结 ${leaver} 的账号，不删除。${rest.zh}`,
        en: `${draft.accessEnds === 'at-once' ? `With the last approval ${leaver} can no longer use Jieli. ` : ''}${at(draft.freezeAt)} the account is frozen, not deleted. ${rest.en}`,
      }
  }
}
