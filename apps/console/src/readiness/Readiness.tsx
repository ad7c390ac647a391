import { readinessFindings, readinessRoutes, type ReadinessFinding } from '@jieli/contract'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { ask, useAsk, useReread } from '../api.ts'
import { NoWay } from '../no-way.tsx'
import { Banner, Button, Card, Empty, num, Page, Skeleton, Tabs, useSay, when } from '../ui/index.ts'
import { useAct } from '../use-act.ts'
import { PersonRow } from './PersonRow.tsx'
import { findingWords } from './words.ts'
import css from './Readiness.module.css'

type Tab = ReadinessFinding | 'all'

/** Before anyone leaves: who could not be handed over well today, each with what mends it. */
export function Readiness() {
  const say = useSay()
  const navigate = useNavigate()
  const reread = useReread()
  const { act, isBusy, problem } = useAct()
  const { finding: asked, after } = useSearch({ from: '/readiness' })
  const finding = readinessFindings.find((one) => one === asked)
  const { data, error, refetch } = useAsk(readinessRoutes.readiness, {
    query: { ...(finding ? { finding } : {}), ...(after === undefined ? {} : { after }) },
  })
  const isReading = data?.isReading ?? false
  useEffect(() => {
    if (!isReading) return undefined
    const timer = setInterval(() => void refetch(), 1_500)
    return () => clearInterval(timer)
  }, [isReading, refetch])
  const title = say({ zh: '交接准备', en: 'Readiness' })
  const go = (search: { finding?: string; after?: string }) => void navigate({ to: '/readiness', search })
  const start = () =>
    act(async () => {
      await ask(readinessRoutes.start, { body: {} })
      await reread('/v1/readiness')
    })
  const tabs: { id: Tab; text: string; n?: number }[] = [
    { id: 'all', text: say({ zh: '全部', en: 'All' }) },
    ...readinessFindings.map((id) => ({ id, text: say(findingWords[id]), n: data?.byFinding[id] ?? 0 })),
  ]
  return (
    <Page
      documentTitle={title}
      title={title}
      lead={say({
        zh: '谁今天离开会交接不好，怎么补。每月 1 日自动查一遍，告诉他们的经理。',
        en: 'Who could not be handed over well today, and what mends it. Read on the first of every month.',
      })}
      actions={
        data?.may.start && (
          <Button onPress={() => void start()} isBusy={isBusy || data.isReading}>
            {say({ zh: '再查一次', en: 'Read again' })}
          </Button>
        )
      }
    >
      {problem !== undefined && <Banner tone="bad">{problem}</Banner>}
      {data?.isReading && (
        <Banner tone="wait">
          {say({ zh: '正在读企业微信，查完自己更新。', en: 'WeCom is being read.' })}
        </Banner>
      )}
      {data && data.trouble !== null && (
        <Banner tone="bad">
          {say({
            zh: `上一次没有查完：${data.trouble.cause}。${data.trouble.remedy}`,
            en: `The last reading did not end: ${data.trouble.cause}`,
          })}
        </Banner>
      )}
      <Card flush>
        <Tabs
          label={title}
          items={tabs}
          value={finding ?? 'all'}
          onChange={(id) => go(id === 'all' ? {} : { finding: id })}
        />
        {error && !data && <NoWay error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Skeleton rows={6} />}
        {data?.readAt === null && !data.isReading && (
          <Empty>
            {data.may.start
              ? say({ zh: '还没有查过。点右上角「再查一次」。', en: 'Not read yet. Press “Read again”.' })
              : say({
                  zh: '还没有查过，HR 或系统管理员可以马上查。',
                  en: 'Not read yet; HR can have it read.',
                })}
          </Empty>
        )}
        {data && data.readAt !== null && data.people.length === 0 && (
          <Empty>
            {finding === undefined
              ? say({
                  zh: '没有发现问题：今天谁离开，都交接得好。',
                  en: 'Nothing found: anybody could leave today.',
                })
              : say({ zh: '这一类没有人。', en: 'Nobody here.' })}
          </Empty>
        )}
        {data && data.people.length > 0 && (
          <ul>
            {data.people.map((person) => (
              <PersonRow
                key={person.userid}
                person={person}
                name={data.names[person.userid] ?? person.userid}
              />
            ))}
          </ul>
        )}
        {data && data.readAt !== null && (
          <p className={css.foot}>
            {say({
              zh: `查了 ${num(data.of)} 位有客户联系权限的人，${when(data.readAt, data.now)} 读的。`,
              en: `${num(data.of)} people who serve customers, read ${when(data.readAt, data.now)}.`,
            })}
            {data.next !== null && (
              <Button
                look="text"
                onPress={() => go({ ...(finding ? { finding } : {}), after: data.next ?? '' })}
              >
                {say({ zh: '下一页', en: 'Next page' })}
              </Button>
            )}
          </p>
        )}
      </Card>
      <p className={css.unknown}>
        {say({
          zh: '查不到、所以不算在内的：聊天记录有没有存档（没有接入会话存档）；别人打不开的文档（企业微信不列出成员的文档）；接替人离上限还差多少（企业微信只在满了以后拒绝）。',
          en: 'Not known, so not counted: whether chat is archived (no archive is connected), documents nobody else can open (WeCom does not list them), how far a member is from his cap (WeCom only refuses when it is full).',
        })}
      </p>
    </Page>
  )
}
