import { createContext, use, useCallback, useEffect, useState, type ReactNode } from 'react'
import css from './Toast.module.css'

const Context = createContext<(text: string) => void>(() => {})

/** Says that one's own act is done, for four seconds; errors are never said here. */
export function useToast(): (text: string) => void {
  return use(Context)
}

export function ToastHost({ children }: { readonly children: ReactNode }) {
  const [text, setText] = useState('')
  const [isHeld, setHeld] = useState(false)
  const say = useCallback((next: string) => setText(next), [])
  useEffect(() => {
    if (text === '' || isHeld) return
    const timer = setTimeout(() => setText(''), 4_000)
    return () => clearTimeout(timer)
  }, [text, isHeld])
  return (
    <Context value={say}>
      {children}
      <div
        className={css.host}
        role="status"
        onMouseEnter={() => setHeld(true)}
        onMouseLeave={() => setHeld(false)}
      >
        {text !== '' && <p className={css.toast}>{text}</p>}
      </div>
    </Context>
  )
}
