import { accessRoutes } from '@jieli/contract'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { I18nProvider } from 'react-aria-components'
import { useAsk } from './api.ts'
import { LiveUpdates } from './live.tsx'
import { MeProvider } from './me.tsx'
import { NoWay } from './no-way.tsx'
import { router } from './router.tsx'
import { chosenLang, LangProvider, Skeleton, ToastHost } from './ui/index.ts'

const Install = lazy(async () => ({ default: (await import('./setup/Install.tsx')).Install }))

const client = new QueryClient({
  defaultOptions: { queries: { staleTime: 2_000, retry: 1, refetchOnWindowFocus: true } },
})

export function App() {
  const [lang] = useState(chosenLang)
  return (
    <I18nProvider locale={lang === 'zh' ? 'zh-CN' : 'en-GB'}>
      <LangProvider lang={lang}>
        <QueryClientProvider client={client}>
          <ToastHost>
            <Known />
          </ToastHost>
        </QueryClientProvider>
      </LangProvider>
    </I18nProvider>
  )
}

/** Nothing is shown before it is known who looks. */
function Known() {
  const me = useAsk(accessRoutes.me)
  // Whoever installs it sees this page and nothing else.
  if (me.data?.roles.includes('installer'))
    return (
      <MeProvider value={me.data}>
        <Suspense fallback={<Skeleton rows={6} />}>
          <Install />
        </Suspense>
      </MeProvider>
    )
  if (me.data)
    return (
      <MeProvider value={me.data}>
        <LiveUpdates>
          <RouterProvider router={router} />
        </LiveUpdates>
      </MeProvider>
    )
  if (me.error) return <NoWay error={me.error} onRetry={() => void me.refetch()} />
  return <Skeleton rows={6} />
}
