import { ApiError } from '@jieli/contract'
import { refusalWords } from '@jieli/contract'
import { Refused } from './api.ts'
import { ErrorBox, useLang, type Lang } from './ui/index.ts'

/** What went wrong, in the user's words: a refusal by its code, else what the server said, else a dead network. */
export function messageOf(error: unknown, lang: Lang): string {
  if (error instanceof Refused) {
    const words = Object.entries(refusalWords).find(([why]) => why === error.why)?.[1]
    return words?.[lang] ?? error.why
  }
  if (error instanceof ApiError) {
    const [zh = error.message, en] = error.message.split(' / ')
    return lang === 'en' ? (en ?? zh) : zh
  }
  return lang === 'zh'
    ? '接力没有答复：网络断了，或服务正在重启。你写的内容还在，恢复后会自动再读。'
    : 'Jieli does not answer: the network is down or the server restarts. What you wrote is kept; it is read again by itself.'
}

export function NoWay({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const lang = useLang()
  return (
    <ErrorBox
      message={messageOf(error, lang)}
      id={error instanceof ApiError ? error.id : undefined}
      {...(onRetry ? { onRetry } : {})}
    />
  )
}
