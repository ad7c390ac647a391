import { WecomError } from '@jieli/wecom'
import { askCallback } from './callback.ts'
import { complaint, type Checks, type Finding } from './doctor.ts'
import { moduleChecks } from './modules.ts'
import type { Probe } from './probe.ts'
import { nobody, tried, type Try } from './tried.ts'

/** Every precondition in WeCom that this version stands on. */
export const checks: Checks<Probe> = {
  'app-secret': {
    what: { zh: '企业 ID 与应用 Secret', en: 'Corp id and secret of the app' },
    means: { zh: '没有它，接力进不了企业微信的门', en: 'Without it Jieli cannot enter WeCom at all' },
    after: [],
    // The address list needs a token and nothing else; a wrong source address is the next check's business.
    look: (probe) =>
      tried(
        probe,
        'getCallbackIps',
        {},
        { fine: [60020], said: { zh: '换到了令牌', en: 'A token was given' } },
      ),
  },
  'trusted-ip': {
    what: { zh: '企业可信 IP', en: 'Trusted IP of the app' },
    means: { zh: '企业微信只答应名单里的服务器', en: 'WeCom answers only servers on this list' },
    after: ['app-secret'],
    look: (probe) =>
      tried(
        probe,
        'getCallbackIps',
        {},
        { said: { zh: '这台服务器在名单里', en: 'This server is on the list' } },
      ),
  },
  app: {
    what: { zh: '应用 AgentId 与启用状态', en: 'AgentId of the app, and switched on' },
    means: { zh: '卡片和消息以这个应用的名义发出', en: 'Cards and messages leave in the name of this app' },
    after: ['trusted-ip'],
    look: lookAtApp,
  },
  'visible-range': {
    what: { zh: '应用可见范围', en: 'Visible range of the app' },
    means: {
      zh: '范围外的人看不见、通知不到，也不能交接',
      en: 'Who is outside cannot be seen, told or handed over',
    },
    after: ['app'],
    look: lookAtRange,
  },
  'trusted-domain': {
    what: { zh: '网页授权可信域名', en: 'Trusted domain for web authorisation' },
    means: { zh: '从卡片打开的网页靠它免密登录', en: 'Pages opened from a card log in by it' },
    after: ['app'],
    look: lookAtDomain,
  },
  'web-login': {
    what: { zh: '企业微信授权登录：授权回调域', en: 'WeCom login: callback domain' },
    means: { zh: '在浏览器里扫码登录靠它', en: 'Logging in by QR code in a browser needs it' },
    after: ['app'],
    look: () => Promise.resolve(onlyAPersonCanTell),
  },
  'customer-contact': {
    what: { zh: '客户联系：可调用接口的应用', en: 'Customer contact: callable applications' },
    means: { zh: '读客户和客户群都要它', en: 'Reading customers and groups needs it' },
    after: ['trusted-ip'],
    look: (probe) => tried(probe, 'listFollowUsers', {}, { said: { zh: '可以读取', en: 'Can be read' } }),
  },
  'customer-contact-members': {
    what: { zh: '客户联系使用范围', en: 'Members who may contact customers' },
    means: {
      zh: '接替人员不在其中，客户转不过去',
      en: 'No customer can be transferred to a successor outside it',
    },
    after: ['customer-contact', 'visible-range'],
    look: lookAtFollowers,
  },
  'assign-customers': {
    what: { zh: '客户联系：分配在职与离职成员的客户', en: 'Customer contact: assign customers of members' },
    means: { zh: '没有它，能看不能转', en: 'Without it customers can be seen, not transferred' },
    after: ['customer-contact'],
    look: (probe) => tried(probe, 'transferCustomer', nobodysCustomer, rightIsThere),
  },
  approval: {
    what: { zh: '审批：可调用接口的应用', en: 'Approval: callable applications' },
    means: {
      zh: '用企业微信审批单发起或同步审批时才需要',
      en: 'Needed only where approval forms of WeCom take part',
    },
    after: ['trusted-ip'],
    look: lookAtApproval,
  },
  ...moduleChecks,
  'contacts-secret': {
    what: { zh: '通讯录同步 Secret', en: 'Secret of contacts sync' },
    means: { zh: '停用账号要用它', en: 'Freezing an account needs it' },
    after: ['app-secret'],
    look: async (probe) =>
      probe.hasContactsSecret
        ? tried(
            probe,
            'listUserIds',
            { limit: 1 },
            { fine: notAboutTheSecret, said: { zh: '换到了令牌', en: 'A token was given' } },
          )
        : noContactsSecret,
  },
  'contacts-sync': {
    what: { zh: '通讯录同步：接口已开启', en: 'Contacts sync: the API is on' },
    means: { zh: '读全公司成员名单要用它', en: 'The list of all members comes from it' },
    after: ['contacts-secret'],
    look: async (probe) =>
      sentToSync(
        await tried(probe, 'listUserIds', { limit: 1 }, { said: { zh: '可以读取', en: 'Can be read' } }),
      ),
  },
  'contacts-edit': {
    what: { zh: '通讯录同步：允许编辑', en: 'Contacts sync: may edit' },
    means: {
      zh: '没有它，到了约定时间停不了账号',
      en: 'Without it no account can be frozen at its agreed time',
    },
    after: ['contacts-secret', 'contacts-sync'],
    look: (probe) => tried(probe, 'updateUser', { userid: nobody }, rightIsThere),
  },
  callback: {
    what: { zh: '接收消息的回调地址', en: 'Callback address' },
    means: {
      zh: '同意、退回、客户拒绝靠它及时知道；丢了会再去查，只是慢',
      en: 'Approvals and refusals arrive by it; what is lost is looked up later',
    },
    // Its messages are sealed for the corp id, so a wrong one would be blamed on the keys.
    after: ['app-secret'],
    look: ({ callback, now }) => askCallback(callback, now()),
  },
  signer: {
    what: { zh: '审计签名进程', en: 'Signer of the audit log' },
    means: {
      zh: '签名者和数据库同住一个账号时，管理员能同时改两边',
      en: 'Where signer and database share a user, one administrator can change both',
    },
    after: [],
    look: lookAtSigner,
  },
}

