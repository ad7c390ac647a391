import { auditRoutes } from '@jieli/contract'
import { Link, useRouterState } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useAsk } from '../api.ts'
import { Icon, useSay, when, type Words } from '../ui/index.ts'
import { Find } from './Find.tsx'
import css from './Shell.module.css'

const lateMs = 5 * 60_000

const sections: readonly (readonly [RegExp, Words, '/h' | undefined])[] = [
  [/^\/h(\/|$)/, { zh: '工作交接', en: 'Handovers' }, '/h'],
  [/^\/readiness/, { zh: '交接准备', en: 'Readiness' }, undefined],
  [/^\/admin\/setup/, { zh: '接入体检', en: 'Connection' }, undefined],
  [/^\/admin\/approvals/, { zh: '审批策略', en: 'Approval policy' }, undefined],
  [/^\/admin\/policy/, { zh: '角色与策略', en: 'Roles and policy' }, undefined],
  [/^\/admin\/audit/, { zh: '审计', en: 'Audit' }, undefined],
  [/^\/admin\/quotas/, { zh: '额度', en: 'Quotas' }, undefined],
]

export function TopBar() {
  const say = useSay()
  const path = useRouterState({ select: ({ location }) => location.pathname })
  const [isFinding, setFinding] = useState(false)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        setFinding(true)
      }
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
  const section = sections.find(([pattern]) => pattern.test(path))
  const id = /^\/h\/(H-[\d-]+)/.exec(path)?.[1]
  return (
    <header className={css.top}>
      <nav className={css.crumbs} aria-label={say({ zh: '位置', en: 'You are here' })}>
        {section === undefined ? (
          <span>{say({ zh: '待我处理', en: 'For me' })}</span>
        ) : section[2] !== undefined && path !== section[2] ? (
          <>
            <Link to={section[2]}>{say(section[1])}</Link>
            <i aria-hidden>/</i>
            <span>{id ?? say({ zh: '发起', en: 'New' })}</span>
          </>
        ) : (
          <span>{say(section[1])}</span>
        )}
      </nav>
      <button type="button" className={css.find} onClick={() => setFinding(true)}>
        <Icon name="search" />
        <span>{say({ zh: '搜人、交接、设置', en: 'Find people, handovers, settings' })}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <SealMark />
      {isFinding && <Find onClose={() => setFinding(false)} />}
    </header>
  )
}

/** How fresh the anchor of the audit log is. */
function SealMark() {
  const say = useSay()
  const { data } = useAsk(auditRoutes.seal)
  if (!data?.checkpoint) return null
  const { at } = data.checkpoint
  const isLate =
    data.halted || (data.size > data.checkpoint.size && Date.parse(data.now) - Date.parse(at) > lateMs)
  const text = say(
    isLate
      ? { zh: `审计 ${when(at)} 后没有新锚点`, en: `No anchor since ${when(at)}` }
      : { zh: `审计已锚定 ${when(at).slice(6)}`, en: `Audit anchored ${when(at).slice(6)}` },
  )
  return (
    <Link to="/admin/audit" className={`${css.seal ?? ''} ${isLate ? css.late : ''}`} aria-label={text}>
      <Icon name="seal" />
      <span>{text}</span>
    </Link>
  )
}
