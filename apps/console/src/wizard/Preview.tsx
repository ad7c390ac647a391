import type { DraftSoFar, LivePreview } from '@jieli/contract'
import { NoWay } from '../no-way.tsx'
import { Gantt, Icon, num, OneWayMark, Skeleton, span, StateBar, useLang, useSay, when } from '../ui/index.ts'
import { problemText } from './problem-words.ts'
import css from './Preview.module.css'

/** What this plan will do, before anybody is told: computed by the rules that run. */
export function Preview({
  draft,
  preview,
  error,
  ageMs,
}: {
  readonly draft: DraftSoFar
  readonly preview: LivePreview | undefined
  readonly error: unknown
  readonly ageMs: number | undefined
}) {
  const say = useSay()
  const isReady = preview?.inventory === 'ready'
  return (
    <section className={css.preview} aria-label={say({ zh: '这样做会发生什么', en: 'What this will do' })}>
      <header className={css.head}>
        <h2>{say({ zh: '这样做会发生什么', en: 'What this will do' })}</h2>
        <span>{isReady && ageMs !== undefined && say({ zh: '刚算好', en: 'just computed' })}</span>
      </header>
      {error !== null && error !== undefined && !preview && <NoWay error={error} />}
      {draft.leaver === undefined && (
        <p className={css.none}>
          {say({
            zh: '选了人，这里就开始算。读企业微信，不会通知任何人。',
            en: 'Choose a person and this is computed. Nobody is told.',
          })}
        </p>
      )}
      {preview?.inventory === 'reading' && (
        <>
          <p className={css.none} role="status">
            {say({
              zh: '正在从企业微信读客户、群和标签…读完马上算。',
              en: 'Reading customers, groups and tags from WeCom…',
            })}
          </p>
          <Skeleton rows={4} />
        </>
      )}
      {preview?.trouble && (
        <p className={css.bad} role="alert">
          {preview.trouble.cause}。{preview.trouble.remedy}
        </p>
      )}
      {isReady && <Known draft={draft} preview={preview} />}
    </section>
  )
}

function Known({ draft, preview }: { readonly draft: DraftSoFar; readonly preview: LivePreview }) {
  const say = useSay()
  const { now, earliestFinish, budget } = preview
  const manual = preview.memberOnlyGroups
  const spent = budget.knownSpent
  return (
    <>
      <dl className={css.figures}>
        <div>
          <dt>{say({ zh: '最早完成', en: 'Earliest end' })}</dt>
          <dd>
            <b>{earliestFinish === null ? '—' : when(earliestFinish, now).slice(0, 5)}</b>
            <small>{earliestFinish === null ? '' : when(earliestFinish, now).slice(6)}</small>
          </dd>
        </div>
        <div>
          <dt>{say({ zh: '通知客户', en: 'Customers told' })}</dt>
          <dd>
            <b>{num(preview.customersTold)}</b>
            <small>{say({ zh: '位', en: '' })}</small>
          </dd>
        </div>
        <div>
          <dt>{say({ zh: '要人动手', en: 'By hand' })}</dt>
          <dd>
            <b>{num(manual)}</b>
            <small>{say({ zh: '项', en: '' })}</small>
          </dd>
        </div>
      </dl>
      {preview.problems.length > 0 && (
        <ul className={css.problems} role="status">
          {preview.problems.map((problem, at) => (
            <li key={at}>
              <Icon name="declined" /> {say(problemText(problem, preview))}
            </li>
          ))}
        </ul>
      )}
      <Times draft={draft} preview={preview} />
      <div className={css.part}>
        <h3>
          {say({ zh: '转移额度', en: 'Transfer budget' })}{' '}
          <small>{say({ zh: '每位客户 90 天 2 次', en: 'twice in 90 days' })}</small>
        </h3>
        <StateBar
          thin
          legend
          total={budget.knownLeft + budget.unknown + budget.knownSpent}
          parts={[
            {
              id: 'left',
              words: { zh: '确知还有', en: 'known to be left' },
              n: budget.knownLeft,
              tone: 'ok',
            },
            {
              id: 'unknown',
              words: { zh: '不确知', en: 'unknown' },
              n: budget.unknown,
              tone: 'act',
              fill: 'hatch',
            },
            {
              id: 'spent',
              words: { zh: '确知用完', en: 'known to be spent' },
              n: budget.knownSpent,
              tone: 'bad',
            },
          ]}
        />
        <p className={css.note}>
          {spent > 0 &&
            preview.budgetFreeAt !== null &&
            say({
              zh: `用完的 ${num(spent)} 位最早 ${when(preview.budgetFreeAt, now).slice(0, 5)} 可转。`,
              en: `The ${num(spent)} spent ones are free from ${when(preview.budgetFreeAt, now).slice(0, 5)}.`,
            })}
          {say({
            zh: '企业微信不公布转移历史：不确知的要试了才知道，试不成会逐项退回。',
            en: 'WeCom lists no history: unknown ones show when they are tried.',
          })}
        </p>
      </div>
      <div className={css.part}>
        <h3 className={css.oneway}>{say({ zh: '单行线：过了就回不来', en: 'One-way lines' })}</h3>
        <OneWayMark
          title={say({
            zh: `${draft.transferStartAt === undefined ? '' : when(draft.transferStartAt, now)} 发出第一批。`,
            en: `${draft.transferStartAt === undefined ? '' : when(draft.transferStartAt, now)}: the first batch.`,
          })}
          price={say({
            zh: '客户会收到通知。反悔只能反向转：用掉最后 1 次额度，再等 24 小时，客户可拒绝。',
            en: 'Customers are told. Going back spends the last transfer and another 24 h.',
          })}
        />
        <OneWayMark
          title={say({ zh: '删除账号。', en: 'Deleting the account.' })}
          price={say({ zh: '不在本方案里。冻结可以解除，删除不能。', en: 'Not in this plan.' })}
        />
      </div>
      <div className={css.part}>
        <h3>{say({ zh: '企业微信做不到，所以这样办', en: 'What WeCom cannot do' })}</h3>
        <ul className={css.cannot}>
          <li>
            <Icon name="chat" />
            {say({
              zh: '聊天记录不会出现在接替人的企业微信里。转后的备注和标签由接力写给接替人。',
              en: 'Chat records do not move. Remarks and tags are written to the successor.',
            })}
          </li>
          {manual > 0 && (
            <li>
              <Icon name="people" />
              {say({
                zh: `${num(manual)} 个群只是成员，不能代加人。离职前由本人在手机上邀请，报告里逐个写明。`,
                en: `${num(manual)} groups as a member only: the leaver invites by hand.`,
              })}
            </li>
          )}
        </ul>
      </div>
    </>
  )
}

