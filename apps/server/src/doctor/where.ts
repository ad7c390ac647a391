import type { Bilingual } from '@jieli/wecom'
import { needs } from '@jieli/wecom'
import type { CheckId } from './doctor.ts'

const app = {
  zh: '管理后台 > 应用管理 > 应用 > 自建 > 本应用',
  en: 'Admin console > Apps > self-built > this app',
}
const sync = {
  zh: '管理后台 > 安全与管理 > 管理工具 > 通讯录同步',
  en: 'Admin console > Management tools > Contacts sync',
}
const inApp = (zh: string, en: string): Bilingual => ({ zh: `${app.zh} > ${zh}`, en: `${app.en} > ${en}` })

/** Where to click for each check; null where it is not set in WeCom. */
export const where: Readonly<Record<CheckId, Bilingual | null>> = {
  'app-secret': inApp(
    'AgentId、Secret；企业 ID 在“我的企业”最下面',
    'AgentId, Secret; the corp id is at the end of My company',
  ),
  'trusted-ip': inApp('开发者接口 > 企业可信 IP', 'Developer > trusted IPs'),
  app: inApp('启用', 'switched on'),
  'visible-range': inApp('可见范围', 'visible range'),
  'trusted-domain': inApp('网页授权及 JS-SDK > 可信域名', 'Web authorisation and JS-SDK > trusted domain'),
  'web-login': inApp('企业微信授权登录 > Web 网页 > 授权回调域', 'WeCom login > Web page > callback domain'),
  'customer-contact': needs['customer-contact'],
  'customer-contact-members': {
    zh: '管理后台 > 客户与上下游 > 客户联系 > 权限配置 > 客户联系使用范围',
    en: 'Admin console > Customer contact > permissions > who may contact customers',
  },
  'assign-customers': needs['assign-customers'],
  approval: needs.approval,
  calendar: needs.calendar,
  meeting: needs.meeting,
  documents: needs.documents,
  drive: needs.drive,
  archive: {
    zh: '管理后台 > 安全与管理 > 管理工具 > 会话内容存档',
    en: 'Admin console > Management tools > Chat archive',
  },
  'contacts-secret': { zh: `${sync.zh} > Secret`, en: `${sync.en} > Secret` },
  'contacts-sync': { zh: `${sync.zh} > 开启 API 接口同步`, en: `${sync.en} > switch the API on` },
  'contacts-edit': { zh: `${sync.zh} > 权限：API 编辑通讯录`, en: `${sync.en} > may edit contacts` },
  callback: inApp('接收消息 > 设置 API 接收', 'Receive messages > API'),
  signer: null,
}
