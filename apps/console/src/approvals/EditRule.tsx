import { triggers, type ApprovalRule } from '@jieli/contract'
import { Button, Checkbox, NumberField, Select, useSay } from '../ui/index.ts'
import { triggerWords } from '../words.ts'
import css from './ApprovalPolicy.module.css'

/** One rule; the last one is for everything, so it has neither trigger nor size. */
export function EditRule({
  rule,
  place,
  isLast,
  onChange,
  onRemove,
  onUp,
}: {
  readonly rule: ApprovalRule
  readonly place: number
  readonly isLast: boolean
  readonly onChange: (rule: ApprovalRule) => void
  readonly onRemove: () => void
  readonly onUp: (() => void) | undefined
}) {
  const say = useSay()
  const { trigger, below, ...asks } = rule
  const set = (changed: Partial<ApprovalRule>) => onChange({ ...rule, ...changed })
  const named = say({ zh: `第 ${place} 条`, en: `rule ${place}` })
  return (
    <fieldset className={css.edit}>
      <legend>
        {isLast ? say({ zh: `${named}：其余所有交接`, en: `${named}: every other handover` }) : named}
      </legend>
      <div className={css.fields}>
        {!isLast && (
          <>
            <Select
              label={say({ zh: '触发原因', en: 'Trigger' })}
              value={trigger ?? 'any'}
              onChange={(chosen) =>
                onChange({
                  ...asks,
                  ...(below === undefined ? {} : { below }),
                  ...(chosen === 'any' ? {} : { trigger: chosen }),
                })
              }
              options={[
                { id: 'any' as const, text: say({ zh: '任何原因', en: 'Any' }) },
                ...triggers.map((id) => ({ id, text: say(triggerWords[id]) })),
              ]}
            />
            <NumberField
              label={say({ zh: '少于多少项（空：不限）', en: 'Fewer items than (empty: any)' })}
              value={below}
              min={1}
              max={1_000_000}
              onChange={(n) =>
                onChange({
                  ...asks,
                  ...(trigger === undefined ? {} : { trigger }),
                  ...(n === undefined ? {} : { below: n }),
                })
              }
            />
          </>
        )}
        <Select
          label={say({ zh: '最少几个人（4：不兼）', en: 'Fewest people (4: none merged)' })}
          value={String(rule.minPeople)}
          onChange={(n) => set({ minPeople: Number(n) })}
          options={['4', '3', '2'].map((id) => ({
            id,
            text: say({ zh: `${id} 人`, en: id }),
          }))}
        />
        <NumberField
          label={say({ zh: '几小时内批完', en: 'Hours to decide' })}
          value={rule.decideHours}
          min={1}
          max={720}
          onChange={(n) => n !== undefined && set({ decideHours: n })}
        />
        <NumberField
          label={say({ zh: '几小时后提醒', en: 'Reminder after hours' })}
          value={rule.remindHours}
          min={1}
          max={720}
          onChange={(n) => n !== undefined && set({ remindHours: n })}
        />
      </div>
      <div className={css.row}>
        <Checkbox isOn={rule.inOrder} onChange={(inOrder) => set({ inOrder })}>
          {say({
            zh: '依次审批：部门经理 → HR → 系统管理员 → 数据安全专员',
            en: 'One after the other, in the order of the seats',
          })}
        </Checkbox>
        {!isLast && (
          <span className={css.buttons}>
            {onUp && (
              <Button
                look="text"
                onPress={onUp}
                label={say({ zh: `把${named}上移`, en: `Move ${named} up` })}
              >
                {say({ zh: '上移', en: 'Move up' })}
              </Button>
            )}
            <Button look="text" onPress={onRemove} label={say({ zh: `删除${named}`, en: `Remove ${named}` })}>
              {say({ zh: '删除', en: 'Remove' })}
            </Button>
          </span>
        )}
      </div>
    </fieldset>
  )
}
