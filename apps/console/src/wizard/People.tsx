import { wizardRoutes, type LivePreview } from '@jieli/contract'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useAsk } from '../api.ts'
import { PersonPicker } from '../people/PersonPicker.tsx'
import { Banner, Card, Checkbox, Facts, num, RadioRows, useSay } from '../ui/index.ts'
import { triggerRows } from './trigger-words.ts'
import type { DraftState } from './use-draft.ts'

/** Who hands over, and why: each trigger with the route it leads to and its price. */
export function People({
  state,
  preview,
}: {
  readonly state: DraftState
  readonly preview: LivePreview | undefined
}) {
  const say = useSay()
  const { draft, change, know, names, amends } = state
  const { leaver } = draft
  const { data } = useAsk(
    wizardRoutes.suggest,
    { query: { leaver: leaver ?? '-' } },
    { enabled: leaver !== undefined },
  )
  // What is usual is filled in once; whatever is there stays.
  useEffect(() => {
    if (!data || data.leaver.userid !== leaver || amends) return
    const people = [data.leaver, ...Object.values(data.approvers).flat()]
    know(Object.fromEntries(people.map((one) => [one.userid, one.name])))
    if (draft.transferStartAt !== undefined) return
    const first = (seat: 'manager' | 'hr' | 'admin' | 'security') => data.approvers[seat][0]?.userid
    const seats = (['manager', 'hr', 'admin', 'security'] as const).flatMap((seat) => {
      const userid = first(seat)
      return userid === undefined ? [] : [[seat, userid] as const]
    })
    change({
      transferStartAt: data.transferStartAt,
      freezeAt: draft.freezeAt ?? data.freezeAt,
      approvers: Object.fromEntries(seats),
    })
  }, [data, leaver, amends, draft.transferStartAt, draft.freezeAt, change, know])
  const trigger = draft.trigger ?? 'resign'
  return (
    <>
      <Card title={say({ zh: '谁要交接', en: 'Who hands over' })}>
        {amends ? (
          <p>{names[leaver ?? ''] ?? leaver}</p>
        ) : (
          <PersonPicker
            label={say({ zh: '人员', en: 'Person' })}
            chosen={
              leaver === undefined
                ? undefined
                : { id: leaver, text: names[leaver] ?? data?.leaver.name ?? leaver }
            }
            onChoose={({ id, text }) => {
              know({ [id]: text })
              change({ leaver: id })
            }}
          />
        )}
        {data && data.leaver.userid === leaver && !amends && (
          <>
            {data.handover !== null && (
              <Banner
                tone="act"
                action={
                  <Link to="/h/$id" params={{ id: data.handover }}>
                    {say({ zh: '打开它', en: 'Open it' })}
                  </Link>
                }
              >
                {say({
                  zh: `${data.leaver.name} 已有交接 ${data.handover}。`,
                  en: `${data.leaver.name} already has a handover, ${data.handover}.`,
                })}
              </Banner>
            )}
            {!data.mayStart && (
              <Banner tone="bad">
                {say({
                  zh: '你只能为自己带的人发起交接；别的部门请找 HR。',
                  en: 'You may start a handover for people you lead; for others ask HR.',
                })}
              </Banner>
            )}
            <Facts
              rows={[
                { name: say({ zh: '部门', en: 'Department' }), value: data.leaver.department ?? '—' },
                {
                  name: say({ zh: '直属经理', en: 'Manager' }),
                  value: data.manager?.name ?? say({ zh: '通讯录里没有', en: 'none in contacts' }),
                },
                {
                  name: say({ zh: '客户', en: 'Customers' }),
                  value:
                    preview?.inventory === 'ready'
                      ? say({ zh: `${num(preview.items.customer)} 位`, en: num(preview.items.customer) })
                      : preview?.inventory === 'failed'
                        ? say({ zh: '没有读成', en: 'not read' })
                        : say({ zh: '正在读…', en: 'reading…' }),
                },
                {
                  name: say({ zh: '客户群', en: 'Customer groups' }),
                  value:
                    preview?.inventory === 'ready'
                      ? say({
                          zh: `${num(preview.items.group)} 个是群主，${num(preview.memberOnlyGroups)} 个只是成员`,
                          en: `owns ${num(preview.items.group)}, member of ${num(preview.memberOnlyGroups)}`,
                        })
                      : '…',
                },
              ]}
            />
          </>
        )}
      </Card>
      <Card>
        <RadioRows
          label={say({ zh: '为什么交接', en: 'Why' })}
          value={trigger}
          onChange={(next) => change({ trigger: next })}
          rows={triggerRows.map(({ id, title, price }) => ({ id, title: say(title), price: say(price) }))}
        />
        {trigger === 'dismiss' && (
          <Checkbox
            isOn={draft.accessEnds === 'at-once'}
            onChange={(isOn) => change({ accessEnds: isOn ? 'at-once' : 'at-freeze' })}
          >
            {say({
              zh: '审批一通过，就结束他在接力的访问（企业微信照常，到冻结为止）',
              en: 'End access to Jieli with the last approval (WeCom stays open until the freeze)',
            })}
          </Checkbox>
        )}
      </Card>
    </>
  )
}
