import { z } from 'zod'

const milliseconds = (usual: number) => z.coerce.number().int().min(50).default(usual)

const fields = {
  DATABASE_URL: z
    .url()
    .optional()
    .describe(
      'postgres://jieli_app:secret@host/jieli - the application role; without it the embedded PostgreSQL',
    ),
  DATABASE_OWNER_URL: z
    .url()
    .optional()
    .describe('postgres://jieli_owner:secret@host/jieli - for migrations'),
  DATABASE_AUDITOR_URL: z
    .url()
    .optional()
    .describe('postgres://jieli_auditor:secret@host/jieli - for exports'),
  STATE_DIR: z
    .string()
    .default('.jieli/main')
    .describe('where keys, the embedded database and the signer keep their state'),
  BACKUP_DIR: z.string().optional().describe('where backups are written; STATE_DIR/backups when absent'),
  BACKUP_KEY_FILE: z
    .string()
    .optional()
    .describe('the age identity that opens backups, made when missing; STATE_DIR/backup.key when absent'),
  BACKUP_RECIPIENTS: z
    .string()
    .optional()
    .describe('further age recipients who can open backups: age1…, age1…'),
  ARCHIVE_KEEP_YEARS: z.coerce
    .number()
    .int()
    .min(1)
    .max(30)
    .optional()
    .describe(
      'years the archive of a handover is kept; by trigger when absent: resign and dismiss 3, else 1',
    ),
  ROOT_KEY_FILE: z.string().optional().describe('file with the root key; STATE_DIR/root.key when absent'),
  WECOM_BASE_URL: z.url().default('https://qyapi.weixin.qq.com').describe('where WeCom answers'),
  WECOM_LOGIN_URL: z
    .url()
    .default('https://login.work.weixin.qq.com')
    .describe('the QR login of WeCom for browsers'),
  WECOM_OPEN_URL: z
    .url()
    .default('https://open.weixin.qq.com')
    .describe('the login of WeCom inside its own client'),
  WECOM_CORP_ID: z.string().min(1).describe('企业 ID, from 我的企业: ww1234567890abcdef'),
  WECOM_AGENT_ID: z.coerce.number().int().positive().describe('AgentId of the self-built app: 1000002'),
  WECOM_APP_SECRET: z.string().min(1).describe('Secret of the self-built app'),
  WECOM_CONTACTS_SECRET: z
    .string()
    .min(1)
    .optional()
    .describe('Secret of 通讯录同步; without it no account can be frozen'),
  WECOM_ARCHIVE_SECRET: z
    .string()
    .min(1)
    .optional()
    .describe('Secret of 会话内容存档; without it chat records are not handed over'),
  WECOM_CALLBACK_TOKEN: z.string().min(1).describe('Token of the app: 接收消息'),
  WECOM_CALLBACK_AES_KEY: z.string().length(43).describe('EncodingAESKey of the app, 43 characters'),
  WECOM_DOMAIN_FILE: z
    .string()
    .regex(/(^|\/)WW_verify_[A-Za-z0-9]+\.txt$/, 'must end with WW_verify_….txt')
    .optional()
    .describe('the file that proves the trusted domain, as downloaded: /etc/jieli/WW_verify_a1B2.txt'),
  WECOM_AUDIT_WEBHOOK_KEY: z.string().optional().describe('key of the webhook in the audit group'),
  WECOM_ACCOUNT_CAP: z.coerce
    .number()
    .int()
    .positive()
    .optional()
    .describe('账号上限数, for the daily cap of messages'),
  WECOM_TIMEOUT_MS: milliseconds(10_000).describe('how long an answer of WeCom is awaited'),
  WECOM_FIRST_PAUSE_MS: milliseconds(60_000).describe('the first pause after "too often"; grows to an hour'),
  BUSINESS_CLOCK_URL: z.url().optional().describe('for the demo: the address of a clock that may run fast'),
  HOST: z
    .string()
    .default('127.0.0.1')
    .describe('where to listen; beyond loopback only with a certificate or behind a trusted proxy'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3_000).describe('0 chooses a free one'),
  PUBLIC_URL: z
    .url()
    .optional()
    .describe('where people reach the console: https://jieli.example.cn; its domain is the trusted domain'),
  TLS_CERT_FILE: z.string().optional().describe('own certificate with its chain, PEM; read anew on SIGHUP'),
  TLS_KEY_FILE: z.string().optional().describe('its key, PEM'),
  SESSION_COOKIE: z
    .string()
    .regex(/^[a-z_]{1,40}$/)
    .default('jieli_session')
    .describe('name of the session cookie; another one for each installation on the same host'),
  FRAME_ANCESTORS: z
    .string()
    .regex(/^https?:\/\/[^\s;]+$/)
    .optional()
    .describe('for the demo: the one page that may show the console in a frame'),
  DEMO_PHONE_URL: z.url().optional().describe('for the demo: where the phone page is'),
  TRUSTED_PROXY: z.enum(['yes', 'no']).default('no').describe('yes: a proxy in front ends TLS'),
  AUDIT_ORIGIN: z
    .string()
    .default('jieli.local/audit')
    .describe('the name of the audit log, like a domain you own'),
  AUDIT_SIGNER_URL: z
    .url()
    .optional()
    .describe('a signer started apart (jieli signer); else one is started along'),
  AUDIT_SIGNER_TOKEN: z.string().min(32).optional().describe('the token the signer was started with'),
  AUDIT_PUBLISH_DIR: z
    .string()
    .optional()
    .describe('where all checkpoints are written, meant for another host'),
  AUDIT_WITNESSES: z
    .string()
    .regex(/^\S+ \S+(, *\S+ \S+)*$/)
    .optional()
    .describe('witnesses, each an address and its key: http://127.0.0.1:4001 name+hash+key, …'),
  DEAD_AFTER_MS: milliseconds(10_000).describe('silence after which other instances take over the work'),
  WECOM_START_FORMS: z
    .string()
    .regex(/^[^\s,=]+=(resign|dismiss|move|leave)([\s,]+[^\s,=]+=(resign|dismiss|move|leave))*$/)
    .optional()
    .describe('forms whose approval asks for a handover: TEMPLATE_ID=resign, TEMPLATE_ID=leave'),
  READINESS_MONTHLY: z
    .enum(['on', 'off'])
    .default('on')
    .describe('every month read who could not be handed over well, and tell the managers'),
  CONTACTS_POLL_MS: milliseconds(60_000).describe('how often the contacts are read for who came or left'),
  SWEEP_MS: milliseconds(1_000).describe('how often due work is looked for'),
  RETRY_BASE_MS: milliseconds(15_000).describe('first wait after trouble with WeCom; doubles up to 64 times'),
  LOOK_AGAIN_MS: milliseconds(5_000).describe('between two looks at a call without an answer'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('how much is logged'),
  CRASH_AT: z
    .string()
    .regex(/^(before|after):\d+$/)
    .optional()
    .describe('for tests: the process kills itself before or after recording this step, e.g. before:3'),
}

type Env = z.output<z.ZodObject<typeof fields>>

function check(env: Omit<Env, FromWecom>, ctx: z.core.$RefinementCtx): void {
  const isLoopback = ['127.0.0.1', '::1', 'localhost'].includes(env.HOST)
  const hasTls = env.TLS_CERT_FILE !== undefined && env.TLS_KEY_FILE !== undefined
  if ((env.TLS_CERT_FILE === undefined) !== (env.TLS_KEY_FILE === undefined)) {
    ctx.addIssue({
      code: 'custom',
      path: ['TLS_KEY_FILE'],
      message: 'TLS_CERT_FILE and TLS_KEY_FILE go together',
    })
  }
  if (!isLoopback && env.PUBLIC_URL === undefined) {
    ctx.addIssue({
      code: 'custom',
      path: ['PUBLIC_URL'],
      message: 'is needed beyond this machine: where people reach the console, as https://…',
    })
  }
  if (!isLoopback && env.TRUSTED_PROXY !== 'yes' && !hasTls) {
    ctx.addIssue({
      code: 'custom',
      path: ['HOST'],
      message:
        'listens beyond this machine in clear; set TLS_CERT_FILE and TLS_KEY_FILE, or put a TLS proxy in front and set TRUSTED_PROXY=yes',
    })
  }
  if (env.DATABASE_URL !== undefined && env.DATABASE_OWNER_URL === undefined) {
    ctx.addIssue({ code: 'custom', path: ['DATABASE_OWNER_URL'], message: 'is needed beside DATABASE_URL' })
  }
  if ((env.AUDIT_SIGNER_URL === undefined) !== (env.AUDIT_SIGNER_TOKEN === undefined)) {
    ctx.addIssue({
      code: 'custom',
      path: ['AUDIT_SIGNER_TOKEN'],
      message: 'AUDIT_SIGNER_URL and its token go together',
    })
  }
}

/** Every setting, from the environment; each says what it is. Read once, at start. */
export const configSchema = z.object(fields).superRefine(check)

/** The settings that connect a company; where the environment names none, they are saved by the page. */
const fromWecom = [
  'WECOM_CORP_ID',
  'WECOM_AGENT_ID',
  'WECOM_APP_SECRET',
  'WECOM_CALLBACK_TOKEN',
  'WECOM_CALLBACK_AES_KEY',
] as const
type FromWecom = (typeof fromWecom)[number]

const bootSchema = z
  .object({
    ...fields,
    WECOM_CORP_ID: fields.WECOM_CORP_ID.optional(),
    WECOM_AGENT_ID: fields.WECOM_AGENT_ID.optional(),
    WECOM_APP_SECRET: fields.WECOM_APP_SECRET.optional(),
    WECOM_CALLBACK_TOKEN: fields.WECOM_CALLBACK_TOKEN.optional(),
    WECOM_CALLBACK_AES_KEY: fields.WECOM_CALLBACK_AES_KEY.optional(),
  })
  .superRefine((env, ctx) => {
    check(env, ctx)
    if ((env.WECOM_CALLBACK_TOKEN === undefined) !== (env.WECOM_CALLBACK_AES_KEY === undefined)) {
      ctx.addIssue({
        code: 'custom',
        path: ['WECOM_CALLBACK_AES_KEY'],
        message: 'WECOM_CALLBACK_TOKEN and WECOM_CALLBACK_AES_KEY go together',
      })
    }
  })

export type Config = z.output<typeof configSchema>

/** The secrets by the names that the client of WeCom knows them by. */
export const secretsOf = (config: Config) => ({
  app: config.WECOM_APP_SECRET,
  contacts: config.WECOM_CONTACTS_SECRET,
  archive: config.WECOM_ARCHIVE_SECRET,
})

export class BadConfig extends Error {
  override name = 'BadConfig'
}

/** What the environment alone says: without the settings of a company that were saved by the page. */
export type BootConfig = z.output<typeof bootSchema>

type Environment = Readonly<Record<string, string | undefined>>

/** Reads the environment once and tells every mistake at once; values of settings are never printed. */
export function readConfig(environment: Environment = process.env): Config {
  return read(configSchema, environment)
}

/** The same, of a server that may still have to be connected to its company. */
export function readBootConfig(environment: Environment = process.env): BootConfig {
  return read(bootSchema, environment)
}

/** The settings of the environment with those that were saved; undefined while a company is not known enough. */
export function completed(boot: BootConfig, saved: Partial<Config>): Config | undefined {
  const named = Object.fromEntries(Object.entries(boot).filter(([, value]) => value !== undefined))
  const parsed = configSchema.safeParse({ ...saved, ...named })
  return parsed.success ? Object.freeze(parsed.data) : undefined
}

function read<T>(schema: z.ZodType<T>, environment: Environment): Readonly<T> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(given)
  if (parsed.success) return Object.freeze(parsed.data)
  const lines = parsed.error.issues.map(({ path, message }) => {
    const name = path.join('.')
    return `  ${name}: ${message}${hintFor(name)}`
  })
  throw new BadConfig(`设置有 ${lines.length} 处不对 / ${lines.length} wrong settings:\n${lines.join('\n')}`)
}

function hintFor(name: string): string {
  const field = Object.entries(configSchema.shape).find(([key]) => key === name)?.[1]
  return field?.description ? ` (${field.description})` : ''
}

const clientSchema = z.object({
  JIELI_URL: z.url().default('http://127.0.0.1:3000'),
  JIELI_API_KEY: z.string().min(1),
})

/** What the operator's tool needs to call a running server. */
export function readClientConfig(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): z.output<typeof clientSchema> {
  const parsed = clientSchema.safeParse(environment)
  if (parsed.success) return parsed.data
  throw new BadConfig(
    '请设置 JIELI_API_KEY（npx jieli key create）和 JIELI_URL / set JIELI_API_KEY and JIELI_URL',
  )
}
