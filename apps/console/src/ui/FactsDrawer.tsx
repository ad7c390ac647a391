import type { ReactNode } from 'react'
import { Dialog } from './Dialog.tsx'
import css from './FactsDrawer.module.css'

/** What a figure is made of: the formula in words, then the facts. */
export function FactsDrawer({
  title,
  formula,
  children,
  onClose,
}: {
  readonly title: string
  readonly formula: ReactNode
  readonly children: ReactNode
  readonly onClose: () => void
}) {
  return (
    <Dialog title={title} place="side" onClose={onClose}>
      <p className={css.formula}>{formula}</p>
      {children}
    </Dialog>
  )
}

/** Pairs of what and how much, as a list of definitions. */
export function Facts({
  rows,
}: {
  readonly rows: readonly { readonly name: ReactNode; readonly value: ReactNode }[]
}) {
  return (
    <dl className={css.facts}>
      {rows.map(({ name, value }, at) => (
        <div key={at}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
