import { useEffect, useState } from 'react'
import {
  ComboBox as AriaComboBox,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Text,
} from 'react-aria-components'
import { useSay } from './i18n.tsx'
import css from './ComboBox.module.css'

export interface Choice {
  readonly id: string
  readonly text: string
  readonly note?: string
}

/** Finds while one types; by name, pinyin or initials, as the server understands it. */
export function ComboBox({
  label,
  placeholder,
  search,
  onChoose,
  problem,
  keepText,
}: {
  readonly label: string
  readonly placeholder?: string
  readonly search: (q: string) => Promise<readonly Choice[]>
  readonly onChoose: (choice: Choice) => void
  readonly problem?: string | undefined
  readonly keepText?: string
}) {
  const say = useSay()
  const [text, setText] = useState(keepText ?? '')
  const [found, setFound] = useState<readonly Choice[]>([])
  useEffect(() => {
    let isCurrent = true
    const timer = setTimeout(() => {
      search(text === keepText ? '' : text).then(
        (choices) => isCurrent && setFound(choices),
        () => isCurrent && setFound([]),
      )
    }, 120)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [text, search, keepText])
  return (
    <AriaComboBox
      className={css.box ?? ''}
      items={found}
      inputValue={text}
      onInputChange={setText}
      menuTrigger="focus"
      allowsEmptyCollection
      isInvalid={problem !== undefined}
      onSelectionChange={(id) => {
        const chosen = found.find((one) => one.id === id)
        if (!chosen) return
        onChoose(chosen)
        setText(keepText === undefined ? '' : chosen.text)
      }}
    >
      <Label className={css.label ?? ''}>{label}</Label>
      <Input
        className={css.input ?? ''}
        placeholder={placeholder ?? say({ zh: '姓名、拼音或账号', en: 'Name or user id' })}
      />
      {problem !== undefined && (
        <Text slot="errorMessage" className={css.problem ?? ''}>
          {problem}
        </Text>
      )}
      <Popover className={css.popover ?? ''}>
        <ListBox
          className={css.list ?? ''}
          renderEmptyState={() => <p className={css.none}>{say({ zh: '没有找到', en: 'Nobody found' })}</p>}
        >
          {({ id, text: name, note }: Choice) => (
            <ListBoxItem id={id} textValue={name} className={css.item ?? ''}>
              <span>{name}</span>
              {note !== undefined && <small>{note}</small>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaComboBox>
  )
}
