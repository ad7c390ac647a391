import { mkdir } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { join, resolve } from 'node:path'
import { startProgram } from './audit/index.ts'
import { compose, type Server } from './compose.ts'
import { readCertificate } from './certificate.ts'
import { BadConfig, type Config } from './config.ts'
import { readDomainFile } from './domain-file.ts'
import { listen } from './listen.ts'
import { startCluster, type Cluster } from './platform/embedded/cluster.ts'
import { migrateEngine } from './platform/durable/dbos.ts'
import { aboutError, createLog } from './platform/log.ts'
import { startLoop, type Loop } from './platform/loop.ts'
import { migrate, readMigrations } from './platform/migrate.ts'
import { loadRootKey } from './vault/index.ts'

/** What a running process offers to whoever started it. */
export interface Running {
  readonly url: string | undefined
  /** While nobody is administrator: the one-time link that makes whoever follows it one. */
  readonly firstAdminUrl: string | undefined
  readonly server: Server
  stop(): Promise<void>
}

export interface Databases {
  readonly app: string
  readonly owner: string
  readonly auditor: string | undefined
  readonly cluster: Cluster | undefined
}

/** The server of DATABASE_URL, or the embedded PostgreSQL of the state directory. */
export async function openDatabases(config: Config): Promise<Databases> {
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

const migrationsDir = new URL('../../../db/migrations', import.meta.url).pathname

/** Brings the database up to date; any number of processes may do it at once. */
export async function migrateDatabase(ownerUrl: string): Promise<readonly string[]> {
  return migrate(ownerUrl, await readMigrations(migrationsDir), () => migrateEngine(ownerUrl))
}

export interface Duties {
  readonly http: boolean
  readonly work: boolean
}

/** Starts one process of the server: the HTTP side, the work, or both. */
export async function start(config: Config, duties: Duties): Promise<Running> {
  const log = createLog(config.LOG_LEVEL)
  const { WECOM_DOMAIN_FILE: proof } = config
  const domainFile = proof === undefined || !duties.http ? undefined : await readDomainFile(proof)
  // A certificate that does not work is told before anything is opened.
  if (duties.http) readCertificate(config)
  const stateDir = resolve(config.STATE_DIR)
  await mkdir(stateDir, { recursive: true, mode: 0o755 })
  const databases = await openDatabases(config)
  await migrateDatabase(databases.owner)
  const rootKey = await loadRootKey(config.ROOT_KEY_FILE ?? join(stateDir, 'root.key'), { create: true })
  const signer = duties.work ? await signerFor(config, stateDir) : undefined
  const server = compose({ config, databaseUrl: databases.app, rootKey, signer, log, domainFile })
  await server.vault.check()
  await server.durable.start()
  const loops = duties.work ? startWork(server) : []
  const http = duties.http
    ? await listen(server.app, config, {
        certificate: () => readCertificate(config),
        onTrouble: (error) =>
          log.warn(
            { why: error instanceof BadConfig ? error.message : '', ...aboutError(error) },
            'the renewed certificate was not taken',
          ),
      })
    : undefined
  server.address.url = http?.url
  const first = http ? await server.access.firstAdminPath() : undefined
  const publicUrl = (config.PUBLIC_URL ?? http?.url ?? '').replace(/\/$/, '')
  log.info({ http: http?.url ?? 'none', work: duties.work }, 'started')
  return {
    url: http?.url,
    firstAdminUrl: first === undefined ? undefined : `${publicUrl}${first}`,
    server,
    // New requests first, then the loops, the runs, the log's last numbers, and the database last.
    async stop() {
      await server.trail.stop()
      await http?.close()
      await Promise.all(loops.map((loop) => loop.stop()))
      await server.durable.stop()
      if (duties.work) await server.sequencer.stop()
      await signer?.stop()
      await server.vault.settle()
      await server.database.close()
      if (databases.cluster && !databases.cluster.adopted) await databases.cluster.stop()
    },
  }
}

/** The parts without HTTP, work or durable runs: for one act from the command line. */
export async function openServer(config: Config): Promise<{ server: Server; close(): Promise<void> }> {
  const log = createLog('warn')
  const databases = await openDatabases(config)
  await migrateDatabase(databases.owner)
  const stateDir = resolve(config.STATE_DIR)
  const rootKey = await loadRootKey(config.ROOT_KEY_FILE ?? join(stateDir, 'root.key'), { create: true })
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

async function signerFor(config: Config, stateDir: string) {
  const { AUDIT_SIGNER_URL: url, AUDIT_SIGNER_TOKEN: token } = config
  if (url !== undefined && token !== undefined) return { url, token, stop: () => Promise.resolve() }
  const made = randomBytes(32).toString('hex')
  const args = ['--state', join(stateDir, 'signer'), '--origin', config.AUDIT_ORIGIN]
  const program = await startProgram('signer', { args, token: made })
  return { url: program.url, token: made, stop: () => program.stop() }
}

const hourMs = 3_600_000

function startWork(server: Server): readonly Loop[] {
  const { config, log, handovers, notify, directory, callbacks, gateway, access } = server
  server.sequencer.start()
  const loop = (what: string, everyMs: number, work: () => Promise<unknown>) =>
    startLoop(everyMs, work, (error) => log.warn({ what, ...aboutError(error) }, 'work failed, tried again'))
  return [
    loop('handovers', config.SWEEP_MS, () => handovers.startDue()),
    loop('messages', config.SWEEP_MS, () => notify.pump()),
    loop('contacts', config.SWEEP_MS, () => directory.pollDue()),
    loop('callbacks', config.SWEEP_MS * 5, () => callbacks.retryDue(new Date())),
    loop('tidy', hourMs, async () => {
      await gateway.tidy()
      await callbacks.tidy()
      await notify.tidy()
      await access.tidy()
    }),
  ]
}
