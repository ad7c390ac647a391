import type { Progress } from '@jieli/contract'
import { useNavigate } from '@tanstack/react-router'
import { useMay } from '../me.tsx'
import { Avatar, Button, Card, LogFeed, near, NextAction, useLang, useSay, when } from '../ui/index.ts'
import { actionWords, amount, seatWords } from '../words.ts'
import { Tasks } from './Tasks.tsx'
import css from './Side.module.css'

/** What needs me now, manual tasks, approvals, the live log. */
export function Side({
  data,
  onDecide,
  onSubmit,
}: {
  readonly data: Progress
  readonly onDecide: () => void
  readonly onSubmit: () => void
}) {
  return (
    <>
      <div className={css.wide}>
        <Need data={data} onDecide={onDecide} onSubmit={onSubmit} />
      </div>
      <Tasks data={data} />
      <Seats data={data} />
      <Log data={data} />
    </>
  )
}

/** What needs me, above everything else where there is no room beside it. */
export function NeedStrip(props: {
  readonly data: Progress
  readonly onDecide: () => void
  readonly onSubmit: () => void
}) {
  return (
    <div className={css.strip}>
      <Need {...props} />
    </div>
  )
}

function Need({
  data,
  onDecide,
  onSubmit,
}: {
  readonly data: Progress
  readonly onDecide: () => void
  readonly onSubmit: () => void
}) {
  const say = useSay()
  const lang = useLang()
  const navigate = useNavigate()
  const { may, handover, groups, now, names } = data
  const kicker = say({ zh: '现在需要你', en: 'Needs you now' })
  if (may.decide && groups.length > 0) {
    const n = groups.reduce((sum, { count }) => sum + count, 0)
    const first = groups.map(({ decideBy }) => decideBy).toSorted()[0]
    return (
      <NextAction
        kicker={kicker}
        due={
          first === undefined
            ? undefined
            : say({ zh: `${near(first, now, lang)} 前`, en: `before ${near(first, now, lang)}` })
        }
        title={say({ zh: `${n} 项转不过去，定一下去向`, en: `${n} cannot be moved; decide` })}
        why={
          <ul className={css.reasons}>
            {groups.map(({ reason, kind, count }) => (
              <li key={`${reason}/${kind}`}>
                <b>{count}</b> {say(shortWords(reason, kind, count))}
              </li>
            ))}
          </ul>
        }
        verb={say({ zh: '逐组处理', en: 'Decide by group' })}
        onAct={onDecide}
      />
    )
  }
  if (may.approve)
    return (
      <NextAction
        kicker={kicker}
        title={say({ zh: '请你审批这个方案', en: 'Please approve this plan' })}
        why={say({ zh: '先看与上一版的不同和单行线', en: 'See what differs and which lines are one-way' })}
        verb={say({ zh: '看方案', en: 'See the plan' })}
        onAct={() => void navigate({ to: '/h/$id/approve', params: { id: handover.id } })}
      />
    )
  if (may.submit)
    return (
      <NextAction
        kicker={kicker}
        title={say({ zh: '方案算好了，复核后提交审批', en: 'The plan is ready; review and submit' })}
        why={say({ zh: '提交前不会通知任何客户', en: 'No customer is told before' })}
        verb={say({ zh: '提交审批', en: 'Submit for approval' })}
        onAct={onSubmit}
        second={
          may.amend && (
            <Button
              look="text"
              onPress={() =>
                void navigate({
                  to: '/h/new/$step',
                  params: { step: 'plan' },
                  search: { draft: handover.id },
                })
              }
            >
              {say({ zh: '改方案', en: 'Change the plan' })}
            </Button>
          )
        }
      />
    )
  const name = names[handover.approvers.manager] ?? handover.approvers.manager
  const text =
    handover.state === 'reported' || handover.state === 'archived'
      ? say({ zh: '交接已完成，没有要你做的事。', en: 'Completed; nothing to do.' })
      : groups.length > 0
        ? say({
            zh: `现在没有要你做的事。在等 ${name} 定去向。`,
            en: `Nothing for you now; ${name} has to decide.`,
          })
        : handover.nextDueAt === null
          ? say({ zh: '现在没有要你做的事。', en: 'Nothing for you now.' })
          : say({
              zh: `现在没有要你做的事，下一次动作在 ${near(handover.nextDueAt, now, lang)}，自动进行。`,
              en: `Nothing for you now; it goes on by itself ${near(handover.nextDueAt, now, lang)}.`,
            })
  return (
    <Card>
      <p className={css.calm}>{text}</p>
      {may.amend && (
        <Button
          look="text"
          onPress={() =>
            void navigate({ to: '/h/new/$step', params: { step: 'plan' }, search: { draft: handover.id } })
          }
        >
          {say({ zh: '改方案', en: 'Change the plan' })}
        </Button>
      )}
    </Card>
  )
}

