import type { ReportView } from '@jieli/contract'
import type { NameOf, PaperSignature } from './given.ts'
import { moment, momentOr, type Cell, type Part } from './part.ts'
import { confirmNames, kindNames, seatName } from '../report-words.ts'
import { count, shown, voteName } from './words.ts'

export function approvalsPart({ approvals }: ReportView, nameOf: NameOf): Part {
  return {
    name: '审批',
    columns: [
      { head: '席位', share: 1.2 },
      { head: '审批人', share: 1 },
      { head: '结果', share: 1 },
      { head: '时间', share: 1.2 },
    ],
    rows: approvals.map(({ seat, userid, decision, at }) => [
      seatName(seat),
      nameOf(userid),
      voteName(decision),
      momentOr(at, '—'),
    ]),
  }
}

interface Signing {
  readonly signatures: readonly PaperSignature[]
  readonly nameOf: NameOf
}

export function signaturesPart(view: ReportView, { signatures, nameOf }: Signing): Part {
  const all = signatures.length > 0 ? signatures : signaturesOf(view)
  return {
    name: '签收',
    columns: [
      { head: '接替人', share: 1 },
      { head: '类别', share: 0.8 },
      { head: '收到', share: 0.7, isNumber: true },
      { head: '打开过', share: 0.8, isNumber: true },
      { head: '签收时间', share: 1.4 },
      { head: '说明', share: 2.6 },
    ],
    rows: all.map(({ kind, person, at, opened, of, result }) => [
      nameOf(person),
      kindNames[kind],
      of,
      opened,
      momentOr(at, '还没有签收'),
      result,
    ]),
  }
}

function signaturesOf({ classes }: ReportView): readonly PaperSignature[] {
  return classes.map(({ successor, kind, items, opened, needed, signature }) => ({
    kind,
    person: successor,
    at: signature?.at ?? null,
    opened: signature?.opened ?? opened,
    of: items,
    result: `签收前至少打开 ${count(needed)} 条。${signature?.remark ?? ''}`,
  }))
}

interface Event {
  readonly iso: string | null
  readonly what: string
  readonly who?: string
  readonly more?: string
}

export function timelinePart(view: ReportView, nameOf: NameOf): Part {
  const events = [...startOf(view, nameOf), ...endOf(view, nameOf)]
  const known = events.flatMap(({ iso, ...said }) => (iso === null ? [] : [{ iso, ...said }]))
  const moments = known.map((event) => ({ ...event, ms: Date.parse(event.iso) }))
  return {
    name: '时间线',
    columns: [
      { head: '时间', share: 1.1 },
      { head: '事件', share: 1 },
      { head: '谁', share: 1 },
      { head: '说明', share: 3 },
    ],
    rows: moments
      .toSorted((a, b) => a.ms - b.ms)
      .map(({ iso, what, who = '', more = '' }): readonly Cell[] => [moment(iso), what, who, more]),
  }
}

function startOf(view: ReportView, nameOf: NameOf): readonly Event[] {
  const { times, calls, approvals, confirmation } = view
  const looked =
    calls.settledByLooking > 0 ? `，其中 ${count(calls.settledByLooking)} 次没有答复，靠读回查清` : ''
  return [
    { iso: times.created, what: '发起', who: nameOf(view.initiator) },
    {
      iso: confirmation.at,
      what: '核对清单',
      who: nameOf(view.leaver),
      more: `${confirmNames[confirmation.how]}。`,
    },
    ...approvals.map(({ seat, userid, decision, at }): Event => ({
      iso: at,
      what: '审批',
      who: nameOf(userid),
      more: `${seatName(seat)}：${voteName(decision)}`,
    })),
    {
      iso: times.transferStart,
      what: '第一批发出',
      more: `从这时起共 ${count(calls.made)} 次调用（最少需要 ${count(calls.minimum)} 次）${looked}。`,
    },
  ]
}

function endOf({ times, review, ...view }: ReportView, nameOf: NameOf): readonly Event[] {
  const agreed = shown(moment(times.agreedFreeze))
  const agreedOnly = times.frozen === null ? times.agreedFreeze : null
  return [
    { iso: view.accessEndedAt, what: '结束访问', more: '接力的会话和密钥都已失效。' },
    { iso: times.frozen, what: '冻结账号', more: `约定 ${agreed}。冻结可以解除；账号没有删除。` },
    { iso: agreedOnly, what: '约定冻结', more: '账号没有冻结。' },
    { iso: view.returnAt, what: '归还', more: '从这时起还给本人。' },
    {
      iso: review?.at ?? null,
      what: '复核',
      who: review === null ? '' : nameOf(review.by),
      more: '看过例外和没办完的。',
    },
    { iso: times.reported, what: '写报告', more: endingWords[view.ending ?? 'through'] },
  ]
}

const endingWords = {
  back: '取消后，已转走的还给了本人；没还成的在例外里。',
  stay: '取消时已转走的留在接替人那里。',
  through: '',
} as const