function Times({ draft, preview }: { readonly draft: DraftSoFar; readonly preview: LivePreview }) {
  const say = useSay()
  const lang = useLang()
  const { now, earliestFinish } = preview
  if (draft.transferStartAt === undefined || draft.freezeAt === undefined || earliestFinish === null)
    return null
  const [t0, start, end, freeze] = [now, draft.transferStartAt, earliestFinish, draft.freezeAt].map((iso) =>
    Date.parse(iso),
  )
  if (t0 === undefined || start === undefined || end === undefined || freeze === undefined) return null
  const dayMs = 86_400_000
  const sentBy = start + Math.max(1, preview.transferCalls) * 60_000
  return (
    <div className={css.part}>
      <h3>
        {say({ zh: '时间', en: 'Time' })}{' '}
        <small>
          {earliestFinish <= draft.freezeAt
            ? say({
                zh: `比截止早 ${span(earliestFinish, draft.freezeAt, lang)}`,
                en: `${span(earliestFinish, draft.freezeAt, lang)} before the deadline`,
              })
            : say({
                zh: `比截止晚 ${span(draft.freezeAt, earliestFinish, lang)}`,
                en: `${span(draft.freezeAt, earliestFinish, lang)} too late`,
              })}
        </small>
      </h3>
      <Gantt
        label={say({
          zh: `审批到 ${when(draft.transferStartAt, now)}，分 ${preview.transferCalls} 批发出，等 24 小时，最早 ${when(earliestFinish, now)} 完成，${when(draft.freezeAt, now)} 冻结`,
          en: 'Schedule',
        })}
        bars={[
          {
            id: 'approval',
            text: say({ zh: '审批 4 人', en: 'Approval' }),
            from: t0,
            to: Math.max(t0, start),
            tone: 'idle',
            note: say({ zh: '到开始为止', en: 'until the start' }),
          },
          {
            id: 'send',
            text: say({ zh: '分批发出', en: 'Batches' }),
            from: start,
            to: Math.max(sentBy, start + (preview.groupDays - 1) * dayMs),
            tone: 'accent',
            note: say({
              zh: `${num(preview.transferCalls)} 批，≤ 100`,
              en: `${num(preview.transferCalls)} of 100`,
            }),
          },
          {
            id: 'wait',
            text: say({ zh: '等 24 小时', en: 'Wait 24 h' }),
            from: sentBy,
            to: end,
            tone: 'wait',
            note: say({ zh: '客户可拒绝', en: 'may decline' }),
          },
          {
            id: 'freeze',
            text: say({ zh: '冻结、报告', en: 'Freeze' }),
            from: freeze,
            to: freeze,
            tone: 'ok',
            note: when(draft.freezeAt, now),
          },
        ]}
        marks={[
          {
            id: 'earliest',
            at: end,
            tone: 'ok',
            text: say({
              zh: `最早 ${when(earliestFinish, now).slice(0, 5)}`,
              en: `earliest ${when(earliestFinish, now).slice(0, 5)}`,
            }),
          },
          {
            id: 'deadline',
            at: freeze,
            tone: end > freeze ? 'bad' : 'ink',
            text: say({
              zh: `截止 ${when(draft.freezeAt, now).slice(0, 5)}`,
              en: `deadline ${when(draft.freezeAt, now).slice(0, 5)}`,
            }),
          },
        ]}
      />
    </div>
  )
}
