import { z } from 'zod'
import { count, instant } from './handover-model.ts'
import { route } from './route.ts'

const none = z.object({})
const words = z.object({ zh: z.string(), en: z.string() })

/** What connects Jieli to a company, by our name and by the name in the environment. */
export const settingNames = {
  corpId: 'WECOM_CORP_ID',
  agentId: 'WECOM_AGENT_ID',
  appSecret: 'WECOM_APP_SECRET',
  contactsSecret: 'WECOM_CONTACTS_SECRET',
  callbackToken: 'WECOM_CALLBACK_TOKEN',
  callbackAesKey: 'WECOM_CALLBACK_AES_KEY',
} as const
export type SettingName = keyof typeof settingNames

const settingName = z.enum(Object.keys(settingNames) as [SettingName, ...SettingName[]])

const trimmed = z.string().trim()
/** The shape of each value as WeCom's console shows it; whether it is the right one only WeCom can tell. */
export const settingValues = z
  .strictObject({
    corpId: trimmed.regex(/^ww[A-Za-z0-9]{8,40}$/, '企业 ID 以 ww 开头，在“我的企业”最下面 / starts with ww'),
    agentId: trimmed.regex(/^[1-9]\d{0,9}$/, 'AgentId 是数字，例如 1000002 / a number like 1000002'),
    appSecret: trimmed.regex(
      /^[\w-]{20,100}$/,
      'Secret 是一串字母和数字，从手机上的企业微信里查看后复制 / letters and digits, copied whole',
    ),
    contactsSecret: trimmed.regex(
      /^[\w-]{20,100}$/,
      'Secret 是一串字母和数字，从通讯录同步里复制 / letters and digits, copied whole',
    ),
    callbackToken: trimmed.regex(
      /^[A-Za-z0-9]{3,32}$/,
      'Token 是 3 到 32 个字母和数字 / 3 to 32 letters and digits',
    ),
    callbackAesKey: trimmed.regex(
      /^[A-Za-z0-9]{43}$/,
      'EncodingAESKey 正好 43 个字母和数字 / exactly 43 letters and digits',
    ),
  })
  .partial()

/** `blocked` waits for another step; `unknown` was not looked at, or only a person can tell. */
export const stepStates = ['ok', 'fail', 'warn', 'blocked', 'unknown'] as const
export type StepState = (typeof stepStates)[number]

const step = z.object({
  id: z.string(),
  title: words,
  /** What it is for: what will not work without it. */
  purpose: words,
  state: z.enum(stepStates),
  /** What was seen, where it is well. */
  evidence: words.nullable(),
  cause: words.nullable(),
  remedy: words.nullable(),
  /** Where to click in WeCom's console. */
  path: words.nullable(),
  /** What to paste there. */
  paste: z.string().nullable(),
  code: z.number().int().nullable(),
  blockedBy: z.string().nullable(),
  /** Null before it was looked at. */
  checkedAt: instant.nullable(),
  /** WeCom has no call that could tell: a person looks, ticks it, and stands for it by name. */
  byHand: z.object({ by: z.string().nullable(), at: instant.nullable() }).nullable(),
})
export type SetupStep = z.output<typeof step>

const setting = z.object({
  name: settingName,
  /** Its name in the environment, which wins over what was saved. */
  variable: z.string(),
  isNeeded: z.boolean(),
  from: z.enum(['environment', 'saved']).nullable(),
  by: z.string().nullable(),
  at: instant.nullable(),
})
export type SettingView = z.output<typeof setting>

