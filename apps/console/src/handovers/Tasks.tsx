import { acceptanceRoutes, taskRoutes, type Progress } from '@jieli/contract'
import { Link } from '@tanstack/react-router'
import { useAsk } from '../api.ts'
import { confirmWords, howOf, titleOf } from '../checklist/words.ts'
import { Card, ManualTask, useSay, when } from '../ui/index.ts'
import css from './Side.module.css'

const shownAtMost = 3

/** What WeCom has no call for, so a person has to do it; and who still has to sign. */
export function Tasks({ data }: { readonly data: Progress }) {
  const { id } = data.handover
  const mayRead = data.relations.length > 0
  const { data: tasks } = useAsk(taskRoutes.tasks, { params: { id } }, { enabled: mayRead })
  return (
    <>
      <Checklist data={data} tasks={tasks} />
      <Signing data={data} />
    </>
  )
}

type Found = ReturnType<typeof useAsk<typeof taskRoutes.tasks>>['data']

function Checklist({ data, tasks }: { readonly data: Progress; readonly tasks: Found }) {
  const say = useSay()
  const { handover, groups, now } = data
  const full = groups.find(({ reason }) => reason === 'GROUP_FULL')?.count ?? 0
  const open = tasks?.tasks.filter(({ state }) => state === 'open') ?? []
  const isAsked = tasks !== undefined && tasks.confirmation.how !== 'not-asked'
  if (
    handover.state === 'reported' ||
    handover.state === 'archived' ||
    (open.length === 0 && full === 0 && !isAsked)
  )
    return null
  const nameOf = (userid: string) => tasks?.names[userid] ?? data.names[userid] ?? userid
  const rest = open.length - shownAtMost
  return (
    <Card
      title={say({ zh: '清单与手工任务', en: 'Checklist and manual tasks' })}
      note={tasks && isAsked ? say(confirmWords[tasks.confirmation.how]) : undefined}
    >
      {full > 0 && (
        <ManualTask
          owner={nameOf(handover.leaver)}
          title={say({
            zh: `${full} 个群移出 1 位微信成员`,
            en: `remove a WeChat member from ${full} groups`,
          })}
          how={say({
            zh: '手机企业微信 › 群 › 成员 › 移出',
            en: 'WeCom on the phone › group › members › remove',
          })}
          check={say({ zh: '再转一次时由企业微信核对', en: 'Checked by WeCom on the next try' })}
          due={when(handover.freezeAt, now)}
        />
      )}
      {open.slice(0, shownAtMost).map((task) => (
        <ManualTask
          key={task.id}
          owner={nameOf(task.owner)}
          title={say(titleOf(task))}
          how={say(howOf(task.kind))}
          check={
            task.isReadBack
              ? say({ zh: '办完后从企业微信读回', en: 'Read back from WeCom' })
              : say({ zh: '办完写一句依据', en: 'Shown by a word' })
          }
          due={when(task.dueAt, now)}
        />
      ))}
      <p className={css.more}>
        <Link to="/h/$id/checklist" params={{ id: handover.id }}>
          {rest > 0
            ? say({ zh: `还有 ${rest} 件，看整张清单`, en: `${rest} more: the whole checklist` })
            : say({ zh: '看整张清单', en: 'The whole checklist' })}
        </Link>
      </p>
    </Card>
  )
}

function Signing({ data }: { readonly data: Progress }) {
  const say = useSay()
  const { id, state } = data.handover
  const isTime = state === 'closing' || state === 'lent' || state === 'reported' || state === 'archived'
  const { data: asked } = useAsk(acceptanceRoutes.acceptance, { params: { id } }, { enabled: isTime })
  if (!isTime || asked === undefined || asked.classes.length === 0) return null
  const unsigned = asked.classes.filter(({ signature }) => signature === null)
  const who = [...new Set(unsigned.map(({ successor }) => asked.names[successor] ?? successor))]
  return (
    <Card
      title={say({ zh: '签收与复核', en: 'Acceptance' })}
      note={`${asked.classes.length - unsigned.length} / ${asked.classes.length}`}
    >
      <p>
        {unsigned.length === 0
          ? say({ zh: '接替人都签收了。', en: 'All successors have signed.' })
          : say({ zh: `等 ${who.join('、')} 签收。`, en: `${who.join(', ')} to sign.` })}{' '}
        {asked.review === null
          ? say({ zh: '经理还没有复核。', en: 'Not reviewed yet.' })
          : say({ zh: '经理已复核。', en: 'Reviewed.' })}
      </p>
      <p className={css.more}>
        <Link to="/h/$id/acceptance" params={{ id }}>
          {say({ zh: '去签收与复核', en: 'To acceptance' })}
        </Link>
      </p>
    </Card>
  )
}
