import { refusalWords, type DraftSoFar, type LivePreview } from '@jieli/contract'
import { useState } from 'react'
import { PersonPicker } from '../people/PersonPicker.tsx'
import { Avatar, Button, Card, Icon, NumberField, num, useSay } from '../ui/index.ts'
import { Rules } from './Rules.tsx'
import type { DraftState } from './use-draft.ts'
import css from './Split.module.css'

type Successor = NonNullable<DraftSoFar['successors']>[number]

/** Who takes over and by which rules; the counts come from the preview. */
export function Split({
  state,
  preview,
}: {
  readonly state: DraftState
  readonly preview: LivePreview | undefined
}) {
  return (
    <>
      <Successors state={state} preview={preview} />
      <Rules state={state} preview={preview} />
      <Others preview={preview} />
    </>
  )
}

function Successors({
  state,
  preview,
}: {
  readonly state: DraftState
  readonly preview: LivePreview | undefined
}) {
  const say = useSay()
  const { draft, change, know, names } = state
  const successors = draft.successors ?? []
  const [isAdding, setAdding] = useState(successors.length === 0)
  const nameOf = (userid: string) => preview?.names[userid] ?? names[userid] ?? userid
  const set = (next: readonly Successor[]) => change({ successors: [...next] })
  const remove = (userid: string) =>
    change({
      successors: successors.filter((one) => one.userid !== userid),
      rules: (draft.rules ?? [])
        .filter(({ to }) => to !== userid)
        .map((rule) => ({ ...rule, fallbacks: rule.fallbacks.filter((one) => one !== userid) })),
    })
  return (
    <Card
      title={say({ zh: '谁来接', en: 'Who takes over' })}
      note={
        preview?.inventory === 'ready' &&
        say({
          zh: `在手 ${num(preview.items.customer)} 位客户、${num(preview.items.group)} 个客户群`,
          en: `${num(preview.items.customer)} customers, ${num(preview.items.group)} groups`,
        })
      }
      action={
        !isAdding && (
          <Button icon="plus" onPress={() => setAdding(true)}>
            {say({ zh: '添加接替人', en: 'Add a successor' })}
          </Button>
        )
      }
    >
      {isAdding && (
        <div className={css.add}>
          <PersonPicker
            label={say({ zh: '添加接替人', en: 'Add a successor' })}
            onChoose={({ id, text }) => {
              know({ [id]: text })
              if (!successors.some(({ userid }) => userid === id)) {
                const next = [...successors, { userid: id }]
                // Somebody has to receive the rest; the first one does until a rule says otherwise.
                const rules = draft.rules ?? []
                change({
                  successors: next,
                  ...(rules.length === 0
                    ? { rules: [{ when: { by: 'rest' as const }, to: id, fallbacks: [] }] }
                    : {}),
                })
              }
              setAdding(false)
            }}
          />
        </div>
      )}
      <ul className={css.people}>
        {successors.map((successor) => {
          const seen = preview?.bySuccessor.find(({ userid }) => userid === successor.userid)
          const fix = preview?.fixes.find(({ from }) => from === successor.userid)
          const name = nameOf(successor.userid)
          return (
            <li key={successor.userid}>
              <Avatar name={name} />
              <span className={css.name}>
                <b>{name}</b>
                <small>
                  {[
                    seen?.department,
                    seen?.holdsNow === null || seen === undefined
                      ? null
                      : say({ zh: `在手 ${num(seen.holdsNow)}`, en: `holds ${num(seen.holdsNow)}` }),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </small>
              </span>
              <Load seen={seen} />
              <span className={css.added}>{seen ? `+${num(seen.customers)}` : ''}</span>
              <span className={css.can}>
                {seen?.can === 'no' && (
                  <span className={css.bad}>
                    <Icon name="declined" />{' '}
                    {say(
                      Object.entries(refusalWords).find(([why]) => why === refusalOf(seen.whyNot))?.[1] ?? {
                        zh: '不能接',
                        en: 'cannot',
                      },
                    )}
                  </span>
                )}
                {fix ? (
                  <span className={css.act}>
                    <Icon name="risk" />
                    <span>
                      {say({
                        zh: `余量只剩 ${num(roomOf(seen))}，自己再加客户就会超。`,
                        en: `Only ${num(roomOf(seen))} places left. `,
                      })}
                      <button
                        type="button"
                        className={css.fix}
                        onClick={() => change({ rules: [fix.rule, ...(draft.rules ?? [])] })}
                      >
                        {say({
                          zh: `挪 ${fix.count} 位给${nameOf(fix.to)}`,
                          en: `Move ${fix.count} to ${nameOf(fix.to)}`,
                        })}
                      </button>
                    </span>
                  </span>
                ) : (
                  seen?.can === 'yes' && (
                    <span className={css.ok}>
                      <Icon name="check" /> {say({ zh: '能接', en: 'can take' })}
                    </span>
                  )
                )}
                {seen?.can === 'unknown' && (
                  <span>{say({ zh: '企业微信没说能不能接', en: 'WeCom does not say' })}</span>
                )}
              </span>
              <span className={css.cap}>
                <NumberField
                  label={say({ zh: `${name} 的上限`, en: `Cap of ${name}` })}
                  hideLabel
                  hint={say({ zh: '上限，可不填', en: 'cap, optional' })}
                  min={1}
                  max={100_000}
                  value={successor.cap}
                  onChange={(cap) =>
                    set(
                      successors.map((one) =>
                        one.userid === successor.userid
                          ? { userid: one.userid, ...(cap === undefined ? {} : { cap }) }
                          : one,
                      ),
                    )
                  }
                />
              </span>
              <button
                type="button"
                className={css.remove}
                onClick={() => remove(successor.userid)}
                aria-label={say({ zh: `去掉 ${name}`, en: `Remove ${name}` })}
              >
                <Icon name="close" />
              </button>
            </li>
          )
        })}
      </ul>
      <p className={css.note}>
        {say({
          zh: '“能接”= 已激活、有客户联系权限；实名和一年内登录过，企业微信不让事先查，不行会逐项退回。上限按你登记的数，到顶时会以“已满”退回，按候补往下给。',
          en: '“Can take”: active and allowed to serve customers. Real name and a login within a year only show as refusals. The cap is what you enter.',
        })}
      </p>
    </Card>
  )
}

type Seen = LivePreview['bySuccessor'][number] | undefined

function roomOf(seen: Seen): number {
  return seen?.cap === null || seen === undefined
    ? 0
    : Math.max(0, seen.cap - (seen.holdsNow ?? 0) - seen.customers)
}

/** What he holds, what is added, what is left to the cap. */
function Load({ seen }: { readonly seen: Seen }) {
  const say = useSay()
  if (!seen || seen.holdsNow === null) return <span />
  const of = seen.cap ?? seen.holdsNow + seen.customers
  const share = (n: number) => `${Math.min(100, (n / Math.max(1, of)) * 100)}%`
  return (
    <span className={css.load}>
      <span
        className={css.bar}
        role="img"
        aria-label={say({
          zh: `在手 ${seen.holdsNow}，接 ${seen.customers}${seen.cap === null ? '' : `，上限 ${seen.cap}`}`,
          en: `holds ${seen.holdsNow}, gets ${seen.customers}`,
        })}
      >
        <i className={css.holds} style={{ width: share(seen.holdsNow) }} />
        <i className={css.adds} style={{ width: share(seen.customers) }} />
      </span>
      <small>
        {seen.cap === null
          ? ''
          : seen.overCap > 0
            ? say({ zh: `超 ${num(seen.overCap)}`, en: `${num(seen.overCap)} over` })
            : say({ zh: `余 ${num(roomOf(seen))}`, en: `${num(roomOf(seen))} left` })}
      </small>
    </span>
  )
}

function refusalOf(why: string | null): string {
  if (why === 'NO_CUSTOMER_CONTACT') return 'SUCCESSOR_WITHOUT_CUSTOMER_CONTACT'
  return why === 'DELETED' || why === 'LEFT' ? 'SUCCESSOR_UNKNOWN' : 'SUCCESSOR_INACTIVE'
}

function Others({ preview }: { readonly preview: LivePreview | undefined }) {
  const say = useSay()
  if (preview?.inventory !== 'ready') return null
  return (
    <Card title={say({ zh: '其他内容跟着谁', en: 'What else goes to whom' })}>
      <ul className={css.others}>
        <li>
          <Icon name="people" />
          <span>
            {say({
              zh: `客户群 ${num(preview.items.group)} 个`,
              en: `${num(preview.items.group)} customer groups`,
            })}
            <small>
              {say({
                zh: `群主自动转给该群客户最多的接替人；另有 ${num(preview.memberOnlyGroups)} 个只是成员，要在群里邀请`,
                en: `owned by whoever gets most of their customers; ${num(preview.memberOnlyGroups)} more need an invitation`,
              })}
            </small>
          </span>
        </li>
        {entries(preview) > 0 && (
          <li>
            <Icon name="phone" />
            <span>
              {say({ zh: `获客入口 ${num(entries(preview))} 个`, en: `${num(entries(preview))} ways in` })}
              <small>
                {say({
                  zh: `联系我 ${num(preview.items.code)}、获客链接 ${num(preview.items.link)}、客服接待 ${num(preview.items.seat)}，改给最后一条规则的接替人，同在里面的人不动`,
                  en: `${num(preview.items.code)} contact codes, ${num(preview.items.link)} links and ${num(preview.items.seat)} service seats go to the successor of the last rule; others in them stay`,
                })}
              </small>
            </span>
          </li>
        )}
        <li>
          <Icon name="lock" />
          <span>
            {say({ zh: '账号 1 个', en: '1 account' })}
            <small>{say({ zh: '到期冻结，不删除', en: 'frozen at the end, not deleted' })}</small>
          </span>
        </li>
      </ul>
    </Card>
  )
}

/** What brings new customers to the leaver. */
function entries({ items }: LivePreview): number {
  return items.code + items.link + items.seat
}
