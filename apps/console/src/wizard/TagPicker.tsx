import { useId, useState } from 'react'
import { Checkbox, Dialog, Button, num, useSay, type Words } from '../ui/index.ts'
import css from './TagPicker.module.css'

export interface Tag {
  readonly id: string
  readonly group: string
  readonly name: string
  readonly count: number
}

/** The tags that really occur among the customers, by group, with how many; what the plan names already stays named. */
export function TagPicker({
  label,
  tags,
  chosen,
  onChange,
}: {
  readonly label: string
  readonly tags: readonly Tag[]
  readonly chosen: readonly string[]
  readonly onChange: (chosen: readonly string[]) => void
}) {
  const say = useSay()
  const id = useId()
  const [isOpen, setOpen] = useState(false)
  const [draft, setDraft] = useState<readonly string[]>([])
  const nameOf = (key: string) => tags.find((tag) => isTag(tag, key))?.name ?? key
  const groups = [...new Set(tags.map(({ group }) => group))]
  const text: Words =
    chosen.filter((one) => one !== '').length === 0
      ? { zh: '选标签', en: 'choose tags' }
      : { zh: chosen.map(nameOf).join('、'), en: chosen.map(nameOf).join(', ') }
  return (
    <>
      <button
        type="button"
        id={id}
        className={css.pick}
        aria-label={`${label}: ${say(text)}`}
        onClick={() => {
          setDraft(
            chosen.flatMap((key) => tags.find((tag) => isTag(tag, key))?.id ?? (key === '' ? [] : [key])),
          )
          setOpen(true)
        }}
      >
        {say(text)}
      </button>
      {isOpen && (
        <Dialog
          title={label}
          onClose={() => setOpen(false)}
          actions={
            <Button
              look="filled"
              whyNot={draft.length === 0 ? say({ zh: '至少选一个', en: 'Choose one at least' }) : undefined}
              onPress={() => {
                onChange(draft)
                setOpen(false)
              }}
            >
              {say({ zh: `用这 ${draft.length} 个标签`, en: `Use ${draft.length} tags` })}
            </Button>
          }
        >
          {groups.map((group) => (
            <fieldset key={group} className={css.group}>
              <legend>{group}</legend>
              {tags
                .filter((tag) => tag.group === group)
                .map((tag) => (
                  <Checkbox
                    key={tag.id}
                    isOn={draft.includes(tag.id)}
                    onChange={(isOn) =>
                      setDraft((before) =>
                        isOn ? [...before, tag.id] : before.filter((one) => one !== tag.id),
                      )
                    }
                  >
                    {tag.name} <small>{num(tag.count)}</small>
                  </Checkbox>
                ))}
            </fieldset>
          ))}
          {groups.length === 0 && (
            <p>{say({ zh: '这些客户没有标签。', en: 'These customers have no tags.' })}</p>
          )}
        </Dialog>
      )}
    </>
  )
}

// People write a tag's id, its name, or group/name.
function isTag({ id, group, name }: Tag, key: string): boolean {
  return key === id || key === name || key === `${group}/${name}`
}
