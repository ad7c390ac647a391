import { declaredKinds, taskRoutes } from '@jieli/contract'
import { useState } from 'react'
import { ask } from '../api.ts'
import { Button, Card, Select, TextField, useSay, useToast } from '../ui/index.ts'
import { useAct } from '../use-act.ts'
import { honestWords, taskKindWords } from './words.ts'
import css from './Checklist.module.css'

/** The leaver's own word about what no reading can find. */
export function Declare({
  id,
  successors,
  names,
  onDone,
}: {
  readonly id: string
  readonly successors: readonly string[]
  readonly names: Readonly<Record<string, string>>
  readonly onDone: () => Promise<void>
}) {
  const say = useSay()
  const toast = useToast()
  const [kind, setKind] = useState<(typeof declaredKinds)[number]>('promise')
  const [title, setTitle] = useState('')
  const [note, setNote] = useState('')
  const [successor, setSuccessor] = useState('')
  const { act, problem, isBusy } = useAct()
  const add = () =>
    act(async () => {
      const body = { kind, title, note, ...(successor === '' ? {} : { successor }) }
      await ask(taskRoutes.declare, { params: { id }, body })
      toast(say({ zh: '已加到清单', en: 'Added' }))
      setTitle('')
      setNote('')
      await onDone()
    })
  const hints = {
    promise: { zh: '答应李店长周三前给报价', en: 'A quote promised by Wednesday' },
    document: { zh: '《华东渠道政策》在线文档', en: 'The channel policy document' },
    drive: { zh: '微盘「门店照片」', en: 'The drive “shop photos”' },
    schedule: { zh: '每周一 10 点门店例会', en: 'Monday meeting at 10' },
    issue: { zh: '知味轩的退款还没处理', en: 'An open refund' },
    code: { zh: '官网上的「联系我」二维码', en: 'The contact code on the site' },
    system: { zh: 'CRM 的管理员账号', en: 'An administrator account in the CRM' },
    other: { zh: '写清楚是什么', en: 'Say what it is' },
  } as const
  const honest = honestWords[kind]
  return (
    <Card title={say({ zh: '补充看不到的', en: 'Add what cannot be seen' })}>
      <div className={css.form}>
        <Select
          label={say({ zh: '类别', en: 'Kind' })}
          value={kind}
          onChange={setKind}
          options={declaredKinds.map((one) => ({ id: one, text: say(taskKindWords[one]) }))}
        />
        {honest && <p className={css.honest}>{say(honest)}</p>}
        <TextField
          label={say({ zh: '是什么', en: 'What' })}
          value={title}
          onChange={setTitle}
          maxLength={100}
          placeholder={say(hints[kind])}
          problem={problem}
        />
        <TextField
          label={say({ zh: '接替人要知道的（可不填）', en: 'What the successor has to know (optional)' })}
          value={note}
          onChange={setNote}
          maxLength={500}
          lines={3}
        />
        <Select
          label={say({ zh: '交给谁', en: 'To whom' })}
          value={successor}
          onChange={setSuccessor}
          options={[
            { id: '', text: say({ zh: '还没定', en: 'not decided' }) },
            ...successors.map((one) => ({ id: one, text: names[one] ?? one })),
          ]}
        />
        <Button
          onPress={() => void add()}
          isBusy={isBusy}
          whyNot={title.trim() === '' ? say({ zh: '先写是什么', en: 'Say what it is' }) : undefined}
        >
          {say({ zh: '加到清单', en: 'Add' })}
        </Button>
      </div>
    </Card>
  )
}
