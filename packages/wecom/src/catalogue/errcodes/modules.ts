import { code, remedies as r } from './code.ts'

const archive = {
  zh: '管理后台 > 安全与管理 > 管理工具 > 会话内容存档：核对开通状态与期限',
  en: 'Admin console > Management tools > Chat archive: check that it is open and paid for',
}

/** Codes of calendars, meetings, documents, the drive and the chat archive. */
export const moduleCodes = {
  95000: code('input', '客服账号 ID 不合法', 'open_kfid not valid', r.reread),
  90457: code('input', '日历 ID 不合法', 'Calendar id not valid', r.reread),
  90466: code('business', '日历或日程属于其他应用', 'Calendar or schedule of another app', r.reread),
  301042: code(
    'config',
    '会话存档的调用 IP 不在名单内',
    'The address is not on the list of the chat archive',
    {
      zh: '管理后台 > 安全与管理 > 管理工具 > 会话内容存档 > 可信 IP 地址：加入这台服务器的出口 IP',
      en: 'Admin console > Management tools > Chat archive > trusted IPs: add the outgoing address of this server',
    },
  ),
  301052: code('business', '会话存档服务已到期', 'The chat archive has run out', archive),
  301053: code('business', '会话存档服务未开通', 'The chat archive is not open', archive),
  400028: code('config', '会议应用已停用', 'The meeting app is switched off', {
    zh: '管理后台 > 应用管理 > 会议：启用',
    en: 'Admin console > Apps > Meeting: switch it on',
  }),
  640001: code('input', '微盘空间不存在', 'The drive space does not exist', r.reread),
  640017: code('permission', '管理员未开启文档接口', 'The admin has not switched the document API on', {
    zh: '管理后台 > 协作 > 文档 > API：开启并勾选本应用',
    en: 'Admin console > Collaboration > Documents > API: switch it on and tick this app',
  }),
  640019: code('rate', '微盘接口本月调用次数已用完', 'The calls of the drive for this month are spent', {
    zh: '免费版每月 1000 次，全企业共用；下月恢复，或购买付费版',
    en: 'The free edition has 1000 a month for the whole corp; wait for the next month or buy the paid one',
  }),
  640026: code('input', '微盘空间 ID 不合法', 'Drive space id not valid', r.reread),
  640027: code('input', '文档参数不合法', 'A parameter of the document is not valid', r.reread),
  701450: code('business', '文档不是本应用创建的', 'The document was not made by this app', r.reread),
} as const
