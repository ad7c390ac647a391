import { Icon } from './Icon.tsx'
import css from './Steps.module.css'

export interface WizardStep<T extends string> {
  readonly id: T
  readonly text: string
  readonly isDone: boolean
}

/** Where one is in a wizard; what is done can be gone back to. */
export function Steps<T extends string>({
  label,
  steps,
  current,
  onGo,
}: {
  readonly label: string
  readonly steps: readonly WizardStep<T>[]
  readonly current: T
  readonly onGo: (id: T) => void
}) {
  return (
    <nav aria-label={label}>
      <ol className={css.steps}>
        {steps.map(({ id, text, isDone }, at) => (
          <li key={id}>
            <button
              type="button"
              className={`${css.step} ${id === current ? css.on : ''} ${isDone ? css.done : ''}`}
              aria-current={id === current ? 'step' : undefined}
              onClick={() => onGo(id)}
            >
              <span className={css.dot}>
                {isDone && id !== current ? <Icon name="tick" size={14} /> : at + 1}
              </span>
              {text}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}
