import { reasonWords, triggerWords, type Outcome, type Preview } from '@jieli/contract'
import type { Card } from '../notify/index.ts'
import { shanghaiIso } from '../platform/clock.ts'
import type { DecisionGroup } from './decision.ts'
import type { HandoverRow } from './store.ts'

const outcomeWords = { again: '再转一次', keep: '先留着', look: '再查一次' } satisfies Record<Outcome, string>
const kindWords = {
  customer: '位客户',
  group: '个客户群',
  code: '个联系我',
  link: '条获客链接',
  seat: '个客服接待',
  account: '个账号',
} as const

/** Asks the manager what becomes of a group of items. The card names no customer: it may be read over a shoulder. */
export function decisionCard(
  row: HandoverRow,
  group: DecisionGroup,
  {
    offered,
    by,
    url,
  }: { readonly offered: readonly Outcome[]; readonly by: Date; readonly url: string | undefined },
): Card {
  return {
    ...(url === undefined ? {} : { url: `${url}/h/${row.id}?open=decide` }),
    title: `${group.items.length} ${kindWords[group.kind]}转不过去`,
    desc: reasonWords[group.reason].zh.slice(0, 44),
    lines: [
      { label: '交接', value: row.id },
      { label: '请在之前定', value: shanghaiTime(by) },
      ...(group.code === null ? [] : [{ label: '错误码', value: String(group.code) }]),
    ],
    buttons: offered.map((outcome) => ({
      text: outcomeWords[outcome],
      key: `decide:${row.id}:${group.reason}:${group.kind}:${outcome}`,
      style: outcome === 'keep' ? 2 : 1,
    })),
  }
}

/** Asks one of the four for a yes to the envelope; the key carries its hash, so an old card cannot approve a new plan. */
export function approvalCard(
  row: HandoverRow,
  set: string,
  { leaverName, url }: { readonly leaverName: string; readonly url: string | undefined },
): Card {
  const preview = row.preview
  return {
    ...(url === undefined ? {} : { url: `${url}/h/${row.id}/approve` }),
    title: '请你审批一个工作交接',
    desc: `${leaverName} ${triggerWords[row.trigger].zh}，交给 ${row.plan.successors.length} 位接替人`,
    lines: [
      { label: '交接', value: row.id },
      { label: '客户', value: `${preview?.customersTold ?? 0} 位会收到通知` },
      { label: '客户群', value: `${preview?.items.group ?? 0} 个${pointedOf(preview?.items)}` },
      { label: '开始', value: shanghaiTime(row.transfer_start_at) },
      ...datesOf(row),
      { label: '方案', value: (row.envelope_hash ?? '').slice(0, 8) },
    ],
    buttons: [
      { text: '同意', key: `approve:${set}:yes:${row.envelope_hash ?? ''}`, style: 1 },
      { text: '退回', key: `approve:${set}:no:${row.envelope_hash ?? ''}`, style: 2 },
    ],
  }
}

function datesOf(row: HandoverRow): readonly { readonly label: string; readonly value: string }[] {
  if (row.trigger === 'leave' && row.return_at !== null)
    return [{ label: '完成／归还', value: `${shanghaiTime(row.freeze_at)}／${shanghaiTime(row.return_at)}` }]
  if (row.trigger === 'move') return [{ label: '交接完成', value: shanghaiTime(row.freeze_at) }]
  const soon = row.access_ends === 'at-once' ? '，通过即停访问' : ''
  return [{ label: '冻结账号', value: `${shanghaiTime(row.freeze_at)}${soon}` }]
}

export function shanghaiTime(at: Date): string {
  return shanghaiIso(at).slice(5, 16).replace('T', ' ')
}

// A card has room for six lines.
function pointedOf(items: Preview['items'] | undefined): string {
  const n = (items?.code ?? 0) + (items?.link ?? 0) + (items?.seat ?? 0)
  return n === 0 ? '' : `，获客入口 ${n} 个`
}
