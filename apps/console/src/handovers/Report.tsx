import { handoverRoutes, reasonWords, type ReportView } from '@jieli/contract'
import { useNavigate, useParams } from '@tanstack/react-router'
import { Refused, useAsk } from '../api.ts'
import { useMay } from '../me.tsx'
import { NoHandover } from '../denied.tsx'
import {
  Button,
  Card,
  Empty,
  num,
  Page,
  Qr,
  Skeleton,
  StateBar,
  useSay,
  when,
  type Words,
} from '../ui/index.ts'
import { kindWords, seatWords, triggerWords } from '../words.ts'
import { Archived } from './Archived.tsx'
import { partsOf } from './parts.ts'
import { ByHand, Signed } from './ReportParts.tsx'
import { TakeAlong } from './TakeAlong.tsx'
import css from './Report.module.css'

/** The certificate: one sentence, denominators, exceptions with owners, who agreed, and how to prove it. */
export function Report() {
  const say = useSay()
  const { id } = useParams({ from: '/h/$id/report' })
  const { data, error, refetch } = useAsk(handoverRoutes.report, { params: { id } })
  if (data) return <Known report={data} />
  const isEarly = error instanceof Refused && error.why === 'NOT_REPORTED'
  return (
    <Page documentTitle={say({ zh: '完成证明', en: 'Report' })} title={say({ zh: '完成证明', en: 'Report' })}>
      <Card flush>
        {isEarly && (
          <Empty>
            {say({
              zh: '交接还没完成，报告要等每一项都有结果才写。',
              en: 'Not completed: the report is written once every item has an end.',
            })}
          </Empty>
        )}
        {error && !isEarly && <NoHandover handover={id} error={error} onRetry={() => void refetch()} />}
        {!error && <Skeleton rows={8} />}
      </Card>
    </Page>
  )
}

