import css from './Gantt.module.css'

export interface GanttBar {
  readonly id: string
  readonly text: string
  readonly from: number
  readonly to: number
  readonly note?: string
  readonly tone: 'accent' | 'wait' | 'idle' | 'ok'
}

export interface GanttMark {
  readonly id: string
  readonly at: number
  readonly text: string
  readonly tone: 'ok' | 'bad' | 'ink'
}

/** When what happens: a bar a line, two marks. Times are numbers; a list says the same in words. */
export function Gantt({
  bars,
  marks,
  label,
}: {
  readonly bars: readonly GanttBar[]
  readonly marks: readonly GanttMark[]
  readonly label: string
}) {
  const all = [...bars.flatMap(({ from, to }) => [from, to]), ...marks.map(({ at }) => at)]
  const [low, high] = [Math.min(...all), Math.max(...all)]
  const share = (at: number) => `${((at - low) / Math.max(1, high - low)) * 100}%`
  return (
    <figure className={css.gantt} role="img" aria-label={label}>
      <div className={css.lines}>
        {bars.map(({ id, text, from, to, note, tone }) => (
          <div key={id} className={css.line}>
            <span className={css.name}>{text}</span>
            <span className={css.lane}>
              <i
                className={`${css.bar} ${css[tone]}`}
                style={{ left: share(from), width: `max(6px, calc(${share(to)} - ${share(from)}))` }}
              />
            </span>
            <span className={css.note}>{note}</span>
          </div>
        ))}
      </div>
      <div className={css.marks}>
        {marks.map(({ id, at, tone }) => (
          <i key={id} className={css[tone]} style={{ left: share(at) }} />
        ))}
      </div>
      <figcaption className={css.caption}>
        {marks.map(({ id, text, tone }) => (
          <span key={id} className={css[tone]}>
            {text}
          </span>
        ))}
      </figcaption>
    </figure>
  )
}
