import { consoleRoutes, type ApprovalPage, type Seat } from '@jieli/contract'
import { useParams } from '@tanstack/react-router'
import { useAsk } from '../api.ts'
import { HandoverPending } from '../denied.tsx'
import {
  Avatar,
  Banner,
  Card,
  Facts,
  num,
  OneWayMark,
  Page,
  PlanDiff,
  Tag,
  useLang,
  useSay,
  WaitClock,
  when,
  type Words,
} from '../ui/index.ts'
import { seatWords } from '../words.ts'
import { Answers } from './Answers.tsx'
import css from './Approval.module.css'
import { lineOf } from './difference.ts'

/** What is asked of the approver, what differs from the version he knew, and the two answers. Neither is preset. */
export function Approval() {
  const { id } = useParams({ from: '/h/$id/approve' })
  const { data, error, refetch } = useAsk(consoleRoutes.approval, { params: { id } })
  if (data) return <Known data={data} />
  return <HandoverPending title={id} handover={id} error={error} onRetry={() => void refetch()} />
}

const judge: Readonly<Record<Seat, Words>> = {
  manager: {
    zh: '谁来接、接得动吗：看每位接替人的在手数和上限',
    en: 'Who takes over and whether they can: loads and caps',
  },
  hr: {
    zh: '触发原因和日期对不对：开始、最后工作日、冻结',
    en: 'Trigger and dates: start, last day, freeze',
  },
  admin: { zh: '要在管理后台手工做的事，有没有人做', en: 'Manual work in the WeCom console' },
  security: {
    zh: '数据范围和遮盖、两条单行线、例外怎么收尾',
    en: 'Scope of data and masking, the one-way lines, the exceptions',
  },
}

