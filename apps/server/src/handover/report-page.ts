import { shanghaiIso } from '../platform/clock.ts'
import { reasonWords, triggerWords, type ReportView } from '@jieli/contract'
import { masked } from '../access/index.ts'
import { latestCheckpoint } from '../audit/index.ts'
import type { Deps } from './deps.ts'
import type { Completeness, Exception, Report } from './report.ts'
import { reportStyle } from './report-style.ts'
import { shownName } from './shown.ts'
import { classesOf } from './acceptance/routes.ts'
import { byHand, signed } from './report-parts.ts'
import { kindNames, seatName } from './report-words.ts'
import { itemsOf } from './store-items.ts'
import { tasksOf } from './tasks/store.ts'
import { textOf } from './tasks/text.ts'
import { findHandover } from './store.ts'

type Stored = Omit<ReportView, 'names' | 'subjects' | 'checkpoint' | 'classes' | 'review'>

// What reports written before these fields existed say of them.
const sinceThen = {
  ending: null,
  returnAt: null,
  accessEndedAt: null,
  mergedSeats: [],
  confirmation: { how: 'not-asked', at: null },
  tasks: [],
  tasksLeft: [],
} as const satisfies Partial<Stored>

/** The report with the names it needs, put in when somebody reads it: members in clear, customers masked. */
export async function reportView(deps: Deps, id: string): Promise<ReportView | undefined> {
  const { db } = deps.database
  const row = await findHandover(db, id)
  if (!row?.report) return undefined
  // Written by reportOf and by nobody else.
  const report = row.report as Report
  const people = [
    report.leaver,
    report.initiator,
    ...report.successors,
    ...report.approvals.map(({ userid }) => userid),
    ...report.exceptions.map(({ owner }) => owner),
    ...(report.tasksLeft ?? []).map(({ owner }) => owner),
    ...(row.reviewed_by === null ? [] : [row.reviewed_by]),
  ]
  const checkpoint = await latestCheckpoint(db)
  return {
    ...sinceThen,
    // Ids and counts, in the shape of the contract.
    ...(report as unknown as Stored),
    classes: [...(await classesOf(deps, row))],
    review:
      row.reviewed_at === null ? null : { by: row.reviewed_by ?? '', at: row.reviewed_at.toISOString() },
    names: Object.fromEntries(await deps.directory.namesOf(db, [...new Set(people)])),
    subjects: Object.fromEntries([
      ...(await maskedNames(deps, id, report.exceptions)),
      ...(await taskTitles(deps, id, report.tasksLeft ?? [])),
    ]),
    checkpoint: checkpoint
      ? { origin: checkpoint.origin, size: checkpoint.size, root: checkpoint.root }
      : null,
  }
}

/** The report as one self-contained page. Names of customers are masked; people of the company are named. */
export async function reportPage(deps: Deps, id: string): Promise<string | undefined> {
  const view = await reportView(deps, id)
  const row = await findHandover(deps.database.db, id)
  if (!view || !row?.report) return undefined
  const nameOf = (userid: string) => view.names[userid] ?? userid
  const subjects = new Map(Object.entries(view.subjects))
  // Written by reportOf and by nobody else.
  return page(
    { ...sinceThen, ...(row.report as Report) },
    { nameOf, subjects, view, checkpoint: view.checkpoint ?? undefined },
  )
}

async function maskedNames(
  deps: Deps,
  id: string,
  exceptions: readonly Exception[],
): Promise<ReadonlyMap<string, string>> {
  const wanted = new Set(exceptions.map(({ item }) => item))
  if (wanted.size === 0) return new Map()
  const box = await deps.vault.box(deps.database.db, { kind: 'handover', id })
  const rows = (await itemsOf(deps.database.db, id)).filter((item) => wanted.has(item.id))
  return new Map(rows.map((item) => [item.id, shownName(item, box)]))
}

