import { wizardRoutes, type DraftSoFar, type LivePreview } from '@jieli/contract'
import { useAsk } from '../api.ts'
import { Button, Card, Icon, num, Select, useSay, when } from '../ui/index.ts'
import { TagPicker } from './TagPicker.tsx'
import type { DraftState } from './use-draft.ts'
import css from './Rules.module.css'

type Rule = NonNullable<DraftSoFar['rules']>[number]

/** From top to bottom, the first that matches wins; each says how many it gets. */
export function Rules({
  state,
  preview,
}: {
  readonly state: DraftState
  readonly preview: LivePreview | undefined
}) {
  const say = useSay()
  const { draft, change } = state
  const rules = draft.rules ?? []
  const successors = draft.successors ?? []
  const { data } = useAsk(
    wizardRoutes.tags,
    { query: { leaver: draft.leaver ?? '-' } },
    { enabled: draft.leaver !== undefined && preview?.inventory === 'ready' },
  )
  const nameOf = (userid: string) => preview?.names[userid] ?? state.names[userid] ?? userid
  const set = (next: readonly Rule[]) => change({ rules: [...next] })
  const replace = (at: number, rule: Rule) => set(rules.map((one, n) => (n === at ? rule : one)))
  const move = (at: number, by: number) => {
    const to = at + by
    const [rule, other] = [rules[at], rules[to]]
    if (!rule || !other) return
    set(rules.map((one, n) => (n === at ? other : n === to ? rule : one)))
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`[data-rule="${to}"] [data-move="${by}"]`)?.focus(),
    )
  }
  const people = successors.map(({ userid }) => ({ id: userid, text: nameOf(userid) }))
  const [first] = people
  const add = () => {
    if (!first) return
    const rest = rules.findIndex(({ when: test }) => test.by === 'rest')
    const rule: Rule = { when: { by: 'tag', tags: [data?.tags[0]?.id ?? ''] }, to: first.id, fallbacks: [] }
    set(rest < 0 ? [...rules, rule] : [...rules.slice(0, rest), rule, ...rules.slice(rest)])
  }
  const unassigned = preview?.unassigned ?? 0
  return (
    <Card
      title={say({ zh: '怎么分客户', en: 'Who gets which customers' })}
      note={say({ zh: '从上往下，先中先得', en: 'from the top; the first match wins' })}
      action={
        <Button
          icon="plus"
          look="text"
          onPress={add}
          whyNot={first === undefined ? say({ zh: '先加接替人', en: 'Add a successor first' }) : undefined}
        >
          {say({ zh: '加一条规则', en: 'Add a rule' })}
        </Button>
      }
    >
      <ol className={css.rules}>
        {rules.map((rule, at) => {
          const hit = preview?.rules[at]
          return (
            <li
              key={at}
              data-rule={at}
              onKeyDown={(event) => {
                if (!event.altKey) return
                if (event.key === 'ArrowUp') move(at, -1)
                if (event.key === 'ArrowDown') move(at, 1)
              }}
            >
              <span className={css.no}>{at + 1}</span>
              <span className={css.sentence}>
                <Condition
                  rule={rule}
                  tags={data?.tags ?? []}
                  onChange={(next) => replace(at, next)}
                  at={at}
                />
                <span>{say({ zh: '归', en: 'go to' })}</span>
                <Select
                  hideLabel
                  label={say({ zh: `规则 ${at + 1} 归谁`, en: `Rule ${at + 1} goes to` })}
                  value={rule.to}
                  onChange={(to) =>
                    replace(at, { ...rule, to, fallbacks: rule.fallbacks.filter((one) => one !== to) })
                  }
                  options={people}
                />
                <Fallbacks rule={rule} people={people} onChange={(next) => replace(at, next)} at={at} />
              </span>
              <span className={css.hits}>
                <b>{hit ? num(hit.hits) : '—'}</b>
                <small>
                  {hit && hit.elsewhere > 0
                    ? say({
                        zh: `另 ${num(hit.elsewhere)} 位归前面的规则`,
                        en: `${num(hit.elsewhere)} more go to earlier rules`,
                      })
                    : say({ zh: '位客户', en: 'customers' })}
                </small>
              </span>
              <span className={css.moves}>
                <button
                  type="button"
                  data-move="-1"
                  onClick={() => move(at, -1)}
                  disabled={at === 0}
                  aria-label={say({
                    zh: `规则 ${at + 1} 上移（Alt+↑）`,
                    en: `Move rule ${at + 1} up (Alt+↑)`,
                  })}
                >
                  <Icon name="up" />
                </button>
                <button
                  type="button"
                  data-move="1"
                  onClick={() => move(at, 1)}
                  disabled={at === rules.length - 1}
                  aria-label={say({
                    zh: `规则 ${at + 1} 下移（Alt+↓）`,
                    en: `Move rule ${at + 1} down (Alt+↓)`,
                  })}
                >
                  <Icon name="down" />
                </button>
                <button
                  type="button"
                  onClick={() => set(rules.filter((_, n) => n !== at))}
                  aria-label={say({ zh: `删掉规则 ${at + 1}`, en: `Remove rule ${at + 1}` })}
                >
                  <Icon name="close" />
                </button>
              </span>
            </li>
          )
        })}
      </ol>
      {preview?.inventory === 'ready' && (
        <p className={unassigned === 0 ? css.ok : css.bad} role="status">
          <Icon name={unassigned === 0 ? 'check' : 'declined'} />{' '}
          {unassigned === 0
            ? say({
                zh: `${num(preview.items.customer)} 位都有归属`,
                en: `All ${num(preview.items.customer)} have a successor`,
              })
            : say({
                zh: `${num(unassigned)} 项还没人接：在最后加一条“其余”`,
                en: `${num(unassigned)} go to nobody: add a rule for the rest`,
              })}
          {unassigned > 0 && first && (
            <Button
              look="text"
              onPress={() => set([...rules, { when: { by: 'rest' }, to: first.id, fallbacks: [] }])}
            >
              {say({ zh: `其余归${first.text}`, en: `The rest to ${first.text}` })}
            </Button>
          )}
        </p>
      )}
    </Card>
  )
}

