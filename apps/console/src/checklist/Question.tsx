import { taskRoutes } from '@jieli/contract'
import { useState } from 'react'
import { ask } from '../api.ts'
import { Button, Card, TextField, useSay, useToast } from '../ui/index.ts'
import { useAct } from '../use-act.ts'
import css from './Checklist.module.css'

/** While both are there, whoever takes over asks; the question stands until it is answered. */
export function Question({
  id,
  leaver,
  onDone,
}: {
  readonly id: string
  readonly leaver: string
  readonly onDone: () => Promise<void>
}) {
  const say = useSay()
  const toast = useToast()
  const [question, setQuestion] = useState('')
  const [note, setNote] = useState('')
  const { act, problem, isBusy } = useAct()
  const send = () =>
    act(async () => {
      await ask(taskRoutes.ask, { params: { id }, body: { question, note } })
      toast(say({ zh: `已问 ${leaver}`, en: `Asked ${leaver}` }))
      setQuestion('')
      setNote('')
      await onDone()
    })
  return (
    <Card
      title={say({ zh: `问 ${leaver}`, en: `Ask ${leaver}` })}
      note={say({ zh: '冻结前都可以', en: 'until the freeze' })}
    >
      <div className={css.form}>
        <TextField
          label={say({ zh: '问什么', en: 'Question' })}
          value={question}
          onChange={setQuestion}
          maxLength={100}
          placeholder={say({ zh: '知味轩的结算价是多少？', en: 'What is the settled price?' })}
          problem={problem}
        />
        <TextField
          label={say({ zh: '补充说明（可不填）', en: 'More (optional)' })}
          value={note}
          onChange={setNote}
          maxLength={500}
          lines={2}
        />
        <Button
          onPress={() => void send()}
          isBusy={isBusy}
          whyNot={question.trim() === '' ? say({ zh: '先写问题', en: 'Write the question' }) : undefined}
        >
          {say({ zh: '发给本人', en: 'Send' })}
        </Button>
      </div>
    </Card>
  )
}
