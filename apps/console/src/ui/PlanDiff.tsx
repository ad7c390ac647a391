import css from './PlanDiff.module.css'

export interface DiffLine {
  readonly id: string
  readonly what: string
  readonly before: string
  readonly after: string
  /** Signed, where it is a number. */
  readonly change?: string
}

/** What differs from the version one knew. */
export function PlanDiff({ lines, none }: { readonly lines: readonly DiffLine[]; readonly none: string }) {
  if (lines.length === 0) return <p className={css.none}>{none}</p>
  return (
    <ul className={css.diff}>
      {lines.map(({ id, what, before, after, change }) => (
        <li key={id}>
          <span className={css.what}>{what}</span>
          <span>
            <del>{before}</del> → <ins>{after}</ins>
            {change !== undefined && <b> {change}</b>}
          </span>
        </li>
      ))}
    </ul>
  )
}
