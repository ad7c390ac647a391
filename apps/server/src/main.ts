import { mkdir } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { join, resolve } from 'node:path'
import { startProgram } from './audit/index.ts'
import { compose, type Server } from './compose.ts'
import { readCertificate } from './certificate.ts'
import { BadConfig, completed, type BootConfig, type Config } from './config.ts'
import { configWithSaved } from './connecting.ts'
import { readDomainFile } from './domain-file.ts'
import type { Duties } from './engine.ts'
import { createFront } from './front.ts'
import { listen } from './listen.ts'
import { createParts } from './parts.ts'
import { openDatabase } from './platform/db.ts'
import { startCluster, type Cluster } from './platform/embedded/cluster.ts'
import { migrateEngine } from './platform/durable/dbos.ts'
import { aboutError, createLog } from './platform/log.ts'
import { startLoop } from './platform/loop.ts'
import { migrate, readMigrations } from './platform/migrate.ts'
import { loadRootKey } from './vault/index.ts'

/** What a running process offers to whoever started it. */
export interface Running {
  readonly url: string | undefined
  /** While nobody is administrator: the one-time link that makes whoever follows it one. */
  readonly firstAdminUrl: string | undefined
  /** While no company is known: the one-time link of whoever connects it. */
  readonly setupUrl: string | undefined
  stop(): Promise<void>
}

export interface Databases {
  readonly app: string
  readonly owner: string
  readonly auditor: string | undefined
  readonly cluster: Cluster | undefined
}

/** The server of DATABASE_URL, or the embedded PostgreSQL of the state directory. */
export async function openDatabases(config: BootConfig): Promise<Databases> {
  if (config.DATABASE_URL !== undefined) {
    const owner = config.DATABASE_OWNER_URL ?? config.DATABASE_URL
    return { app: config.DATABASE_URL, owner, auditor: config.DATABASE_AUDITOR_URL, cluster: undefined }
  }
  const cluster = await startCluster({ stateDir: config.STATE_DIR })
  return {
    app: cluster.url('jieli_app'),
    owner: cluster.url('jieli_owner'),
    auditor: cluster.url('jieli_auditor'),
    cluster,
  }
}

/** The same for one act from the command line; an embedded PostgreSQL that was started for it is stopped again. */
export async function withDatabases<T>(
  config: BootConfig,
  work: (databases: Databases) => Promise<T>,
): Promise<T> {
  const databases = await openDatabases(config)
  try {
    return await work(databases)
  } finally {
    if (databases.cluster && !databases.cluster.adopted) await databases.cluster.stop()
  }
}

const migrationsDir = new URL('../../../db/migrations', import.meta.url).pathname

/** Brings the database up to date; any number of processes may do it at once. */
export async function migrateDatabase(ownerUrl: string): Promise<readonly string[]> {
  return migrate(ownerUrl, await readMigrations(migrationsDir), () => migrateEngine(ownerUrl))
}

