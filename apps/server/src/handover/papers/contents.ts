import { triggerWords, type ReportView } from '@jieli/contract'
import type { Given, NameOf } from './given.ts'
import type { Part } from './part.ts'
import { completenessPart, exceptionsPart, itemsPart, tasksLeftPart, tasksPart } from './parts-work.ts'
import { approvalsPart, signaturesPart, timelinePart } from './parts-people.ts'
import { summaryPart, type Figures } from './summary.ts'
import { count } from './words.ts'

export interface Contents {
  readonly title: string
  readonly under: string
  readonly result: string
  readonly figures: Figures
  readonly summary: Part
  readonly completeness: Part
  readonly exceptions: Part
  readonly tasks: Part
  readonly tasksLeft: Part
  readonly signatures: Part
  readonly approvals: Part
  readonly timeline: Part
  readonly items: Part
}

/** What the report says, as rows; the papers only set it. */
export function contentsOf(view: ReportView, given: Given): Contents {
  const nameOf: NameOf = (userid) => given.names[userid] ?? view.names[userid] ?? userid
  const figures = figuresOf(view)
  return {
    title: view.ending === null ? '工作交接完成证明' : '工作交接取消记录',
    under: `${view.id}　${triggerWords[view.trigger].zh}　${nameOf(view.leaver)} → ${view.successors.map(nameOf).join('、')}`,
    result: resultOf(figures),
    figures,
    summary: summaryPart(view, { figures, nameOf }),
    completeness: completenessPart(view),
    exceptions: exceptionsPart(view, nameOf),
    tasks: tasksPart(view),
    tasksLeft: tasksLeftPart(view, nameOf),
    signatures: signaturesPart(view, { signatures: given.signatures ?? [], nameOf }),
    approvals: approvalsPart(view, nameOf),
    timeline: timelinePart(view, nameOf),
    items: itemsPart(given.items ?? [], nameOf),
  }
}

function figuresOf({ items, exceptions, completeness }: ReportView): Figures {
  const sum = (of: (one: ReportView['completeness'][number]) => number) =>
    completeness.reduce((total, one) => total + of(one), 0)
  return {
    items,
    verified: sum(({ verified }) => verified),
    excepted: exceptions.length,
    elsewhere: sum(({ adopted, gone }) => adopted + gone),
    unknown: sum(({ unknown }) => unknown),
  }
}

function resultOf({ items, verified, excepted, elsewhere, unknown }: Figures): string {
  const moved = elsewhere > 0 ? `${count(elsewhere)} 已由他人转出或不再持有，` : ''
  return `${count(items)} 项：${count(verified)} 已核实，${count(excepted)} 例外有人负责，${moved}${count(unknown)} 未知。`
}
