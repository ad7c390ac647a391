import { taskRoutes, type ValueOf } from '@jieli/contract'
import { useState } from 'react'
import { ask, useReread } from '../api.ts'
import { Button, useSay, useToast, when } from '../ui/index.ts'
import { useAct } from '../use-act.ts'
import { inviteToGroup, isInClient, type Missed } from './client.ts'
import css from './Invite.module.css'

interface RowProps {
  readonly id: string
  readonly group: ValueOf<(typeof taskRoutes)['invites']>['groups'][number]
  readonly names: Readonly<Record<string, string>>
  readonly now: string
  /** The one to do now: a view has one filled button. */
  readonly isNext: boolean
}

/** One group: the client invites, then its members are read again; what was not seen is not said. */
export function InviteRow({ id, group, names, now, isNext }: RowProps) {
  const say = useSay()
  const toast = useToast()
  const reread = useReread()
  const { act, isBusy, problem } = useAct()
  const [missed, setMissed] = useState<Missed | 'not-seen'>()
  const { chatId, successor, owner, dueAt, task } = group
  const name = names[successor] ?? successor
  const check = async () => {
    const { isIn } = await ask(taskRoutes.checkInvite, { params: { id, task }, body: {} })
    if (!isIn) return setMissed('not-seen')
    toast(say({ zh: `已核对：${name}在群里了`, en: `${name} is in` }))
    return reread('/v1/handovers/:id/invites', '/v1/handovers/:id/tasks', '/v1/home')
  }
  const invite = () =>
    act(async () => {
      setMissed(undefined)
      const why = chatId === null ? undefined : await inviteToGroup(chatId, successor)
      if (why !== undefined) return setMissed(why)
      return check()
    })
  const isMine = chatId !== null
  return (
    <li className={css.row}>
      <span>
        {group.name}
        <small>
          {isMine ? name : `${names[owner] ?? owner} → ${name}`} ·{' '}
          {say({ zh: `${when(dueAt, now)} 前`, en: `by ${when(dueAt, now)}` })}
        </small>
        {missed !== undefined && <small role="status">{say(missedWords[missed])}</small>}
        {problem !== undefined && <small role="alert">{problem}</small>}
      </span>
      {isMine && (
        <span className={css.acts}>
          {isInClient && (
            <Button look={isNext ? 'filled' : 'outline'} onPress={() => void invite()} isBusy={isBusy}>
              {say({ zh: `邀请${name}`, en: `Invite ${name}` })}
            </Button>
          )}
          {(!isInClient || missed === 'not-seen') && (
            <Button onPress={() => void act(check)} isBusy={isBusy}>
              {say({ zh: '核对', en: 'Check' })}
            </Button>
          )}
        </span>
      )}
    </li>
  )
}

const missedWords = {
  cancelled: { zh: '你取消了邀请', en: 'You cancelled it' },
  'not-in-group': {
    zh: '企业微信说你不在这个群里，或它不是客户群；请群里的同事邀请',
    en: 'WeCom says that you are not in this group, or that it is no customer group; ask somebody in it',
  },
  'not-allowed': {
    zh: '企业微信没有认这一页：请管理员在接入体检里看可信域名和应用可见范围；也可以到群里手工邀请',
    en: 'WeCom did not accept this page: have an administrator look at the trusted domain and visible range; or invite by hand',
  },
  failed: {
    zh: '企业微信没有办成，没有说原因；可以到群里手工邀请',
    en: 'WeCom did not do it and gave no reason',
  },
  'not-seen': {
    zh: '成员名单里还看不到，可能要等一会儿；再点一次核对',
    en: 'Not in the member list yet; check again in a moment',
  },
} as const
