import type { Hono } from 'hono'
import { createApp } from './app.ts'
import { createAccess, type Access } from './access/index.ts'
import { createAudit, createSequencer, signerAt, type Alarm } from './audit/index.ts'
import type { BootConfig, Config } from './config.ts'
import { setupDeps, settingsVault } from './connecting.ts'
import { seenIn } from './callback-seen.ts'
import type { DomainFile } from './setup/index.ts'
import { createDirectory, type Directory } from './directory/index.ts'
import { createCallbacks, createGateway, type Callbacks, type Gateway } from './gateway/index.ts'
import {
  createHandovers,
  handoverWorkflows,
  startByForm,
  startFormsOf,
  type HandoverDeps,
  type Handovers,
} from './handover/index.ts'
import { createNotify, type Notify } from './notify/index.ts'
import { businessIsWall, remoteBusinessClock, systemWall, type BusinessClock } from './platform/clock.ts'
import { openDatabase, type Database } from './platform/db.ts'
import { createDurable } from './platform/durable/dbos.ts'
import type { Durable, Workflow } from './platform/durable/durable.ts'
import { aboutError, type Logger } from './platform/log.ts'
import { createMetrics, type Metrics } from './platform/metrics.ts'
import { Bug } from './platform/result.ts'
import { createTrail, type Trail } from './trail/index.ts'
import { createBackups, createSafe, createVault, type Backups, type Vault } from './vault/index.ts'
import { archiveSettings, backupSettings } from './backup-settings.ts'
import { accessSettings, callbackConfig, gatewayConfig, powerCut, witnessesOf } from './part-settings.ts'

export interface Composing {
  readonly config: Config
  readonly databaseUrl: string
  /** A login that may make temporary tables, in which backups are restored for proof; the application's when absent. */
  readonly scratchUrl?: string
  readonly rootKey: Buffer
  readonly signer: { readonly url: string; readonly token: string } | undefined
  readonly log: Logger
  readonly domainFile: DomainFile | undefined
  /** What the environment alone names; `config` where nothing was saved by the page. */
  readonly boot?: BootConfig
  /** Something was saved that this process should take up. */
  readonly onSaved?: () => void
  /** Where this process listens, once it does. */
  readonly address?: { readonly url: string | undefined }
}

/** The whole server, wired; nothing has been started. */
export interface Server {
  readonly config: Config
  readonly log: Logger
  readonly database: Database
  readonly business: BusinessClock
  readonly durable: Durable
  readonly vault: Vault
  readonly backups: Backups
  readonly gateway: Gateway
  readonly directory: Directory
  readonly notify: Notify
  readonly callbacks: Callbacks
  readonly handovers: Handovers
  readonly access: Access
  readonly trail: Trail
  readonly sequencer: ReturnType<typeof createSequencer>
  readonly metrics: Metrics
  readonly app: Hono
}

