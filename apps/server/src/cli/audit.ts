import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import {
  exportBundle,
  publishedNote,
  signerAt,
  startNewOrigin,
  startProgram,
  verifyDatabase,
} from '../audit/index.ts'
import { readBootConfig, type BootConfig } from '../config.ts'
import { businessIsWall, remoteBusinessClock, systemWall } from '../platform/clock.ts'
import { withDatabases } from '../main.ts'
import { openDatabase, type Database } from '../platform/db.ts'
import { Usage } from './usage.ts'

const usage =
  'audit export --out DIR [--handover ID] | audit verify [DIR] [--signer FILE] [--external FILE] | audit new-origin --as USERID'

/** Exports a bundle as the auditor, verifies a bundle or the live log, begins a new log after a restore. */
export async function auditCommand(args: readonly string[]): Promise<void> {
  const [what = '', ...rest] = args
  const { values, positionals } = parseArgs({
    args: rest,
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      handover: { type: 'string' },
      signer: { type: 'string' },
      external: { type: 'string' },
      as: { type: 'string' },
    },
  })
  const dir = positionals[0]
  if (what === 'export' && values.out !== undefined) return exportTo(values.out, values.handover)
  if (what === 'verify' && dir !== undefined) return verifyBundleIn(dir, values)
  if (what === 'verify') return verifyLive(values)
  if (what === 'new-origin' && values.as !== undefined) return newOrigin(values.as)
  throw new Usage(usage)
}

// The auditor reads and can do nothing else; without his login the application's is enough to read.
async function withDatabase<T>(
  role: 'app' | 'auditor',
  work: (database: Database, config: BootConfig) => Promise<T>,
): Promise<T> {
  const config = readBootConfig()
  return withDatabases(config, async ({ app, auditor }) => {
    const database = openDatabase({ url: role === 'auditor' ? (auditor ?? app) : app })
    try {
      return await work(database, config)
    } finally {
      await database.close()
    }
  })
}

async function exportTo(out: string, handoverId: string | undefined): Promise<void> {
  await withDatabase('auditor', (database, config) =>
    exportBundle(database.db, out, {
      ...(handoverId === undefined ? {} : { handoverId }),
      ...(config.AUDIT_PUBLISH_DIR === undefined ? {} : { publishedDir: config.AUDIT_PUBLISH_DIR }),
    }),
  )
  console.log(`核对包已写入 / written: ${resolve(out)}\nnode ${join(out, 'verify.mjs')} ${out}`)
}

interface Outside {
  readonly signer?: string
  readonly external?: string
}

async function verifyBundleIn(dir: string, { signer, external }: Outside): Promise<void> {
  const more = [
    ...(signer === undefined ? [] : ['--signer', signer]),
    ...(external === undefined ? [] : ['--external', external]),
  ]
  const child = spawn(process.execPath, [join(dir, 'verify.mjs'), dir, ...more], { stdio: 'inherit' })
  process.exitCode = await new Promise<number>((done) => child.once('exit', (code) => done(code ?? 1)))
}

async function verifyLive({ signer, external }: Outside): Promise<void> {
  const verified = await withDatabase('auditor', (database) =>
    verifyDatabase(database.db, {
      ...(signer === undefined ? {} : { signer }),
      ...(external === undefined ? {} : { external: [external] }),
    }),
  )
  console.log(JSON.stringify(verified, null, 2))
  process.exitCode = verified.ok ? 0 : 1
}

async function newOrigin(actor: string): Promise<void> {
  const begun = await withDatabase('app', async (database, config) => {
    const {
      AUDIT_PUBLISH_DIR: published,
      AUDIT_ORIGIN: origin,
      AUDIT_SIGNER_URL: url,
      AUDIT_SIGNER_TOKEN: token,
    } = config
    const last = published === undefined ? undefined : await publishedNote(published, origin)
    if (last === undefined)
      throw new Error('AUDIT_PUBLISH_DIR 里没有检查点 / holds no checkpoint of this log')
    const own = url === undefined || token === undefined ? await ownSigner(config) : undefined
    const business =
      config.BUSINESS_CLOCK_URL === undefined
        ? businessIsWall
        : remoteBusinessClock(config.BUSINESS_CLOCK_URL)
    try {
      const signer = own?.signer ?? signerAt(url ?? '', token ?? '')
      return await startNewOrigin({
        database,
        signer,
        wall: systemWall,
        origin,
        actor,
        at: await business.now(),
        lastNote: last.note,
      })
    } finally {
      await own?.stop()
    }
  })
  if (!begun.ok) throw new Error(`${begun.why} ${JSON.stringify(begun.facts)}`)
  console.log(`新的一段日志 / new log: ${begun.value.log}，丢失 / lost: ${begun.value.lost}`)
}

async function ownSigner(config: BootConfig) {
  const token = crypto.randomUUID() + crypto.randomUUID()
  const args = ['--state', resolve(config.STATE_DIR, 'signer'), '--origin', config.AUDIT_ORIGIN]
  const program = await startProgram('signer', { args, token })
  return { signer: signerAt(program.url, token), stop: () => program.stop() }
}