function Known({ data }: { readonly data: ApprovalPage }) {
  const say = useSay()
  const lang = useLang()
  const { handover, names, now, seats, mySeats, hash } = data
  const nameOf = (userid: string) => names[userid] ?? userid
  const leaver = nameOf(handover.leaver)
  const mine = seats.filter(({ seat }) => mySeats.includes(seat))
  const canVote = data.state === 'waiting' && mine.some(({ decision }) => decision === null)
  const { preview } = handover
  const buttons = canVote && <Answers data={data} />
  return (
    <Page
      documentTitle={say({ zh: `请你审批 · ${leaver}的交接`, en: `Approve · handover of ${leaver}` })}
      title={say({ zh: `审批：${leaver}的工作交接`, en: `Approval: handover of ${leaver}` })}
      tags={
        <>
          <Tag tone="accent">{say({ zh: `方案 v${data.version}`, en: `Plan v${data.version}` })}</Tag>
          <StateTag state={data.state} />
        </>
      }
      lead={
        <>
          {say({
            zh: `${nameOf(handover.initiator)} 发起：${leaver} 离职，客户和群交给 `,
            en: `${nameOf(handover.initiator)} asks: ${leaver} resigns; customers and groups go to `,
          })}
          <b>{handover.successors.map(nameOf).join('、')}</b>
          {data.expiresAt !== null && data.state === 'waiting' && (
            <>
              {say({ zh: '。有效至 ', en: '. Valid until ' })}
              <WaitClock at={data.expiresAt} now={now} />
            </>
          )}
        </>
      }
      bottom={buttons || undefined}
    >
      {data.state === 'none' && (
        <Banner tone="idle" icon="clock">
          {say({
            zh: '还没有提交审批，或上一次已作废。方案变了会重新请你看。',
            en: 'Not submitted, or the last one is void. You are asked again when the plan is submitted.',
          })}
        </Banner>
      )}
      {data.state === 'rejected' && (
        <Banner tone="act">
          {say({ zh: '已被退回，等发起人修改后重新提交。', en: 'Sent back; the initiator changes it.' })}
        </Banner>
      )}
      <div className={css.columns}>
        <div className={css.main}>
          <Card
            title={say({ zh: '与上一版不同', en: 'What differs' })}
            note={
              data.version === 1
                ? say({ zh: '第一版', en: 'first version' })
                : `v${data.version - 1} → v${data.version}`
            }
          >
            <PlanDiff
              lines={data.differs.map((one, at) => lineOf(one, at, { nameOf, say }))}
              none={say({ zh: '这是第一版，没有可比的。', en: 'This is the first version.' })}
            />
          </Card>
          {mySeats.length > 0 && (
            <Card title={say({ zh: '你要判断的', en: 'What you are asked to judge' })}>
              <ul className={css.judge}>
                {mySeats.map((seat) => (
                  <li key={seat}>
                    <b>{say(seatWords[seat])}</b> {say(judge[seat])}
                  </li>
                ))}
              </ul>
            </Card>
          )}
          {preview && (
            <Card title={say({ zh: '这样做会发生什么', en: 'What will happen' })}>
              <Facts
                rows={[
                  ...preview.bySuccessor.map((one) => ({
                    name: nameOf(one.userid),
                    value: say({
                      zh: `在手 ${num(one.holdsNow)}，接 ${num(one.customers)} 位客户、${num(one.groups)} 个群${one.overCap > 0 ? `，会超 ${num(one.overCap)}（按候补往下给）` : ''}`,
                      en: `holds ${num(one.holdsNow)}, gets ${num(one.customers)} customers, ${num(one.groups)} groups${one.overCap > 0 ? `, ${num(one.overCap)} over the cap` : ''}`,
                    }),
                  })),
                  {
                    name: say({ zh: '客户会收到通知', en: 'Customers told' }),
                    value: num(preview.customersTold),
                  },
                  { name: say({ zh: '开始', en: 'Start' }), value: when(handover.transferStartAt, now) },
                  {
                    name: say({ zh: '最早完成', en: 'Earliest end' }),
                    value: when(preview.earliestFinish, now),
                  },
                  { name: say({ zh: '冻结账号', en: 'Freeze' }), value: when(handover.freezeAt, now) },
                ]}
              />
              <div className={css.lines}>
                <OneWayMark
                  title={say({ zh: '第一批发出', en: 'The first batch' })}
                  price={say({
                    zh: `${when(handover.transferStartAt, now)} 起客户会收到通知；反悔要用掉每位最后 1 次额度，再等 24 小时，客户可拒绝。`,
                    en: `From ${when(handover.transferStartAt, now)} customers are told; going back spends the last transfer of each and another 24 h.`,
                  })}
                />
                <OneWayMark
                  title={say({ zh: '冻结账号', en: 'The freeze' })}
                  price={say({
                    zh: `${when(handover.freezeAt, now)}，可以解除；删除账号不在这个方案里。`,
                    en: `${when(handover.freezeAt, now)}; it can be undone. Deleting the account is not part of it.`,
                  })}
                />
              </div>
            </Card>
          )}
        </div>
        <aside className={css.aside}>
          <Card title={say({ zh: '四个人怎么说', en: 'What the others say' })}>
            <ul className={css.seats}>
              {seats.map(({ seat, userid, decision, at, why }) => (
                <li key={seat}>
                  <Avatar name={nameOf(userid)} />
                  <span>
                    {nameOf(userid)}
                    <small>{say(seatWords[seat])}</small>
                    {why !== null && <small className={css.why}>“{why}”</small>}
                  </span>
                  <span className={decision === 'no' ? css.no : css.when}>
                    {decision === 'yes' &&
                      say({
                        zh: `同意 ${at === null ? '' : when(at, now)}`,
                        en: `yes ${at === null ? '' : when(at, now)}`,
                      })}
                    {decision === 'no' && say({ zh: '退回', en: 'no' })}
                    {decision === null && data.state === 'waiting' && say({ zh: '还没看', en: 'waiting' })}
                  </span>
                </li>
              ))}
            </ul>
            <p className={css.hash}>
              {say({ zh: '方案哈希', en: 'Plan hash' })} <code>{(hash ?? '').slice(0, 24)}…</code>
            </p>
          </Card>
          {canVote && <div className={css.answers}>{buttons}</div>}
          {!canVote && mine.length > 0 && mine.every(({ decision }) => decision !== null) && (
            <Card>
              <p lang={lang === 'zh' ? 'zh-CN' : 'en'}>
                {say({ zh: '你已经审批过了。', en: 'You have decided.' })}
              </p>
            </Card>
          )}
        </aside>
      </div>
    </Page>
  )
}

function StateTag({ state }: { readonly state: ApprovalPage['state'] }) {
  const say = useSay()
  const words: Readonly<Record<ApprovalPage['state'], readonly [Words, 'idle' | 'act' | 'ok' | 'bad']>> = {
    none: [{ zh: '没有在审批', en: 'Not in approval' }, 'idle'],
    waiting: [{ zh: '等审批', en: 'Waiting' }, 'act'],
    complete: [{ zh: '四人已同意', en: 'All agreed' }, 'ok'],
    rejected: [{ zh: '已退回', en: 'Sent back' }, 'bad'],
    expired: [{ zh: '已过期', en: 'Expired' }, 'bad'],
    voided: [{ zh: '已作废', en: 'Void' }, 'bad'],
  }
  const [text, tone] = words[state]
  return <Tag tone={tone}>{say(text)}</Tag>
}
