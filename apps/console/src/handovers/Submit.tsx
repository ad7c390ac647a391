import { handoverRoutes, type Progress } from '@jieli/contract'
import { useState } from 'react'
import { ask, Refused, useReread } from '../api.ts'
import { messageOf } from '../no-way.tsx'
import { Button, Dialog, num, useLang, useSay, useToast, when } from '../ui/index.ts'

/** Asks the approvers: the consequence in numbers, the button with the verb. */
export function Submit({ data, onClose }: { readonly data: Progress; readonly onClose: () => void }) {
  const say = useSay()
  const lang = useLang()
  const toast = useToast()
  const reread = useReread()
  const [problem, setProblem] = useState('')
  const [isBusy, setBusy] = useState(false)
  const { handover, names } = data
  const { approvers, preview, envelopeHash } = handover
  const people = [...new Set(Object.values(approvers))].map((one) => names[one] ?? one)
  const act = async () => {
    setBusy(true)
    setProblem('')
    try {
      const params = { id: handover.id }
      await ask(handoverRoutes.submit, { params, body: { envelopeHash: envelopeHash ?? '' } })
      toast(say({ zh: `已请 ${people.join('、')} 审批`, en: `Asked ${people.join(', ')}` }))
      await reread('/v1/handovers/:id/progress', '/v1/home')
      onClose()
    } catch (error) {
      const earliest = error instanceof Refused ? error.facts['earliest'] : undefined
      setProblem(
        typeof earliest === 'string'
          ? say({
              zh: `${when(handover.freezeAt, data.now)} 来不及。最早 ${when(earliest, data.now)}：分批发出后要等 24 小时。`,
              en: `${when(handover.freezeAt, data.now)} is too early; the earliest is ${when(earliest, data.now)}.`,
            })
          : messageOf(error, lang),
      )
      setBusy(false)
    }
  }
  return (
    <Dialog
      title={say({
        zh: `提交审批：${names[handover.leaver] ?? handover.leaver}的工作交接`,
        en: 'Submit for approval',
      })}
      onClose={onClose}
      actions={
        <Button look="filled" onPress={() => void act()} isBusy={isBusy}>
          {say({ zh: `请 ${people.length} 人审批`, en: `Ask ${people.length} people` })}
        </Button>
      }
    >
      <p>
        {say({
          zh: `${people.join('、')} 会收到卡片。四人都同意后，${when(handover.transferStartAt, data.now)} 自动开始，${num(preview?.customersTold ?? 0)} 位客户会陆续收到通知。提交本身不会通知任何客户。`,
          en: `${people.join(', ')} get a card. Once all agree it starts by itself at ${when(handover.transferStartAt, data.now)} and ${num(preview?.customersTold ?? 0)} customers are told. Submitting tells no customer.`,
        })}
      </p>
      <p>
        {say({
          zh: `批的是方案的哈希 ${(envelopeHash ?? '').slice(0, 12)}；方案一变，审批作废。`,
          en: `They approve the hash ${(envelopeHash ?? '').slice(0, 12)}; a changed plan voids it.`,
        })}
      </p>
      {problem !== '' && <p role="alert">{problem}</p>}
    </Dialog>
  )
}
