import { useSay } from '../ui/index.ts'
import { Setup } from './Setup.tsx'
import css from './Install.module.css'

/** The page of whoever installs the server: the product's mark and this one page. */
export function Install() {
  const say = useSay()
  return (
    <div className={css.install}>
      <header className={css.head}>
        <img src="/mark.svg" width="24" height="24" alt="" />
        <b>接力</b>
        <span>{say({ zh: '安装', en: 'Installation' })}</span>
      </header>
      <Setup />
    </div>
  )
}
