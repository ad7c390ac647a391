import { accessRoutes, consoleRoutes, type Action } from '@jieli/contract'
import { Link } from '@tanstack/react-router'
import { ask, useAsk } from '../api.ts'
import { useMay, useMe } from '../me.tsx'
import { Avatar, Icon, useSay, type IconName, type Words } from '../ui/index.ts'
import { roleWords } from '../words.ts'
import css from './Shell.module.css'

interface Place {
  readonly to:
    | '/'
    | '/h'
    | '/readiness'
    | '/admin/setup'
    | '/admin/policy'
    | '/admin/approvals'
    | '/admin/audit'
    | '/admin/quotas'
  readonly icon: IconName
  readonly words: Words
  readonly action: Action
  readonly exact?: boolean
}

const places: readonly Place[] = [
  { to: '/', icon: 'home', words: { zh: '待我处理', en: 'For me' }, action: 'home.read', exact: true },
  { to: '/h', icon: 'swap', words: { zh: '工作交接', en: 'Handovers' }, action: 'handover.read' },
  { to: '/readiness', icon: 'pulse', words: { zh: '交接准备', en: 'Readiness' }, action: 'readiness.read' },
]
const admin: readonly Place[] = [
  { to: '/admin/setup', icon: 'pulse', words: { zh: '接入体检', en: 'Connection' }, action: 'setup.read' },
  { to: '/admin/policy', icon: 'shield', words: { zh: '角色与策略', en: 'Roles' }, action: 'roles.read' },
  {
    to: '/admin/approvals',
    icon: 'check',
    words: { zh: '审批策略', en: 'Approvals' },
    action: 'approvals.read',
  },
  { to: '/admin/audit', icon: 'log', words: { zh: '审计', en: 'Audit' }, action: 'audit.read' },
  { to: '/admin/quotas', icon: 'gauge', words: { zh: '额度', en: 'Quotas' }, action: 'quotas.read' },
]

export function Rail() {
  const say = useSay()
  const may = useMay()
  const me = useMe()
  const needs = useAsk(consoleRoutes.home).data?.needs.length ?? 0
  const managed = admin.filter(({ action }) => may(action))
  const item = ({ to, icon, words, exact }: Place, count = 0) => (
    <li key={to}>
      <Link to={to} activeOptions={{ exact: exact ?? false, includeSearch: false }} title={say(words)}>
        <Icon name={icon} />
        <span>{say(words)}</span>
        {count > 0 && <span className={css.count}>{count}</span>}
      </Link>
    </li>
  )
  return (
    <nav className={css.rail} aria-label={say({ zh: '主导航', en: 'Main' })}>
      <Link to="/" className={css.brand ?? ''}>
        <img src="/mark.svg" width="22" height="22" alt="" />
        <b>接力</b>
        {me.company.name !== null && <small>{me.company.name}</small>}
      </Link>
      <ul>
        {places.filter(({ action }) => may(action)).map((place) => item(place, place.to === '/' ? needs : 0))}
      </ul>
      {managed.length > 0 && (
        <>
          <p className={css.group}>{say({ zh: '管理', en: 'Administration' })}</p>
          <ul>{managed.map((place) => item(place))}</ul>
        </>
      )}
      <div className={css.person}>
        <Avatar name={me.name} />
        <div>
          <b>{me.name}</b>
          <small>
            {me.roles
              .filter((role) => role !== 'employee')
              .map((role) => say(roleWords[role]))
              .join('、') || say(roleWords.employee)}
          </small>
        </div>
        <button
          type="button"
          className={css.out}
          onClick={() => void logOut()}
          aria-label={say({ zh: '退出登录', en: 'Log out' })}
          title={say({ zh: '退出登录', en: 'Log out' })}
        >
          <Icon name="out" />
        </button>
      </div>
    </nav>
  )
}

async function logOut(): Promise<void> {
  await ask(accessRoutes.endSession, { body: {} })
  location.assign('/login')
}