function Known({ report }: { readonly report: ReportView }) {
  const say = useSay()
  const may = useMay()
  const navigate = useNavigate()
  const nameOf = (userid: string) => report.names[userid] ?? userid
  const sum = (pick: (one: ReportView['completeness'][number]) => number) =>
    report.completeness.reduce((all, one) => all + pick(one), 0)
  const verified = sum((one) => one.verified + one.adopted)
  const excepted = sum((one) => one.excepted)
  const gone = sum((one) => one.gone)
  const unknown = sum((one) => one.unknown)
  return (
    <Page
      documentTitle={say({
        zh: `完成证明 · ${nameOf(report.leaver)}`,
        en: `Report · ${nameOf(report.leaver)}`,
      })}
      title={
        report.ending === null
          ? say({ zh: '工作交接完成证明', en: 'Certificate of a completed handover' })
          : say({ zh: '工作交接取消记录', en: 'Record of a cancelled handover' })
      }
      lead={
        <>
          {report.id}　{say(triggerWords[report.trigger])}　{nameOf(report.leaver)} →{' '}
          {report.successors.map(nameOf).join('、')}
        </>
      }
      actions={
        <>
          {may('audit.read') && (
            <Button
              icon="seal"
              onPress={() => void navigate({ to: '/admin/audit', search: { object: report.id } })}
            >
              {say({ zh: '校验', en: 'Verify' })}
            </Button>
          )}
          <TakeAlong id={report.id} />
          <Button look="filled" icon="doc" onPress={() => print()}>
            {say({ zh: '打印或存 PDF', en: 'Print or save as PDF' })}
          </Button>
        </>
      }
    >
      <article className={css.paper}>
        <p className={css.result}>
          {say({
            zh: `${num(report.items)} 项：${num(verified)} 已核实，${num(excepted)} 例外有人负责，${gone > 0 ? `${num(gone)} 已不在本人名下，` : ''}${num(unknown)} 未知`,
            en: `${num(report.items)} items: ${num(verified)} verified, ${num(excepted)} exceptions owned, ${gone > 0 ? `${num(gone)} no longer held, ` : ''}${num(unknown)} unknown`,
          })}
        </p>
        <section>
          <h2>{say({ zh: '完整性', en: 'Completeness' })}</h2>
          <div className={css.scroll}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{say({ zh: '种类', en: 'Kind' })}</th>
                  <th scope="col">{say({ zh: '分母', en: 'Of' })}</th>
                  <th scope="col">{say({ zh: '已核实', en: 'Verified' })}</th>
                  <th scope="col">{say({ zh: '例外', en: 'Exceptions' })}</th>
                  <th scope="col">{say({ zh: '未知', en: 'Unknown' })}</th>
                </tr>
              </thead>
              <tbody>
                {report.completeness.map((one) => (
                  <tr key={one.kind}>
                    <th scope="row">{say(kindWords[one.kind])}</th>
                    <td>{num(one.of)}</td>
                    <td>{num(one.verified + one.adopted)}</td>
                    <td>{num(one.excepted)}</td>
                    <td>{num(one.unknown)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <StateBar parts={partsOf(report.byState)} total={report.items} legend />
          <p className={css.note}>
            {say({ zh: '来源：', en: 'Sources: ' })}
            {report.sources
              .map(({ name, count }) => `${name} ${count === null ? '—' : num(count)}`)
              .join('；')}
            {report.memberOnlyGroups > 0 &&
              say({
                zh: `。另有 ${report.memberOnlyGroups} 个群本人只是成员，企业微信不能代加成员，由人邀请`,
                en: `. ${report.memberOnlyGroups} more groups as a member only; people invite`,
              })}
          </p>
        </section>
        <section>
          <h2>
            {say({ zh: `例外 ${report.exceptions.length} 项`, en: `${report.exceptions.length} exceptions` })}
          </h2>
          {report.exceptions.length === 0 ? (
            <p>{say({ zh: '没有例外。', en: 'None.' })}</p>
          ) : (
            <div className={css.scroll}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">{say({ zh: '项目', en: 'Item' })}</th>
                    <th scope="col">{say({ zh: '原因', en: 'Why' })}</th>
                    <th scope="col">{say({ zh: '决定', en: 'Decision' })}</th>
                    <th scope="col">{say({ zh: '负责人', en: 'Owner' })}</th>
                    <th scope="col">{say({ zh: '到', en: 'Until' })}</th>
                  </tr>
                </thead>
                <tbody>
                  {report.exceptions.map((one) => (
                    <tr key={one.item}>
                      <th scope="row">{report.subjects[one.item] ?? '—'}</th>
                      <td>{one.reason === null ? '—' : say(reasonWords[one.reason])}</td>
                      <td>{say(decisionWords[one.decision] ?? { zh: one.decision, en: one.decision })}</td>
                      <td>{nameOf(one.owner)}</td>
                      <td>{one.until === '' ? '—' : when(one.until).slice(0, 5)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </section>
        <ByHand report={report} nameOf={nameOf} />
        <Signed report={report} nameOf={nameOf} />
        <section>
          <h2>{say({ zh: '经过', en: 'Timeline' })}</h2>
          <dl className={css.times}>
            {(
              [
                [{ zh: '发起', en: 'Started' }, report.times.created],
                [{ zh: '开始转移', en: 'Transfer' }, report.times.transferStart],
                ...(report.times.frozen === null
                  ? []
                  : [[{ zh: '冻结账号', en: 'Frozen' }, report.times.frozen] as const]),
                ...(report.returnAt === null
                  ? []
                  : [[{ zh: '归还', en: 'Given back' }, report.returnAt] as const]),
                [{ zh: '报告', en: 'Reported' }, report.times.reported],
              ] as const
            ).map(([words, at]) => (
              <div key={words.en}>
                <dt>{say(words)}</dt>
                <dd>{at === null ? '—' : when(at)}</dd>
              </div>
            ))}
          </dl>
          <p className={css.note}>
            {say({
              zh: `共发出 ${report.calls.made} 批，最少要 ${report.calls.minimum} 批；${report.calls.settledByLooking} 批没收到答复，靠再读查清，没有重发。备注和标签：${num(report.notes.restored)} 位写给了接替人。`,
              en: `${report.calls.made} batches, ${report.calls.minimum} at least; ${report.calls.settledByLooking} without an answer were settled by looking. Notes of ${num(report.notes.restored)} customers were written to the successors.`,
            })}
          </p>
        </section>
        <section>
          <h2>{say({ zh: '审批', en: 'Approvals' })}</h2>
          <dl className={css.times}>
            {report.approvals.map(({ seat, userid, at }) => {
              const words = Object.entries(seatWords).find(([id]) => id === seat)?.[1]
              return (
                <div key={seat}>
                  <dt>{words ? say(words) : seat}</dt>
                  <dd>
                    {nameOf(userid)} ✓ {at === null ? '' : when(at)}
                  </dd>
                </div>
              )
            })}
          </dl>
          <p className={css.note}>
            {say({ zh: '批的方案 ', en: 'Plan ' })}
            <code>{grouped((report.envelopeHash ?? '').slice(0, 32))}</code>
          </p>
        </section>
        {report.checkpoint && (
          <section>
            <h2>{say({ zh: '怎么证明', en: 'How to prove it' })}</h2>
            <div className={css.proof}>
              <div>
                <p>
                  {report.checkpoint.origin}　#{num(report.checkpoint.size)}
                </p>
                <p className={css.root}>
                  <code>{grouped(report.checkpoint.root)}</code>
                </p>
              </div>
              <Qr
                text={`${location.origin}/admin/audit?object=${report.id}&size=${report.checkpoint.size}&root=${report.checkpoint.root}`}
                label={say({ zh: '扫码校验这份报告', en: 'Scan to verify this report' })}
              />
            </div>
            <p className={css.note}>
              {say({
                zh: '扫码打开审计页，在浏览器里对一对纸上的根。这个根由签名者签过，并登在数据库之外。离线校验：npx jieli audit export --out DIR，再运行 node DIR/verify.mjs DIR。',
                en: 'Scan to compare the root on the paper in the browser. The root is signed and published outside the database. Offline: npx jieli audit export --out DIR, then node DIR/verify.mjs DIR.',
              })}
            </p>
          </section>
        )}
        <Archived id={report.id} />
      </article>
    </Page>
  )
}

const decisionWords: Readonly<Record<string, Words>> = {
  keep: { zh: '先留着', en: 'Kept' },
  cancelled: { zh: '取消时没有转', en: 'Not sent when it was cancelled' },
  'keep-by-default': { zh: '冻结前没人定，按规则留给经理', en: 'Kept by default at the freeze' },
}

function grouped(hex: string): string {
  return hex.replace(/(.{4})(?=.)/g, '$1 ')
}
