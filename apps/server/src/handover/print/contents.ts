import {
  itemStateWords,
  reasonWords,
  triggerWords,
  type ItemKind,
  type ItemState,
  type Reason,
  type ReportView,
} from '@jieli/contract'
import { taskKindWords } from '../report-parts.ts'
import { confirmNames, count, hidden, kindNames, seatNames, shanghai } from './words.ts'

/** One item as the papers list it; its name is masked. */
export interface PaperItem {
  readonly kind: ItemKind
  readonly subject: string
  readonly name: string
  readonly successor: string | null
  readonly state: ItemState
  readonly reason: Reason | null
  readonly owner: string | null
  readonly dueAt: string | null
}

export type Cell = string | number
/** A part of the report: the same rows in the PDF and in the workbook. */
export interface Part {
  readonly name: string
  readonly heads: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
}

export interface Contents {
  readonly title: string
  readonly under: string
  readonly result: string
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

/** What the report says, as rows; PDF and workbook only set it. */
export function contentsOf(view: ReportView, items: readonly PaperItem[]): Contents {
  const nameOf = (userid: string | null) => (userid === null ? '' : (view.names[userid] ?? userid))
  const verified = view.completeness.reduce((sum, one) => sum + one.verified, 0)
  const elsewhere = view.completeness.reduce((sum, one) => sum + one.adopted + one.gone, 0)
  const because = (reason: Reason | null, code: number | null) =>
    `${reason === null ? '' : reasonWords[reason].zh}${code === null ? '' : `（${code}）`}`
  return {
    title: view.ending === null ? '工作交接完成证明' : '工作交接取消记录',
    under: `${view.id}　${triggerWords[view.trigger].zh}　${nameOf(view.leaver)} → ${view.successors.map(nameOf).join('、')}`,
    result: `${count(view.items)} 项：${count(verified)} 已核实，${count(view.exceptions.length)} 例外有人负责${elsewhere > 0 ? `，${count(elsewhere)} 已由他人转出或不再持有` : ''}，${count(view.open)} 未知。`,
    summary: { name: '摘要', heads: ['内容', '值'], rows: summaryOf(view, verified, nameOf) },
    completeness: {
      name: '完整性',
      heads: ['类别', '全部', '已核实', '例外', '他人已转出', '不再持有', '未知'],
      rows: view.completeness.map((one) => [
        kindNames[one.kind],
        one.of,
        one.verified,
        one.excepted,
        one.adopted,
        one.gone,
        one.unknown,
      ]),
    },
    exceptions: {
      name: '例外',
      heads: ['类别', '名称', '编号', '原因', '负责人', '到哪天'],
      rows: view.exceptions.map((one) => [
        kindNames[one.kind],
        view.subjects[one.item] ?? '',
        hidden(one.subject),
        because(one.reason, one.code),
        nameOf(one.owner),
        one.until === '' ? '' : shanghai(one.until),
      ]),
    },
    tasks: {
      name: '手工任务',
      heads: ['类别', '全部', '已办', '不需要', '没办完'],
      rows: view.tasks.map(({ kind, of, done, dropped, left }) => [
        taskKindWords[kind],
        of,
        done,
        dropped,
        left,
      ]),
    },
    tasksLeft: {
      name: '没办完的任务',
      heads: ['类别', '是什么', '负责人', '到哪天'],
      rows: view.tasksLeft.map(({ task, kind, owner, until }) => [
        taskKindWords[kind],
        view.subjects[task] ?? '',
        nameOf(owner),
        shanghai(until),
      ]),
    },
    signatures: {
      name: '签收',
      heads: ['接替人', '类别', '收到', '打开过', '签收时间', '备注'],
      rows: view.classes.map(({ successor, kind, items: n, opened, signature }) => [
        nameOf(successor),
        kindNames[kind],
        n,
        signature?.opened ?? opened,
        signature === null ? '还没有签收' : shanghai(signature.at),
        signature?.remark ?? '',
      ]),
    },
    approvals: {
      name: '审批',
      heads: ['席位', '审批人', '结果', '时间'],
      rows: view.approvals.map(({ seat, userid, decision, at }) => [
        seatNames[seat] ?? seat,
        nameOf(userid),
        decision === 'yes' ? '同意' : (decision ?? '—'),
        at === null ? '—' : shanghai(at),
      ]),
    },
    timeline: { name: '经过', heads: ['什么', '何时'], rows: timelineOf(view, nameOf) },
    items: {
      name: '交接项',
      heads: ['类别', '名称', '编号', '接替人', '状态', '原因', '负责人', '到哪天'],
      rows: items.map((one) => [
        kindNames[one.kind],
        one.name,
        hidden(one.subject),
        nameOf(one.successor),
        itemStateWords[one.state].zh,
        one.reason === null ? '' : reasonWords[one.reason].zh,
        nameOf(one.owner),
        one.state === 'excepted' && one.dueAt !== null ? shanghai(one.dueAt) : '',
      ]),
    },
  }
}

function summaryOf(
  view: ReportView,
  verified: number,
  nameOf: (userid: string) => string,
): readonly (readonly Cell[])[] {
  const merged = view.mergedSeats.map(
    ({ userid, seats }) => `${nameOf(userid)}：${seats.map((seat) => seatNames[seat] ?? seat).join('、')}`,
  )
  return [
    ['交接', view.id],
    ['为什么', triggerWords[view.trigger].zh],
    ['要交接的人', nameOf(view.leaver)],
    ['发起人', nameOf(view.initiator)],
    ['全部项', view.items],
    ['已核实', verified],
    ['例外', view.exceptions.length],
    ['未知', view.open],
    ['转移调用', view.calls.made],
    ['最少需要的调用', view.calls.minimum],
    ['备注与标签已恢复', view.notes.restored],
    ['交接清单', confirmNames[view.confirmation.how]],
    ...(merged.length === 0 ? [] : [['一人多席', merged.join('；')]]),
    ['方案摘要', view.envelopeHash ?? ''],
    [
      '审计日志',
      view.checkpoint === null ? '还没有检查点' : `${view.checkpoint.origin}，${view.checkpoint.size} 条`,
    ],
    ['审计根', view.checkpoint?.root ?? ''],
  ]
}

function timelineOf(view: ReportView, nameOf: (userid: string) => string): readonly (readonly Cell[])[] {
  const { times } = view
  const at = (what: string, iso: string | null) => (iso === null ? [] : [{ what, iso }])
  const all = [
    ...at(`${nameOf(view.initiator)} 发起`, times.created),
    ...at('第一批发出', times.transferStart),
    ...at('访问结束', view.accessEndedAt),
    ...at('约定冻结', times.agreedFreeze),
    ...at('冻结账号', times.frozen),
    ...at('归还', view.returnAt),
    ...(view.review === null ? [] : at(`${nameOf(view.review.by)} 复核`, view.review.at)),
    ...at('写报告', times.reported),
  ]
  return all.toSorted((a, b) => a.iso.localeCompare(b.iso)).map(({ what, iso }) => [what, shanghai(iso)])
}
