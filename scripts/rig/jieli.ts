import { connect, type Api } from '@jieli/contract'
import { createKey, type KeyHolder } from '../../apps/server/src/access/index.ts'
import { openDatabase } from '../../apps/server/src/platform/db.ts'
import type { Company } from './company.ts'
import { startChild, type Child } from './program.ts'

export interface JieliOptions {
  readonly company: Company
  readonly stateDir: string
  /** Of the application's role and the owner; the embedded database of the state directory when absent. */
  readonly database?: { readonly app: string; readonly owner: string }
  readonly signer?: { readonly url: string; readonly token: string }
  readonly env?: Readonly<Record<string, string>>
  readonly logFile?: string
}

export interface Jieli {
  readonly child: Child
  readonly url: string
  /** Its settings, for a command beside it. */
  readonly env: Readonly<Record<string, string>>
}

/** Starts `jieli serve` against the company; the callback address is not told to the company yet. */
export async function startJieli(options: JieliOptions): Promise<Jieli> {
  const { address } = options.company
  const [webhook] = Object.values(address.webhooks)
  const env: Record<string, string> = {
    STATE_DIR: options.stateDir,
    WECOM_BASE_URL: address.baseUrl,
    // People reach it by the trusted domain, as a browser does.
    WECOM_LOGIN_URL: address.baseUrl.replace('127.0.0.1', 'localhost'),
    WECOM_OPEN_URL: address.baseUrl.replace('127.0.0.1', 'localhost'),
    WECOM_CORP_ID: address.corpId,
    WECOM_AGENT_ID: String(address.agentId),
    WECOM_APP_SECRET: address.secrets.app,
    WECOM_CONTACTS_SECRET: address.secrets.contacts,
    WECOM_CALLBACK_TOKEN: address.callback.token,
    WECOM_CALLBACK_AES_KEY: address.callback.aesKey,
    WECOM_AUDIT_WEBHOOK_KEY: webhook === undefined ? '' : (new URL(webhook).searchParams.get('key') ?? ''),
    BUSINESS_CLOCK_URL: `${address.control}/clock`,
    AUDIT_PUBLISH_DIR: `${options.stateDir}/published`,
    PORT: '0',
    // Its calls would take the faults and places in queues that a test has laid out for something else.
    READINESS_MONTHLY: 'off',
    ...(options.database
      ? { DATABASE_URL: options.database.app, DATABASE_OWNER_URL: options.database.owner }
      : {}),
    ...(options.signer
      ? { AUDIT_SIGNER_URL: options.signer.url, AUDIT_SIGNER_TOKEN: options.signer.token }
      : {}),
    ...options.env,
  }
  const child = await startChild({
    file: 'apps/server/src/cli.ts',
    args: ['serve'],
    env,
    ...(options.logFile === undefined ? {} : { logFile: options.logFile }),
  })
  return { child, url: String(child.ready['url']), env }
}

/** Tells the company where its callbacks go; it checks the address as WeCom's console does. */
export async function connectCallbacks(company: Company, { url }: Jieli): Promise<void> {
  await company.post('/callbacks', { app: { url: `${url}/wecom/callback/app` } })
}

/** API clients in the name of people of the company. */
export async function apisFor<Names extends string>(
  databaseUrl: string,
  url: () => string,
  callers: Readonly<Record<Names, KeyHolder>>,
): Promise<Record<Names, Api>> {
  const database = openDatabase({ url: databaseUrl, max: 1 })
  const entries: [string, Api][] = []
  for (const [name, caller] of Object.entries<KeyHolder>(callers)) {
    const key = await database.inTx((tx) => createKey(tx, caller, new Date()))
    entries.push([name, (route, input) => connect(url(), key)(route, input)])
  }
  await database.close()
  // One entry was made for each name.
  return Object.fromEntries(entries) as Record<Names, Api>
}
