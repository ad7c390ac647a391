import { permissionChoices, taskRoutes, type PermissionChoice, type Task } from '@jieli/contract'
import { useState } from 'react'
import { ask } from '../api.ts'
import { Button, Dialog, RadioRows, Tag, TextField, useSay, useToast, when } from '../ui/index.ts'
import { useAct } from '../use-act.ts'
import { choiceWords, howOf, taskKindWords, titleOf } from './words.ts'
import css from './Checklist.module.css'

interface RowProps {
  readonly id: string
  readonly task: Task
  readonly names: Readonly<Record<string, string>>
  readonly now: string
  readonly maySettle: boolean
  readonly onDone: () => Promise<void>
}

/** One thing a person does by hand: who, where to click, by when, and what shows that it was done. */
export function TaskRow({ id, task, names, now, maySettle, onDone }: RowProps) {
  const say = useSay()
  const [asked, setAsked] = useState<'done' | 'dropped' | 'choice'>()
  const nameOf = (userid: string | null) => (userid === null ? '' : (names[userid] ?? userid))
  const isOpen = task.state === 'open'
  const needsChoice = task.kind === 'permission' && task.choice === null
  return (
    <li className={css.task}>
      <div>
        <Tag>{say(taskKindWords[task.kind])}</Tag> <b>{say(titleOf(task))}</b>
        {task.choice !== null && <Tag tone="accent">{say(choiceWords[task.choice])}</Tag>}
        <small>
          {nameOf(task.owner)}
          {task.successor !== null && ` → ${nameOf(task.successor)}`}
          {' · '}
          {isOpen
            ? say({ zh: `${when(task.dueAt, now)} 前`, en: `by ${when(task.dueAt, now)}` })
            : say(resultOf(task, { at: when(task.settledAt ?? now, now), by: nameOf(task.settledBy) }))}
          {isOpen && ` · ${say(howOf(task.kind))}`}
        </small>
        {task.note !== '' && <small>{task.note}</small>}
        {task.proof !== '' && (
          <small>{say({ zh: `依据：${task.proof}`, en: `Shown by: ${task.proof}` })}</small>
        )}
      </div>
      {isOpen && maySettle && (
        <div className={css.acts}>
          {needsChoice ? (
            <Button onPress={() => setAsked('choice')}>{say({ zh: '定去向', en: 'Sort' })}</Button>
          ) : (
            <>
              <Button onPress={() => setAsked('done')}>
                {task.kind === 'question'
                  ? say({ zh: '回答', en: 'Answer' })
                  : say({ zh: '办好了', en: 'Done' })}
              </Button>
              <Button look="text" onPress={() => setAsked('dropped')}>
                {say({ zh: '不需要', en: 'Not needed' })}
              </Button>
            </>
          )}
        </div>
      )}
      {asked !== undefined && (
        <Settle id={id} task={task} what={asked} onClose={() => setAsked(undefined)} onDone={onDone} />
      )}
    </li>
  )
}

function resultOf({ state, provedBy }: Task, { at, by }: { readonly at: string; readonly by: string }) {
  if (state === 'left') return { zh: `没办完，${at} 留给经理`, en: `not done; left to the manager ${at}` }
  if (state === 'dropped') return { zh: `${by} ${at} 说不需要`, en: `not needed, says ${by} ${at}` }
  return provedBy === 'read-back'
    ? { zh: `${at} 从企业微信读回，已办`, en: `read back from WeCom ${at}` }
    : { zh: `${by} ${at} 办好`, en: `done by ${by} ${at}` }
}

interface SettleProps {
  readonly id: string
  readonly task: Task
  readonly what: 'done' | 'dropped' | 'choice'
  readonly onClose: () => void
  readonly onDone: () => Promise<void>
}

function Settle({ id, task, what, onClose, onDone }: SettleProps) {
  const say = useSay()
  const toast = useToast()
  const [proof, setProof] = useState('')
  const [choice, setChoice] = useState<PermissionChoice>()
  const { act, problem, isBusy } = useAct()
  const isChoice = what === 'choice'
  const go = () =>
    act(async () => {
      const body =
        isChoice && choice !== undefined
          ? { choice }
          : ({ outcome: what === 'done' ? 'done' : 'dropped', proof } as const)
      await ask(taskRoutes.settle, { params: { id, task: task.id }, body })
      toast(say({ zh: '记下了', en: 'Noted' }))
      await onDone()
      onClose()
    })
  const whyNot = isChoice
    ? choice === undefined
      ? say({ zh: '先选一个', en: 'Choose one' })
      : undefined
    : proof.trim() === ''
      ? say({ zh: '写一句依据', en: 'Say what shows it' })
      : undefined
  return (
    <Dialog
      title={say(titleOf(task))}
      onClose={onClose}
      actions={
        <Button look="filled" onPress={() => void go()} isBusy={isBusy} whyNot={whyNot}>
          {say({ zh: '记下', en: 'Note' })}
        </Button>
      }
    >
      {isChoice ? (
        <RadioRows
          label={say({ zh: '这个权限去哪里', en: 'What becomes of it' })}
          value={choice}
          onChange={setChoice}
          rows={permissionChoices.map((one) => ({
            id: one,
            title: say(choiceWords[one]),
            price: say(prices[one]),
          }))}
        />
      ) : (
        <TextField
          label={
            what === 'done'
              ? task.kind === 'question'
                ? say({ zh: '你的回答', en: 'Your answer' })
                : say({ zh: '怎么办的、看哪里', en: 'How, and where it shows' })
              : say({ zh: '为什么不需要', en: 'Why it is not needed' })
          }
          value={proof}
          onChange={setProof}
          maxLength={500}
          lines={3}
        />
      )}
      {problem !== undefined && <p role="alert">{problem}</p>}
    </Dialog>
  )
}

const prices = {
  transfer: {
    zh: '接替人得到同样的权限；会造成一个人权限过大的，系统不让选',
    en: 'The successor gets the same; what would give one person too much is refused',
  },
  drop: { zh: '谁都不再有', en: 'Nobody has it any more' },
  'needs-grant': { zh: '不自动给，接替人按流程申请', en: 'Not given by itself; the successor asks for it' },
} as const
