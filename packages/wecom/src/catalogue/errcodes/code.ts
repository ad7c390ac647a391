/** What a code asks of us, by kind; `business` and `input` are never retried. */
export type CodeKind =
  | 'token'
  | 'busy'
  | 'rate'
  | 'write-conflict'
  | 'permission'
  | 'config'
  | 'business'
  | 'input'

/** A sentence in both languages. */
export interface Bilingual {
  readonly zh: string
  readonly en: string
}

/** What a code means, in our words, and what a person can do about it. */
export interface Code extends Bilingual {
  readonly kind: CodeKind
  readonly remedy: Bilingual
}

/** Writes one row of the table of codes. */
export function code(kind: CodeKind, zh: string, en: string, remedy: Bilingual): Code {
  return { kind, zh, en, remedy }
}

/** Remedies that many codes share. */
export const remedies = {
  none: { zh: '无需操作，系统会自动处理', en: 'Nothing to do: the system handles it' },
  wait: { zh: '稍后自动重试，无需操作', en: 'It is tried again later by itself' },
  bug: { zh: '这是程序错误，请联系维护人员', en: 'A mistake in the program: tell the maintainers' },
  secret: {
    zh: '管理后台 > 应用管理 > 本应用 > Secret：核对企业 ID 与 Secret 后重新填写',
    en: 'Admin console > Apps > this app > Secret: compare corp id and secret and enter them again',
  },
  visible: {
    zh: '管理后台 > 应用管理 > 本应用 > 可见范围：加入该成员、部门或标签',
    en: 'Admin console > Apps > this app > visible range: add the member, department or tag',
  },
  callable: {
    zh: '管理后台 > 对应模块 > API > 可调用接口的应用：勾选本应用；通讯录写入须使用通讯录同步 Secret',
    en: 'Admin console > the module > API > callable applications: tick this app; contact writes need the contacts-sync secret',
  },
  sync: {
    zh: '管理后台 > 管理工具 > 通讯录同步：开启“API 编辑通讯录”并核对可信 IP',
    en: 'Admin console > Management tools > Contacts sync: allow editing by API and check the trusted IPs',
  },
  trustedIp: {
    zh: '管理后台 > 应用管理 > 本应用 > 企业可信 IP：加入提示中的 IP，约 1 分钟后生效',
    en: 'Admin console > Apps > this app > trusted IPs: add the address shown; it works after about a minute',
  },
  trustedDomain: {
    zh: '管理后台 > 应用管理 > 本应用 > 网页授权及 JS-SDK：设置可信域名并完成校验',
    en: 'Admin console > Apps > this app > web authorisation and JS-SDK: set and verify the trusted domain',
  },
  enableApp: {
    zh: '管理后台 > 应用管理 > 本应用：启用应用',
    en: 'Admin console > Apps > this app: switch it on',
  },
  chooseOther: { zh: '请另选一位接替人员', en: 'Choose another successor' },
  successorLogin: {
    zh: '请接替人员登录企业微信并完成激活与实名认证(我 > 设置 > 账号),然后重试',
    en: 'Let the successor log in to WeCom, activate and verify the real name (Me > Settings > Account), then retry',
  },
  contactRange: {
    zh: '管理后台 > 客户联系 > 权限配置 > 客户联系使用范围：加入该成员',
    en: 'Admin console > Customer contact > permissions > who may contact customers: add the member',
  },
  customerCap: {
    zh: '管理后台 > 客户联系 > 客户数上限：为该成员扩容，或另选接替人员',
    en: 'Admin console > Customer contact > customer caps: raise the cap of this member, or choose another successor',
  },
  buyContacts: {
    zh: '管理后台 > 客户联系：购买外部联系人额度或补交资质材料',
    en: 'Admin console > Customer contact: buy more contacts or hand in the missing papers',
  },
  reread: { zh: '重新读取最新状态后再处理', en: 'Read the present state again before going on' },
  correct: { zh: '请更正所填内容后重试', en: 'Correct what was entered and try again' },
  callback: {
    zh: '管理后台 > 应用管理 > 本应用 > 接收消息 > 设置 API 接收：填写回调地址',
    en: 'Admin console > Apps > this app > receive messages: set the callback address',
  },
  template: {
    zh: '管理后台 > 应用管理 > 审批 > 模板：检查该模板的字段与流程',
    en: 'Admin console > Apps > Approval > templates: check the fields and the flow of this template',
  },
  robot: {
    zh: '在该群 > 右上角菜单 > 消息推送(群机器人):检查或重新添加，并更新 Webhook 地址',
    en: 'In that group > menu > message push (group robot): check or add it again and update the webhook address',
  },
  byHand: { zh: '请在企业微信客户端内手工处理', en: 'Do it by hand in the WeCom client' },
} as const satisfies Record<string, Bilingual>
