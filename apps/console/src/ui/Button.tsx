import { useId, type ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { Icon, type IconName } from './Icon.tsx'
import css from './Button.module.css'

export interface ButtonProps {
  readonly children: ReactNode
  readonly onPress?: () => void
  /** `filled` is for the one next action of a view. */
  readonly look?: 'outline' | 'filled' | 'text' | 'danger'
  readonly icon?: IconName
  readonly isBusy?: boolean
  /** Why it cannot be pressed now; it stays focusable and says so. */
  readonly whyNot?: string | undefined
  readonly label?: string
  readonly autoFocus?: boolean
  readonly wide?: boolean
  /** Sends the form it stands in, as Enter in a field does. */
  readonly submits?: boolean
}

export function Button({
  children,
  onPress,
  look = 'outline',
  icon,
  isBusy,
  whyNot,
  label,
  autoFocus,
  wide,
  submits,
}: ButtonProps) {
  const why = useId()
  const isOff = whyNot !== undefined
  return (
    <>
      <AriaButton
        className={`${css.button} ${css[look]} ${isOff ? css.off : ''} ${wide ? css.wide : ''}`}
        {...(submits ? { type: 'submit' as const } : {})}
        onPress={() => (isOff || isBusy ? undefined : onPress?.())}
        {...(isOff || isBusy ? { 'aria-disabled': true } : {})}
        {...(isOff ? { 'aria-describedby': why } : {})}
        {...(label === undefined ? {} : { 'aria-label': label })}
        {...(autoFocus ? { autoFocus } : {})}
      >
        {icon && <Icon name={icon} />}
        {children}
        {isBusy && <span className={css.busy} aria-hidden />}
      </AriaButton>
      {isOff && (
        <span id={why} className={css.why}>
          {whyNot}
        </span>
      )}
    </>
  )
}
