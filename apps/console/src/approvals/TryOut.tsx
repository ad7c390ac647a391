import { approvalPolicyRoutes, triggers, type ApprovalRule, type Trigger } from '@jieli/contract'
import { useState } from 'react'
import { useAsk } from '../api.ts'
import { messageOf } from '../no-way.tsx'
import { Card, NumberField, Select, num, useLang, useSay } from '../ui/index.ts'
import { triggerWords } from '../words.ts'
import { orderWords, peopleWords, timeWords } from './rule-words.ts'
import css from './ApprovalPolicy.module.css'

/** What a handover would need, answered by the code that asks for it. `drafted`: rules that are not in force yet. */
export function TryOut({
  rules,
  drafted,
}: {
  readonly rules: readonly ApprovalRule[]
  readonly drafted: readonly ApprovalRule[] | undefined
}) {
  const say = useSay()
  const [trigger, setTrigger] = useState<Trigger>('resign')
  const [items, setItems] = useState<number | undefined>(1286)
  const asked = { trigger, items }
  return (
    <Card title={say({ zh: '试一下：要谁审批', en: 'Try it: who must approve' })}>
      <div className={css.try}>
        <Select
          label={say({ zh: '触发原因', en: 'Trigger' })}
          value={trigger}
          onChange={setTrigger}
          options={triggers.map((id) => ({ id, text: say(triggerWords[id]) }))}
        />
        <NumberField
          label={say({ zh: '交接多少项', en: 'Items' })}
          value={items}
          onChange={setItems}
          min={0}
          max={10_000_000}
        />
      </div>
      {items !== undefined && (
        <Answer
          title={say({ zh: '按现在的规则', en: 'Under the rules in force' })}
          rules={rules}
          {...asked}
        />
      )}
      {items !== undefined && drafted !== undefined && (
        <Answer
          title={say({ zh: '按修改后的规则', en: 'Under the changed rules' })}
          rules={drafted}
          {...asked}
        />
      )}
    </Card>
  )
}

function Answer({
  title,
  rules,
  trigger,
  items,
}: {
  readonly title: string
  readonly rules: readonly ApprovalRule[]
  readonly trigger: Trigger
  readonly items: number | undefined
}) {
  const say = useSay()
  const lang = useLang()
  const { data, error } = useAsk(approvalPolicyRoutes.preview, {
    body: { rules: [...rules], trigger, items: items ?? 0 },
  })
  return (
    <div className={css.answer} aria-live="polite">
      <h3>{title}</h3>
      {error && <p className={css.bad}>{messageOf(error, lang)}</p>}
      {data && !error && (
        <>
          <p className={css.quiet}>
            {say({
              zh: `${triggerWords[trigger].zh} ${num(items ?? 0)} 项，用第 ${data.place} 条`,
              en: `${triggerWords[trigger].en} of ${num(items ?? 0)} items: rule ${data.place}`,
            })}
          </p>
          <p>
            <b>{say(peopleWords(data.rule))}</b>
          </p>
          <p>{say(orderWords(data.rule))}</p>
          <p className={css.quiet}>{say(timeWords(data.rule))}</p>
        </>
      )}
    </div>
  )
}
