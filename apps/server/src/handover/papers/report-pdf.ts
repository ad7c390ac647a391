import { itemStateWords, itemStates, type ReportView } from '@jieli/contract'
import { drawHeading, drawResult, drawText, drawTiles, drawTitle } from './blocks.ts'
import { contentsOf, type Contents } from './contents.ts'
import type { Given } from './given.ts'
import { moment, type Part } from './part.ts'
import { colours, Sheet } from './sheet.ts'
import { mergedWords, sourceWords } from './summary.ts'
import { drawTable, roomFor } from './table.ts'
import { confirmNames } from '../report-words.ts'
import { count, fours, shown } from './words.ts'

/** The report as a PDF for the file: the same report gives the same bytes. */
export async function reportPdf(view: ReportView, given: Given): Promise<Buffer> {
  const said = contentsOf(view, given)
  const nameOf = (userid: string) => given.names[userid] ?? view.names[userid] ?? userid
  const sheet = new Sheet({
    title: `${said.title} ${view.id}`,
    running: `接力 Jieli　${said.title}`,
    id: view.id,
    foot: `报告写于 ${shown(moment(view.times.reported))}${codeOf(view)}`,
    at: new Date(view.times.reported),
  })
  drawOpening(sheet, view, said)
  drawWork(sheet, view, said)
  drawPart(sheet, said.signatures, { name: '签收与复核' })
  drawText(sheet, reviewWords(view, nameOf), 'small')
  drawPart(sheet, said.approvals)
  for (const words of mergedWords(view, nameOf)) drawText(sheet, `一人多席：${words}。`, 'small')
  drawText(sheet, `方案摘要：${fours(view.envelopeHash ?? '—')}`, 'small')
  drawPart(sheet, said.timeline)
  drawLimits(sheet, view, nameOf)
  drawProof(sheet, view)
  if (given.items !== undefined)
    drawPart(sheet, said.items, { name: `交接项（${count(given.items.length)}）` })
  if (sheet.isSignMissing) drawText(sheet, '□ 代表字体里没有的字，多是表情符号。', 'small')
  return sheet.end()
}

function drawOpening(sheet: Sheet, view: ReportView, { title, under, result, figures }: Contents): void {
  drawTitle(sheet, title, under)
  drawResult(sheet, result)
  drawTiles(sheet, [
    { label: '全部', figure: figures.items, colour: colours.ink },
    { label: '已核实', figure: figures.verified, colour: colours.good },
    {
      label: '例外有人负责',
      figure: figures.excepted,
      colour: figures.excepted > 0 ? colours.warn : colours.ink,
    },
    { label: '他人转出或不再持有', figure: figures.elsewhere, colour: colours.ink },
    { label: '未知', figure: figures.unknown, colour: figures.unknown > 0 ? colours.bad : colours.ink },
  ])
  const states = itemStates.flatMap((state) => {
    const n = view.byState[state]
    return n === undefined ? [] : [`${itemStateWords[state].zh} ${count(n)}`]
  })
  drawText(sheet, `按状态：${states.join('，')}；还没有结果 ${count(view.open)}。`, 'small')
}

function drawWork(sheet: Sheet, view: ReportView, said: Contents): void {
  const { restored, partly, none } = view.notes
  drawPart(sheet, said.completeness)
  drawText(sheet, `分母是各来源合并后的全部项：${sourceWords(view)}。占比只舍不入。`, 'small')
  drawText(
    sheet,
    `客户备注与标签：${count(restored)} 位已恢复并读回，${count(partly)} 位只恢复了一部分，${count(none)} 位没有恢复。`,
    'small',
  )
  drawPart(sheet, said.exceptions, { name: `例外（${count(view.exceptions.length)}）` })
  drawPart(sheet, said.tasks)
  if (said.tasksLeft.rows.length > 0) drawPart(sheet, said.tasksLeft)
  const { how, at } = view.confirmation
  drawText(sheet, `交接清单：${confirmNames[how]}${at === null ? '' : `（${shown(moment(at))}）`}。`, 'small')
}

function drawLimits(sheet: Sheet, view: ReportView, nameOf: (userid: string) => string): void {
  drawHeading(sheet, '企业微信做不到的')
  drawText(sheet, '· 聊天记录不会出现在接替人的企业微信里：没有这样的接口。')
  if (view.memberOnlyGroups > 0)
    drawText(
      sheet,
      `· ${count(view.memberOnlyGroups)} 个群里${nameOf(view.leaver)}只是成员：没有代加群成员的接口，要群里的人手工邀请接替人。`,
    )
  drawText(sheet, '· 转移不能撤销，只能反向再转，会用掉 90 天内的最后一次额度，客户可以拒绝。')
}

function drawProof(sheet: Sheet, { checkpoint }: ReportView): void {
  drawHeading(sheet, '审计证明')
  if (checkpoint === null) return drawText(sheet, '审计日志还没有检查点。')
  drawText(sheet, `日志：${checkpoint.origin}，${count(checkpoint.size)} 条`)
  drawText(sheet, `根：${fours(checkpoint.root)}`)
  drawText(sheet, '离线核对：npx jieli audit export --out DIR，然后 node DIR/verify.mjs DIR。', 'small')
}

function drawPart(sheet: Sheet, part: Part, { name = part.name } = {}): void {
  const isEmpty = part.rows.length === 0
  drawHeading(sheet, name, isEmpty ? 20 : roomFor(sheet, part))
  if (isEmpty) drawText(sheet, '没有。')
  else drawTable(sheet, part)
}

function reviewWords({ review }: ReportView, nameOf: (userid: string) => string): string {
  if (review === null) return '经理还没有复核。'
  return `${nameOf(review.by)} ${shown(moment(review.at))} 复核过例外和没办完的。`
}

// On every page, so that a loose leaf can be told from that of another report.
function codeOf({ checkpoint }: ReportView): string {
  return checkpoint === null ? '' : `　审计根 ${fours(checkpoint.root.slice(0, 16))}…`
}
