import type { RunningSim } from '@jieli/wecom-sim'
import type { CheckId, Settings } from '../index.ts'
import { wrongModules } from './wrong-modules.ts'

/** One thing that is set up wrongly, and what has to be said of it. */
export interface Wrong {
  readonly name: string
  /** As the corp would be changed in the admin console. */
  readonly corp?: object
  readonly lacks?: string
  readonly settings?: Partial<Settings>
  readonly at: CheckId
  /** Where the same cause has to be mended in a second place. */
  readonly also?: CheckId
  readonly state: 'bad' | 'warn'
  readonly code: number | null
  readonly cause: RegExp
  readonly remedy: RegExp
  /** Further checks that only repeat what the first one says, told as waiting. */
  readonly waiting: number
}

/** Each wrong setting of the company `sim`; `address` is where our callbacks arrive. */
export function wrongsOf(sim: RunningSim, address: string): readonly Wrong[] {
  const { app, contacts } = sim.secrets
  const other = (url: string, key: string) => ({ url, token: sim.callback.token, encodingAesKey: key })
  return [
    {
      name: 'wrong corp id',
      settings: { corpId: 'ww0000000000000000' },
      at: 'app-secret',
      state: 'bad',
      code: 40013,
      cause: /企业 ID 不合法/,
      remedy: /核对企业 ID 与 Secret/,
      waiting: 18,
    },
    {
      name: 'wrong app secret',
      settings: { secrets: { app: 'mistyped', contacts } },
      at: 'app-secret',
      state: 'bad',
      code: 40001,
      cause: /Secret/,
      remedy: /Secret/,
      waiting: 18,
    },
    {
      name: 'secret has to be reset',
      corp: { secretWeak: true },
      at: 'app-secret',
      state: 'bad',
      code: 45031,
      cause: /Secret/,
      remedy: /Secret/,
      waiting: 18,
    },
    {
      name: 'app switched off',
      corp: { appEnabled: false },
      at: 'app-secret',
      state: 'bad',
      code: 50003,
      cause: /应用已停用/,
      remedy: /启用应用/,
      waiting: 18,
    },
    {
      name: 'WeCom cannot be reached',
      settings: { baseUrl: 'http://127.0.0.1:9' },
      at: 'app-secret',
      state: 'bad',
      code: null,
      cause: /没有能读懂的答复/,
      remedy: /防火墙和代理/,
      waiting: 18,
    },
    {
      name: 'address not trusted',
      corp: { trustedIps: ['203.0.113.8'] },
      at: 'trusted-ip',
      also: 'contacts-sync',
      state: 'bad',
      code: 60020,
      cause: /（IP (127\.0\.0\.1|::1)）/,
      remedy: /企业可信 IP/,
      waiting: 13,
    },
    {
      name: 'wrong agent id',
      settings: { agentId: 1_000_777 },
      at: 'app',
      state: 'bad',
      code: 40056,
      cause: /应用 ID/,
      remedy: /抄下 AgentId，改正 WECOM_AGENT_ID/,
      waiting: 4,
    },
    {
      name: 'app sees one department',
      corp: { visibleDepartments: [2] },
      at: 'visible-range',
      state: 'warn',
      code: null,
      cause: /不含根部门/,
      remedy: /可见范围/,
      waiting: 0,
    },
    {
      name: 'app sees nobody',
      corp: { visibleDepartments: [] },
      at: 'visible-range',
      state: 'bad',
      code: null,
      cause: /0 个部门/,
      remedy: /可见范围/,
      waiting: 1,
    },
    {
      name: 'no trusted domain',
      corp: { trustedDomain: '' },
      at: 'trusted-domain',
      state: 'warn',
      code: 50001,
      cause: /域名/,
      remedy: /可信域名/,
      waiting: 0,
    },
    {
      name: 'not callable for customer contact',
      lacks: 'customer-contact',
      at: 'customer-contact',
      state: 'bad',
      code: 48002,
      cause: /无权调用/,
      remedy: /客户联系 > API > 可调用接口的应用/,
      waiting: 2,
    },
    {
      name: 'may not assign customers',
      lacks: 'assign-customers',
      at: 'assign-customers',
      state: 'bad',
      code: 48002,
      cause: /无权调用/,
      remedy: /分配在职或离职成员/,
      waiting: 0,
    },
    {
      name: 'not callable for approval',
      lacks: 'approval',
      at: 'approval',
      state: 'warn',
      code: 48002,
      cause: /无权调用/,
      remedy: /审批 > API > 可调用接口的应用/,
      waiting: 0,
    },
    ...wrongModules({ app, contacts }),
    {
      name: 'no contacts secret',
      settings: { secrets: { app } },
      at: 'contacts-secret',
      state: 'bad',
      code: null,
      cause: /没有配置/,
      remedy: /WECOM_CONTACTS_SECRET/,
      waiting: 2,
    },
    {
      name: 'wrong contacts secret',
      settings: { secrets: { app, contacts: 'mistyped' } },
      at: 'contacts-secret',
      state: 'bad',
      code: 40001,
      cause: /Secret/,
      remedy: /Secret/,
      waiting: 2,
    },
    {
      name: 'contacts sync is off',
      lacks: 'contacts-sync',
      at: 'contacts-sync',
      state: 'bad',
      code: 48002,
      cause: /无权调用/,
      remedy: /通讯录同步/,
      waiting: 1,
    },
    {
      name: 'contacts may only be read',
      lacks: 'contacts-edit',
      at: 'contacts-edit',
      state: 'bad',
      code: 48002,
      cause: /无权调用/,
      remedy: /API 编辑通讯录/,
      waiting: 0,
    },
    {
      name: 'nobody at the callback address',
      settings: { callback: other('http://127.0.0.1:9/wecom/callback/app', sim.callback.aesKey) },
      at: 'callback',
      state: 'warn',
      code: null,
      cause: /没有答复/,
      remedy: /jieli serve/,
      waiting: 0,
    },
    {
      name: 'callback address of something else',
      settings: { callback: other(address.replace('/app', '/else'), sim.callback.aesKey) },
      at: 'callback',
      state: 'warn',
      code: 404,
      cause: /404/,
      remedy: /\/wecom\/callback\/app/,
      waiting: 0,
    },
    {
      name: 'other callback key',
      settings: { callback: other(address, 'a'.repeat(42) + 'A') },
      at: 'callback',
      state: 'warn',
      code: 403,
      cause: /EncodingAESKey/,
      remedy: /WECOM_CALLBACK_AES_KEY/,
      waiting: 0,
    },
    {
      name: 'signer not apart',
      settings: { hasSignerApart: false },
      at: 'signer',
      state: 'warn',
      code: null,
      cause: /没有分开/,
      remedy: /jieli signer/,
      waiting: 0,
    },
  ]
}
