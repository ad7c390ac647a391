import type { Progress } from '@jieli/contract'
import { OneWayMark, useSay, when, type Words } from '../ui/index.ts'
import css from './Progress.module.css'

type Line = Progress['oneWay'][number]

/** What cannot be taken back, when, and what it costs. */
export function OneWay({ data }: { readonly data: Progress }) {
  const say = useSay()
  return (
    <div className={css.lines}>
      {data.oneWay.map((line) => (
        <OneWayMark key={line.id} title={say(titleOf(line))} price={say(priceOf(line, data.now))} />
      ))}
    </div>
  )
}

function titleOf({ id, crossed }: Line): Words {
  if (id === 'give-back')
    return {
      zh: `自动归还 · ${crossed ? '已开始' : '还没到'}`,
      en: `Return · ${crossed ? 'begun' : 'ahead'}`,
    }
  const n = id === 'first-transfer' ? 1 : 2
  return {
    zh: `单行线 ${n} · ${crossed ? '已过' : '还没过'}`,
    en: `One-way line ${n} · ${crossed ? 'crossed' : 'ahead'}`,
  }
}

function priceOf({ id, at }: Line, now: string): Words {
  switch (id) {
    case 'first-transfer':
      return {
        zh: `${when(at, now)} 起客户陆续收到通知，每位用掉 1 次转移额度（90 天共 2 次），不能撤回，只能反向再转。`,
        en: `From ${when(at, now)} customers are told; each spends one of two transfers in 90 days. It cannot be taken back, only transferred again.`,
      }
    case 'give-back':
      return {
        zh: `${when(at, now)} 起每位客户再转一次，90 天内的 2 次额度就用完了。`,
        en: `From ${when(at, now)} each customer is transferred once more; both transfers in 90 days are then spent.`,
      }
    case 'freeze':
      return {
        zh: `${when(at, now)} 冻结账号。可以解除冻结；这个方案不删除账号。`,
        en: `${when(at, now)} the account is frozen. That can be undone; this plan deletes nothing.`,
      }
  }
}
