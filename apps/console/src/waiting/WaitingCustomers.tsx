import { waitingRoutes, type ValueOf } from '@jieli/contract'
import { Link } from '@tanstack/react-router'
import { useAsk } from '../api.ts'
import { useMay } from '../me.tsx'
import { Card, num, span, Tag, useLang, useSay, when } from '../ui/index.ts'
import css from './WaitingCustomers.module.css'

type Data = ValueOf<typeof waitingRoutes.customers>
type Waiting = Data['customers'][number]

const whyWords = {
  'in-transfer': { zh: '转移中，等结果', en: 'transfer under way' },
  refused: { zh: '客户拒绝了，还没定去向', en: 'refused; nobody decided yet' },
  undecided: { zh: '转不过去，还没定去向', en: 'cannot be moved; nobody decided yet' },
  excepted: { zh: '例外，有人负责', en: 'an exception with an owner' },
} as const
const presenceWords = {
  frozen: { zh: '原负责人已冻结', en: 'leaver frozen' },
  gone: { zh: '原负责人已不在', en: 'leaver gone' },
} as const

/** 正在等的客户: of one handover, or of all that the caller answers for. */
export function WaitingCustomers({ handover }: { readonly handover?: string }) {
  const say = useSay()
  const may = useMay()
  const { data } = useAsk(
    waitingRoutes.customers,
    { query: { limit: 8, ...(handover === undefined ? {} : { handover }) } },
    { enabled: may('waiting.read') },
  )
  if (!data || data.total === 0) return null
  const more = data.total - data.customers.length
  return (
    <Card
      title={say({ zh: '正在等的客户', en: 'Customers waiting now' })}
      note={say({
        zh: `${num(data.total)} 位，其中 ${num(data.alone)} 位现在没有人`,
        en: `${num(data.total)}, of whom ${num(data.alone)} have nobody`,
      })}
      flush
    >
      <ul className={css.list}>
        {data.customers.map((one) => (
          <One key={one.item} one={one} data={data} isNamed={handover === undefined} />
        ))}
      </ul>
      <p className={css.honest}>
        {more > 0 && say({ zh: `还有 ${num(more)} 位没有列出。`, en: `${num(more)} more are not listed. ` })}
        {say({
          zh: '按接力自己的账：还没有接替人接住的客户。没有会话存档，看不到哪位客户刚发了消息、有没有人回。',
          en: 'From our own ledger: no successor has them yet. Without a chat archive nobody can see who wrote and got no answer.',
        })}
      </p>
    </Card>
  )
}

function One({
  one,
  data,
  isNamed,
}: {
  readonly one: Waiting
  readonly data: Data
  readonly isNamed: boolean
}) {
  const say = useSay()
  const lang = useLang()
  const nameOf = (userid: string) => data.names[userid] ?? userid
  const { handover, item, leaver, leaverIs, successor, owner, dueAt } = one
  return (
    <li>
      <span className={css.what}>
        <span className={css.who}>
          <Link to="/h/$id" params={{ id: handover }} search={{ item }}>
            {one.name}
          </Link>
          {leaverIs !== 'there' && <Tag tone="bad">{say(presenceWords[leaverIs])}</Tag>}
        </span>
        <small>
          {say(whyWords[one.why])}
          {isNamed && ` · ${nameOf(leaver)}`}
          {successor !== null && ` → ${nameOf(successor)}`}
          {owner !== null &&
            dueAt !== null &&
            say({
              zh: ` · ${nameOf(owner)} 负责到 ${when(dueAt)}`,
              en: ` · ${nameOf(owner)} until ${when(dueAt)}`,
            })}
        </small>
      </span>
      <span className={css.since}>
        {say({ zh: `等了 ${span(one.since, data.now, lang)}`, en: `for ${span(one.since, data.now, lang)}` })}
      </span>
    </li>
  )
}