export const connectionView = z.object({
  /** `setup`: too little is known of the company to work; only this page answers. */
  mode: z.enum(['setup', 'running']),
  steps: z.array(step),
  settings: z.array(setting),
  /** Needed and not set yet. */
  missing: z.array(settingName),
  /** The main job can run. */
  fit: z.boolean(),
  checkedAt: instant.nullable(),
  paste: z.object({ callbackUrl: z.string(), trustedDomain: z.string() }),
  domainFile: z
    .object({
      path: z.string(),
      from: z.enum(['environment', 'saved']),
      by: z.string().nullable(),
      at: instant.nullable(),
    })
    .nullable(),
  callback: z.object({
    /** WeCom's question to the address when it is saved in its console. */
    verifiedAt: instant.nullable(),
    verifiedMs: count.nullable(),
    eventAt: instant.nullable(),
  }),
  /** Nobody is administrator yet: whoever sets this up may become the first. */
  hasAdmin: z.boolean(),
  /** Of everybody named here by his user id. */
  names: z.record(z.string(), z.string()),
})
export type ConnectionView = z.output<typeof connectionView>

const whereItFails = ['FROM_ENVIRONMENT'] as const

/** Connecting a company: what WeCom still has to allow, and the settings that come from its console. */
export const setupRoutes = {
  get: route({
    method: 'GET',
    path: '/v1/setup',
    says: 'Every step of the connection as it was when it was last looked at; looked at now when nobody has.',
    params: none,
    query: none,
    body: none,
    output: connectionView,
    action: 'setup.read',
    refusals: [],
  }),
  check: route({
    method: 'POST',
    path: '/v1/setup/check',
    says: 'Looks again: at everything, or at these steps and what waits for them.',
    params: none,
    query: none,
    body: z.object({ ids: z.array(z.string().max(64)).max(50).optional() }),
    output: connectionView,
    action: 'setup.change',
    refusals: ['STEP_UNKNOWN'],
  }),
  save: route({
    method: 'POST',
    path: '/v1/setup/values',
    says: 'Tries settings with WeCom and keeps them sealed; a wrong one is told and not kept, unless `evenSo`.',
    params: none,
    query: none,
    body: z.strictObject({ values: settingValues, evenSo: z.boolean().default(false) }),
    output: z.object({ saved: z.array(settingName), missing: z.array(settingName) }),
    action: 'setup.change',
    refusals: [...whereItFails, 'NOTHING_TO_SAVE', 'VALUE_REFUSED', 'ANOTHER_COMPANY'],
  }),
  callbackKeys: route({
    method: 'POST',
    path: '/v1/setup/callback-keys',
    says: 'Makes a Token and an EncodingAESKey, keeps them sealed, and shows them this once for pasting.',
    params: none,
    query: none,
    body: none,
    output: z.object({ url: z.string(), token: z.string(), encodingAesKey: z.string() }),
    action: 'setup.change',
    refusals: [...whereItFails],
  }),
  domainFile: route({
    method: 'POST',
    path: '/v1/setup/domain-file',
    says: 'Takes the file that proves the trusted domain; it is answered at once.',
    params: none,
    query: none,
    body: z.strictObject({
      filename: z
        .string()
        .trim()
        .regex(/^WW_verify_[A-Za-z0-9]{1,64}\.txt$/, '文件名形如 WW_verify_….txt / named WW_verify_….txt'),
      content: z
        .string()
        .min(1, '文件是空的 / the file is empty')
        .max(1_024, '太大，不是校验文件 / too big to be this file'),
    }),
    output: z.object({ path: z.string() }),
    action: 'setup.change',
    refusals: [...whereItFails],
  }),
  tick: route({
    method: 'POST',
    path: '/v1/setup/tick',
    says: 'A person looked in WeCom’s console and stands for a step that no call can tell; or takes it back.',
    params: none,
    query: none,
    body: z.object({ id: z.string().max(64), done: z.boolean() }),
    output: connectionView,
    action: 'setup.change',
    refusals: ['STEP_UNKNOWN', 'NOT_BY_HAND'],
  }),
  firstAdmin: route({
    method: 'POST',
    path: '/v1/setup/first-admin',
    says: 'The one-time way of whoever set this up to become the first administrator, by logging in.',
    params: none,
    query: none,
    body: none,
    output: z.object({ path: z.string() }),
    action: 'setup.change',
    refusals: ['NOT_CONNECTED', 'HAS_ADMIN'],
  }),
} as const
