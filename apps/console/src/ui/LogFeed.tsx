import { useEffect, useRef, useState, type ReactNode } from 'react'
import css from './LogFeed.module.css'

export interface FeedEntry {
  readonly id: string
  readonly time: string
  readonly text: ReactNode
  readonly ref: string
}

const quietMs = 10_000

/** The live log: what is new flashes once; readers hear a summary at most every ten seconds. */
export function LogFeed({
  entries,
  summary,
}: {
  readonly entries: readonly FeedEntry[]
  readonly summary: (n: number) => string
}) {
  const first = entries[0]?.id
  const before = useRef(first)
  const [said, setSaid] = useState('')
  const [fresh, setFresh] = useState<string>()
  const lastSaid = useRef(0)
  useEffect(() => {
    if (first === before.current) return
    const n = entries.findIndex(({ id }) => id === before.current)
    before.current = first
    setFresh(first)
    const now = Date.now()
    if (now - lastSaid.current < quietMs) return
    lastSaid.current = now
    setSaid(summary(n < 0 ? entries.length : n))
  }, [first, entries, summary])
  return (
    <>
      <ol className={css.feed}>
        {entries.map(({ id, time, text, ref }) => (
          <li key={id} className={id === fresh ? css.fresh : ''}>
            <time>{time}</time>
            <span>
              {text} <small>#{ref}</small>
            </span>
          </li>
        ))}
      </ol>
      <p className="sr" role="status">
        {said}
      </p>
    </>
  )
}
