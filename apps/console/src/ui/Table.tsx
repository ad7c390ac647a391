import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useSay, type Words } from './i18n.tsx'
import css from './Table.module.css'

export interface Column<Row> {
  readonly id: string
  readonly words: Words
  readonly cell: (row: Row) => ReactNode
  /** A track of the grid: `1.4fr`, `90px`. */
  readonly width: string
  readonly align?: 'right'
}

export interface TableProps<Row> {
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
  readonly onOpen?: (row: Row) => void
  /** All that match; more are asked for by `onNearEnd` as one scrolls. */
  readonly total?: number
  readonly onNearEnd?: () => void
  readonly rowHeight?: number
  /** Above this many only what can be seen is in the page. */
  readonly virtualFrom?: number
  readonly empty?: ReactNode
}

const ahead = 50
// On a phone a list begins short, so that what stands below it can be reached.
const foldedRows = 8

/** A table with scoped headers; on the phone each row is a card that keeps the label of each value. */
export function Table<Row>(props: TableProps<Row>) {
  const { label, columns, rows, keyOf, total = rows.length, empty, virtualFrom = 60 } = props
  const say = useSay()
  const template = columns.map(({ width }) => width).join(' ')
  const [isWhole, setWhole] = useState(() => !matchMedia('(max-width: 760px)').matches)
  if (rows.length === 0 && empty !== undefined) return <>{empty}</>
  const isVirtual = rows.length > virtualFrom
  const shown = isWhole || isVirtual ? rows : rows.slice(0, foldedRows)
  return (
    <>
      <div
        className={css.table}
        role="table"
        aria-label={label}
        aria-rowcount={total + 1}
        style={{ '--columns': template }}
      >
        <div role="rowgroup" className={css.headGroup}>
          <div role="row" className={css.head} aria-rowindex={1}>
            {columns.map(({ id, words, align }) => (
              <span key={id} role="columnheader" className={align === 'right' ? css.right : ''}>
                {say(words)}
              </span>
            ))}
          </div>
        </div>
        {isVirtual ? <Virtual {...props} /> : <Plain {...props} rows={shown} keyOf={keyOf} />}
      </div>
      {shown.length < rows.length && (
        <button type="button" className={css.more} onClick={() => setWhole(true)}>
          {say({
            zh: `再看 ${rows.length - shown.length} 项`,
            en: `Show ${rows.length - shown.length} more`,
          })}
        </button>
      )}
    </>
  )
}

function Plain<Row>({ columns, rows, keyOf, onOpen }: TableProps<Row>) {
  const { onKeyDown, box } = useKeys(rows.length)
  return (
    <div role="rowgroup" ref={box} onKeyDown={onKeyDown}>
      {rows.map((row, at) => (
        <Line key={keyOf(row)} row={row} at={at} columns={columns} onOpen={onOpen} />
      ))}
    </div>
  )
}

function Virtual<Row>({
  columns,
  rows,
  keyOf,
  onOpen,
  onNearEnd,
  total = rows.length,
  rowHeight = 56,
}: TableProps<Row>) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    getItemKey: (at) => {
      const row = rows[at]
      return row === undefined ? at : keyOf(row)
    },
  })
  const shown = virtual.getVirtualItems()
  const last = shown.at(-1)?.index ?? 0
  useEffect(() => {
    if (last >= rows.length - ahead && rows.length < total) onNearEnd?.()
  }, [last, rows.length, total, onNearEnd])
  const { onKeyDown } = useKeys(rows.length, (at) => virtual.scrollToIndex(at), scroller)
  return (
    <div ref={scroller} role="rowgroup" className={css.scroller} tabIndex={0} onKeyDown={onKeyDown}>
      <div role="presentation" className={css.tall} style={{ height: virtual.getTotalSize() }}>
        {shown.map(({ index, key, start }) => {
          const row = rows[index]
          return row === undefined ? null : (
            <div
              key={key}
              role="presentation"
              ref={virtual.measureElement}
              data-index={index}
              className={css.placed}
              style={{ transform: `translateY(${start}px)` }}
            >
              <Line row={row} at={index} columns={columns} onOpen={onOpen} />
            </div>
          )
        })}
      </div>
    </div>
  )
}

function Line<Row>({
  row,
  at,
  columns,
  onOpen,
}: {
  readonly row: Row
  readonly at: number
  readonly columns: readonly Column<Row>[]
  readonly onOpen?: ((row: Row) => void) | undefined
}) {
  const say = useSay()
  const open = onOpen && {
    tabIndex: 0,
    onClick: () => onOpen(row),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Enter' && event.target === event.currentTarget) onOpen(row)
    },
  }
  return (
    <div
      role="row"
      aria-rowindex={at + 2}
      data-row={at}
      className={`${css.row} ${onOpen ? css.opens : ''}`}
      {...open}
    >
      {columns.map(({ id, words, cell, align }) => (
        <span
          key={id}
          role="cell"
          className={`${css.cell} ${align === 'right' ? css.right : ''}`}
          data-label={say(words)}
        >
          <span className={css.value}>{cell(row)}</span>
        </span>
      ))}
    </div>
  )
}

/** J and K go from row to row, Enter opens: as long as no field has the focus. */
function useKeys(
  count: number,
  reveal?: (at: number) => void,
  outer?: React.RefObject<HTMLDivElement | null>,
) {
  const own = useRef<HTMLDivElement>(null)
  const box = outer ?? own
  const [at, setAt] = useState(-1)
  const go = (next: number) => {
    const to = Math.max(0, Math.min(count - 1, next))
    setAt(to)
    reveal?.(to)
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-row="${to}"]`)?.focus())
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement) return
    const focused = (event.target as HTMLElement).closest<HTMLElement>('[data-row]')?.dataset['row']
    const from = focused === undefined ? at : Number(focused)
    if (event.key === 'j') go(from + 1)
    if (event.key === 'k') go(from - 1)
  }
  return { onKeyDown, box }
}
