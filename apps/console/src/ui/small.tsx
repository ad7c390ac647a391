import { useState, type ReactNode } from 'react'
import { useLang, useSay, type Words } from './i18n.tsx'
import { Icon, type IconName } from './Icon.tsx'
import { near, span } from './format.ts'
import type { Tone } from './status-words.ts'
import css from './small.module.css'

/** A line that cannot be crossed back, with its price: what is spent, who notices, what the way back costs. */
export function OneWayMark({ title, price }: { readonly title: string; readonly price: string }) {
  const say = useSay()
  return (
    <p className={css.oneway}>
      <Icon name="oneway" label={say({ zh: '单行线', en: 'One-way line' })} />
      <span>
        <b>{title}</b> {price}
      </span>
    </p>
  )
}

/** The moment first, how far away it is in brackets; it never counts down in seconds. */
export function WaitClock({ at, now }: { readonly at: string; readonly now: string }) {
  const lang = useLang()
  const isPast = Date.parse(at) <= Date.parse(now)
  const away = span(now, at, lang)
  const words =
    lang === 'zh' ? (isPast ? `已过 ${away}` : `还有 ${away}`) : isPast ? `${away} ago` : `in ${away}`
  return (
    <time dateTime={at} className={css.clock}>
      {near(at, now, lang)} <span>（{words}）</span>
    </time>
  )
}

export function Tag({ children, tone = 'idle' }: { readonly children: ReactNode; readonly tone?: Tone }) {
  return <span className={`${css.tag} ${css[tone]}`}>{children}</span>
}

/** A round with the first character of a name. */
export function Avatar({ name }: { readonly name: string }) {
  return (
    <span className={css.avatar} aria-hidden>
      {[...name][0] ?? '?'}
    </span>
  )
}

/** One risk, the staleness of the page, or what is missing; never more than one at a time. */
export function Banner({
  tone,
  icon = tone === 'wait' ? 'hourglass' : 'risk',
  children,
  action,
}: {
  readonly tone: 'act' | 'bad' | 'wait' | 'ok' | 'idle'
  readonly icon?: IconName
  readonly children: ReactNode
  readonly action?: ReactNode
}) {
  return (
    <div className={`${css.banner} ${css[tone]}`} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon name={icon} />
      <div className={css.bannerText}>{children}</div>
      {action}
    </div>
  )
}

export function Empty({ children, action }: { readonly children: ReactNode; readonly action?: ReactNode }) {
  return (
    <div className={css.empty}>
      <p>{children}</p>
      {action}
    </div>
  )
}

/** Rows of the true height while something is read; for the first 200 ms nothing. */
export function Skeleton({ rows, height = 44 }: { readonly rows: number; readonly height?: number }) {
  const say = useSay()
  return (
    <div className={css.skeleton} role="status" aria-label={say({ zh: '正在读取', en: 'Reading' })}>
      {Array.from({ length: rows }, (_, at) => (
        <span key={at} style={{ height }} />
      ))}
    </div>
  )
}

export function KeyHint({ keys, words }: { readonly keys: readonly string[]; readonly words: Words }) {
  const say = useSay()
  return (
    <span className={css.keys}>
      {keys.map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
      {say(words)}
    </span>
  )
}

/** An id, a hash or a code to be copied. */
export function Copy({ text, label }: { readonly text: string; readonly label?: string }) {
  const say = useSay()
  const [isDone, setDone] = useState(false)
  const copy = () => {
    void navigator.clipboard.writeText(text).then(() => setDone(true))
  }
  return (
    <button type="button" className={css.copy} onClick={copy}>
      {isDone ? say({ zh: '已复制', en: 'Copied' }) : (label ?? say({ zh: '复制', en: 'Copy' }))}
    </button>
  )
}

/** Where the data would be: what happened, what still works, what to do, and a number to ask by. */
export function ErrorBox({
  message,
  id,
  onRetry,
}: {
  readonly message: string
  readonly id?: string | undefined
  readonly onRetry?: () => void
}) {
  const say = useSay()
  return (
    <div className={css.error} role="alert">
      <Icon name="risk" />
      <div>
        <p>{message}</p>
        {id !== undefined && (
          <p className={css.ref}>
            {say({ zh: '编号', en: 'Reference' })} <code>{id}</code> <Copy text={id} />
          </p>
        )}
      </div>
      {onRetry && (
        <button type="button" className={css.copy} onClick={onRetry}>
          {say({ zh: '再读一次', en: 'Read again' })}
        </button>
      )}
    </div>
  )
}

/** How much of a limit is used, where we stop of ourselves, and where WeCom does. */
export function Meter({
  used,
  soft,
  hard,
  label,
}: {
  readonly used: number
  readonly soft: number
  readonly hard: number
  readonly label: string
}) {
  const share = (n: number) => `${Math.min(100, (n / Math.max(1, hard)) * 100)}%`
  const tone = used >= hard ? css.bad : used >= soft ? css.act : css.ok
  return (
    <div
      className={css.meter}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={hard}
      aria-valuenow={used}
    >
      <span className={tone} style={{ width: share(used) }} />
      <i style={{ left: share(soft) }} />
    </div>
  )
}