interface ConditionProps {
  readonly rule: Rule
  readonly at: number
  readonly tags: readonly {
    readonly id: string
    readonly group: string
    readonly name: string
    readonly count: number
  }[]
  readonly onChange: (rule: Rule) => void
}

function Condition({ rule, at, tags, onChange }: ConditionProps) {
  const say = useSay()
  const { when: test } = rule
  if (test.by === 'item')
    return (
      <span>{say({ zh: `挑出的 ${test.subjects.length} 位`, en: `${test.subjects.length} chosen` })}</span>
    )
  if (test.by === 'added-before')
    return <span>{say({ zh: `${when(test.at)} 前加的`, en: `added before ${when(test.at)}` })}</span>
  return (
    <>
      <Select
        hideLabel
        label={say({ zh: `规则 ${at + 1} 看什么`, en: `Rule ${at + 1} looks at` })}
        value={test.by}
        onChange={(by) =>
          onChange({ ...rule, when: by === 'rest' ? { by } : { by, tags: [tags[0]?.id ?? ''] } })
        }
        options={[
          { id: 'tag' as const, text: say({ zh: '标签', en: 'Tag' }) },
          { id: 'rest' as const, text: say({ zh: '其余', en: 'The rest' }) },
        ]}
      />
      {test.by === 'tag' && (
        <TagPicker
          label={say({ zh: `规则 ${at + 1} 的标签`, en: `Tags of rule ${at + 1}` })}
          tags={tags}
          chosen={test.tags}
          onChange={(chosen) => onChange({ ...rule, when: { by: 'tag', tags: [...chosen] } })}
        />
      )}
    </>
  )
}

function Fallbacks({
  rule,
  people,
  at,
  onChange,
}: {
  readonly rule: Rule
  readonly people: readonly { readonly id: string; readonly text: string }[]
  readonly at: number
  readonly onChange: (rule: Rule) => void
}) {
  const say = useSay()
  const others = people.filter(({ id }) => id !== rule.to)
  if (others.length === 0) return null
  return (
    <Select
      hideLabel
      label={say({ zh: `规则 ${at + 1} 满了给谁`, en: `Rule ${at + 1}, next in line` })}
      value={rule.fallbacks[0] ?? ''}
      onChange={(first) =>
        onChange({
          ...rule,
          fallbacks:
            first === '' ? [] : [first, ...others.map(({ id }) => id).filter((one) => one !== first)],
        })
      }
      options={[
        { id: '', text: say({ zh: '满了不给别人', en: 'no one else' }) },
        ...others.map(({ id, text }) => ({ id, text: say({ zh: `满了给${text}`, en: `then ${text}` }) })),
      ]}
    />
  )
}
