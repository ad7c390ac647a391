import { consoleRoutes, type Home as HomeData } from '@jieli/contract'
import { Link, useNavigate } from '@tanstack/react-router'
import { useAsk } from '../api.ts'
import { useMay } from '../me.tsx'
import { NoWay } from '../no-way.tsx'
import {
  Banner,
  Button,
  Card,
  Empty,
  Icon,
  near,
  num,
  Page,
  Skeleton,
  useLang,
  useSay,
  when,
} from '../ui/index.ts'
import { actionWords } from '../words.ts'
import { WaitingCustomers } from '../waiting/WaitingCustomers.tsx'
import { Delegation } from './Delegation.tsx'
import { needWords } from './needs.ts'
import { Requests } from './Requests.tsx'
import css from './Home.module.css'

/** What needs me now: one list, the due first. */
export function Home() {
  const say = useSay()
  const { data, error, refetch } = useAsk(consoleRoutes.home)
  const title = say({ zh: '待我处理', en: 'For me' })
  const n = data?.needs.length ?? 0
  const dueToday = data
    ? data.needs.filter(({ dueAt }) => dueAt !== null && isToday(dueAt, data.now)).length
    : 0
  return (
    <Page
      documentTitle={n > 0 ? say({ zh: `${n} 件待处理`, en: `${n} for me` }) : title}
      title={title}
      lead={
        data &&
        (n === 0
          ? undefined
          : say({
              zh: dueToday > 0 ? `${n} 件 · ${dueToday} 件今天到期` : `${n} 件`,
              en: dueToday > 0 ? `${n} · ${dueToday} due today` : `${n}`,
            }))
      }
      actions={<StartButton isFilled={n === 0} />}
    >
      {error && !data && <NoWay error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton rows={5} height={64} />}
      {data && <Lists data={data} />}
      <WaitingCustomers />
      <Delegation />
      <Hub />
    </Page>
  )
}

/** On the phone, where there is no rail, this page leads everywhere. */
function Hub() {
  const say = useSay()
  const may = useMay()
  const places = [
    { to: '/h' as const, words: { zh: '工作交接', en: 'Handovers' }, isThere: true },
    { to: '/readiness' as const, words: { zh: '交接准备', en: 'Readiness' }, isThere: may('readiness.read') },
    { to: '/admin/audit' as const, words: { zh: '审计', en: 'Audit' }, isThere: may('audit.read') },
    { to: '/admin/policy' as const, words: { zh: '角色与策略', en: 'Roles' }, isThere: may('roles.read') },
    {
      to: '/admin/approvals' as const,
      words: { zh: '审批策略', en: 'Approvals' },
      isThere: may('approvals.read'),
    },
    { to: '/admin/setup' as const, words: { zh: '接入体检', en: 'Connection' }, isThere: may('setup.read') },
    { to: '/admin/quotas' as const, words: { zh: '额度', en: 'Quotas' }, isThere: may('quotas.read') },
  ]
  return (
    <nav className={css.hub} aria-label={say({ zh: '其他页面', en: 'Other pages' })}>
      {places
        .filter(({ isThere }) => isThere)
        .map(({ to, words }) => (
          <Link key={to} to={to}>
            {say(words)}
          </Link>
        ))}
    </nav>
  )
}

function StartButton({ isFilled }: { readonly isFilled: boolean }) {
  const say = useSay()
  const may = useMay()
  const navigate = useNavigate()
  if (!may('handover.start')) return null
  return (
    <Button
      icon="plus"
      look={isFilled ? 'filled' : 'outline'}
      onPress={() => void navigate({ to: '/h/new/$step', params: { step: 'people' } })}
    >
      {say({ zh: '发起交接', en: 'Start a handover' })}
    </Button>
  )
}

