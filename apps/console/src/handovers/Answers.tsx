import { consoleRoutes, type ApprovalPage } from '@jieli/contract'
import { useState } from 'react'
import { ask, Refused, useReread } from '../api.ts'
import { messageOf } from '../no-way.tsx'
import { Button, Dialog, TextField, useLang, useSay, useToast } from '../ui/index.ts'
import css from './Approval.module.css'

/** The two answers of an approver to the very plan that is shown; a no says what to change. */
export function Answers({ data }: { readonly data: ApprovalPage }) {
  const say = useSay()
  const lang = useLang()
  const toast = useToast()
  const reread = useReread()
  const [isRejecting, setRejecting] = useState(false)
  const [why, setWhy] = useState('')
  const [problem, setProblem] = useState('')
  const [busy, setBusy] = useState<'yes' | 'no'>()
  const vote = async (decision: 'yes' | 'no') => {
    setBusy(decision)
    setProblem('')
    try {
      await ask(consoleRoutes.approve, {
        params: { id: data.handover.id },
        body: { decision, hash: data.hash ?? '', ...(decision === 'no' ? { why } : {}) },
      })
      toast(
        decision === 'yes'
          ? say({ zh: '已同意', en: 'Agreed' })
          : say({ zh: '已退回给发起人', en: 'Sent back' }),
      )
      setRejecting(false)
    } catch (error) {
      setProblem(
        error instanceof Refused && error.why === 'STALE'
          ? say({
              zh: '你看的不是最新的方案，它刚刚变了。下面已换成新的，请重新看；之前的同意不算数。',
              en: 'The plan has just changed; look at the new one below.',
            })
          : messageOf(error, lang),
      )
    } finally {
      setBusy(undefined)
      await reread('/v1/handovers/:id/approval', '/v1/handovers/:id/progress', '/v1/home')
    }
  }
  return (
    <div className={css.buttons}>
      {problem !== '' && (
        <p role="alert" className={css.problem}>
          {problem}
        </p>
      )}
      <Button onPress={() => setRejecting(true)}>{say({ zh: '退回', en: 'Send back' })}</Button>
      <Button look="filled" onPress={() => void vote('yes')} isBusy={busy === 'yes'}>
        {say({ zh: `同意 v${data.version}`, en: `Agree to v${data.version}` })}
      </Button>
      {isRejecting && (
        <Dialog
          title={say({ zh: '退回给发起人', en: 'Send back' })}
          onClose={() => setRejecting(false)}
          actions={
            <Button
              look="danger"
              onPress={() => void vote('no')}
              isBusy={busy === 'no'}
              whyNot={why.trim() === '' ? say({ zh: '写一句要改什么', en: 'Say what to change' }) : undefined}
            >
              {say({ zh: '退回', en: 'Send back' })}
            </Button>
          }
        >
          <p>
            {say({
              zh: '其他人已给的同意会一起作废；发起人改好后要重新请四位审批。',
              en: 'What others agreed to becomes void; all four are asked again.',
            })}
          </p>
          <TextField
            label={say({ zh: '要改什么', en: 'What to change' })}
            value={why}
            onChange={setWhy}
            lines={3}
            maxLength={200}
          />
        </Dialog>
      )}
    </div>
  )
}
