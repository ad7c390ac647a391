/** Permissions a person gives by hand in the admin console; without them a call answers 48002 or 60011. */
export const needs = {
  'customer-contact': {
    zh: '管理后台 > 客户与上下游 > 客户联系 > API > 可调用接口的应用：勾选本应用',
    en: 'Admin console > Customer contact > API > callable applications: tick this app',
  },
  'assign-customers': {
    zh: '管理后台 > 客户联系 > 权限配置：允许本应用分配在职或离职成员的客户与客户群',
    en: 'Admin console > Customer contact > permissions: let this app assign customers and groups of members',
  },
  'customer-service': {
    zh: '管理后台 > 应用管理 > 微信客服 > API：勾选本应用，并把客服账号交给它管理',
    en: 'Admin console > Apps > WeChat customer service > API: tick this app and let it manage the accounts',
  },
  approval: {
    zh: '管理后台 > 应用管理 > 审批 > API > 可调用接口的应用：勾选本应用',
    en: 'Admin console > Apps > Approval > API > callable applications: tick this app',
  },
  calendar: {
    zh: '管理后台 > 协作 > 日程 > API > 可调用接口的应用：勾选本应用',
    en: 'Admin console > Collaboration > Calendar > API > callable applications: tick this app',
  },
  meeting: {
    zh: '管理后台 > 协作 > 会议 > API > 可调用接口的应用：勾选本应用',
    en: 'Admin console > Collaboration > Meeting > API > callable applications: tick this app',
  },
  documents: {
    zh: '管理后台 > 协作 > 文档 > API > 可调用接口的应用：勾选本应用',
    en: 'Admin console > Collaboration > Documents > API > callable applications: tick this app',
  },
  drive: {
    zh: '管理后台 > 协作 > 微盘 > API > 可调用接口的应用：勾选本应用',
    en: 'Admin console > Collaboration > Drive > API > callable applications: tick this app',
  },
  'contacts-sync': {
    zh: '管理后台 > 安全与管理 > 管理工具 > 通讯录同步：开启 API 接口同步',
    en: 'Admin console > Management tools > Contacts sync: switch the API on',
  },
  'contacts-edit': {
    zh: '管理后台 > 管理工具 > 通讯录同步 > 权限：选择“API 编辑通讯录”',
    en: 'Admin console > Management tools > Contacts sync > permission: choose "edit contacts by API"',
  },
  'root-visible-range': {
    zh: '管理后台 > 应用管理 > 本应用 > 可见范围：选择根部门',
    en: 'Admin console > Apps > this app > visible range: choose the root department',
  },
  'trusted-domain': {
    zh: '管理后台 > 应用管理 > 本应用 > 网页授权及 JS-SDK：设置可信域名',
    en: 'Admin console > Apps > this app > web authorisation and JS-SDK: set the trusted domain',
  },
} as const satisfies Record<string, { readonly zh: string; readonly en: string }>

/** The name of a permission given in the admin console. */
export type Need = keyof typeof needs
