import { approvalPolicyRoutes, type ApprovalRule } from '@jieli/contract'
import { useState } from 'react'
import { ask, useReread } from '../api.ts'
import { useAct } from '../use-act.ts'
import { Button, Card, useSay, useToast } from '../ui/index.ts'
import { EditRule } from './EditRule.tsx'
import { isSameRule } from './rule-words.ts'
import css from './ApprovalPolicy.module.css'

/** The first proposed exception: small handovers, where one person may hold two seats. */
const another: ApprovalRule = { below: 50, minPeople: 2, inOrder: false, decideHours: 72, remindHours: 24 }

/** Changes the rules; nothing is in force before another person confirms. */
export function EditRules({
  basedOn,
  inForce,
  rules,
  onChange,
  onClose,
}: {
  readonly basedOn: number
  readonly inForce: readonly ApprovalRule[]
  readonly rules: readonly ApprovalRule[]
  readonly onChange: (rules: readonly ApprovalRule[]) => void
  readonly onClose: () => void
}) {
  const say = useSay()
  const toast = useToast()
  const reread = useReread()
  const { act, isBusy, problem } = useAct()
  // What a rule is while it is edited: its place moves, so it needs a name of its own.
  const [keys, setKeys] = useState(() => rules.map((_, at) => at))
  const isSame =
    rules.length === inForce.length && rules.every((one, at) => isSameRule(one, inForce[at] ?? one))
  const swap = <T,>(list: readonly T[], at: number): readonly T[] =>
    list.map((one, i) => (i === at ? (list[at - 1] ?? one) : i === at - 1 ? (list[at] ?? one) : one))
  const propose = () =>
    act(async () => {
      await ask(approvalPolicyRoutes.propose, { body: { basedOn, rules: [...rules] } })
      toast(say({ zh: '已提议，等另一个人确认', en: 'Proposed; another person confirms' }))
      onClose()
      await reread('/v1/approval-policy')
    })
  return (
    <Card
      title={say({ zh: '修改规则', en: 'Change the rules' })}
      note={say({ zh: '从上到下，第一条符合的生效', en: 'from the top, the first that fits counts' })}
    >
      {rules.map((rule, at) => (
        <EditRule
          key={keys[at]}
          rule={rule}
          place={at + 1}
          isLast={at === rules.length - 1}
          onChange={(changed) => onChange(rules.with(at, changed))}
          onRemove={() => {
            onChange(rules.toSpliced(at, 1))
            setKeys(keys.toSpliced(at, 1))
          }}
          onUp={
            at === 0
              ? undefined
              : () => {
                  onChange(swap(rules, at))
                  setKeys([...swap(keys, at)])
                }
          }
        />
      ))}
      <div className={css.row}>
        <Button
          look="text"
          onPress={() => {
            onChange([another, ...rules])
            setKeys([Math.max(...keys) + 1, ...keys])
          }}
        >
          {say({ zh: '加一条规则', en: 'Add a rule' })}
        </Button>
        <span className={css.buttons}>
          <Button onPress={onClose}>{say({ zh: '不改了', en: 'Leave it' })}</Button>
          <Button
            look="filled"
            onPress={() => void propose()}
            whyNot={
              isBusy
                ? say({ zh: '正在提交', en: 'Sending' })
                : isSame
                  ? say({ zh: '还没有改动', en: 'Nothing changed yet' })
                  : undefined
            }
          >
            {say({ zh: '提议这样改', en: 'Propose this' })}
          </Button>
        </span>
      </div>
      {problem !== undefined && (
        <p role="alert" className={css.problem}>
          {problem}
        </p>
      )}
    </Card>
  )
}
