import { handoverRoutes, type Progress } from '@jieli/contract'
import { useState } from 'react'
import { ask, useReread } from '../api.ts'
import { Button, Dialog, num, RadioRows, TextField, useSay, useToast } from '../ui/index.ts'
import { useAct } from '../use-act.ts'
import { sumOf } from './parts.ts'

/** Ends a handover; once something was sent, what becomes of it is chosen first, each with its price. */
export function Cancel({ data, onClose }: { readonly data: Progress; readonly onClose: () => void }) {
  const say = useSay()
  const toast = useToast()
  const reread = useReread()
  const [why, setWhy] = useState('')
  const [moved, setMoved] = useState<'stay' | 'back'>()
  const { act, problem, isBusy } = useAct()
  const { handover, names, batches } = data
  const name = names[handover.leaver] ?? handover.leaver
  const isSent = batches.sent > 0
  const gone = sumOf(handover.byState, ['verified', 'restoring'])
  const underWay = sumOf(handover.byState, ['sending', 'waiting'])
  const go = () =>
    act(async () => {
      const body = { why, ...(moved === undefined ? {} : { moved }) }
      await ask(handoverRoutes.cancel, { params: { id: handover.id }, body })
      toast(say({ zh: '交接已取消', en: 'Cancelled' }))
      await reread('/v1/handovers/:id/progress', '/v1/home')
      onClose()
    })
  const whyNot =
    isSent && moved === undefined
      ? say({ zh: '先选已转走的怎么办', en: 'Choose what becomes of what has moved' })
      : why.trim() === ''
        ? say({ zh: '写一句为什么', en: 'Say why' })
        : undefined
  return (
    <Dialog
      title={say({ zh: '取消这个交接', en: 'Cancel this handover' })}
      onClose={onClose}
      closeWords={say({ zh: '不取消', en: 'Keep it' })}
      actions={
        <Button look="danger" onPress={() => void go()} isBusy={isBusy} whyNot={whyNot}>
          {say({ zh: '取消交接', en: 'Cancel the handover' })}
        </Button>
      }
    >
      {isSent ? (
        <>
          <p>
            {say({
              zh: `不再发出新的转移。已转走 ${num(gone)} 项；${num(underWay)} 项还在企业微信等 24 小时，收不回来，会等到有结果。`,
              en: `Nothing new is sent. ${num(gone)} have moved; ${num(underWay)} wait at WeCom and cannot be called back, so their result is awaited.`,
            })}
          </p>
          <RadioRows
            label={say({ zh: '已经转走的怎么办', en: 'What has moved' })}
            value={moved}
            onChange={setMoved}
            rows={[
              {
                id: 'stay',
                title: say({ zh: '留在接替人那里', en: 'stays with the successors' }),
                price: say({
                  zh: '不再打扰客户，也不花额度',
                  en: 'No customer is told again, nothing is spent',
                }),
              },
              {
                id: 'back',
                title: say({ zh: `还给 ${name}`, en: `goes back to ${name}` }),
                price: say({
                  zh: '每位再转一次，用完 90 天内的 2 次额度；客户会再收到通知，也可以拒绝，拒绝的留在接替人那里',
                  en: 'Each is transferred once more, which spends the last of two; customers are told again and may decline',
                }),
              },
            ]}
          />
        </>
      ) : (
        <p>
          {say({
            zh: '还没有发出任何转移，客户不会知道。审批和卡片都会作废。',
            en: 'Nothing was sent; no customer will know. Approvals and cards become void.',
          })}
        </p>
      )}
      <TextField
        label={say({ zh: '为什么取消', en: 'Why' })}
        value={why}
        onChange={setWhy}
        maxLength={200}
        problem={problem}
      />
    </Dialog>
  )
}
