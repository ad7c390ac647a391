import { setupRoutes, type ConnectionView, type ValueOf } from '@jieli/contract'
import { useState } from 'react'
import { ask } from '../api.ts'
import { useMay } from '../me.tsx'
import { messageOf } from '../no-way.tsx'
import { Button, Copy, useLang, useSay, when } from '../ui/index.ts'
import css from './Setup.module.css'

/** Token and EncodingAESKey for WeCom's console: made here, shown once; and whether WeCom has come by. */
export function CallbackKeys({ view }: { readonly view: ConnectionView }) {
  const say = useSay()
  const lang = useLang()
  const may = useMay()
  const [keys, setKeys] = useState<ValueOf<typeof setupRoutes.callbackKeys>>()
  const [isSure, setSure] = useState(false)
  const [problem, setProblem] = useState('')
  const { verifiedAt, verifiedMs, eventAt } = view.callback
  const isNamed = view.settings.some(({ name, from }) => name === 'callbackToken' && from === 'environment')
  const make = async () => {
    setProblem('')
    try {
      setKeys(await ask(setupRoutes.callbackKeys, { body: {} }))
      setSure(false)
    } catch (failed) {
      setProblem(messageOf(failed, lang))
    }
  }
  return (
    <div className={css.part}>
      <p className={css.quiet}>
        {verifiedAt === null
          ? say({
              zh: '企业微信还没有来验证过：在后台保存时它会来问，接力当场回答。',
              en: 'WeCom has not asked yet: it does when you save there, and Jieli answers at once.',
            })
          : say({
              zh: `企业微信 ${when(verifiedAt)} 来验证过，${verifiedMs ?? 0} ms 内答复（上限 1 秒）${eventAt === null ? '' : `；最近一次事件 ${when(eventAt)}`}`,
              en: `WeCom asked ${when(verifiedAt)}, answered within ${verifiedMs ?? 0} ms (limit 1 s)${eventAt === null ? '' : `; last event ${when(eventAt)}`}`,
            })}
      </p>
      {keys && (
        <dl className={css.keys}>
          <dt>URL</dt>
          <dd>
            <code>{keys.url}</code> <Copy text={keys.url} />
          </dd>
          <dt>Token</dt>
          <dd>
            <code>{keys.token}</code> <Copy text={keys.token} />
          </dd>
          <dt>EncodingAESKey</dt>
          <dd>
            <code>{keys.encodingAesKey}</code> <Copy text={keys.encodingAesKey} />
          </dd>
        </dl>
      )}
      {keys && (
        <p className={css.quiet} role="status">
          {say({
            zh: '只显示这一次。三项都粘贴到“接收消息 › 设置 API 接收”，再点保存。',
            en: 'Shown this once. Paste all three under Receive messages › API, then save there.',
          })}
        </p>
      )}
      {may('setup.change') && !isNamed && !keys && view.mode === 'running' && (
        <p className={css.hand}>
          {isSure ? (
            <>
              <span>
                {say({
                  zh: '旧的会马上作废，企业微信那边要重新粘贴。',
                  en: 'The old ones stop at once; paste the new ones in WeCom.',
                })}
              </span>
              <Button look="danger" onPress={() => void make()}>
                {say({ zh: '换新的', en: 'Make new ones' })}
              </Button>
              <Button look="text" onPress={() => setSure(false)}>
                {say({ zh: '不换', en: 'Keep' })}
              </Button>
            </>
          ) : (
            <Button
              look={verifiedAt === null ? 'outline' : 'text'}
              onPress={() => (verifiedAt === null ? void make() : setSure(true))}
            >
              {verifiedAt === null
                ? say({ zh: '生成 Token 和 EncodingAESKey', en: 'Make Token and EncodingAESKey' })
                : say({ zh: '换一对密钥', en: 'Change the keys' })}
            </Button>
          )}
        </p>
      )}
      {problem !== '' && <p role="alert">{problem}</p>}
    </div>
  )
}
