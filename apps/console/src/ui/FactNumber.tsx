import { num } from './format.ts'
import css from './FactNumber.module.css'

export interface FactNumberProps {
  readonly value: number
  /** The denominator, always beside it. */
  readonly of?: number
  /** What opens: the facts behind the figure. A figure without facts is not shown. */
  readonly onOpen: () => void
  readonly label: string
  readonly size?: 'small' | 'big'
}

/** A figure that opens down to its facts. */
export function FactNumber({ value, of, onOpen, label, size = 'small' }: FactNumberProps) {
  return (
    <button type="button" className={`${css.fact} ${css[size]}`} onClick={onOpen}>
      <span className="sr">{label} </span>
      <b>{num(value)}</b>
      {of !== undefined && <span> / {num(of)}</span>}
    </button>
  )
}
