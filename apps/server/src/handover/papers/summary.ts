import { itemStateWords, itemStates, triggerWords, type ReportView } from '@jieli/contract'
import type { NameOf } from './given.ts'
import { moment, momentOr, type Cell, type Part } from './part.ts'
import { confirmNames, kindNames, seatName } from '../report-words.ts'
import { count } from './words.ts'

/** Numbers that the first glance has to find. */
export interface Figures {
  readonly items: number
  readonly verified: number
  readonly excepted: number
  readonly elsewhere: number
  readonly unknown: number
}

interface Known {
  readonly figures: Figures
  readonly nameOf: NameOf
}

/** Everything that is one value; the workbook begins with it. */
export function summaryPart(view: ReportView, { figures, nameOf }: Known): Part {
  return {
    name: '摘要',
    columns: [
      { head: '内容', share: 1 },
      { head: '值', share: 3 },
    ],
    rows: [
      ['交接', view.id],
      ['事由', triggerWords[view.trigger].zh],
      ['待交接员工', nameOf(view.leaver)],
      ['发起人', nameOf(view.initiator)],
      ['接替人员', view.successors.map(nameOf).join('、')],
      ['全部项', figures.items],
      ['已核实', figures.verified],
      ['例外', figures.excepted],
      ['他人转出或不再持有', figures.elsewhere],
      ['未知', figures.unknown],
      ['没有结果', view.open],
      ...itemStates.flatMap((state) => stateRow(view, state)),
      ...view.sources.map(({ name, kind, count: n }): readonly Cell[] => [
        `来源 ${name}（${kindName(kind)}）`,
        n ?? '读不到',
      ]),
      ['备注和标签已恢复并读回', view.notes.restored],
      ['备注和标签恢复了一部分', view.notes.partly],
      ['备注和标签没有恢复', view.notes.none],
      ['转移调用', view.calls.made],
      ['最少需要的调用', view.calls.minimum],
      ['靠读回查清的调用', view.calls.settledByLooking],
      ['只是成员的群', view.memberOnlyGroups],
      ['交接清单', confirmNames[view.confirmation.how]],
      ...mergedWords(view, nameOf).map((words): readonly Cell[] => ['一人多席', words]),
      ['复核', view.review === null ? '经理还没有复核' : nameOf(view.review.by)],
      ['复核时间', momentOr(view.review?.at ?? null, '—')],
      ['报告时间', moment(view.times.reported)],
      ['方案摘要', view.envelopeHash ?? '—'],
      ['审计日志', view.checkpoint?.origin ?? '还没有检查点'],
      ['审计日志条数', view.checkpoint?.size ?? '—'],
      ['审计根', view.checkpoint?.root ?? '—'],
    ],
  }
}

function stateRow({ byState }: ReportView, state: (typeof itemStates)[number]): readonly (readonly Cell[])[] {
  const n = byState[state]
  return n === undefined ? [] : [[`状态：${itemStateWords[state].zh}`, n]]
}

/** Small organisations may let one person hold several seats, and the report has to say so. */
export function mergedWords({ mergedSeats }: ReportView, nameOf: NameOf): readonly string[] {
  return mergedSeats.map(({ userid, seats }) => `${nameOf(userid)}：${seats.map(seatName).join('、')}`)
}

/** The denominators, each with where it was read. */
export function sourceWords({ sources }: ReportView): string {
  return sources
    .map(({ name, kind, count: n }) =>
      n === null ? `${name} 读不到` : `${name} ${count(n)} ${kindName(kind)}`,
    )
    .join('；')
}

function kindName(kind: string): string {
  return Object.entries(kindNames).find(([key]) => key === kind)?.[1] ?? kind
}
