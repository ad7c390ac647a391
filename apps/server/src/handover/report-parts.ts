import type { ReportView } from '@jieli/contract'
import { confirmNames, kindNames, taskKindNames } from './report-words.ts'

export interface Saying {
  readonly nameOf: (userid: string) => string
  readonly text: (raw: string) => string
  readonly time: (iso: string) => string
}

/** What people did by hand, what nobody did, and the leaver's word. */
export function byHand(view: ReportView, { nameOf, text, time }: Saying): string {
  const { how, at } = view.confirmation
  const word = `<p class="small">交接清单：${confirmNames[how]}${at === null ? '' : `（${time(at)}）`}。</p>`
  if (view.tasks.length === 0) return `<h2>手工任务</h2><p>没有。</p>${word}`
  const sums = view.tasks.map(
    ({ kind, of, done, dropped, left }) =>
      `<tr><th>${taskKindNames[kind]}</th><td>${done} / ${of}</td><td>${dropped}</td><td>${left}</td></tr>`,
  )
  const left = view.tasksLeft.map(
    ({ task, kind, owner, until }) =>
      `<tr><td class="short">${taskKindNames[kind]} ${text(view.subjects[task] ?? '')}</td><td class="short">${text(nameOf(owner))}</td><td class="short">${time(until)}</td></tr>`,
  )
  return `<h2>手工任务</h2><table><thead><tr><th>类别</th><th>已办 / 全部</th><th>不需要</th><th>没办完</th></tr></thead><tbody>${sums.join('')}</tbody></table>
${left.length === 0 ? '' : `<table><thead><tr><th>没办完的</th><th>负责人</th><th>日期</th></tr></thead><tbody>${left.join('')}</tbody></table>`}${word}`
}

/** Who signed for what he received, and the manager's review; what is unsigned is named. */
export function signed(view: ReportView, { nameOf, text, time }: Saying): string {
  if (view.classes.length === 0) return ''
  const rows = view.classes.map(({ successor, kind, items, signature }) => {
    const said =
      signature === null
        ? '还没有签收'
        : `✓ ${time(signature.at)}，打开过 ${signature.opened} 条${signature.remark === '' ? '' : `。${text(signature.remark)}`}`
    return `<tr><td class="short">${text(nameOf(successor))}</td><td class="short">${kindNames[kind]} ${items.toLocaleString('en')}</td><td>${said}</td></tr>`
  })
  const reviewed =
    view.review === null
      ? '经理还没有复核。'
      : `${text(nameOf(view.review.by))} ${time(view.review.at)} 复核过例外和没办完的。`
  return `<h2>签收与复核</h2><table><thead><tr><th>接替人</th><th>收到</th><th>签收</th></tr></thead><tbody>${rows.join('')}</tbody></table><p class="small">${reviewed}</p>`
}