function shortWords(
  reason: Progress['groups'][number]['reason'],
  kind: Progress['groups'][number]['kind'],
  n: number,
) {
  const unit = amount(kind, n)
    .zh.replace(/^\d+ /, '')
    .replace(/客户群$/, '群')
  const zh: Partial<Record<typeof reason, string>> = {
    REFUSED: `拒绝了接替人`,
    LIMIT: ` 90 天额度用完`,
    FULL: `接替人客户数已满`,
    GROUP_FULL: `已满 99 位微信成员`,
    UNKNOWN_CODE: `状态不明`,
  }
  const en: Partial<Record<typeof reason, string>> = {
    REFUSED: 'declined',
    LIMIT: 'budget spent',
    FULL: 'successor full',
    GROUP_FULL: 'group full',
    UNKNOWN_CODE: 'unknown result',
  }
  return { zh: `${unit}${zh[reason] ?? '转不过去'}`, en: en[reason] ?? 'cannot be moved' }
}

function Seats({ data }: { readonly data: Progress }) {
  const say = useSay()
  const { approval, approvers, envelopeHash, planVersion } = data.handover
  const seats =
    approval?.seats ??
    Object.entries(approvers).map(([seat, userid]) => ({ seat, userid, decision: null, at: null }))
  const agreed = seats.filter(({ decision }) => decision === 'yes').length
  return (
    <Card
      title={say({ zh: '审批', en: 'Approval' })}
      note={
        approval === null
          ? say({ zh: '还没提交', en: 'not submitted' })
          : say({ zh: `${agreed} / ${seats.length} 人同意`, en: `${agreed} of ${seats.length} agreed` })
      }
      action={
        <small
          className={css.hash}
        >{`v${planVersion} ${(envelopeHash ?? '').slice(0, 4)}…${(envelopeHash ?? '').slice(-4)}`}</small>
      }
    >
      <ul className={css.seats}>
        {seats.map(({ seat, userid, decision, at }) => {
          const name = data.names[userid] ?? userid
          const words = Object.entries(seatWords).find(([id]) => id === seat)?.[1]
          return (
            <li key={seat}>
              <Avatar name={name} />
              <span>
                {name}
                <small>{words ? say(words) : seat}</small>
              </span>
              <span className={css.when}>
                {decision === 'yes' && at !== null
                  ? when(at, data.now)
                  : decision === 'no'
                    ? say({ zh: '退回', en: 'sent back' })
                    : approval === null
                      ? ''
                      : say({ zh: '等', en: 'waiting' })}
              </span>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}

function Log({ data }: { readonly data: Progress }) {
  const say = useSay()
  const may = useMay()
  const navigate = useNavigate()
  return (
    <Card
      title={say({ zh: '记录', en: 'Log' })}
      note={<span className={css.live}>{say({ zh: '实时', en: 'live' })}</span>}
      action={
        may('audit.read') && (
          <Button
            look="text"
            onPress={() => void navigate({ to: '/admin/audit', search: { object: data.handover.id } })}
          >
            {say({ zh: '全部', en: 'All' })}
          </Button>
        )
      }
    >
      <LogFeed
        summary={(n) => say({ zh: `新增 ${n} 条记录`, en: `${n} new entries` })}
        entries={data.log.map(({ seq, at, actor, action, objects }) => ({
          id: String(seq),
          time: when(at, data.now),
          ref: String(seq),
          text: (
            <>
              {actor === 'system' || actor === 'wecom' ? '' : `${data.names[actor] ?? actor} `}
              {say(actionWords[action] ?? { zh: action, en: action })}
              {objects['items'] !== undefined &&
                say({ zh: `，${objects['items']} 项`, en: `, ${objects['items']}` })}
            </>
          ),
        }))}
      />
    </Card>
  )
}
