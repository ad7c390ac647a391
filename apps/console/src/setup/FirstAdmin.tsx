import { setupRoutes } from '@jieli/contract'
import { useState } from 'react'
import { ask } from '../api.ts'
import { messageOf } from '../no-way.tsx'
import { Button, Card, useLang, useSay } from '../ui/index.ts'
import css from './Setup.module.css'

/** Nobody is administrator yet: whoever sets this up logs in once and becomes the first. */
export function FirstAdmin() {
  const say = useSay()
  const lang = useLang()
  const [problem, setProblem] = useState('')
  const become = async () => {
    setProblem('')
    try {
      const { path } = await ask(setupRoutes.firstAdmin, { body: {} })
      location.assign(path)
    } catch (failed) {
      setProblem(messageOf(failed, lang))
    }
  }
  return (
    <Card title={say({ zh: '最后一步：第一位系统管理员', en: 'Last step: the first administrator' })}>
      <p className={css.lead}>
        {say({
          zh: '已经接上企业微信。用你自己的企业微信登录一次，你就是第一位系统管理员；之后这个安装链接失效，剩下的步骤你可以登录后接着做。',
          en: 'WeCom is connected. Log in once with your own WeCom to become the first administrator; the link of the installation then ends, and you go on logged in.',
        })}
      </p>
      <Button look="filled" onPress={() => void become()}>
        {say({ zh: '用企业微信登录', en: 'Log in with WeCom' })}
      </Button>
      {problem !== '' && <p role="alert">{problem}</p>}
    </Card>
  )
}
