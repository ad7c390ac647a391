import { useSay, type Words } from './i18n.tsx'
import { num } from './format.ts'
import type { Tone } from './status-words.ts'
import css from './StateBar.module.css'

/** `solid`: read back from WeCom. `hatch`: the clock is running. `pale`: explained. */
export type Fill = 'solid' | 'hatch' | 'pale'

export interface Part {
  readonly id: string
  readonly words: Words
  readonly n: number
  readonly tone: Tone
  readonly fill?: Fill
}

export interface StateBarProps {
  readonly parts: readonly Part[]
  /** The denominator; the parts must add up to it. */
  readonly total: number
  readonly legend?: boolean
  readonly thin?: boolean
}

/** Ordered states with their counts. A wrong sum is a wrong page, so it does not show one. */
export function StateBar({ parts, total, legend, thin }: StateBarProps) {
  const say = useSay()
  const sum = parts.reduce((all, { n }) => all + n, 0)
  if (sum !== total) throw new Error(`the parts add up to ${sum}, not to ${total}`)
  const shown = parts.filter(({ n }) => n > 0)
  const text = shown.map(({ words, n }) => `${say(words)} ${num(n)}`).join('，')
  return (
    <div className={css.box}>
      <div className={`${css.bar} ${thin ? css.thin : ''}`} role="img" aria-label={`${text} / ${num(total)}`}>
        {shown.map(({ id, n, tone, fill = 'solid' }) => (
          <span key={id} className={`${css.part} ${css[tone]} ${css[fill]}`} style={{ flexGrow: n }} />
        ))}
      </div>
      {legend && (
        <ul className={css.legend}>
          {shown.map(({ id, words, n, tone, fill = 'solid' }) => (
            <li key={id}>
              <span className={`${css.key} ${css[tone]} ${css[fill]}`} aria-hidden />
              {say(words)} <b>{num(n)}</b>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
