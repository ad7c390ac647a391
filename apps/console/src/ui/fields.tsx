import { useId, useState, type ReactNode } from 'react'
import { fromField, toField } from './format.ts'
import css from './fields.module.css'

interface FieldProps {
  readonly label: string
  readonly hint?: string | undefined
  /** What is wrong and what to do; tied to the field. */
  readonly problem?: string | undefined
  readonly hideLabel?: boolean
}

function Frame({
  id,
  label,
  hint,
  problem,
  hideLabel,
  children,
}: FieldProps & { readonly id: string; readonly children: ReactNode }) {
  return (
    <div className={css.field}>
      <label htmlFor={id} className={hideLabel ? 'sr' : css.label}>
        {label}
      </label>
      {children}
      {hint !== undefined && (
        <p id={`${id}-hint`} className={css.hint}>
          {hint}
        </p>
      )}
      {problem !== undefined && (
        <p id={`${id}-problem`} className={css.problem}>
          {problem}
        </p>
      )}
    </div>
  )
}

function a11yOf(id: string, { hint, problem }: FieldProps) {
  const about = [
    ...(hint === undefined ? [] : [`${id}-hint`]),
    ...(problem === undefined ? [] : [`${id}-problem`]),
  ]
  return {
    ...(about.length > 0 ? { 'aria-describedby': about.join(' ') } : {}),
    ...(problem === undefined ? {} : { 'aria-invalid': true }),
  }
}

export interface TextFieldProps extends FieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly maxLength?: number
  readonly lines?: number
  readonly placeholder?: string
  readonly type?: 'text' | 'password' | 'search'
}

export function TextField({
  value,
  onChange,
  maxLength,
  lines,
  placeholder,
  type = 'text',
  ...frame
}: TextFieldProps) {
  const id = useId()
  const common = {
    id,
    value,
    className: css.input,
    ...(maxLength === undefined ? {} : { maxLength }),
    ...(placeholder === undefined ? {} : { placeholder }),
    ...a11yOf(id, frame),
  }
  return (
    <Frame id={id} {...frame}>
      {lines === undefined ? (
        <input
          type={type}
          autoComplete="off"
          {...common}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
        <textarea rows={lines} {...common} onChange={(event) => onChange(event.target.value)} />
      )}
    </Frame>
  )
}

export function NumberField({
  value,
  onChange,
  min,
  max,
  ...frame
}: FieldProps & {
  readonly value: number | undefined
  readonly onChange: (value: number | undefined) => void
  readonly min: number
  readonly max: number
}) {
  const id = useId()
  return (
    <Frame id={id} {...frame}>
      <input
        id={id}
        type="number"
        inputMode="numeric"
        className={`${css.input} ${css.short}`}
        min={min}
        max={max}
        value={value ?? ''}
        {...a11yOf(id, frame)}
        onChange={({ target }) => {
          const n = target.valueAsNumber
          onChange(Number.isInteger(n) && n >= min && n <= max ? n : undefined)
        }}
      />
    </Frame>
  )
}

export interface Option<T extends string> {
  readonly id: T
  readonly text: string
}

export function Select<T extends string>({
  value,
  onChange,
  options,
  ...frame
}: FieldProps & {
  readonly value: T
  readonly onChange: (value: T) => void
  readonly options: readonly Option<T>[]
}) {
  const id = useId()
  return (
    <Frame id={id} {...frame}>
      <select
        id={id}
        className={`${css.input} ${css.select}`}
        value={value}
        {...a11yOf(id, frame)}
        onChange={({ target }) => {
          const found = options.find((option) => option.id === target.value)
          if (found) onChange(found.id)
        }}
      >
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.text}
          </option>
        ))}
      </select>
    </Frame>
  )
}

/** A moment in Shanghai time; what lies before `min` is told when the field has the focus. */
export function DateTimeField({
  value,
  onChange,
  min,
  whyMin,
  ...frame
}: FieldProps & {
  readonly value: string
  readonly onChange: (iso: string) => void
  readonly min?: string | undefined
  readonly whyMin?: string | undefined
}) {
  const id = useId()
  const [hasFocus, setFocus] = useState(false)
  const hint = hasFocus && whyMin !== undefined ? whyMin : frame.hint
  return (
    <Frame id={id} {...frame} hint={hint}>
      <input
        id={id}
        type="datetime-local"
        className={css.input}
        value={toField(value)}
        step={900}
        {...(min === undefined ? {} : { min: toField(min) })}
        {...a11yOf(id, { ...frame, hint })}
        onFocus={() => setFocus(true)}
        onBlur={() => setFocus(false)}
        onChange={({ target }) => {
          const iso = fromField(target.value)
          if (iso !== undefined) onChange(iso)
        }}
      />
    </Frame>
  )
}

export function Checkbox({
  isOn,
  onChange,
  children,
}: {
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
  readonly children: ReactNode
}) {
  return (
    <label className={css.check}>
      <input type="checkbox" checked={isOn} onChange={({ target }) => onChange(target.checked)} />
      <span>{children}</span>
    </label>
  )
}
