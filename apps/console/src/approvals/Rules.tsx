import type { ApprovalRule } from '@jieli/contract'
import { Tag, useSay } from '../ui/index.ts'
import { forWords, isSameRule, orderWords, peopleWords, timeWords } from './rule-words.ts'
import css from './ApprovalPolicy.module.css'

/** The rules in words, from top to bottom. What is not among `before` is marked. */
export function Rules({
  rules,
  before,
}: {
  readonly rules: readonly ApprovalRule[]
  readonly before?: readonly ApprovalRule[]
}) {
  const say = useSay()
  return (
    <ol className={css.rules}>
      {rules.map((rule, at) => {
        const isNew = before !== undefined && !before.some((one) => isSameRule(one, rule))
        return (
          <li key={JSON.stringify(rule)}>
            <span className={css.place}>{at + 1}</span>
            <div>
              <p className={css.who}>
                <b>{say(forWords(rule, rules.length === 1))}</b>
                {isNew && <Tag tone="accent">{say({ zh: '新的', en: 'new' })}</Tag>}
              </p>
              <p>{say(peopleWords(rule))}</p>
              <p>{say(orderWords(rule))}</p>
              <p className={css.quiet}>{say(timeWords(rule))}</p>
            </div>
          </li>
        )
      })}
    </ol>
  )
}
