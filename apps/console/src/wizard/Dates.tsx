import { wizardRoutes, type LivePreview, type Seat } from '@jieli/contract'
import { useAsk } from '../api.ts'
import { PersonPicker } from '../people/PersonPicker.tsx'
import { Card, DateTimeField, TextField, useSay, when } from '../ui/index.ts'
import { seatWords } from '../words.ts'
import { deadlineWords } from './trigger-words.ts'
import { problemText } from './problem-words.ts'
import type { DraftState } from './use-draft.ts'
import css from './Dates.module.css'

const seats: readonly Seat[] = ['manager', 'hr', 'admin', 'security']

/** When it starts, when the account is frozen, who has to agree, what customers are told. */
export function Dates({
  state,
  preview,
}: {
  readonly state: DraftState
  readonly preview: LivePreview | undefined
}) {
  const say = useSay()
  const { draft, change, know, names } = state
  const now = preview?.now ?? new Date().toISOString()
  const { data } = useAsk(
    wizardRoutes.suggest,
    { query: { leaver: draft.leaver ?? '-' } },
    { enabled: draft.leaver !== undefined },
  )
  const trigger = draft.trigger ?? 'resign'
  const problemOf = (field: 'transferStartAt' | 'freezeAt' | 'returnAt') => {
    const found = preview?.problems.find((one) => one.field === field)
    return found && say(problemText(found, preview))
  }
  const nameOf = (userid: string) => preview?.names[userid] ?? names[userid] ?? userid
  const earliest = preview?.earliestFinish ?? undefined
  return (
    <>
      <Card title={say({ zh: '期限', en: 'Dates' })}>
        <div className={css.dates}>
          <DateTimeField
            label={say({ zh: '开始转移', en: 'Transfers start' })}
            value={draft.transferStartAt ?? now}
            onChange={(transferStartAt) => change({ transferStartAt })}
            min={now}
            whyMin={say({
              zh: '审批通过之后，到这个时间自动开始。',
              en: 'Starts by itself then, once approved.',
            })}
            problem={problemOf('transferStartAt')}
          />
          <DateTimeField
            label={say(deadlineWords[trigger])}
            value={draft.freezeAt ?? now}
            onChange={(freezeAt) => change({ freezeAt })}
            min={earliest}
            whyMin={
              earliest === undefined
                ? undefined
                : say({
                    zh: `最早 ${when(earliest, now)}：分批发出后要等 24 小时，客户群每天最多 300 个。`,
                    en: `Earliest ${when(earliest, now)}: transfers take 24 hours, groups 300 a day.`,
                  })
            }
            problem={problemOf('freezeAt')}
          />
          {trigger === 'leave' && (
            <DateTimeField
              label={say({ zh: '回来的日子、自动归还', en: 'Back on, everything returns' })}
              value={draft.returnAt ?? draft.freezeAt ?? now}
              onChange={(returnAt) => change({ returnAt })}
              min={draft.freezeAt}
              whyMin={say({
                zh: '到这天自动还给本人；90 天内只能转 2 次，所以还回用掉第 2 次。',
                en: 'Everything goes back by itself that day, which spends the second of two transfers in 90 days.',
              })}
              problem={problemOf('returnAt')}
            />
          )}
        </div>
      </Card>
      <Card
        title={say({ zh: '审批人', en: 'Approvers' })}
        note={say({
          zh: '四个不同的人，都不是本人、接替人或发起人',
          en: 'four different people, none involved',
        })}
      >
        <div className={css.seats}>
          {seats.map((seat) => {
            const userid = draft.approvers?.[seat]
            const problem = preview?.problems.find(
              (one) =>
                one.field === 'approvers' &&
                (one.facts['seat'] === seat || (one.facts['seat'] === undefined && userid !== undefined)),
            )
            return (
              <PersonPicker
                key={seat}
                label={say(seatWords[seat])}
                chosen={userid === undefined ? undefined : { id: userid, text: nameOf(userid) }}
                onChoose={({ id, text }) => {
                  know({ [id]: text })
                  change({ approvers: { ...draft.approvers, [seat]: id } })
                }}
                problem={
                  problem
                    ? say(problemText(problem, preview))
                    : userid === undefined && data && data.approvers[seat].length === 0
                      ? say({
                          zh: '还没有人有这个角色，请选一位',
                          en: 'Nobody holds this role yet; choose somebody',
                        })
                      : undefined
                }
              />
            )
          })}
        </div>
      </Card>
      <Card
        title={say({ zh: '告诉客户什么', en: 'What customers are told' })}
        note={say({ zh: '可不填，最多 200 字', en: 'optional, 200 characters' })}
      >
        <TextField
          label={say({ zh: '转接提示', en: 'Message' })}
          hideLabel
          lines={2}
          maxLength={200}
          value={draft.messageToCustomers ?? ''}
          onChange={(text) => change({ messageToCustomers: text })}
          placeholder={say({
            zh: '您好，我即将离职，后续由我的同事继续为您服务。',
            en: 'My colleague will look after you from now on.',
          })}
        />
      </Card>
      <Card title={say({ zh: '范围', en: 'Scope' })}>
        <ul className={css.scope}>
          <li>
            {trigger === 'move' || trigger === 'leave'
              ? say({
                  zh: '客户、客户群（群主）、联系我、获客链接、客服接待：都在方案里。账号照常使用，不冻结。',
                  en: 'Customers, owned groups, contact codes, acquisition links and service seats are in. The account stays as it is.',
                })
              : say({
                  zh: '客户、客户群（群主）、联系我、获客链接、客服接待、账号：都在方案里。',
                  en: 'Customers, owned groups, contact codes, acquisition links, service seats and the account are all in.',
                })}
          </li>
          <li>
            {say({
              zh: '聊天记录：企业微信没有迁移接口，不在方案里，也不假装。',
              en: 'Chat records: WeCom cannot move them, so they are not in it.',
            })}
          </li>
          <li>
            {say({
              zh: '删除账号：不在方案里；冻结可以解除。',
              en: 'Deleting the account is not part of it; a freeze can be undone.',
            })}
          </li>
        </ul>
      </Card>
    </>
  )
}