function Lists({ data }: { readonly data: HomeData }) {
  const say = useSay()
  const lang = useLang()
  const nameOf = (userid: string) => data.names[userid] ?? userid
  const earliest = data.waiting[0]
  return (
    <>
      {data.withoutHandover.length > 0 && (
        <Banner tone="act" action={<Link to="/h">{say({ zh: '去看看', en: 'Look' })}</Link>}>
          <b>
            {say({
              zh: `${data.withoutHandover.length} 位离职或停用的成员还没有交接：`,
              en: `${data.withoutHandover.length} left or were disabled without a handover: `,
            })}
          </b>
          {data.withoutHandover
            .slice(0, 3)
            .map(({ userid }) => nameOf(userid))
            .join('、')}
        </Banner>
      )}
      <Card flush>
        {data.needs.length === 0 ? (
          <Empty>
            {earliest === undefined
              ? say({ zh: '没有要你处理的事。', en: 'Nothing needs you now.' })
              : say({
                  zh: `没有要你处理的事。在等别人的有 ${data.waiting.length} 件。`,
                  en: `Nothing needs you now; ${data.waiting.length} wait for others.`,
                })}
          </Empty>
        ) : (
          <ul>
            {data.needs.map((need, at) => (
              <NeedRow
                key={`${need.kind}/${need.about}`}
                need={need}
                now={data.now}
                nameOf={nameOf}
                isFirst={at === 0}
              />
            ))}
          </ul>
        )}
      </Card>
      <Requests data={data} />
      {data.waiting.length > 0 && (
        <Card
          title={say({ zh: '在等别人的', en: 'Waiting for others' })}
          note={num(data.waiting.length)}
          flush
        >
          <ul>
            {data.waiting.map(({ handover, leaver, on, what, since }) => (
              <li key={handover} className={css.row}>
                <span className={css.what}>
                  <Link to="/h/$id" params={{ id: handover }}>
                    {say({ zh: `${nameOf(leaver)}的交接`, en: `Handover of ${nameOf(leaver)}` })}
                  </Link>
                  <small>
                    {what === 'approve'
                      ? say({
                          zh: `等 ${on.map(nameOf).join('、')} 审批`,
                          en: `${on.map(nameOf).join(', ')} to approve`,
                        })
                      : say({
                          zh: `等 ${on.map(nameOf).join('、')} 定去向`,
                          en: `${on.map(nameOf).join(', ')} to decide`,
                        })}
                  </small>
                </span>
                <span className={css.due}>
                  {say({
                    zh: `从 ${near(since, data.now, lang)} 起`,
                    en: `since ${near(since, data.now, lang)}`,
                  })}
                </span>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {data.done.length > 0 && (
        <Card
          title={say({ zh: '最近办完的', en: 'Done lately' })}
          note={say({ zh: '7 天内', en: '7 days' })}
          flush
        >
          <ul>
            {data.done.slice(0, 8).map(({ seq, at, action, objects }) => (
              <li key={seq} className={css.row}>
                <span className={css.what}>
                  <span>
                    <Icon name="tick" /> {say(actionWords[action] ?? { zh: action, en: action })}
                  </span>
                  {objects['handover'] !== undefined && (
                    <Link to="/h/$id" params={{ id: objects['handover'] }}>
                      {objects['handover']}
                    </Link>
                  )}
                </span>
                <span className={css.due}>{when(at, data.now)}</span>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  )
}

function NeedRow({
  need,
  now,
  nameOf,
  isFirst,
}: {
  readonly need: HomeData['needs'][number]
  readonly now: string
  readonly nameOf: (userid: string) => string
  readonly isFirst: boolean
}) {
  const say = useSay()
  const lang = useLang()
  const navigate = useNavigate()
  const { title, verb, href } = needWords(need, need.leaver === null ? '' : nameOf(need.leaver))
  const isLate = need.dueAt !== null && need.dueAt < now
  return (
    <li className={`${css.row} ${isFirst ? css.first : ''}`}>
      <span className={css.what}>
        <b>{say(title)}</b>
        {need.leaver !== null && (
          <small>
            {say({
              zh: `${nameOf(need.leaver)}的交接 · ${need.about}`,
              en: `Handover of ${nameOf(need.leaver)} · ${need.about}`,
            })}
          </small>
        )}
      </span>
      <span className={`${css.due} ${isLate ? css.late : ''}`}>
        {need.dueAt !== null && need.kind !== 'trouble' && near(need.dueAt, now, lang)}
      </span>
      <Button look={isFirst ? 'filled' : 'outline'} onPress={() => void navigate({ href })}>
        {say(verb)}
      </Button>
    </li>
  )
}

function isToday(iso: string, now: string): boolean {
  return near(iso, now, 'en').startsWith('today')
}
