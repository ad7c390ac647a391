import { setupRoutes, type ConnectionView } from '@jieli/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import { ask, useAsk } from '../api.ts'
import { useMay } from '../me.tsx'
import { messageOf, NoWay } from '../no-way.tsx'
import { Banner, Button, Card, Page, Skeleton, useLang, useSay, when } from '../ui/index.ts'
import { Company } from './Company.tsx'
import { FirstAdmin } from './FirstAdmin.tsx'
import { StepRow } from './StepRow.tsx'
import css from './Setup.module.css'

// Somebody clicks in WeCom's console meanwhile; what he mended turns green without a press here.
const lookAgainMs = 15_000

/** From nothing to connected: the company's settings, one step a row in the order of the way to WeCom, the first administrator. */
export function Setup() {
  const say = useSay()
  const lang = useLang()
  const may = useMay()
  const client = useQueryClient()
  const { data, error, refetch } = useAsk(setupRoutes.get)
  const [busy, setBusy] = useState<'all' | string>()
  const [problem, setProblem] = useState('')
  const [heard, setHeard] = useState('')
  const take = useCallback(
    (view: ConnectionView) => client.setQueryData([setupRoutes.get.path, {}], view),
    [client],
  )
  const look = async (ids?: readonly string[]) => {
    setBusy(ids?.[0] ?? 'all')
    setProblem('')
    try {
      const view = await ask(setupRoutes.check, { body: ids === undefined ? {} : { ids: [...ids] } })
      take(view)
      setHeard(say(summaryOf(view)))
    } catch (failed) {
      setProblem(messageOf(failed, lang))
    } finally {
      setBusy(undefined)
    }
  }
  useLookAgain(data, may('setup.change'), take)

  const title = say({ zh: '接入企业微信', en: 'Connecting WeCom' })
  const bad = data?.steps.filter(({ state }) => state === 'fail').length ?? 0
  const isNew = data?.mode === 'setup'
  return (
    <Page
      documentTitle={bad > 0 ? say({ zh: `${bad} 项不通 · 接入`, en: `${bad} broken · connection` }) : title}
      title={title}
      lead={data && say(isNew ? newWords(data) : summaryOf(data))}
      actions={
        !isNew && (
          <Button
            look={data?.hasAdmin === true ? 'filled' : 'outline'}
            onPress={() => void look()}
            isBusy={busy === 'all'}
          >
            {say({ zh: '全部重新检查', en: 'Check everything again' })}
          </Button>
        )
      }
    >
      <p className="sr" role="status">
        {heard}
      </p>
      {problem !== '' && (
        <Banner tone="bad" icon="risk">
          {problem}
        </Banner>
      )}
      {error && !data && (
        <Card flush>
          <NoWay error={error} onRetry={() => void refetch()} />
        </Card>
      )}
      {!data && !error && (
        <Card flush>
          <Skeleton rows={10} />
        </Card>
      )}
      {data && data.mode === 'running' && !data.hasAdmin && <FirstAdmin />}
      {data && <Company key={data.mode} view={data} onSaved={() => void refetch()} />}
      {data && (
        <Card
          flush
          title={say({ zh: '企业微信那边要放行的', en: 'What WeCom has to allow' })}
          note={say({
            zh: `${data.steps.filter(({ state }) => state === 'ok').length} / ${data.steps.length} 通过`,
            en: `${data.steps.filter(({ state }) => state === 'ok').length} of ${data.steps.length} pass`,
          })}
        >
          <ol className={css.steps}>
            {data.steps.map((step) => (
              <StepRow
                key={step.id}
                step={step}
                view={data}
                isBusy={busy === step.id}
                onLook={() => void look([step.id])}
                onView={take}
              />
            ))}
          </ol>
        </Card>
      )}
    </Page>
  )
}

function newWords({ missing }: ConnectionView) {
  return {
    zh: `还差 ${missing.length} 项设置，填好就开始工作；大约 10 分钟。每一步都说明去管理后台点哪里。`,
    en: `${missing.length} settings to go, then it starts to work; about 10 minutes. Each step says where to click.`,
  }
}

function summaryOf({ steps, checkedAt }: ConnectionView) {
  const count = (wanted: string) => steps.filter(({ state }) => state === wanted).length
  const [bad, warn, look] = [count('fail'), count('warn'), count('unknown')]
  const at = checkedAt === null ? '' : when(checkedAt)
  if (bad > 0)
    return {
      zh: `${bad} 项不通，从上往下解决，改好会自己变绿；上次检查 ${at}`,
      en: `${bad} broken; mend them from the top, they turn green by themselves; checked ${at}`,
    }
  const notes = [
    ...(warn > 0 ? [{ zh: `${warn} 项提醒`, en: `${warn} warnings` }] : []),
    ...(look > 0 ? [{ zh: `${look} 项要人看一眼`, en: `${look} to be looked at` }] : []),
  ]
  if (notes.length === 0) return { zh: `全部通过，上次检查 ${at}`, en: `All pass, checked ${at}` }
  return {
    zh: `主要工作都能做，${notes.map(({ zh }) => zh).join('，')}；上次检查 ${at}`,
    en: `The main job works, ${notes.map(({ en }) => en).join(', ')}; checked ${at}`,
  }
}

/** Looks again at what fails while the page is seen, and at whatever is not well when somebody comes back to it. */
function useLookAgain(
  data: ConnectionView | undefined,
  mayLook: boolean,
  take: (view: ConnectionView) => void,
): void {
  const failing = (data?.steps ?? [])
    .filter(({ state }) => state === 'fail' || state === 'blocked')
    .map(({ id }) => id)
    .join(' ')
  const open = (data?.steps ?? [])
    .filter(({ state }) => state !== 'ok' && state !== 'unknown')
    .map(({ id }) => id)
    .join(' ')
  useEffect(() => {
    if (!mayLook) return undefined
    const lookAt = (ids: string) => {
      if (ids === '' || document.visibilityState !== 'visible') return
      // What goes wrong here is told when somebody presses.
      void ask(setupRoutes.check, { body: { ids: ids.split(' ') } }).then(take, () => {})
    }
    const timer = setInterval(() => lookAt(failing), lookAgainMs)
    const back = () => lookAt(open)
    window.addEventListener('focus', back)
    return () => {
      clearInterval(timer)
      window.removeEventListener('focus', back)
    }
  }, [failing, open, mayLook, take])
}
