import {
  accessRoutes,
  consoleRoutes,
  reasonWords,
  type ItemDetail,
  type Progress,
  type RevealField,
} from '@jieli/contract'
import { useAsk, ask, Refused } from '../api.ts'
import { messageOf, NoWay } from '../no-way.tsx'
import {
  Dialog,
  Evidence,
  Facts,
  Masked,
  Skeleton,
  Status,
  useLang,
  useSay,
  when,
  type Words,
} from '../ui/index.ts'
import { kindWords } from '../words.ts'
import { Contest } from './Contest.tsx'
import { Dossier } from './Dossier.tsx'
import { whatWords } from './event-words.ts'
import css from './ItemDrawer.module.css'

const fieldWords: Readonly<Record<RevealField, Words>> = {
  name: { zh: '姓名', en: 'Name' },
  remark: { zh: '备注', en: 'Remark' },
  description: { zh: '描述', en: 'Description' },
  phone: { zh: '电话', en: 'Phone' },
}

/** One item with everything that happened to it; what is personal opens one field at a time, for a purpose. */
export function ItemDrawer({
  data,
  item,
  onClose,
}: {
  readonly data: Progress
  readonly item: string
  readonly onClose: () => void
}) {
  const say = useSay()
  const { id } = data.handover
  const { data: detail, error, refetch } = useAsk(consoleRoutes.item, { params: { id, item } })
  return (
    <Dialog
      place="side"
      onClose={onClose}
      title={
        detail
          ? `${detail.fields.name === '' ? (data.names[data.handover.leaver] ?? '') : detail.fields.name} · ${say(kindWords[detail.kind])}`
          : say({ zh: '读取中', en: 'Reading' })
      }
    >
      {error && !detail && <NoWay error={error} onRetry={() => void refetch()} />}
      {!detail && !error && <Skeleton rows={6} />}
      {detail && detail.id === item && <Detail data={data} detail={detail} />}
    </Dialog>
  )
}

function Detail({ data, detail }: { readonly data: Progress; readonly detail: ItemDetail }) {
  const say = useSay()
  const lang = useLang()
  const nameOf = (userid: string | null) => (userid === null ? '—' : (detail.names[userid] ?? userid))
  const reveal = async (
    field: RevealField,
    why: {
      purpose: NonNullable<
        Parameters<NonNullable<React.ComponentProps<typeof Masked>['onReveal']>>[0]
      >['purpose']
      text?: string
    },
  ) => {
    try {
      return await ask(accessRoutes.reveal, {
        body: {
          handover: data.handover.id,
          item: detail.id,
          field,
          purpose: why.purpose,
          ...(why.text === undefined ? {} : { text: why.text }),
        },
      })
    } catch (error) {
      throw new Error(refusedText(error, lang), { cause: error })
    }
  }
  const last = detail.history.at(-1)
  const fields = (Object.keys(fieldWords) as RevealField[]).filter((field) => detail.fields[field] !== '')
  return (
    <>
      <p className={css.state}>
        <Status of={{ item: detail.state, reason: detail.reason }} />
        {detail.reason !== null && <span>{say(reasonWords[detail.reason])}</span>}
        {detail.code !== null && detail.code !== 0 && <small>{detail.code}</small>}
      </p>
      <Contest data={data} detail={detail} />
      <Facts
        rows={[
          ...fields.map((field) => ({
            name: say(fieldWords[field]),
            value: (
              <Masked
                mask={detail.fields[field]}
                label={say(fieldWords[field])}
                onReveal={data.may.reveal ? (why) => reveal(field, why) : undefined}
              />
            ),
          })),
          { name: say({ zh: '接替', en: 'Successor' }), value: nameOf(detail.successor) },
          ...(detail.fallbacks.length > 0
            ? [
                {
                  name: say({ zh: '候补', en: 'Next in line' }),
                  value: detail.fallbacks.map(nameOf).join('、'),
                },
              ]
            : []),
          ...(detail.kind === 'customer'
            ? [
                {
                  name: say({ zh: '标签', en: 'Tags' }),
                  value: say({
                    zh: `${detail.tags} 个，转后写给接替人`,
                    en: `${detail.tags}, written to the successor`,
                  }),
                },
                { name: say({ zh: '90 天额度', en: '90-day budget' }), value: say(budgetWords(detail)) },
              ]
            : []),
          { name: say({ zh: '发出次数', en: 'Sent' }), value: String(detail.sends) },
          ...(detail.owner === null
            ? []
            : [
                {
                  name: say({ zh: '负责人', en: 'Owner' }),
                  value: `${nameOf(detail.owner)}${detail.dueAt === null ? '' : ` · ${when(detail.dueAt, data.now)}`}`,
                },
              ]),
        ]}
      />
      {detail.state === 'verified' && last && (
        <Evidence
          what={say({ zh: '再从企业微信读回来，对得上', en: 'read back from WeCom, as intended' })}
          at={when(last.at, data.now)}
          by={byWords(last.by, nameOf, say)}
        />
      )}
      {detail.kind === 'customer' && <Dossier id={data.handover.id} item={detail.id} />}
      <h3 className={css.title}>{say({ zh: '经过', en: 'History' })}</h3>
      <ol className={css.history}>
        {detail.history.toReversed().map((event, at) => (
          <li key={at}>
            <time>{when(event.at, data.now)}</time>
            <div>
              <Status of={{ item: event.to, reason: event.reason }} />
              <small>
                {say(whatWords(event.what))}
                {event.successor !== null && ` · ${nameOf(event.successor)}`}
                {event.code !== null && event.code !== 0 && ` · ${event.code}`}
                {' · '}
                {byWords(event.by, nameOf, say)}
              </small>
            </div>
          </li>
        ))}
      </ol>
    </>
  )
}

function refusedText(error: unknown, lang: 'zh' | 'en'): string {
  if (error instanceof Refused && error.why === 'QUOTA_SPENT') {
    const { used, ask: officer } = error.facts
    const who =
      typeof officer === 'string' && officer !== ''
        ? officer
        : lang === 'zh'
          ? '数据安全专员'
          : 'data security'
    return lang === 'zh'
      ? `今天已查看 ${String(used)} 次，到上限了。要继续，请${who}放行，或明天再看。`
      : `You looked ${String(used)} times today, the limit. Ask ${who} to allow more, or look again tomorrow.`
  }
  return messageOf(error, lang)
}

function budgetWords({ budget, freeAgainAt }: ItemDetail): Words {
  if (budget === 'spent')
    return {
      zh: `已用完${freeAgainAt === null ? '' : `，${when(freeAgainAt).slice(0, 5)} 可再转`}`,
      en: `spent${freeAgainAt === null ? '' : `, free again ${when(freeAgainAt).slice(0, 5)}`}`,
    }
  return budget === 'left'
    ? { zh: '确知还有', en: 'known to be left' }
    : { zh: '不确知（企业微信不公布）', en: 'unknown; WeCom does not tell' }
}

function byWords(by: string, nameOf: (userid: string) => string, say: (words: Words) => string): string {
  if (by === 'system') return say({ zh: '系统', en: 'system' })
  if (by === 'looking') return say({ zh: '再读企业微信得知', en: 'seen in WeCom' })
  if (by === 'verification') return say({ zh: '逐项核对', en: 'verification' })
  if (by === 'wecom' || by === 'answer') return say({ zh: '企业微信的答复', en: 'answer of WeCom' })
  return nameOf(by)
}
