import { consoleRoutes } from '@jieli/contract'
import { useAsk } from '../api.ts'
import { NoWay } from '../no-way.tsx'
import { Facts, Skeleton, useSay, when, type Words } from '../ui/index.ts'
import css from './ItemDrawer.module.css'

/** What the successor should know of a customer; chat is not in it, and it says so. */
export function Dossier({ id, item }: { readonly id: string; readonly item: string }) {
  const say = useSay()
  const { data, error, refetch } = useAsk(consoleRoutes.dossier, { params: { id, item } })
  if (error && !data) return <NoWay error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton rows={4} />
  const nameOf = (userid: string | null) =>
    userid === null ? say({ zh: '还没定', en: 'not decided' }) : (data.names[userid] ?? userid)
  const none = say({ zh: '没有', en: 'none' })
  return (
    <section aria-label={say({ zh: '客户档案', en: 'Dossier' })}>
      <h3 className={css.title}>{say({ zh: '客户档案', en: 'Dossier' })}</h3>
      <Facts
        rows={[
          {
            name: say({ zh: '现在由谁服务', en: 'Served by' }),
            value:
              data.servedBy === null
                ? say({ zh: '企业微信没有告诉', en: 'WeCom does not tell' })
                : data.servedBy.length === 0
                  ? none
                  : data.servedBy
                      .map(({ userid, since }) => `${nameOf(userid)}（${when(since, data.now)} 起）`)
                      .join('、'),
          },
          {
            name: say({ zh: '所在的群', en: 'Groups' }),
            value:
              data.groups.length === 0 ? (
                none
              ) : (
                <ul>
                  {data.groups.map(({ name, role, successor }, at) => (
                    <li key={at}>
                      {name === '' ? say({ zh: '未命名的群', en: 'unnamed' }) : name}
                      <small className={css.quiet}>
                        {' '}
                        {say(roleWords[role])} → {nameOf(successor)}
                      </small>
                    </li>
                  ))}
                </ul>
              ),
          },
          {
            name: say({ zh: '承诺和未了的事', en: 'Promises' }),
            value:
              data.promises.length === 0 ? (
                say({ zh: '清单里没有提到他的', en: 'none in the checklist names him' })
              ) : (
                <ul>
                  {data.promises.map(({ title, note, dueAt }, at) => (
                    <li key={at}>
                      {title}
                      <small className={css.quiet}>
                        {' '}
                        {note} {say({ zh: `${when(dueAt, data.now)} 前`, en: `by ${when(dueAt, data.now)}` })}
                      </small>
                    </li>
                  ))}
                </ul>
              ),
          },
          {
            name: say({ zh: '以前转过', en: 'Passed on' }),
            value:
              data.history.length === 0
                ? say({ zh: '在接力里没有转过', en: 'not here' })
                : data.history
                    .map(({ from, to, at }) => `${when(at, data.now)} ${nameOf(from)} → ${nameOf(to)}`)
                    .join('；'),
          },
        ]}
      />
      <p className={css.quiet}>
        {say({
          zh: '聊天记录不在这里：没有接入会话存档；企业微信也没有迁移聊天记录的接口。',
          en: 'Chat is not here: no chat archive is connected, and WeCom has no call that moves it.',
        })}
      </p>
    </section>
  )
}

const roleWords: Readonly<Record<'owner' | 'member', Words>> = {
  owner: { zh: '群主', en: 'owner' },
  member: { zh: '只是成员', en: 'member' },
}