export function compose(composing: Composing): Server {
  const { config, databaseUrl, rootKey, signer, log, domainFile } = composing
  const metrics = createMetrics()
  const onEvent = (event: string, facts: Readonly<Record<string, string | number>>) => {
    metrics.events.inc({ event })
    log.info(facts, event)
  }
  const database = openDatabase({
    url: databaseUrl,
    max: 20,
    onPoolError: (error) => log.warn(aboutError(error), 'database connection lost'),
  })
  const business =
    config.BUSINESS_CLOCK_URL === undefined ? businessIsWall : remoteBusinessClock(config.BUSINESS_CLOCK_URL)
  const wall = systemWall
  const { WECOM_CORP_ID: corpId } = config
  const vault = createVault({ database, rootKey, tenant: corpId })
  const backups = createBackups({
    database,
    databaseUrl,
    scratchUrl: composing.scratchUrl ?? databaseUrl,
    wall,
    settings: backupSettings(config),
    onTrouble: (facts) => log.error(facts, 'a backup can no longer be used'),
  })
  const gateway = createGateway(gatewayConfig(config), {
    database,
    vault,
    wall,
    business,
    onEvent,
    onCall: ({ call, errcode, ms }) => {
      metrics.calls.inc({ call, errcode: String(errcode) })
      metrics.callSeconds.observe({ call }, ms / 1_000)
    },
  })
  const audit = createAudit({
    seal: async (tx, entryId, plaintext) => {
      const box = await vault.box(tx, { kind: 'audit-month', id: wall.now().toISOString().slice(0, 7) })
      const at = { table: 'audit.entry', column: 'sealed', row: entryId }
      return { sealed: box.seal(at, plaintext.toString('utf8')) }
    },
  })
  const { wecom, leases } = gateway
  const directory = createDirectory({
    database,
    vault,
    wecom,
    corpId,
    wall,
    business,
    leases,
    onEvent,
    pollEveryMs: config.CONTACTS_POLL_MS,
  })
  const webhooks =
    config.WECOM_AUDIT_WEBHOOK_KEY === undefined ? {} : { audit: config.WECOM_AUDIT_WEBHOOK_KEY }
  const notify = createNotify({ database, vault, wecom, corpId, wall, business, webhooks, onEvent })

  // The engine takes the workflows before the domains exist that they call.
  const late: { callbacks?: Callbacks; deps?: HandoverDeps; access?: Access } = {}
  const durable = createDurable({
    database,
    deadAfterMs: config.DEAD_AFTER_MS,
    pollMs: Math.min(config.SWEEP_MS, 250),
    onEvent,
    workflows: {
      callback: ((run, id) => built(late.callbacks).workflow.callback(run, id)) satisfies Workflow,
      ...handoverWorkflows(() => built(late.deps)),
    },
    ...powerCut(config),
  })
  const callbacks = createCallbacks(callbackConfig(config), {
    database,
    vault,
    durable,
    wall,
    handlers: [
      ...notify.handlers,
      startByForm(() => built(late.deps), startFormsOf(config.WECOM_START_FORMS)),
    ],
    onEvent,
    seen: seenIn(database, onEvent),
  })
  const deps: HandoverDeps = {
    database,
    wecom,
    business,
    wall,
    vault,
    backups,
    archives: createSafe(archiveSettings(config)),
    append: audit.append,
    directory,
    notify,
    durable,
    settings: {
      retryBaseMs: config.RETRY_BASE_MS,
      lookAgainMs: config.LOOK_AGAIN_MS,
      coverWithinMs: 15_000,
      archiveKeepYears: config.ARCHIVE_KEEP_YEARS,
      publicUrl: config.PUBLIC_URL?.replace(/\/$/, ''),
    },
    holdersOf: (role) => built(late.access).holdersOf(role),
    roleProposals: () => built(late.access).proposals(),
  }
  late.callbacks = callbacks
  late.deps = deps
  const handovers = createHandovers(deps)
  const access = createAccess({
    signPage: gateway.signPage,
    database,
    directory,
    notify,
    wecom,
    append: audit.append,
    wall,
    business,
    settings: accessSettings(config),
    things: {
      relationsTo: (_about, id, userid) => handovers.relationsTo(id, userid),
      isOwnItem: (handover, item, userid) => handovers.isOwnItem(handover, item, userid),
      openField: handovers.openField,
      isShutOut: handovers.isShutOut,
    },
    onEvent,
  })
  late.access = access
  const trail = createTrail({
    database,
    directory,
    wall,
    follower: (headers) => access.follower(headers),
    visibleTo: (caller) => handovers.visibleTo(caller),
    onTrouble: (error) => log.warn(aboutError(error), 'live updates: the log was not read, tried again'),
    pollMs: Math.min(config.SWEEP_MS, 500),
    recheckMs: 30_000,
  })
  const sequencer = createSequencer({
    database,
    origin: config.AUDIT_ORIGIN,
    ...(signer === undefined ? {} : { signer: signerAt(signer.url, signer.token) }),
    places: {
      ...(config.AUDIT_PUBLISH_DIR === undefined ? {} : { dir: config.AUDIT_PUBLISH_DIR }),
      witnesses: witnessesOf(config),
      ...(config.WECOM_AUDIT_WEBHOOK_KEY === undefined
        ? {}
        : { toGroup: (text: string) => toAuditGroup(database, notify, text) }),
    },
    onAlarm: (alarm) => onAlarm(alarm, log),
  })
  const isBehindProxy = config.TRUSTED_PROXY === 'yes'
  const app = createApp({
    config,
    database,
    business,
    handovers,
    access,
    trail,
    callbacks,
    metrics,
    log,
    isBehindProxy,
    domainFile,
    setup: setupDeps({
      boot: composing.boot ?? config,
      mode: 'running',
      database,
      vault: settingsVault(database, rootKey),
      append: audit.append,
      business,
      domainFile,
      listensAt: () => composing.address?.url,
      namesOf: (userids) => directory.namesOf(database.db, userids),
      hasAdmin: access.hasAdmin,
      firstAdminPath: access.firstAdminPath,
      onSaved: composing.onSaved ?? (() => {}),
    }),
  })
  return {
    config,
    log,
    database,
    business,
    durable,
    vault,
    backups,
    gateway,
    directory,
    notify,
    callbacks,
    handovers,
    access,
    trail,
    sequencer,
    metrics,
    app,
  }
}

function built<T>(part: T | undefined): T {
  if (part === undefined) throw new Bug('a run started before the server was wired')
  return part
}

async function toAuditGroup(database: Database, notify: Notify, text: string): Promise<void> {
  await database.inTx((tx) => notify.toGroup(tx, { group: 'audit', text }))
}

function onAlarm(alarm: Alarm, log: Logger): void {
  if (alarm.kind === 'FAILED') log.warn({ part: alarm.part, ...aboutError(alarm.error) }, 'audit part failed')
  else log.error(alarm, 'audit alarm')
}