const nobodysCustomer = {
  handover_userid: nobody,
  takeover_userid: `${nobody}-2`,
  external_userid: ['woJieliDoctorNobody'],
}
const rightIsThere: Try = {
  isAboutPeople: true,
  said: {
    zh: '有权限（用不存在的人试过，什么也没动）',
    en: 'The right is there (tried with people who do not exist; nothing moved)',
  },
}
// The token came; what the API then says of its rights belongs to the next check.
const notAboutTheSecret = [60020, 48002, 48009, 60031]

async function lookAtApp({ wecom, agentId }: Probe): Promise<Finding> {
  const { name, close } = await wecom.call('getAgent', { agentid: agentId })
  if (close === 0) return { state: 'ok', said: { zh: `“${name}”已启用`, en: `“${name}” is on` } }
  return complaint(new WecomError('getAgent', 50003, '', true))
}

const rootDepartment = 1

async function lookAtRange({ wecom, agentId }: Probe): Promise<Finding> {
  const { allow_partys, allow_userinfos } = await wecom.call('getAgent', { agentid: agentId })
  const parties = allow_partys?.partyid ?? []
  if (parties.includes(rootDepartment))
    return { state: 'ok', said: { zh: '全公司', en: 'The whole company' } }
  const users = allow_userinfos?.user.length ?? 0
  const isEmpty = parties.length === 0 && users === 0
  return {
    state: isEmpty ? 'bad' : 'warn',
    code: null,
    cause: {
      zh: `应用只看得到 ${parties.length} 个部门和 ${users} 个人，不含根部门`,
      en: `The app sees ${parties.length} departments and ${users} people, not the root department`,
    },
    remedy: {
      zh: '管理后台 > 应用管理 > 本应用 > 可见范围：选择根部门，或至少加入会离职和会接手的部门',
      en: 'Admin console > Apps > this app > visible range: choose the root department, or all that leave and take over',
    },
  }
}