/** Starts one process of the server: the HTTP side, the work, or both. Without a company known it waits to be connected. */
export async function start(boot: BootConfig, duties: Duties): Promise<Running> {
  const log = createLog(boot.LOG_LEVEL)
  const { WECOM_DOMAIN_FILE: proof } = boot
  const domainFile = proof === undefined || !duties.http ? undefined : await readDomainFile(proof)
  // A certificate that does not work is told before anything is opened.
  if (duties.http) readCertificate(boot)
  const stateDir = resolve(boot.STATE_DIR)
  await mkdir(stateDir, { recursive: true, mode: 0o755 })
  const databases = await openDatabases(boot)
  await migrateDatabase(databases.owner)
  const rootKey = await rootKeyOf(boot, stateDir)
  const signer = duties.work ? await signerFor(boot, stateDir) : undefined
  const database = openDatabase({
    url: databases.app,
    max: 3,
    onPoolError: (error) => log.warn(aboutError(error), 'database connection lost'),
  })
  const address: { url: string | undefined } = { url: undefined }
  const parts = createParts({
    boot,
    duties,
    database,
    databaseUrl: databases.app,
    ownerUrl: databases.owner,
    rootKey,
    signer,
    log,
    domainFile,
    address,
    onSaved: () => void front.look(),
  })
  const first = await parts.next()
  const front = createFront(first, { ...parts, log })
  const settings = startLoop(
    boot.SWEEP_MS * 2,
    () => front.look(),
    () => {},
  )
  const http = duties.http
    ? await listen(front, boot, {
        certificate: () => readCertificate(boot),
        onTrouble: (error) =>
          log.warn(
            { why: error instanceof BadConfig ? error.message : '', ...aboutError(error) },
            'the renewed certificate was not taken',
          ),
      })
    : undefined
  address.url = http?.url
  const path = http ? await first.linkPath() : undefined
  const publicUrl = (boot.PUBLIC_URL ?? http?.url ?? '').replace(/\/$/, '')
  log.info({ http: http?.url ?? 'none', work: duties.work, mode: first.mode }, 'started')
  const link = path === undefined ? undefined : `${publicUrl}${path}`
  return {
    url: http?.url,
    firstAdminUrl: first.mode === 'running' ? link : undefined,
    setupUrl: first.mode === 'setup' ? link : undefined,
    async stop() {
      await settings.stop()
      // New requests first, then what answered them.
      await http?.close()
      await front.stop()
      await signer?.stop()
      await database.close()
      if (databases.cluster && !databases.cluster.adopted) await databases.cluster.stop()
    },
  }
}

function rootKeyOf(boot: BootConfig, stateDir: string): Promise<Buffer> {
  return loadRootKey(boot.ROOT_KEY_FILE ?? join(stateDir, 'root.key'), { create: true })
}

/** The parts without HTTP, work or durable runs: for one act from the command line. */
export async function openServer(boot: BootConfig): Promise<{ server: Server; close(): Promise<void> }> {
  const log = createLog('warn')
  const databases = await openDatabases(boot)
  await migrateDatabase(databases.owner)
  const rootKey = await rootKeyOf(boot, resolve(boot.STATE_DIR))
  const config = await savedConfig(boot, databases.app, rootKey)
  const server = compose({
    config,
    databaseUrl: databases.app,
    rootKey,
    signer: undefined,
    log,
    domainFile: undefined,
  })
  return {
    server,
    async close() {
      await server.vault.settle()
      await server.database.close()
      if (databases.cluster && !databases.cluster.adopted) await databases.cluster.stop()
    },
  }
}

/** The whole configuration for one command: what the environment does not name comes from the database. */
export async function configFor(boot: BootConfig): Promise<Config> {
  const named = completed(boot, {})
  if (named !== undefined) return named
  return withDatabases(boot, async ({ owner, app }) => {
    await migrateDatabase(owner)
    return savedConfig(boot, app, await rootKeyOf(boot, resolve(boot.STATE_DIR)))
  })
}

async function savedConfig(boot: BootConfig, databaseUrl: string, rootKey: Buffer): Promise<Config> {
  const database = openDatabase({ url: databaseUrl, max: 1 })
  try {
    const config = await configWithSaved(boot, database, rootKey)
    if (config !== undefined) return config
  } finally {
    await database.close()
  }
  throw new BadConfig(
    '还没有接入企业微信：请运行 jieli serve，打开它打印的一次性链接；或在环境里设 WECOM_CORP_ID、WECOM_AGENT_ID、WECOM_APP_SECRET、WECOM_CALLBACK_TOKEN 和 WECOM_CALLBACK_AES_KEY / not connected to WeCom: run jieli serve and open the link it prints, or set these in the environment',
  )
}

async function signerFor(config: BootConfig, stateDir: string) {
  const { AUDIT_SIGNER_URL: url, AUDIT_SIGNER_TOKEN: token } = config
  if (url !== undefined && token !== undefined) return { url, token, stop: () => Promise.resolve() }
  const made = randomBytes(32).toString('hex')
  const args = ['--state', join(stateDir, 'signer'), '--origin', config.AUDIT_ORIGIN]
  const program = await startProgram('signer', { args, token: made })
  return { url: program.url, token: made, stop: () => program.stop() }
}
