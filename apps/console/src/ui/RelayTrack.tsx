import { useSay, type Words } from './i18n.tsx'
import { Icon } from './Icon.tsx'
import css from './RelayTrack.module.css'

export interface TrackStep {
  readonly id: string
  readonly words: Words
  readonly state: 'done' | 'running' | 'ahead'
  /** Time or result, e.g. `11-12 10:05`. */
  readonly note: string
  /** How much of a running step is done and how much waits for the clock, of 1. */
  readonly done?: number
  readonly waiting?: number
  /** A line after this step that cannot be crossed back. */
  readonly gate?: boolean
}

/** The steps of a handover like legs of a relay: what is done, what runs, which lines cannot be crossed back. */
export function RelayTrack({ steps }: { readonly steps: readonly TrackStep[] }) {
  const say = useSay()
  const at = steps.findIndex(({ state }) => state === 'running')
  const n = at < 0 ? steps.length : at + 1
  const current = steps[n - 1]
  return (
    <div>
      <p className={css.short}>
        {say({ zh: `第 ${n} 步，共 ${steps.length} 步`, en: `Step ${n} of ${steps.length}` })}
        {current && (
          <b>
            {' '}
            {say(current.words)}
            <small> {current.note}</small>
          </b>
        )}
      </p>
      <ol className={css.track}>
        {steps.map((step) => (
          <li
            key={step.id}
            className={`${css.step} ${css[step.state]} ${step.gate ? css.gate : ''}`}
            {...(step.state === 'running' ? { 'aria-current': 'step' as const } : {})}
          >
            <span className={css.leg}>
              {step.state === 'running' && (
                <>
                  <i className={css.solid} style={{ flexGrow: step.done ?? 0 }} />
                  <i className={css.hatch} style={{ flexGrow: step.waiting ?? 0 }} />
                  <i style={{ flexGrow: Math.max(0, 1 - (step.done ?? 0) - (step.waiting ?? 0)) }} />
                </>
              )}
            </span>
            <span className={css.name}>
              {step.state === 'done' && <Icon name="tick" />}
              {say(step.words)}
            </span>
            <span className={css.note}>{step.note}</span>
            {step.gate && (
              <span className={css.mark}>
                <Icon name="oneway" label={say({ zh: '单行线', en: 'one-way line' })} />
              </span>
            )}
          </li>
        ))}
      </ol>
    </div>
  )
}
