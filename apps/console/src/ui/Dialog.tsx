import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { Button } from './Button.tsx'
import { useSay } from './i18n.tsx'
import { Icon } from './Icon.tsx'
import css from './Dialog.module.css'

export interface DialogProps {
  /** The act. */
  readonly title: ReactNode
  readonly children: ReactNode
  readonly onClose: () => void
  /** The button that acts says the verb. */
  readonly actions?: ReactNode
  /** `side`: a drawer at the right, a whole page on the phone. */
  readonly place?: 'middle' | 'side'
  readonly closeWords?: string
}

/** Keeps the focus while it is open and gives it back; Esc closes only the top one. */
export function Dialog({ title, children, onClose, actions, place = 'middle', closeWords }: DialogProps) {
  const say = useSay()
  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(isOpen) => !isOpen && onClose()}
      className={`${css.scrim} ${css[place]}`}
    >
      <Modal className={css.modal ?? ''}>
        <AriaDialog className={css.dialog ?? ''}>
          <header className={css.head}>
            <Heading slot="title" className={css.title ?? ''}>
              {title}
            </Heading>
            <button
              type="button"
              className={css.close}
              onClick={onClose}
              aria-label={say({ zh: '关闭', en: 'Close' })}
            >
              <Icon name="close" />
            </button>
          </header>
          <div className={css.body}>{children}</div>
          {actions !== undefined && (
            <footer className={css.foot}>
              <Button onPress={onClose}>{closeWords ?? say({ zh: '先不', en: 'Not now' })}</Button>
              {actions}
            </footer>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
