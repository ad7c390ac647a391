import type { SettingName } from '@jieli/contract'
import type { Words } from '../ui/index.ts'

interface Setting {
  readonly label: Words
  /** Where it stands in WeCom's console. */
  readonly where: Words
  readonly isSecret: boolean
}

export const settingWords: Readonly<Record<SettingName, Setting>> = {
  corpId: {
    label: { zh: '企业 ID', en: 'Corp id' },
    where: {
      zh: '管理后台 › 我的企业，最下面，ww 开头',
      en: 'Admin console › My company, at the end, begins with ww',
    },
    isSecret: false,
  },
  agentId: {
    label: { zh: 'AgentId', en: 'AgentId' },
    where: {
      zh: '管理后台 › 应用管理 › 自建应用“接力”，一串数字',
      en: 'Admin console › Apps › this app, a number',
    },
    isSecret: false,
  },
  appSecret: {
    label: { zh: '应用 Secret', en: 'Secret of the app' },
    where: {
      zh: '同一页的 Secret › 查看，会发到你手机的企业微信上，从那里复制',
      en: 'On the same page, Secret › view: it is sent to WeCom on your phone, copy it there',
    },
    isSecret: true,
  },
  contactsSecret: {
    label: { zh: '通讯录同步 Secret', en: 'Secret of contacts sync' },
    where: {
      zh: '管理后台 › 安全与管理 › 管理工具 › 通讯录同步；没有它不能按时停用离职账号',
      en: 'Admin console › Management tools › Contacts sync; without it no account can be frozen',
    },
    isSecret: true,
  },
  callbackToken: {
    label: { zh: '回调 Token', en: 'Token of the callback' },
    where: { zh: '由接力生成', en: 'Made by Jieli' },
    isSecret: true,
  },
  callbackAesKey: {
    label: { zh: '回调 EncodingAESKey', en: 'EncodingAESKey of the callback' },
    where: { zh: '由接力生成', en: 'Made by Jieli' },
    isSecret: true,
  },
}
