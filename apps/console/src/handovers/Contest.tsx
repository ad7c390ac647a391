import { taskRoutes, type ItemDetail, type Progress } from '@jieli/contract'
import { useState } from 'react'
import { ask, useReread } from '../api.ts'
import { Button, TextField, useSay, useToast } from '../ui/index.ts'
import { useAct } from '../use-act.ts'

/** The leaver objects to an item before it is sent. */
export function Contest({ data, detail }: { readonly data: Progress; readonly detail: ItemDetail }) {
  const say = useSay()
  const toast = useToast()
  const reread = useReread()
  const [isOpen, setOpen] = useState(false)
  const [why, setWhy] = useState('')
  const { act, problem, isBusy } = useAct()
  const isOwn = data.relations.includes('own')
  if (!isOwn || detail.state !== 'planned' || detail.sends > 0 || detail.kind === 'account') return null
  const go = () =>
    act(async () => {
      const params = { id: data.handover.id, item: detail.id }
      await ask(taskRoutes.contest, { params, body: { why } })
      toast(say({ zh: '已交给部门经理定', en: 'The manager decides' }))
      await reread('/v1/handovers/:id/progress', '/v1/handovers/:id/items/:item')
    })
  if (!isOpen) return <Button onPress={() => setOpen(true)}>{say({ zh: '我有异议', en: 'I object' })}</Button>
  return (
    <>
      <TextField
        label={say({ zh: '为什么不该转', en: 'Why it should not go' })}
        value={why}
        onChange={setWhy}
        maxLength={200}
        problem={problem}
      />
      <Button
        onPress={() => void go()}
        isBusy={isBusy}
        whyNot={why.trim() === '' ? say({ zh: '写一句为什么', en: 'Say why' }) : undefined}
      >
        {say({ zh: '交给部门经理定', en: 'Let the manager decide' })}
      </Button>
    </>
  )
}
