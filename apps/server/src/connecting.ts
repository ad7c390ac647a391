import type { Append } from './audit/index.ts'
import { installer } from './access/index.ts'
import { completed, type BootConfig, type Config } from './config.ts'
import { createProbe, type Probe } from './doctor/index.ts'
import { systemWall, type BusinessClock } from './platform/clock.ts'
import type { Database } from './platform/db.ts'
import {
  asVariables,
  namedIn,
  savedValues,
  settingsTenant,
  type DomainFile,
  type SetupDeps,
  type Values,
} from './setup/index.ts'
import { createVault, type Vault } from './vault/index.ts'

/** The vault of the settings that were saved by the page. */
export function settingsVault(database: Database, rootKey: Buffer): Vault {
  return createVault({ database, rootKey, tenant: settingsTenant })
}

/** The settings of the environment with those that were saved; undefined while the company is not known enough. */
export async function configWithSaved(
  boot: BootConfig,
  database: Database,
  rootKey: Buffer,
): Promise<Config | undefined> {
  return completed(boot, asVariables(await savedValues(database.db, settingsVault(database, rootKey))))
}

export interface Connecting {
  readonly boot: BootConfig
  readonly mode: SetupDeps['mode']
  readonly database: Database
  readonly vault: Vault
  readonly append: Append
  readonly business: BusinessClock
  readonly domainFile: DomainFile | undefined
  /** Where this process listens, once it does. */
  readonly listensAt: () => string | undefined
  readonly namesOf: SetupDeps['namesOf']
  readonly hasAdmin: () => Promise<boolean>
  readonly firstAdminPath: () => Promise<string | undefined>
  readonly onSaved: () => void
}

/** What the setup pages stand on, in setup mode and beside a running server alike. */
export function setupDeps({ boot, listensAt, domainFile, ...rest }: Connecting): SetupDeps {
  const publicUrl = () =>
    (boot.PUBLIC_URL ?? listensAt() ?? `http://${boot.HOST}:${boot.PORT}`).replace(/\/$/, '')
  return {
    ...rest,
    namesOf: async (userids) => new Map([...(await rest.namesOf(userids)), [installer.userid, '安装者']]),
    wall: systemWall,
    named: namedIn(boot),
    namedFile: domainFile,
    publicUrl,
    probeOf: (values) => probeOf(boot, values, publicUrl()),
  }
}

function probeOf(boot: BootConfig, values: Values, publicUrl: string): Probe {
  const { corpId = '', agentId = '0', appSecret = '', contactsSecret, callbackToken, callbackAesKey } = values
  return createProbe({
    baseUrl: boot.WECOM_BASE_URL,
    corpId,
    agentId: Number(agentId),
    secrets: { app: appSecret, contacts: contactsSecret, archive: boot.WECOM_ARCHIVE_SECRET },
    callback: {
      url: `${publicUrl}/wecom/callback/app`,
      token: callbackToken ?? '',
      encodingAesKey: callbackAesKey ?? '',
    },
    hasSignerApart: boot.AUDIT_SIGNER_URL !== undefined,
    timeoutMs: boot.WECOM_TIMEOUT_MS,
  })
}
