import { useId, type ReactNode } from 'react'
import css from './RadioRows.module.css'

export interface RadioRow<T extends string> {
  readonly id: T
  readonly title: ReactNode
  /** Where it leads and what it costs. */
  readonly price?: ReactNode
  readonly whyNot?: string
}

/** One choice a row, each with its price. Nothing is chosen beforehand unless it is the usual one. */
export function RadioRows<T extends string>({
  label,
  rows,
  value,
  onChange,
}: {
  readonly label: string
  readonly rows: readonly RadioRow<T>[]
  readonly value: T | undefined
  readonly onChange: (value: T) => void
}) {
  const name = useId()
  return (
    <fieldset className={css.rows}>
      <legend className={css.legend}>{label}</legend>
      {rows.map(({ id, title, price, whyNot }) => (
        <label
          key={id}
          className={`${css.row} ${value === id ? css.on : ''} ${whyNot === undefined ? '' : css.off}`}
        >
          <input
            type="radio"
            name={name}
            checked={value === id}
            aria-disabled={whyNot !== undefined}
            onChange={() => whyNot === undefined && onChange(id)}
          />
          <span>
            <span className={css.title}>{title}</span>
            {price !== undefined && <span className={css.price}>{price}</span>}
            {whyNot !== undefined && <span className={css.price}>{whyNot}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
