import { Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useLive } from '../live.tsx'
import { Banner, useSay, when } from '../ui/index.ts'
import { Rail } from './Rail.tsx'
import { TopBar } from './TopBar.tsx'
import css from './Shell.module.css'

export function Shell() {
  const say = useSay()
  const { isConnected, heardAt } = useLive()
  const path = useRouterState({ select: ({ location }) => location.pathname })
  // A new page is read from its beginning.
  useEffect(() => {
    document.getElementById('main')?.focus({ preventScroll: true })
  }, [path])
  return (
    <div className={css.shell}>
      <a className={css.skip} href="#main">
        {say({ zh: '跳到正文', en: 'Skip to content' })}
      </a>
      <Rail />
      <div className={css.body}>
        <TopBar />
        {!isConnected && (
          <div className={css.stale}>
            <Banner tone="act" icon="risk">
              {say({
                zh: `连接断开，显示 ${when(new Date(heardAt).toISOString())} 的数据；正在重连，恢复后自动更新。`,
                en: `Disconnected; showing data of ${when(new Date(heardAt).toISOString())}. Reconnecting.`,
              })}
            </Banner>
          </div>
        )}
        <Outlet />
      </div>
    </div>
  )
}
