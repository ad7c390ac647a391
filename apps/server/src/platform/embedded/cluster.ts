import { createHash, createHmac, randomBytes } from 'node:crypto'
import { spawn } from 'node:child_process'
import { chmod, chown, mkdir, open, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { exists, openToOthers, packagedBinaries, readableBinaries, type Binaries } from './binaries.ts'

/** The login roles the launcher creates; their passwords derive from one secret kept beside, not in, the data. */
export type Role = 'jieli_super' | 'jieli_owner' | 'jieli_app' | 'jieli_auditor'

export interface Cluster {
  /** True when a server left running by a killed process was taken over. */
  readonly adopted: boolean
  readonly dataDir: string
  url(role: Role, database?: string): string
  stop(): Promise<void>
}

export interface ClusterOptions {
  /** Where Jieli keeps its state on this machine; secrets go here with mode 0600. */
  readonly stateDir: string
  /** Extra server settings, e.g. `fsync=off` in tests. */
  readonly settings?: readonly string[]
}

interface Saved {
  readonly port: number
  readonly secret: string
}

// nobody: exists on every Linux; PostgreSQL refuses to run as root.
const nobody = 65_534
const readyWithinMs = 30_000

/** Starts, or adopts, the embedded PostgreSQL of this state directory. Listens on 127.0.0.1 with SCRAM only. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const stateDir = resolve(options.stateDir)
  await mkdir(stateDir, { recursive: true, mode: 0o755 })
  const asRoot = process.getuid?.() === 0
  const home = await homeFor(stateDir, asRoot)
  const dataDir = join(home, 'data')
  const found = await packagedBinaries()
  const binaries = asRoot ? await readableBinaries(found, await rootCache()) : found
  const secretFile = join(stateDir, 'postgres.json')
  if (!(await exists(secretFile)) && (await exists(join(dataDir, 'PG_VERSION')))) {
    throw new Error(
      `数据库在 ${dataDir}，但它的密钥文件 ${secretFile} 不见了：请从备份放回；确定不要数据就删掉前者。 / The key file of this database is missing: restore it, or remove the data.`,
    )
  }
  const saved = await savedOrNew(secretFile)
  const runAs = asRoot ? { uid: nobody, gid: nobody } : {}
  if (!(await exists(join(dataDir, 'PG_VERSION'))))
    await initialise({ binaries, home, dataDir, saved, runAs })

  const url = (role: Role, database = 'jieli') =>
    `postgres://${role}:${passwordOf(saved, role)}@127.0.0.1:${saved.port}/${database}`
  const adopted = await answers(url('jieli_super', 'postgres'))
  if (!adopted) await launch({ binaries, home, dataDir, saved, runAs, settings: options.settings ?? [] })
  await waitUntilReady(url('jieli_super', 'postgres'), join(home, 'server.log'))
  await createRolesAndDatabase(url('jieli_super', 'postgres'), saved)
  return { adopted, dataDir, url, stop: () => stop(dataDir) }
}

// Under root the data belongs to nobody, who must be able to reach it: not so below a 0700 home.
async function homeFor(stateDir: string, asRoot: boolean): Promise<string> {
  const probe = join(stateDir, '.reachable')
  await writeFile(probe, '', { mode: 0o644 })
  const reachable = !asRoot || (await openToOthers(probe))
  await rm(probe, { force: true })
  const home = reachable
    ? join(stateDir, 'postgres')
    : join('/var/lib/jieli', createHash('sha256').update(stateDir).digest('hex').slice(0, 12))
  // The parent first: mkdir's mode would make every created parent private too.
  await mkdir(dirname(home), { recursive: true, mode: 0o755 })
  await mkdir(home, { recursive: true, mode: 0o700 })
  await chmod(home, 0o700)
  if (asRoot) await chown(home, nobody, nobody)
  return home
}

async function rootCache(): Promise<string> {
  const dir = '/var/cache/jieli'
  await mkdir(dir, { recursive: true, mode: 0o755 })
  return dir
}

async function savedOrNew(path: string): Promise<Saved> {
  if (await exists(path)) {
    const read: unknown = JSON.parse(await readFile(path, 'utf8'))
    if (isSaved(read)) return read
    throw new Error(
      `${path} is damaged. Restore it from a copy, or remove the state directory to start anew.`,
    )
  }
  const fresh = { port: await freePort(), secret: randomBytes(32).toString('hex') }
  const file = await open(path, 'wx', 0o600)
  await file.writeFile(JSON.stringify(fresh))
  await file.sync()
  await file.close()
  return fresh
}

function isSaved(value: unknown): value is Saved {
  return (
    typeof value === 'object' &&
    value !== null &&
    'port' in value &&
    typeof value.port === 'number' &&
    'secret' in value &&
    typeof value.secret === 'string'
  )
}

function freePort(): Promise<number> {
  return new Promise((resolvePort, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() =>
        typeof address === 'object' && address
          ? resolvePort(address.port)
          : reject(new Error('no free port')),
      )
    })
  })
}

function passwordOf(saved: Saved, role: Role): string {
  return createHmac('sha256', saved.secret).update(role).digest('hex')
}

interface Launch {
  readonly binaries: Binaries
  readonly home: string
  readonly dataDir: string
  readonly saved: Saved
  readonly runAs: { uid?: number; gid?: number }
}

async function initialise({ binaries, home, dataDir, saved, runAs }: Launch): Promise<void> {
  // A half-made directory of an interrupted first start holds nothing worth keeping: PG_VERSION comes late.
  await rm(dataDir, { recursive: true, force: true })
  const pwfile = join(home, 'pwfile')
  await writeFile(pwfile, passwordOf(saved, 'jieli_super'), { mode: 0o600 })
  if (runAs.uid !== undefined) await chown(pwfile, nobody, nobody)
  const args = [
    `--pgdata=${dataDir}`,
    '--username=jieli_super',
    '--auth=scram-sha-256',
    `--pwfile=${pwfile}`,
    '--encoding=UTF8',
    '--locale=C',
    '--no-instructions',
  ]
  const log = await open(join(home, 'server.log'), 'a', 0o600)
  const child = spawn(binaries.initdb, args, { ...runAs, cwd: '/', stdio: ['ignore', log.fd, log.fd] })
  const code = await new Promise<number | null>((done, failed) =>
    child.once('error', failed).once('exit', done),
  )
  await log.close()
  await rm(pwfile, { force: true })
  if (code !== 0) throw new Error(`initdb ended with ${code}: ${await tail(join(home, 'server.log'))}`)
}

async function launch(how: Launch & { readonly settings: readonly string[] }): Promise<void> {
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${how.saved.port}`,
    'unix_socket_directories=',
    'password_encryption=scram-sha-256',
    'max_connections=200',
    'shared_buffers=128MB',
    'timezone=UTC',
    'log_statement=none',
    // Parameters hold ciphertexts at most, but a log is no place for them either.
    'log_parameter_max_length_on_error=0',
    'log_min_error_statement=panic',
    ...how.settings,
  ]
  const deadline = Date.now() + readyWithinMs
  // After a kill the old postmaster.pid may stand until its process is reaped, about a second.
  for (;;) {
    const log = await open(join(how.home, 'server.log'), 'a', 0o600)
    const child = spawn(how.binaries.postgres, ['-D', how.dataDir, ...settings.flatMap((s) => ['-c', s])], {
      ...how.runAs,
      cwd: '/',
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    })
    child.unref()
    const ended = await Promise.race([
      new Promise<true>((done) => child.once('exit', () => done(true)).once('error', () => done(true))),
      sleep(500).then(() => false),
    ])
    await log.close()
    if (!ended) return
    if (Date.now() > deadline)
      throw new Error(`PostgreSQL did not start: ${await tail(join(how.home, 'server.log'))}`)
    await sleep(250)
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

async function waitUntilReady(url: string, logFile: string): Promise<void> {
  const deadline = Date.now() + readyWithinMs
  while (!(await answers(url))) {
    if (Date.now() > deadline) throw new Error(`PostgreSQL is not ready: ${await tail(logFile)}`)
    await sleep(50)
  }
}

async function createRolesAndDatabase(superUrl: string, saved: Saved): Promise<void> {
  const client = new Client({ connectionString: superUrl })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(7215032)')
    const { rows } = await client.query<{ ready: boolean }>(
      "select exists (select from pg_database where datname = 'jieli') as ready",
    )
    if (rows[0]?.ready) return
    for (const role of ['jieli_owner', 'jieli_app', 'jieli_auditor'] as const) {
      const extra = role === 'jieli_owner' ? ' createrole createdb' : ''
      await client.query(`create role ${role} login${extra} password '${passwordOf(saved, role)}'`)
    }
    await client.query('create database jieli owner jieli_owner')
    await client.query('revoke all on database jieli from public')
    await client.query('grant connect on database jieli to jieli_app, jieli_auditor')
  } finally {
    await client.end()
  }
}

/** A fast shutdown: sessions are ended, data is on disk. */
async function stop(dataDir: string): Promise<void> {
  const pidFile = join(dataDir, 'postmaster.pid')
  const text = await readFile(pidFile, 'utf8').catch(() => '')
  const pid = Number(text.split('\n')[0])
  if (!Number.isInteger(pid) || pid <= 1) return
  try {
    process.kill(pid, 'SIGINT')
  } catch {
    return
  }
  const deadline = Date.now() + readyWithinMs
  while ((await exists(pidFile)) && Date.now() < deadline) await sleep(50)
}

async function tail(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => '')
  return text.trim().split('\n').slice(-5).join(' | ')
}
