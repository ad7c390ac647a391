import { pointedKinds, statesOfTab, type ItemKind, type Progress } from '@jieli/contract'
import { useNavigate } from '@tanstack/react-router'
import { Icon, num, StateBar, useLang, useSay, near, type IconName, type Words } from '../ui/index.ts'
import { amount, kindWords } from '../words.ts'
import { partsOf, sumOf } from './parts.ts'
import css from './Carriers.module.css'

const icons: Readonly<Record<ItemKind, IconName>> = {
  customer: 'person',
  group: 'people',
  code: 'phone',
  link: 'next',
  seat: 'chat',
  account: 'lock',
}

/** A row for each kind of thing: how many, how far, one sentence. */
export function Carriers({ data }: { readonly data: Progress }) {
  const say = useSay()
  const lang = useLang()
  const navigate = useNavigate()
  return (
    <ul className={css.carriers}>
      {data.carriers.map(({ kind, total, byState, firstDueAt }) => (
        <li key={kind}>
          <button
            type="button"
            onClick={() =>
              void navigate({
                to: '/h/$id',
                params: { id: data.handover.id },
                search: { tab: 'all', kind },
                replace: true,
              })
            }
          >
            <span className={css.name}>
              <Icon name={icons[kind]} />
              {say(kindWords[kind])}
            </span>
            <span className={css.count}>
              <b>{num(sumOf(byState, ['verified', 'adopted']))}</b> / {num(total)}
            </span>
            <span className={css.bar}>
              <StateBar thin parts={partsOf(byState)} total={total} />
            </span>
            <span className={css.sentence}>
              {say(
                sentence({
                  kind,
                  byState,
                  due: firstDueAt === null ? null : near(firstDueAt, data.now, lang),
                  data,
                }),
              )}
            </span>
            <Icon name="next" />
          </button>
        </li>
      ))}
    </ul>
  )
}

interface Told {
  readonly kind: ItemKind
  readonly byState: Progress['carriers'][number]['byState']
  readonly due: string | null
  readonly data: Progress
}

function sentence({ kind, byState, due, data }: Told): Words {
  if (kind === 'account') {
    const frozen = (byState.verified ?? 0) > 0
    return frozen
      ? { zh: '已冻结，登录已收回', en: 'Frozen; logins are revoked' }
      : { zh: '按约定的时间冻结', en: 'Frozen at the agreed time' }
  }
  const waiting = sumOf(byState, statesOfTab.clock) - (byState.planned ?? 0)
  const people = sumOf(byState, statesOfTab.people)
  const parts: Words[] = []
  if (waiting > 0) {
    const words = amount(kind, waiting)
    if (isPointed(kind))
      parts.push({ zh: `${words.zh}正在改，再读一遍为准`, en: `${words.en} being changed and read back` })
    else
      parts.push({
        zh: `${words.zh}等 24 小时${due === null ? '' : `，最早 ${due}`}`,
        en: `${words.en} wait 24 h${due === null ? '' : `, first ${due}`}`,
      })
  }
  if (people > 0) parts.push({ zh: `${people} 待决定`, en: `${people} to decide` })
  if ((byState.planned ?? 0) > 0)
    parts.push({ zh: `${byState.planned} 按计划稍后`, en: `${byState.planned} scheduled` })
  if ((byState.excepted ?? 0) > 0)
    parts.push({ zh: `${byState.excepted} 例外有人负责`, en: `${byState.excepted} exceptions owned` })
  const memberOnly = data.handover.preview?.memberOnlyGroups ?? 0
  if (kind === 'group' && memberOnly > 0)
    parts.push({
      zh: `另有 ${memberOnly} 个群只是成员，要人邀请`,
      en: `${memberOnly} more need an invitation`,
    })
  if (parts.length === 0) return { zh: '全部核实', en: 'All verified' }
  return { zh: parts.map((one) => one.zh).join('；'), en: parts.map((one) => one.en).join('; ') }
}

function isPointed(kind: ItemKind): boolean {
  return pointedKinds.some((one) => one === kind)
}
