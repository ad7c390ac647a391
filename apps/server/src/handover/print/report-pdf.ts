import type { ReportView } from '@jieli/contract'
import { contentsOf, type Cell, type PaperItem, type Part } from './contents.ts'
import { newPaper, type Column, type Paper } from './page.ts'
import { count, fours } from './words.ts'

/** The report as a PDF: the same bytes for the same report. */
export function reportPdf(view: ReportView, items: readonly PaperItem[]): Promise<Buffer> {
  const said = contentsOf(view, items)
  const paper = newPaper({
    title: `${said.title} ${view.id}`,
    running: `接力 Jieli　${said.title}　${view.id}`,
    author: '接力 Jieli',
    at: new Date(view.times.reported),
  })
  paper.title(said.title, said.under)
  paper.figure(said.result)
  section(paper, said.completeness, [0.22, 0.13, 0.13, 0.13, 0.15, 0.13, 0.11])
  paper.paragraph(`分母是各来源合并后的全部项：${view.sources.map(sourceOf).join('；')}。`, { small: true })
  section(paper, said.exceptions, [0.1, 0.2, 0.2, 0.26, 0.1, 0.14])
  section(paper, said.tasks, [0.32, 0.17, 0.17, 0.17, 0.17])
  section(paper, said.tasksLeft, [0.18, 0.44, 0.16, 0.22])
  section(paper, said.signatures, [0.14, 0.12, 0.1, 0.12, 0.2, 0.32])
  section(paper, said.approvals, [0.24, 0.24, 0.22, 0.3])
  section(paper, said.timeline, [0.5, 0.5])
  paper.heading('企业微信做不到的')
  paper.paragraph('聊天记录不会出现在接替人的企业微信里：没有这样的接口。')
  if (view.memberOnlyGroups > 0)
    paper.paragraph(
      `${count(view.memberOnlyGroups)} 个群里本人只是成员：没有代加群成员的接口，要群里的人手工邀请。`,
    )
  paper.paragraph('转移不能撤销，只能反向再转，会用掉 90 天内的最后一次额度，客户可以拒绝。')
  section(paper, said.summary, [0.26, 0.74])
  if (view.checkpoint !== null)
    paper.paragraph(
      `审计根 ${fours(view.checkpoint.root)}。离线核对：npx jieli audit export --out DIR，然后 node DIR/verify.mjs DIR。`,
      {
        small: true,
      },
    )
  section(paper, said.items, [0.08, 0.19, 0.16, 0.1, 0.12, 0.17, 0.08, 0.1])
  return paper.end()
}

function section(paper: Paper, part: Part, shares: readonly number[]): void {
  paper.heading(part.rows.length > 20 ? `${part.name}（${count(part.rows.length)}）` : part.name)
  if (part.rows.length === 0) return paper.paragraph('没有。')
  const columns = part.heads.map((head, at): Column => ({
    head,
    share: shares[at] ?? 0,
    align: part.rows.every((row) => typeof row[at] === 'number') ? 'right' : 'left',
  }))
  paper.table(
    columns,
    part.rows.map((row) => row.map(textOf)),
  )
}

function textOf(cell: Cell): string {
  return typeof cell === 'number' ? count(cell) : cell
}

function sourceOf({ name, count: n }: ReportView['sources'][number]): string {
  return `${name} ${n === null ? '读不到' : count(n)}`
}
