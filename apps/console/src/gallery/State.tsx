import type { ReactNode } from 'react'
import css from './Gallery.module.css'

/** One state of a part, with the name of the state above it. */
export function State({
  name,
  children,
  layout = 'stack',
}: {
  readonly name: string
  readonly children: ReactNode
  readonly layout?: 'stack' | 'row' | 'narrow'
}) {
  return (
    <section className={css.state}>
      <h2>{name}</h2>
      <div className={layout === 'narrow' ? `${css.stack} ${css.narrow}` : css[layout]}>{children}</div>
    </section>
  )
}
