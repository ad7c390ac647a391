import { handoverRoutes, type Progress } from '@jieli/contract'
import { useState } from 'react'
import { ask, useReread } from '../api.ts'
import { Banner, Button, Dialog, inWords, TextField, useLang, useSay, useToast, when } from '../ui/index.ts'
import { useAct } from '../use-act.ts'

/** Pauses, or gives back early; what it means is said before. */
export function Halt({
  data,
  what,
  onClose,
}: {
  readonly data: Progress
  readonly what: 'pause' | 'giveBack'
  readonly onClose: () => void
}) {
  const say = useSay()
  const lang = useLang()
  const toast = useToast()
  const reread = useReread()
  const [why, setWhy] = useState('')
  const { act, problem, isBusy } = useAct()
  const { handover, names, now } = data
  const isPause = what === 'pause'
  const params = { id: handover.id }
  const go = () =>
    act(async () => {
      if (isPause) await ask(handoverRoutes.pause, { params, body: { why } })
      else await ask(handoverRoutes.giveBack, { params, body: {} })
      toast(isPause ? say({ zh: '已暂停', en: 'Paused' }) : say({ zh: '开始还回', en: 'Going back' }))
      await reread('/v1/handovers/:id/progress')
      onClose()
    })
  const name = names[handover.leaver] ?? handover.leaver
  return (
    <Dialog
      title={
        isPause
          ? say({ zh: '暂停转移', en: 'Pause the transfers' })
          : say({ zh: `现在就还给 ${name}`, en: `Give back to ${name} now` })
      }
      onClose={onClose}
      actions={
        <Button
          look="filled"
          onPress={() => void go()}
          isBusy={isBusy}
          whyNot={isPause && why.trim() === '' ? say({ zh: '写一句为什么', en: 'Say why' }) : undefined}
        >
          {isPause ? say({ zh: '暂停', en: 'Pause' }) : say({ zh: '现在还回', en: 'Give back now' })}
        </Button>
      }
    >
      <p>
        {isPause
          ? say({
              zh: `不再发出新的转移。企业微信里已经在等的会照常完成，停不住。${handover.trigger === 'resign' || handover.trigger === 'dismiss' ? `账号仍在 ${when(handover.freezeAt, now)} 冻结，那时没转的由部门经理负责。` : `到 ${when(handover.freezeAt, now)} 没转的由部门经理负责。`}`,
              en: `Nothing new is sent. What waits at WeCom goes on. What is not sent by ${when(handover.freezeAt, now)} goes to the manager.`,
            })
          : say({
              zh: `不等约定的 ${inWords(handover.returnAt ?? now, lang)}。客户会再收到一次通知，24 小时内可以拒绝；90 天内的 2 次额度就用完了。`,
              en: `Instead of ${inWords(handover.returnAt ?? now, lang)}. Customers are told again and may decline for 24 hours; both transfers are spent.`,
            })}
      </p>
      {isPause && (
        <TextField
          label={say({ zh: '为什么暂停', en: 'Why' })}
          value={why}
          onChange={setWhy}
          maxLength={200}
        />
      )}
      {problem !== undefined && <p role="alert">{problem}</p>}
    </Dialog>
  )
}

/** What is unusual about where this handover stands. */
export function Standing({ data }: { readonly data: Progress }) {
  const say = useSay()
  const lang = useLang()
  const reread = useReread()
  const { handover, names, now, may } = data
  const name = names[handover.leaver] ?? handover.leaver
  const { act, problem, isBusy } = useAct()
  const resume = () =>
    act(async () => {
      await ask(handoverRoutes.resume, { params: { id: handover.id }, body: {} })
      await reread('/v1/handovers/:id/progress')
    })
  if (handover.state === 'reported' || handover.state === 'archived' || handover.state === 'cancelled')
    return null
  if (handover.ending !== null)
    return (
      <Banner tone="act">
        {handover.ending === 'back'
          ? say({
              zh: `已取消，正在把转走的还给 ${name}。`,
              en: `Cancelled; what had moved goes back to ${name}.`,
            })
          : say({
              zh: '已取消，正在等企业微信里最后几项的结果。',
              en: 'Cancelled; the last results are awaited.',
            })}
      </Banner>
    )
  if (handover.pausedAt !== null)
    return (
      <Banner
        tone="act"
        action={
          may.resume ? (
            <Button onPress={() => void resume()} isBusy={isBusy}>
              {say({ zh: '继续', en: 'Go on' })}
            </Button>
          ) : undefined
        }
      >
        <b>{say({ zh: '已暂停。', en: 'Paused. ' })}</b>
        {say({
          zh: `从 ${when(handover.pausedAt, now)} 起不再发出新的转移。`,
          en: `Nothing new is sent since ${when(handover.pausedAt, now)}.`,
        })}
        {problem !== undefined && <span role="alert"> {problem}</span>}
      </Banner>
    )
  if (handover.leg === 'back')
    return <Banner tone="wait">{say({ zh: `正在还给 ${name}。`, en: `Going back to ${name}.` })}</Banner>
  if (handover.state === 'lent' && handover.returnAt !== null)
    return (
      <Banner tone="wait">
        {say({
          zh: `都借出去了。${inWords(handover.returnAt, lang)} 自动还给 ${name}。`,
          en: `Everything is lent. It goes back to ${name} on ${inWords(handover.returnAt, lang)}.`,
        })}
      </Banner>
    )
  return null
}