async function lookAtDomain({ wecom, agentId }: Probe): Promise<Finding> {
  const { redirect_domain: domain = '' } = await wecom.call('getAgent', { agentid: agentId })
  if (domain !== '') return { state: 'ok', said: { zh: domain, en: domain } }
  return complaint(new WecomError('getAgent', 50001, '', false), 'warn')
}

// WeCom has no call that reads it; the trusted domain does as well (doc 98152).
const onlyAPersonCanTell: Finding = {
  state: 'look',
  remedy: {
    zh: '企业微信没有可查的接口，请看一眼：管理后台 > 应用管理 > 本应用 > 企业微信授权登录 > Web 网页 > 授权回调域，填接力的域名；可信域名已经是它，就不用再填',
    en: 'WeCom has no call that tells; look yourself: Admin console > Apps > this app > WeCom login > Web page > callback domain: the domain of Jieli; not needed where the trusted domain is the same',
  },
}

async function lookAtFollowers({ wecom }: Probe): Promise<Finding> {
  const { follow_user: members } = await wecom.call('listFollowUsers', {})
  if (members.length > 1) {
    const n = members.length
    return { state: 'ok', said: { zh: `${n} 位成员可以联系客户`, en: `${n} members may contact customers` } }
  }
  return {
    state: 'warn',
    code: null,
    cause: {
      zh: `只有 ${members.length} 位成员可以联系客户，没有人能接手`,
      en: `Only ${members.length} members may contact customers, so nobody can take over`,
    },
    remedy: {
      zh: '管理后台 > 客户联系 > 权限配置 > 客户联系使用范围：加入会接手客户的成员',
      en: 'Admin console > Customer contact > permissions > who may contact customers: add the successors',
    },
  }
}

async function lookAtApproval({ wecom, now }: Probe): Promise<Finding> {
  const until = Math.floor(now().getTime() / 1_000)
  try {
    const window = { starttime: String(until - 3_600), endtime: String(until), new_cursor: '' }
    await wecom.call('listApprovals', { ...window, size: 1 })
    return { state: 'ok', said: { zh: '可以读取', en: 'Can be read' } }
  } catch (error) {
    return complaint(error, 'warn')
  }
}

async function lookAtSigner({ hasSignerApart }: Probe): Promise<Finding> {
  if (hasSignerApart) return { state: 'ok', said: { zh: '单独运行', en: 'Runs apart' } }
  return {
    state: 'warn',
    code: null,
    cause: {
      zh: '签名进程没有分开：它由服务自己启动，用同一个系统用户',
      en: 'Not separated: the server starts the signer itself, under its own user',
    },
    remedy: {
      zh: '用另一个系统用户运行 npx jieli signer，再设 AUDIT_SIGNER_URL 和 AUDIT_SIGNER_TOKEN',
      en: 'Run npx jieli signer as another user and set AUDIT_SIGNER_URL and AUDIT_SIGNER_TOKEN',
    },
  }
}

// Contacts sync keeps a list of addresses of its own, beside that of the app.
function sentToSync(finding: Finding): Finding {
  if (finding.state !== 'bad' || finding.code !== 60020) return finding
  return {
    ...finding,
    remedy: {
      zh: '管理后台 > 安全与管理 > 管理工具 > 通讯录同步 > 企业可信 IP：加入提示中的 IP，约 1 分钟后生效',
      en: 'Admin console > Management tools > Contacts sync > trusted IPs: add the address shown; it works after about a minute',
    },
  }
}

const noContactsSecret: Finding = {
  state: 'bad',
  code: null,
  cause: { zh: '没有配置通讯录同步的 Secret', en: 'The secret of contacts sync is not configured' },
  remedy: {
    zh: '管理后台 > 安全与管理 > 管理工具 > 通讯录同步：开启后复制 Secret，设为 WECOM_CONTACTS_SECRET 再重启',
    en: 'Admin console > Management tools > Contacts sync: switch it on, copy the secret to WECOM_CONTACTS_SECRET, restart',
  },
}
