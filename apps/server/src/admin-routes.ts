import { adminRoutes, type SetupView } from '@jieli/contract'
import type { Caller } from './access/index.ts'
import { secretsOf, type Config } from './config.ts'
import { checks, createProbe, examine, isFit, type Examined } from './doctor/index.ts'
import { pausedLanes, quotaUses } from './gateway/index.ts'
import type { BusinessClock, WallClock } from './platform/clock.ts'
import type { Database } from './platform/db.ts'
import type { Mount } from './platform/http.ts'
import { ok } from './platform/result.ts'

export interface AdminDeps {
  readonly config: Config
  /** Where this process listens, once it does. */
  readonly listensAt: () => string | undefined
  readonly database: Database
  readonly wall: WallClock
  readonly business: BusinessClock
}

/** The connection to WeCom as the doctor sees it, and the budgets. */
export function serveAdmin({ serve }: Mount<Caller>, deps: AdminDeps): void {
  const { config, listensAt, database, wall, business } = deps
  let last: Promise<SetupView> | undefined
  const look = () => {
    const looking = setupNow(config, listensAt(), wall)
    last = looking
    // A look that failed is no look.
    looking.catch(() => {
      if (last === looking) last = undefined
    })
    return looking
  }
  serve(adminRoutes.setup, async () => ok(await (last ?? look())))
  serve(adminRoutes.checkSetup, async () => ok(await look()))
  serve(adminRoutes.quotas, async () => {
    const uses = await quotaUses(database.db, wall, business)
    const pauses = await pausedLanes(database.db, wall)
    return ok({
      quotas: uses.map((use) => ({ ...use, freeAt: use.freeAt?.toISOString() ?? null })),
      pauses: pauses.map(({ lane, until }) => ({ lane, until: until.toISOString() })),
      now: wall.now().toISOString(),
    })
  })
}

const shown = [
  'WECOM_CORP_ID',
  'WECOM_AGENT_ID',
  'WECOM_APP_SECRET',
  'WECOM_CONTACTS_SECRET',
  'WECOM_CALLBACK_TOKEN',
  'WECOM_CALLBACK_AES_KEY',
  'WECOM_DOMAIN_FILE',
  'WECOM_AUDIT_WEBHOOK_KEY',
  'WECOM_ACCOUNT_CAP',
  'PUBLIC_URL',
] as const satisfies readonly (keyof Config)[]

async function setupNow(config: Config, own: string | undefined, wall: WallClock): Promise<SetupView> {
  const publicUrl = (config.PUBLIC_URL ?? own ?? `http://${config.HOST}:${config.PORT}`).replace(/\/$/, '')
  const callbackUrl = `${publicUrl}/wecom/callback/app`
  const probe = createProbe({
    baseUrl: config.WECOM_BASE_URL,
    corpId: config.WECOM_CORP_ID,
    agentId: config.WECOM_AGENT_ID,
    secrets: secretsOf(config),
    callback: {
      url: callbackUrl,
      token: config.WECOM_CALLBACK_TOKEN,
      encodingAesKey: config.WECOM_CALLBACK_AES_KEY,
    },
    hasSignerApart: config.AUDIT_SIGNER_URL !== undefined,
    timeoutMs: config.WECOM_TIMEOUT_MS,
  })
  const examined = await examine(checks, probe)
  return {
    checks: examined.map(viewOf),
    checkedAt: wall.now().toISOString(),
    fit: isFit(examined),
    paste: { callbackUrl, trustedDomain: new URL(publicUrl).host, callbackToken: true },
    settings: shown.map((name) => ({ name, isSet: config[name] !== undefined })),
  }
}

function viewOf({ id, what, means, finding }: Examined): SetupView['checks'][number] {
  const base = {
    id,
    what,
    means,
    state: finding.state,
    said: null,
    code: null,
    cause: null,
    remedy: null,
    waitsFor: null,
  }
  if (finding.state === 'ok') return { ...base, said: finding.said }
  if (finding.state === 'skipped') return { ...base, waitsFor: finding.waitsFor }
  return { ...base, code: finding.code, cause: finding.cause, remedy: finding.remedy }
}
