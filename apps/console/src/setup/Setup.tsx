import { adminRoutes, type CheckView } from '@jieli/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, useAsk } from '../api.ts'
import { messageOf, NoWay } from '../no-way.tsx'
import {
  Button,
  Card,
  Copy,
  Icon,
  Page,
  Skeleton,
  useLang,
  useSay,
  when,
  type IconName,
} from '../ui/index.ts'
import css from './Setup.module.css'

const icons: Readonly<Record<CheckView['state'], IconName>> = {
  ok: 'check',
  warn: 'risk',
  bad: 'declined',
  skipped: 'clock',
}

/** One check a row, in the order of the way to WeCom: what it is for, what was seen, what to click, look again. */
export function Setup() {
  const say = useSay()
  const lang = useLang()
  const client = useQueryClient()
  const { data, error, refetch } = useAsk(adminRoutes.setup)
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const title = say({ zh: '接入体检', en: 'Connection' })
  const again = async () => {
    setBusy(true)
    setProblem('')
    try {
      client.setQueryData([adminRoutes.setup.path, {}], await ask(adminRoutes.checkSetup, { body: {} }))
    } catch (failed) {
      setProblem(messageOf(failed, lang))
    } finally {
      setBusy(false)
    }
  }
  const bad = data?.checks.filter(({ state }) => state === 'bad').length ?? 0
  const warn = data?.checks.filter(({ state }) => state === 'warn').length ?? 0
  return (
    <Page
      documentTitle={
        bad > 0 ? say({ zh: `${bad} 项不通 · 接入体检`, en: `${bad} broken · connection` }) : title
      }
      title={title}
      lead={
        data &&
        (bad > 0
          ? say({
              zh: `${bad} 项不通，从上往下解决；上次 ${when(data.checkedAt)}`,
              en: `${bad} broken; mend them from the top; looked ${when(data.checkedAt)}`,
            })
          : say({
              zh: `主要工作都能做${warn > 0 ? `，${warn} 项提醒` : ''}；上次 ${when(data.checkedAt)}`,
              en: `The main job works${warn > 0 ? `, ${warn} warnings` : ''}; looked ${when(data.checkedAt)}`,
            }))
      }
      actions={
        <Button look="filled" onPress={() => void again()} isBusy={isBusy}>
          {say({ zh: '全部重新检查', en: 'Look at everything again' })}
        </Button>
      }
    >
      {problem !== '' && <p role="alert">{problem}</p>}
      <Card flush>
        {error && !data && <NoWay error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Skeleton rows={10} />}
        <ol className={css.checks}>
          {data?.checks.map((check) => (
            <li key={check.id} className={css[check.state]}>
              <Icon name={icons[check.state]} label={say(stateWords[check.state])} />
              <div>
                <p className={css.what}>
                  {say(check.what)}
                  {check.code !== null && <small> {check.code}</small>}
                </p>
                {check.said && <p className={css.said}>{say(check.said)}</p>}
                {check.waitsFor !== null && (
                  <p className={css.said}>
                    {say({ zh: '先解决：', en: 'First mend: ' })}
                    {say(
                      data.checks.find(({ id }) => id === check.waitsFor)?.what ?? {
                        zh: check.waitsFor,
                        en: check.waitsFor,
                      },
                    )}
                  </p>
                )}
                {check.cause && <p>{say(check.cause)}</p>}
                {check.remedy && (
                  <p className={css.remedy}>
                    <b>{say({ zh: '怎么办 ', en: 'Do ' })}</b>
                    {say(check.remedy)}
                  </p>
                )}
                {check.state !== 'ok' && (
                  <p className={css.said}>
                    {say({ zh: '影响：', en: 'Means: ' })}
                    {say(check.means)}
                  </p>
                )}
              </div>
            </li>
          ))}
        </ol>
      </Card>
      {data && (
        <Card title={say({ zh: '要贴到管理后台的', en: 'To paste into the WeCom console' })}>
          <dl className={css.paste}>
            <dt>{say({ zh: '接收消息 › URL', en: 'Receive messages › URL' })}</dt>
            <dd>
              <code>{data.paste.callbackUrl}</code> <Copy text={data.paste.callbackUrl} />
            </dd>
            <dt>{say({ zh: '可信域名', en: 'Trusted domain' })}</dt>
            <dd>
              <code>{data.paste.trustedDomain}</code> <Copy text={data.paste.trustedDomain} />
            </dd>
          </dl>
          <ul className={css.settings}>
            {data.settings.map(({ name, isSet }) => (
              <li key={name}>
                <Icon name={isSet ? 'tick' : 'oneway'} />
                <code>{name}</code>{' '}
                {isSet ? say({ zh: '已设', en: 'set' }) : say({ zh: '没设', en: 'not set' })}
              </li>
            ))}
          </ul>
          <p className={css.said}>
            {say({
              zh: '设置从环境变量读；密钥只写不显示。改完重启生效。',
              en: 'Settings come from the environment; secrets are never shown. A restart makes them effective.',
            })}
          </p>
        </Card>
      )}
    </Page>
  )
}

const stateWords = {
  ok: { zh: '正常', en: 'ok' },
  warn: { zh: '提醒', en: 'warning' },
  bad: { zh: '不通', en: 'broken' },
  skipped: { zh: '等前面的', en: 'waiting' },
} as const
