import { accessRoutes, ApiError } from '@jieli/contract'
import { useState } from 'react'
import { ask } from './api.ts'
import { messageOf, NoWay } from './no-way.tsx'
import { Button, Card, Icon, Page, Skeleton, useLang, useSay } from './ui/index.ts'
import css from './denied.module.css'

interface Props {
  readonly handover: string
  readonly error: unknown
  readonly onRetry: () => void
}

/** In the place of a handover that does not show: whoever may not see it can ask, and does not learn whether it is there. */
export function NoHandover({ handover, error, onRetry }: Props) {
  const isDenied = error instanceof ApiError && error.why === 'NO_PERMISSION'
  return isDenied ? <Denied handover={handover} /> : <NoWay error={error} onRetry={onRetry} />
}

/** The page of a handover that is still being read, or that does not show. */
export function HandoverPending({
  title,
  rows = 6,
  ...why
}: Props & { readonly title: string; readonly rows?: number }) {
  return (
    <Page documentTitle={title} title={title}>
      <Card flush>{why.error ? <NoHandover {...why} /> : <Skeleton rows={rows} />}</Card>
    </Page>
  )
}

function Denied({ handover }: { readonly handover: string }) {
  const say = useSay()
  const lang = useLang()
  const [isBusy, setBusy] = useState(false)
  const [told, setTold] = useState('')
  const request = async () => {
    setBusy(true)
    try {
      const { administrators: n } = await ask(accessRoutes.requestAccess, {
        body: { about: 'handover', id: handover },
      })
      setTold(
        n === 0
          ? say({
              zh: '还没有系统管理员，没有人能处理。请联系安装接力的同事。',
              en: 'There is no administrator yet. Ask whoever installed Jieli.',
            })
          : say({
              zh: `已发给 ${n} 位系统管理员。同一份交接一天只提醒他们一次。`,
              en: `Sent to ${n} administrators. They are told of the same handover once a day.`,
            }),
      )
    } catch (failed) {
      setTold(messageOf(failed, lang))
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className={css.denied}>
      <Icon name="lock" />
      <div>
        <h2>{say({ zh: '这份交接不对你开放', en: 'This handover is not open to you' })}</h2>
        <p>
          {say({
            zh: '交接只给参与的人、他们的上级、HR 和数据安全专员看；也可能没有这个编号。能开放的人：发起人把你加进方案，或系统管理员给你角色。',
            en: 'A handover shows to its people, their managers, HR and data security; or there is no such number. The initiator can add you, or an administrator gives you a role.',
          })}
        </p>
        <p role="status" className={css.told}>
          {told}
        </p>
        {told === '' && (
          <Button look="filled" isBusy={isBusy} onPress={() => void request()}>
            {say({ zh: '申请查看', en: 'Ask for access' })}
          </Button>
        )}
      </div>
    </div>
  )
}
