import { useEffect, type ReactNode } from 'react'
import css from './Page.module.css'

export interface PageProps {
  /** State first: 待你处理 30 位 · 林晓的交接. */
  readonly documentTitle: string
  readonly title: ReactNode
  readonly tags?: ReactNode
  readonly lead?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
  /** At the right; folds into the column below 1280 px. */
  readonly aside?: ReactNode
  /** At the bottom of the phone: the primary action of the page. */
  readonly bottom?: ReactNode
}

export function Page({ documentTitle, title, tags, lead, actions, children, aside, bottom }: PageProps) {
  useEffect(() => {
    document.title = `${documentTitle} · 接力`
  }, [documentTitle])
  return (
    <main id="main" className={css.page} tabIndex={-1}>
      <header className={css.head}>
        <div className={css.titles}>
          <h1 className={css.title}>{title}</h1>
          {tags}
          {lead !== undefined && <p className={css.lead}>{lead}</p>}
        </div>
        {actions !== undefined && <div className={css.actions}>{actions}</div>}
      </header>
      {aside === undefined ? children : <Columns aside={aside}>{children}</Columns>}
      {bottom !== undefined && <div className={css.bottom}>{bottom}</div>}
    </main>
  )
}

function Columns({ children, aside }: { readonly children: ReactNode; readonly aside: ReactNode }) {
  return (
    <div className={css.columns}>
      <div className={css.main}>{children}</div>
      <aside className={css.aside}>{aside}</aside>
    </div>
  )
}

export { Columns }

export interface CardProps {
  readonly title?: ReactNode
  readonly note?: ReactNode
  readonly action?: ReactNode
  readonly children: ReactNode
  /** Its rows go from edge to edge. */
  readonly flush?: boolean
}

export function Card({ title, note, action, children, flush }: CardProps) {
  return (
    <section className={`${css.card} ${flush ? css.flush : ''}`}>
      {title !== undefined && (
        <header className={css.cardHead}>
          <h2>{title}</h2>
          {note !== undefined && <span className={css.note}>{note}</span>}
          {action !== undefined && <span className={css.cardAction}>{action}</span>}
        </header>
      )}
      {children}
    </section>
  )
}