async function taskTitles(
  deps: Deps,
  id: string,
  left: Report['tasksLeft'],
): Promise<ReadonlyMap<string, string>> {
  if (left.length === 0) return new Map()
  const box = await deps.vault.box(deps.database.db, { kind: 'handover', id })
  const rows = await tasksOf(deps.database.db, id)
  return new Map(rows.flatMap((task) => (task.title === null ? [] : [[task.id, textOf(task, 'title', box)]])))
}

interface Filled {
  readonly view: ReportView
  readonly nameOf: (userid: string) => string
  readonly subjects: ReadonlyMap<string, string>
  readonly checkpoint: { readonly origin: string; readonly size: number; readonly root: string } | undefined
}

function page(report: Report, filled: Filled): string {
  const { nameOf } = filled
  const done = report.completeness.reduce((sum, { verified }) => sum + verified, 0)
  const other = report.items - done - report.exceptions.length
  const title = `${report.ending === null ? '工作交接完成证明' : '工作交接取消记录'} ${report.id}`
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${text(title)}</title><style>${reportStyle}</style></head><body><main>
<header><p class="brand">接力 Jieli</p><h1>${title.replace(` ${report.id}`, '')}</h1>
<p class="id">${text(report.id)}　${triggerWords[report.trigger].zh}　${text(nameOf(report.leaver))} → ${report.successors.map((u) => text(nameOf(u))).join('、')}</p></header>
<p class="result">${report.items.toLocaleString('en')} 项：<strong>${done.toLocaleString('en')}</strong> 已核实，
<strong>${report.exceptions.length}</strong> 例外有人负责，${other > 0 ? `${other} 已由他人转出或不再持有，` : ''}<strong>0</strong> 未知。</p>
<h2>完整性</h2>${completenessTable(report.completeness)}
<p class="small">分母是各来源合并后的全部项：${report.sources.map(sourceText).join('；')}。</p>
<p class="small">客户备注与标签：${report.notes.restored.toLocaleString('en')} 位已恢复并读回${report.notes.partly > 0 ? `，${report.notes.partly} 位只恢复了一部分` : ''}。</p>
<h2>例外（${report.exceptions.length}）</h2>${exceptionsTable(report.exceptions, filled)}
${byHand(filled.view, { nameOf, text, time })}
${signed(filled.view, { nameOf, text, time })}
<h2>审批</h2><table><thead><tr><th>席位</th><th>审批人</th><th>结果</th><th>时间</th></tr></thead><tbody>
${report.approvals.map(({ seat, userid, decision, at }) => `<tr><td>${text(seatName(seat))}</td><td>${text(nameOf(userid))}</td><td>${decision === 'yes' ? '✓ 同意' : text(decision ?? '—')}</td><td>${at === null ? '—' : time(at)}</td></tr>`).join('')}
</tbody></table><p class="small">方案摘要 <code>${text(fours(report.envelopeHash ?? ''))}</code></p>
<h2>经过</h2><table><tbody>
<tr><th>发起</th><td>${time(report.times.created)}　${text(nameOf(report.initiator))}</td></tr>
<tr><th>第一批发出</th><td>${time(report.times.transferStart)} 起，共 ${report.calls.made} 次调用（最少需要 ${report.calls.minimum} 次）${report.calls.settledByLooking > 0 ? `，其中 ${report.calls.settledByLooking} 次没有答复，靠读回查清` : ''}</td></tr>
${endRows(report)}
</tbody></table>
<h2>企业微信做不到的</h2><ul>
<li>聊天记录不会出现在接替人的企业微信里：没有这样的接口。</li>
${report.memberOnlyGroups > 0 ? `<li>${report.memberOnlyGroups} 个群里${text(nameOf(report.leaver))}只是成员：没有代加群成员的接口，要群里的人手工邀请接替人。</li>` : ''}
<li>转移不能撤销，只能反向再转，会用掉 90 天内的最后一次额度，客户可以拒绝。</li></ul>
<h2>审计证明</h2>${proof(filled.checkpoint)}
</main></body></html>
`
}

/** How it ended for the account, and for what was lent. */
function endRows(report: Report): string {
  const rows: [string, string][] = []
  if (report.accessEndedAt !== null)
    rows.push(['结束访问', `${time(report.accessEndedAt)}，接力的会话和密钥都已失效`])
  if (report.times.frozen !== null)
    rows.push([
      '冻结账号',
      `${time(report.times.frozen)}（约定 ${time(report.times.agreedFreeze)}）。冻结可以解除；账号没有删除。`,
    ])
  else rows.push(['账号', '没有冻结'])
  if (report.ending === 'back') rows.push(['还回', '取消后，已转走的还给了本人；没还成的在例外里'])
  else if (report.ending === 'stay') rows.push(['取消', '取消时已转走的留在接替人那里'])
  else if (report.returnAt !== null) rows.push(['归还', `${time(report.returnAt)} 起还给本人`])
  return rows.map(([name, value]) => `<tr><th>${name}</th><td>${value}</td></tr>`).join('\n')
}

function completenessTable(rows: readonly Completeness[]): string {
  const body = rows
    .map(
      ({ kind, of, verified, excepted, adopted, gone, unknown }) =>
        `<tr><th>${kindNames[kind]}</th><td>${verified.toLocaleString('en')} / ${of.toLocaleString('en')}</td><td>${excepted}</td><td>${adopted}</td><td>${gone}</td><td>${unknown}</td></tr>`,
    )
    .join('')
  return `<table><thead><tr><th>类别</th><th>已核实 / 全部</th><th>例外</th><th>他人已转出</th><th>不再持有</th><th>未知</th></tr></thead><tbody>${body}</tbody></table>`
}

function exceptionsTable(exceptions: readonly Exception[], { nameOf, subjects }: Filled): string {
  if (exceptions.length === 0) return '<p>没有。</p>'
  const rows = exceptions.map((one) => {
    const words = Object.entries(reasonWords).find(([reason]) => reason === one.reason)?.[1]
    const code = one.code === null ? '' : `<span class="code">${one.code}</span>`
    const byDefault = one.decision === 'keep-by-default' ? '（到期按约定默认）' : ''
    return `<tr><td class="short">${kindNames[one.kind]} ${text(subjects.get(one.item) ?? '')}<br><code>${text(masked.subject(one.subject))}</code></td><td>${text(words?.zh ?? one.reason ?? '')} ${code}</td><td class="short">${text(nameOf(one.owner))}</td><td class="short">${time(one.until).replace(' 00:00', '')}${byDefault}</td></tr>`
  })
  return `<table><thead><tr><th>项目</th><th>原因</th><th>负责人</th><th>日期</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
}

function proof(checkpoint: Filled['checkpoint']): string {
  if (!checkpoint) return '<p>审计日志还没有检查点。</p>'
  return `<table><tbody><tr><th>日志</th><td>${text(checkpoint.origin)}，${checkpoint.size.toLocaleString('en')} 条</td></tr>
<tr><th>根</th><td><code>${text(fours(checkpoint.root))}</code></td></tr></tbody></table>
<p class="small">离线核对：<code>npx jieli audit export --out DIR</code>，然后 <code>node DIR/verify.mjs DIR</code>。</p>`
}

function sourceText({ name, kind, count }: Report['sources'][number]): string {
  const what = Object.entries(kindNames).find(([key]) => key === kind)?.[1] ?? kind
  return `${text(name)} ${count === null ? '读不到' : count.toLocaleString('en')} ${what}`
}

function fours(hex: string): string {
  return (hex.match(/.{1,4}/g) ?? []).slice(0, 16).join(' ')
}

function time(iso: string): string {
  const at = shanghaiIso(new Date(iso))
  return `${at.slice(0, 10)} ${at.slice(11, 16)}`
}

function text(raw: string): string {
  return raw.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)
}
