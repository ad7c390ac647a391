import { consoleRoutes, taskRoutes, type Task } from '@jieli/contract'
import { Link, useParams } from '@tanstack/react-router'
import { ask, useAsk, useReread } from '../api.ts'
import { HandoverPending } from '../denied.tsx'
import { Banner, Button, Card, Columns, Empty, num, Page, useSay, useToast, when } from '../ui/index.ts'
import { useAct } from '../use-act.ts'
import { amount } from '../words.ts'
import { Declare } from './Declare.tsx'
import { Memberships } from './Memberships.tsx'
import { Question } from './Question.tsx'
import { TaskRow } from './TaskRow.tsx'
import { confirmWords } from './words.ts'
import css from './Checklist.module.css'

/** What the leaver looks over: what was found, what nobody could find, and what a person has to do by hand. */
export function Checklist() {
  const say = useSay()
  const toast = useToast()
  const reread = useReread()
  const { id } = useParams({ from: '/h/$id/checklist' })
  const progress = useAsk(consoleRoutes.progress, { params: { id } })
  const tasks = useAsk(taskRoutes.tasks, { params: { id } })
  const { act, problem, isBusy } = useAct()
  const error = progress.error ?? tasks.error
  const title = say({ zh: '交接清单', en: 'Checklist' })
  if (!progress.data || !tasks.data)
    return <HandoverPending title={title} handover={id} error={error} onRetry={() => void tasks.refetch()} />
  const { handover, names, carriers, now } = progress.data
  const { may, confirmation } = tasks.data
  const name = names[handover.leaver] ?? handover.leaver
  const again = () => reread('/v1/handovers/:id/tasks', '/v1/handovers/:id/progress', '/v1/home')
  const go = (work: () => Promise<unknown>, done: string) =>
    act(async () => {
      await work()
      toast(done)
      await again()
    })
  const confirm = () =>
    go(
      () => ask(taskRoutes.confirm, { params: { id }, body: {} }),
      say({ zh: '谢谢，清单已核对', en: 'Thank you, the checklist is confirmed' }),
    )
  const check = () =>
    go(
      () => ask(taskRoutes.check, { params: { id }, body: {} }),
      say({ zh: '已重新读过企业微信', en: 'WeCom was read again' }),
    )
  const by = confirmation.by === null ? '' : when(confirmation.by, now)
  const silence =
    confirmation.how === 'silent'
      ? {
          zh: '期限已过，已告诉部门经理；现在补还来得及。',
          en: 'The deadline has passed and the manager was told; it is not too late.',
        }
      : {
          zh: `${by} 前没有回音，会告诉部门经理，转移照常进行。`,
          en: `Without a word by ${by} the manager is told and the transfer goes on.`,
        }
  const open = tasks.data.tasks.filter(({ state }) => state === 'open')
  const memberships = open.filter(({ kind }) => kind === 'membership')
  const isMany = memberships.length > 3
  const row = (task: Task) => (
    <TaskRow
      key={task.id}
      id={id}
      task={task}
      names={tasks.data.names}
      now={now}
      maySettle={may.settle && task.state === 'open'}
      onDone={again}
    />
  )
  const settled = tasks.data.tasks.filter(({ state }) => state !== 'open')
  return (
    <Page
      documentTitle={say({ zh: `${name}的交接清单`, en: `Checklist of ${name}` })}
      title={say({ zh: `${name}的交接清单`, en: `Checklist of ${name}` })}
      lead={
        <>
          <Link to="/h/$id" params={{ id }} className={css.link}>
            {id}
          </Link>
          {'　'}
          {say(confirmWords[confirmation.how])}
          {confirmation.at !== null && `（${when(confirmation.at, now)}）`}
        </>
      }
      actions={
        may.settle ? (
          <Button onPress={() => void check()} isBusy={isBusy}>
            {say({ zh: '再查一次企业微信', en: 'Read WeCom again' })}
          </Button>
        ) : undefined
      }
      bottom={
        may.confirm ? (
          <Button look="filled" wide onPress={() => void confirm()} isBusy={isBusy}>
            {say({ zh: '我核对过了，清单完整', en: 'I have checked it; it is complete' })}
          </Button>
        ) : undefined
      }
    >
      {may.confirm && (
        <Banner
          tone={confirmation.how === 'silent' ? 'bad' : 'act'}
          action={
            <span className={css.wide}>
              <Button look="filled" onPress={() => void confirm()} isBusy={isBusy}>
                {say({ zh: '我核对过了，清单完整', en: 'I have checked it; it is complete' })}
              </Button>
            </span>
          }
        >
          <b>{say({ zh: '请核对。', en: 'Please check. ' })}</b>
          {say({
            zh: `企业微信里看不到的（口头承诺、文档、别的系统）请补在下面。${silence.zh}`,
            en: `Add what WeCom cannot show (promises, documents, other systems). ${silence.en}`,
          })}
        </Banner>
      )}
      {problem !== undefined && <Banner tone="bad">{problem}</Banner>}
      <Columns
        aside={
          <>
            {may.declare && <Declare id={id} successors={handover.successors} names={names} onDone={again} />}
            {may.ask && <Question id={id} leaver={name} onDone={again} />}
          </>
        }
      >
        <Card
          title={say({ zh: '系统找到的', en: 'Found' })}
          note={say({ zh: '会自动转移', en: 'moved by itself' })}
        >
          <ul className={css.found}>
            {carriers.map(({ kind, total }) => (
              <li key={kind}>
                <Link to="/h/$id" params={{ id }} search={{ kind }}>
                  {say(amount(kind, total))}
                </Link>
              </li>
            ))}
          </ul>
          <p className={css.hint}>
            {say({
              zh: '有不该转的？打开那一项，点「我有异议」，发出之前由部门经理定。',
              en: 'Something should not go? Open it and object; the manager decides before it is sent.',
            })}
          </p>
        </Card>
        <Card
          title={say({ zh: '要人手工办的', en: 'By hand' })}
          note={say({
            zh: `${num(open.length)} 件；群和权限办完后会从企业微信读回，不用填`,
            en: `${num(open.length)}; groups and permissions are read back by themselves`,
          })}
          flush
        >
          {open.length === 0 ? (
            <Empty>{say({ zh: '没有要手工办的。', en: 'Nothing to do by hand.' })}</Empty>
          ) : (
            <ul>
              {isMany && (
                <Memberships id={id} tasks={memberships} now={now}>
                  {memberships.map(row)}
                </Memberships>
              )}
              {(isMany ? open.filter(({ kind }) => kind !== 'membership') : open).map(row)}
            </ul>
          )}
        </Card>
        {settled.length > 0 && (
          <Card title={say({ zh: '已有结果的', en: 'Settled' })} note={num(settled.length)} flush>
            <ul>{settled.map(row)}</ul>
          </Card>
        )}
      </Columns>
    </Page>
  )
}
