import type { ReportView } from '@jieli/contract'
import { confirmWords, taskKindWords } from '../checklist/words.ts'
import { num, useSay, when } from '../ui/index.ts'
import { amount } from '../words.ts'
import css from './Report.module.css'

interface Props {
  readonly report: ReportView
  readonly nameOf: (userid: string) => string
}

/** What people did by hand, and what nobody did: each with an owner and a date. */
export function ByHand({ report, nameOf }: Props) {
  const say = useSay()
  const { how, at } = report.confirmation
  return (
    <section>
      <h2>{say({ zh: '手工任务', en: 'Manual tasks' })}</h2>
      {report.tasks.length === 0 ? (
        <p>{say({ zh: '没有。', en: 'None.' })}</p>
      ) : (
        <div className={css.scroll}>
          <table>
            <thead>
              <tr>
                <th scope="col">{say({ zh: '种类', en: 'Kind' })}</th>
                <th scope="col">{say({ zh: '分母', en: 'Of' })}</th>
                <th scope="col">{say({ zh: '已办', en: 'Done' })}</th>
                <th scope="col">{say({ zh: '不需要', en: 'Not needed' })}</th>
                <th scope="col">{say({ zh: '没办完', en: 'Left' })}</th>
              </tr>
            </thead>
            <tbody>
              {report.tasks.map((one) => (
                <tr key={one.kind}>
                  <th scope="row">{say(taskKindWords[one.kind])}</th>
                  <td>{num(one.of)}</td>
                  <td>{num(one.done)}</td>
                  <td>{num(one.dropped)}</td>
                  <td>{num(one.left)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {report.tasksLeft.length > 0 && (
        <p className={css.note}>
          {say({ zh: '没办完的：', en: 'Left: ' })}
          {report.tasksLeft
            .map(
              ({ task, owner, until }) =>
                `${report.subjects[task] ?? ''}（${nameOf(owner)}，${when(until).slice(0, 5)}）`,
            )
            .join('、')}
        </p>
      )}
      <p className={css.note}>
        {say({ zh: '交接清单：', en: 'Checklist: ' })}
        {say(confirmWords[how])}
        {at !== null && ` ${when(at)}`}
      </p>
    </section>
  )
}

/** Who signed for what, and the manager's review. */
export function Signed({ report, nameOf }: Props) {
  const say = useSay()
  if (report.classes.length === 0) return null
  return (
    <section>
      <h2>{say({ zh: '签收与复核', en: 'Acceptance' })}</h2>
      <dl className={css.times}>
        {report.classes.map(({ successor, kind, items, signature }) => (
          <div key={`${successor}/${kind}`}>
            <dt>
              {nameOf(successor)} · {say(amount(kind, items))}
            </dt>
            <dd>
              {signature === null
                ? say({ zh: '还没有签收', en: 'not signed' })
                : `✓ ${when(signature.at)}${signature.remark === '' ? '' : ` · ${signature.remark}`}`}
            </dd>
          </div>
        ))}
      </dl>
      <p className={css.note}>
        {report.review === null
          ? say({ zh: '经理还没有复核。', en: 'Not reviewed yet.' })
          : say({
              zh: `${nameOf(report.review.by)} ${when(report.review.at)} 复核过例外和没办完的。`,
              en: `Reviewed by ${nameOf(report.review.by)} ${when(report.review.at)}.`,
            })}
      </p>
    </section>
  )
}
