import css from './Tabs.module.css'
import { num } from './format.ts'

export interface TabItem<T extends string> {
  readonly id: T
  readonly text: string
  readonly n?: number
}

/** Views of the same list; the one that is open stands in the address. */
export function Tabs<T extends string>({
  label,
  items,
  value,
  onChange,
  end,
}: {
  readonly label: string
  readonly items: readonly TabItem<T>[]
  readonly value: T
  readonly onChange: (value: T) => void
  readonly end?: React.ReactNode
}) {
  return (
    <nav className={css.tabs} aria-label={label}>
      <ul>
        {items.map(({ id, text, n }) => (
          <li key={id}>
            <button
              type="button"
              className={id === value ? css.on : ''}
              aria-current={id === value ? 'true' : undefined}
              onClick={() => onChange(id)}
            >
              {text}
              {n !== undefined && <span> {num(n)}</span>}
            </button>
          </li>
        ))}
      </ul>
      {end !== undefined && <div className={css.end}>{end}</div>}
    </nav>
  )
}
