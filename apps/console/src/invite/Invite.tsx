import { taskRoutes } from '@jieli/contract'
import { Link, useParams } from '@tanstack/react-router'
import { useAsk } from '../api.ts'
import { HandoverPending } from '../denied.tsx'
import { Banner, Card, Empty, num, Page, useSay } from '../ui/index.ts'
import { isInClient } from './client.ts'
import { InviteRow } from './InviteRow.tsx'
import css from './Invite.module.css'

/** The guide for whoever invites: one group after the other, each ✓ only after its members were read again. */
export function Invite() {
  const say = useSay()
  const { id } = useParams({ from: '/h/$id/invite' })
  const { data, error, refetch } = useAsk(taskRoutes.invites, { params: { id } })
  const title = say({ zh: '邀请接替人进群', en: 'Invite into groups' })
  if (!data)
    return <HandoverPending title={title} handover={id} error={error} onRetry={() => void refetch()} />
  const open = data.groups.filter(({ state }) => state === 'open')
  const done = data.groups.filter(({ state }) => state === 'done')
  const left = data.groups.length - open.length - done.length
  return (
    <Page
      documentTitle={title}
      title={title}
      lead={
        <>
          <Link to="/h/$id/checklist" params={{ id }} className={css.link}>
            {say({ zh: '交接清单', en: 'Checklist' })}
          </Link>
          {'　'}
          {say({
            zh: `${num(done.length)} / ${num(data.groups.length)} 个群已核对进群`,
            en: `${num(done.length)} of ${num(data.groups.length)} groups read back`,
          })}
          {left > 0 && say({ zh: `，${num(left)} 个不用或没办完`, en: `, ${num(left)} not needed or left` })}
        </>
      }
    >
      {open.some(({ chatId }) => chatId !== null) && !isInClient && (
        <Banner tone="act">
          <b>{say({ zh: '请在手机企业微信里打开这一页。', en: 'Open this page inside WeCom. ' })}</b>
          {say({
            zh: '工作台 › 接力 › 待我处理。企业微信没有代加群成员的接口，只有群里的人能邀请；也可以直接到群里手工邀请，系统会核对成员。',
            en: 'WeCom has no call that adds a member; only whoever is in the group can. Inviting by hand works too; the members are read back.',
          })}
        </Banner>
      )}
      <Card title={say({ zh: '还要邀请的', en: 'Still to invite' })} note={num(open.length)} flush>
        {open.length === 0 ? (
          <Empty>{say({ zh: '没有要邀请的群了。', en: 'No group is left.' })}</Empty>
        ) : (
          <ul>
            {open.map((group, n) => (
              <InviteRow
                key={group.task}
                id={id}
                group={group}
                names={data.names}
                now={data.now}
                isNext={n === 0}
              />
            ))}
          </ul>
        )}
      </Card>
      {done.length > 0 && (
        <Card title={say({ zh: '已核对进群', en: 'Read back' })} note={num(done.length)} flush>
          <ul>
            {done.map(({ task, name, successor }) => (
              <li key={task} className={css.row}>
                <span>
                  ✓ {name}
                  <small>{data.names[successor] ?? successor}</small>
                </span>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </Page>
  )
}
