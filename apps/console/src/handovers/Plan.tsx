import type { Progress } from '@jieli/contract'
import { Card, Facts, num, Skeleton, useSay, when } from '../ui/index.ts'
import css from './Plan.module.css'

/** Before the approval the page is the plan: who gets what, who is told, what cannot be moved. */
export function Plan({ data }: { readonly data: Progress }) {
  const say = useSay()
  const { preview, successors } = data.handover
  const nameOf = (userid: string) => data.names[userid] ?? userid
  if (!preview)
    return (
      <Card
        flush
        title={say({ zh: '正在清点', en: 'Taking inventory' })}
        note={say({
          zh: '从企业微信读客户、群和账号，不会通知任何人',
          en: 'Reading customers, groups and the account; nobody is told',
        })}
      >
        <Skeleton rows={4} />
      </Card>
    )
  return (
    <Card
      title={say({ zh: `方案 v${data.handover.planVersion}`, en: `Plan v${data.handover.planVersion}` })}
      note={(data.handover.envelopeHash ?? '').slice(0, 12)}
    >
      <ul className={css.loads}>
        {successors.map((userid) => {
          const load = preview.bySuccessor.find((one) => one.userid === userid)
          return (
            <li key={userid}>
              <b>{nameOf(userid)}</b>
              <span>
                {say({
                  zh: `接 ${num(load?.customers ?? 0)} 位客户、${num(load?.groups ?? 0)} 个群`,
                  en: `${num(load?.customers ?? 0)} customers, ${num(load?.groups ?? 0)} groups`,
                })}
                <small>
                  {say({ zh: `在手 ${num(load?.holdsNow ?? 0)}`, en: `holds ${num(load?.holdsNow ?? 0)}` })}
                  {load?.cap !== null &&
                    load?.cap !== undefined &&
                    say({ zh: `，上限 ${num(load.cap)}`, en: `, cap ${num(load.cap)}` })}
                  {(load?.overCap ?? 0) > 0 &&
                    say({
                      zh: `，会超 ${num(load?.overCap ?? 0)}，多的按候补往下给`,
                      en: `, ${num(load?.overCap ?? 0)} over; they go down the line`,
                    })}
                </small>
              </span>
            </li>
          )
        })}
      </ul>
      <Facts
        rows={[
          {
            name: say({ zh: '通知客户', en: 'Customers told' }),
            value: say({ zh: `${num(preview.customersTold)} 位`, en: num(preview.customersTold) }),
          },
          {
            name: say({ zh: '分批发出', en: 'Batches' }),
            value: say({
              zh: `${num(preview.transferCalls)} 批，每批最多 100`,
              en: `${num(preview.transferCalls)}, 100 each at most`,
            }),
          },
          {
            name: say({ zh: '转移额度', en: 'Budget' }),
            value: say({
              zh: `确知还有 ${num(preview.budget.knownLeft)}，不确知 ${num(preview.budget.unknown)}，确知用完 ${num(preview.budget.knownSpent)}`,
              en: `left ${num(preview.budget.knownLeft)}, unknown ${num(preview.budget.unknown)}, spent ${num(preview.budget.knownSpent)}`,
            }),
          },
          { name: say({ zh: '开始', en: 'Starts' }), value: when(data.handover.transferStartAt, data.now) },
          {
            name: say({ zh: '最早完成', en: 'Earliest end' }),
            value: when(preview.earliestFinish, data.now),
          },
          { name: say({ zh: '冻结账号', en: 'Freeze' }), value: when(data.handover.freezeAt, data.now) },
          ...(preview.memberOnlyGroups > 0
            ? [
                {
                  name: say({ zh: '只是成员的群', en: 'Groups as member only' }),
                  value: say({
                    zh: `${preview.memberOnlyGroups} 个：企业微信不能代加成员，要本人在手机上邀请`,
                    en: `${preview.memberOnlyGroups}: WeCom cannot add members; the leaver invites`,
                  }),
                },
              ]
            : []),
          {
            name: say({ zh: '聊天记录', en: 'Chat records' }),
            value: say({ zh: '企业微信不能迁移，不假装能', en: 'cannot be moved in WeCom' }),
          },
        ]}
      />
    </Card>
  )
}
