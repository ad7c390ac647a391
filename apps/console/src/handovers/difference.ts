import type { Difference } from '@jieli/contract'
import { num, when, type DiffLine, type Words } from '../ui/index.ts'
import { seatWords, triggerWords } from '../words.ts'

export interface Said {
  readonly nameOf: (userid: string) => string
  readonly say: (words: Words) => string
}

/** One difference between two versions of a plan as a line. */
export function lineOf(one: Difference, at: number, { nameOf, say }: Said): DiffLine {
  const id = `${one.what}/${at}`
  switch (one.what) {
    case 'load': {
      const change = one.after - one.before
      return {
        id,
        what: nameOf(one.userid),
        before: num(one.before),
        after: num(one.after),
        change: `${change > 0 ? '+' : '−'}${num(Math.abs(change))}`,
      }
    }
    case 'successor':
      return {
        id,
        what: nameOf(one.userid),
        before:
          one.change === 'added' ? say({ zh: '不接', en: 'no' }) : say({ zh: '接替人', en: 'successor' }),
        after:
          one.change === 'added' ? say({ zh: '接替人', en: 'successor' }) : say({ zh: '不接', en: 'no' }),
      }
    case 'start':
      return {
        id,
        what: say({ zh: '开始转移', en: 'Start' }),
        before: when(one.before),
        after: when(one.after),
      }
    case 'freeze':
      return {
        id,
        what: say({ zh: '冻结账号', en: 'Freeze' }),
        before: when(one.before),
        after: when(one.after),
      }
    case 'trigger':
      return {
        id,
        what: say({ zh: '为什么交接', en: 'Why' }),
        before: say(triggerWords[one.before]),
        after: say(triggerWords[one.after]),
      }
    case 'return':
      return {
        id,
        what: say({ zh: '归还', en: 'Return' }),
        before: one.before === null ? '—' : when(one.before),
        after: one.after === null ? '—' : when(one.after),
      }
    case 'rules':
      return {
        id,
        what: say({ zh: '分配规则', en: 'Rules' }),
        before: say({ zh: `${one.before} 条`, en: `${one.before}` }),
        after: say({ zh: `${one.after} 条`, en: `${one.after}` }),
      }
    case 'approver':
      return { id, what: say(seatWords[one.seat]), before: nameOf(one.before), after: nameOf(one.after) }
  }
}
