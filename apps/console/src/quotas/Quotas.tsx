import { adminRoutes, type QuotaView } from '@jieli/contract'
import { useAsk } from '../api.ts'
import { NoWay } from '../no-way.tsx'
import { Banner, Card, Empty, Meter, num, Page, Skeleton, useSay, when, type Words } from '../ui/index.ts'
import css from './Quotas.module.css'

const names: Readonly<Record<string, Words>> = {
  'corp-api-minute': { zh: '每个接口每分钟（全企业）', en: 'Each API, per minute' },
  'corp-api-hour': { zh: '每个接口每小时（全企业）', en: 'Each API, per hour' },
  'ip-api-minute': { zh: '每个接口每分钟（按服务器 IP）', en: 'Each API, per minute by address' },
  'ip-api-hour': { zh: '每个接口每小时（按服务器 IP）', en: 'Each API, per hour by address' },
  'message-member-minute': { zh: '发给同一个人的消息，每分钟', en: 'Messages to one person, per minute' },
  'message-member-hour': { zh: '发给同一个人的消息，每小时', en: 'Messages to one person, per hour' },
  'webhook-minute': { zh: '群机器人消息，每分钟', en: 'Group webhook, per minute' },
}
const windows: Readonly<Record<string, Words>> = {
  minute: { zh: '1 分钟内', en: 'within a minute' },
  hour: { zh: '1 小时内', en: 'within an hour' },
  day: { zh: '当天', en: 'today' },
  month: { zh: '30 天内', en: 'within 30 days' },
  '90 days': { zh: '90 天内', en: 'within 90 days' },
}
const beyond: Readonly<Record<QuotaView['beyond'], Words>> = {
  refused: {
    zh: '超了会被拒绝，我们先停，到时间自动继续',
    en: 'Refused beyond; we stop before and go on by ourselves',
  },
  dropped: { zh: '超了企业微信会悄悄丢掉，所以我们先排队', en: 'Dropped silently beyond, so we queue' },
  'item-code': { zh: '超了逐项给错误码', en: 'A code per item beyond' },
}
// Where we stop of ourselves.
const softShare = 0.9

/** How much of each budget is used, where we stop, and what waits. */
export function Quotas() {
  const say = useSay()
  const { data, error, refetch } = useAsk(adminRoutes.quotas)
  const title = say({ zh: '额度', en: 'Quotas' })
  return (
    <Page
      documentTitle={title}
      title={title}
      lead={say({
        zh: '企业微信对每种调用都有上限。这里是所有进程合计的用量，只列用到过的。',
        en: 'WeCom limits every kind of call. Used so far by all processes together.',
      })}
    >
      {data?.pauses.map(({ lane, until }) => (
        <Banner key={lane} tone="act" icon="hourglass">
          {say({
            zh: `企业微信说“太频繁”：${lane} 停到 ${when(until)}，到时间自动继续，没有丢。`,
            en: `“Too often”: ${lane} rests until ${when(until)} and goes on by itself.`,
          })}
        </Banner>
      ))}
      <Card flush>
        {error && !data && <NoWay error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Skeleton rows={6} />}
        {data?.quotas.length === 0 && (
          <Empty>{say({ zh: '最近没有调用过企业微信。', en: 'No call to WeCom lately.' })}</Empty>
        )}
        <ul className={css.quotas}>
          {data?.quotas.map((quota) => {
            const name = names[quota.id] ?? { zh: quota.id, en: quota.id }
            return (
              <li key={quota.id}>
                <div className={css.head}>
                  <b>{say(name)}</b>
                  <span>
                    <b>{num(quota.used)}</b> / {num(quota.limit)}{' '}
                    {say(windows[quota.window] ?? { zh: quota.window, en: quota.window })}
                  </span>
                </div>
                <Meter
                  label={say(name)}
                  used={quota.used}
                  soft={Math.floor(quota.limit * softShare)}
                  hard={quota.limit}
                />
                <p className={css.note}>
                  {say(beyond[quota.beyond])}
                  {quota.buckets > 1 &&
                    say({
                      zh: ` · 这是 ${quota.buckets} 个中最忙的`,
                      en: ` · the busiest of ${quota.buckets}`,
                    })}
                  {quota.freeAt !== null &&
                    say({
                      zh: ` · ${when(quota.freeAt)} 起逐步恢复`,
                      en: ` · free from ${when(quota.freeAt)}`,
                    })}
                  {` · D${quota.doc}`}
                </p>
              </li>
            )
          })}
        </ul>
      </Card>
    </Page>
  )
}
