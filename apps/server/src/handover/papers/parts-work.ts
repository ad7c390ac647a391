import { itemStateWords, type ReportView } from '@jieli/contract'
import { masked } from '../../access/index.ts'
import { kindNames, taskKindNames } from '../report-words.ts'
import type { NameOf, PaperItem } from './given.ts'
import { moment, momentOr, ratioOf, type Cell, type Part } from './part.ts'
import { because, decisionName } from './words.ts'

const figure = (head: string, share = 1) => ({ head, share, isNumber: true })
const words = (head: string, share: number) => ({ head, share })

export function completenessPart({ completeness }: ReportView): Part {
  const figures = ['of', 'verified', 'excepted', 'adopted', 'gone', 'unknown'] as const
  const row = (name: string, one: Readonly<Record<(typeof figures)[number], number>>): readonly Cell[] => [
    name,
    ...figures.map((figure) => one[figure]),
    ratioOf(one.verified, one.of),
  ]
  const sums = figures.map((figure) => [figure, completeness.reduce((sum, one) => sum + one[figure], 0)])
  return {
    name: '完整性',
    columns: [
      words('类别', 1.1),
      figure('全部'),
      figure('已核实'),
      figure('例外'),
      figure('他人已转出', 1.2),
      figure('不再持有', 1.1),
      figure('未知'),
      figure('已核实占比', 1.2),
    ],
    rows: completeness.map((one) => row(kindNames[one.kind], one)),
    // Each of `figures` has just been summed, which fromEntries forgets.
    total: row('合计', Object.fromEntries(sums) as Record<(typeof figures)[number], number>),
  }
}

export function exceptionsPart(view: ReportView, nameOf: NameOf): Part {
  return {
    name: '例外',
    columns: [
      words('类别', 0.75),
      words('名称', 1.8),
      words('编号', 1.08),
      words('原因', 2.1),
      words('决定', 1.5),
      words('负责人', 0.9),
      words('日期', 1.6),
    ],
    rows: view.exceptions.map((one) => [
      kindNames[one.kind],
      view.subjects[one.item] ?? '',
      masked.subject(one.subject),
      because(one.reason, one.code),
      decisionName(one.decision),
      nameOf(one.owner),
      momentOr(one.until, ''),
    ]),
  }
}

export function tasksPart({ tasks }: ReportView): Part {
  return {
    name: '手工任务',
    columns: [words('类别', 2), figure('全部'), figure('已办'), figure('不需要'), figure('没办完')],
    rows: tasks.map(({ kind, of, done, dropped, left }) => [taskKindNames[kind], of, done, dropped, left]),
  }
}

export function tasksLeftPart({ tasksLeft, subjects }: ReportView, nameOf: NameOf): Part {
  return {
    name: '没办完的任务',
    columns: [words('类别', 1.2), words('是什么', 3), words('负责人', 1), words('日期', 1.3)],
    rows: tasksLeft.map(({ task, kind, owner, until }) => [
      taskKindNames[kind],
      subjects[task] ?? '',
      nameOf(owner),
      moment(until),
    ]),
  }
}

export function itemsPart(items: readonly PaperItem[], nameOf: NameOf): Part {
  const person = (userid: string | null) => (userid === null ? '' : nameOf(userid))
  return {
    name: '交接项',
    isDense: true,
    columns: [
      words('类别', 0.7),
      words('名称', 1.97),
      words('编号', 1.1),
      words('接替人', 0.85),
      words('状态', 1.18),
      words('原因', 1.65),
      words('决定', 1.1),
      words('负责人', 0.85),
      words('日期', 1.06),
    ],
    rows: items.map((one) => [
      kindNames[one.kind],
      one.name,
      masked.subject(one.subject),
      person(one.successor),
      itemStateWords[one.state].zh,
      because(one.reason),
      one.decision === null ? '' : decisionName(one.decision),
      person(one.owner),
      momentOr(one.dueAt, ''),
    ]),
  }
}
