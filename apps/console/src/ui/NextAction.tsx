import type { ReactNode } from 'react'
import { Button } from './Button.tsx'
import css from './NextAction.module.css'

export interface NextActionProps {
  /** Verb and object: 30 位客户转不过去，定一下去向. */
  readonly title: ReactNode
  /** Why now. */
  readonly why?: ReactNode
  readonly due?: string | undefined
  readonly owner?: string
  readonly verb: string
  readonly onAct: () => void
  readonly isBusy?: boolean
  readonly whyNot?: string | undefined
  readonly kicker?: string
  readonly second?: ReactNode
}

/** The one thing to do next. The only place of the filled button. */
export function NextAction({
  title,
  why,
  due,
  owner,
  verb,
  onAct,
  isBusy,
  whyNot,
  kicker,
  second,
}: NextActionProps) {
  return (
    <section className={css.card}>
      <header className={css.head}>
        {kicker !== undefined && <span className={css.kicker}>{kicker}</span>}
        {due !== undefined && <span className={css.due}>{due}</span>}
      </header>
      <h2 className={css.title}>{title}</h2>
      {why !== undefined && <div className={css.why}>{why}</div>}
      {owner !== undefined && <p className={css.owner}>{owner}</p>}
      <div className={css.acts}>
        <Button look="filled" onPress={onAct} wide whyNot={whyNot} {...(isBusy ? { isBusy } : {})}>
          {verb}
        </Button>
        {second}
      </div>
    </section>
  )
}
