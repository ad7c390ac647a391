import { useSay } from './i18n.tsx'
import { Icon } from './Icon.tsx'
import { lookOf, type StatusOf } from './status-words.ts'
import css from './Status.module.css'

/** Icon, word and colour of a state, from one table. */
export function Status({ of, tag }: { readonly of: StatusOf; readonly tag?: boolean }) {
  const say = useSay()
  const { words, icon, tone } = lookOf(of)
  return (
    <span className={`${css.status} ${css[tone]} ${tag ? css.tag : ''}`}>
      {!tag && <Icon name={icon} />}
      {say(words)}
    </span>
  )
}
