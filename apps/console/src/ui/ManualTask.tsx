import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'
import css from './ManualTask.module.css'

/** What a person has to do by hand: who, what, where to click, by when, how it is checked. */
export function ManualTask({
  owner,
  title,
  how,
  due,
  check,
  action,
}: {
  readonly owner: string
  readonly title: ReactNode
  /** The path in words. */
  readonly how: ReactNode
  readonly due: string
  /** How we see that it was done. */
  readonly check: string
  readonly action?: ReactNode
}) {
  return (
    <article className={css.task}>
      <Icon name="person" />
      <div className={css.body}>
        <p>
          <b>{owner}</b>：{title}
        </p>
        <p className={css.how}>{how}</p>
        <p className={css.how}>{check}</p>
      </div>
      <span className={css.due}>{due}</span>
      {action}
    </article>
  )
}

/** What shows that it is so: a reading of WeCom, or what a person brought. */
export function Evidence({
  what,
  at,
  by,
}: {
  readonly what: ReactNode
  readonly at: string
  readonly by: string
}) {
  return (
    <p className={css.evidence}>
      <Icon name="check" /> {what} <small>{`${at} · ${by}`}</small>
    </p>
  )
}
