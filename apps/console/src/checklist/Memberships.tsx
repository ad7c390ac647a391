import type { Task } from '@jieli/contract'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { num, Tag, useSay, when } from '../ui/index.ts'
import { howOf, taskKindWords } from './words.ts'
import css from './Checklist.module.css'

/** Many groups, one sentence: they are all done in the same way, on a page of its own, one after the other. */
export function Memberships({
  id,
  tasks,
  now,
  children,
}: {
  readonly id: string
  readonly tasks: readonly Task[]
  readonly now: string
  /** The rows, for whoever wants one of them. */
  readonly children: ReactNode
}) {
  const say = useSay()
  const due = tasks.map(({ dueAt }) => dueAt).sort()[0]
  return (
    <>
      <li className={css.task}>
        <div>
          <Tag>{say(taskKindWords.membership)}</Tag>{' '}
          <b>
            {say({
              zh: `请接替人进 ${num(tasks.length)} 个群`,
              en: `Invite a successor into ${num(tasks.length)} groups`,
            })}
          </b>
          <small>
            {due !== undefined && say({ zh: `${when(due, now)} 前`, en: `by ${when(due, now)}` })} ·{' '}
            {say(howOf('membership'))}
          </small>
        </div>
        <div className={css.acts}>
          <Link to="/h/$id/invite" params={{ id }} className={css.link}>
            {say({ zh: '在手机上逐个邀请', en: 'Invite one after the other' })}
          </Link>
        </div>
      </li>
      <li className={css.task}>
        <details className={css.many}>
          <summary>{say({ zh: `看这 ${num(tasks.length)} 个群`, en: 'See the groups' })}</summary>
          <ul>{children}</ul>
        </details>
      </li>
    </>
  )
}
