import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { Client } from 'pg'
import { backupSettings } from '../backup-settings.ts'
import { readBootConfig, type BootConfig } from '../config.ts'
import { migrateDatabase, openDatabases, type Databases } from '../main.ts'
import { tlsFor } from '../platform/db.ts'
import {
  identityIn,
  readIdentity,
  recipientOf,
  restoreBackup,
  verifyBackup,
  writeBackup,
  type Restored,
} from '../vault/index.ts'
import { Usage } from './usage.ts'

const usage =
  'backup create --out FILE | backup verify FILE [--identity FILE] | backup restore FILE --to DATABASE_URL [--identity FILE] | backup drill FILE [--identity FILE]'

/** Writes everything into one encrypted file, reads it again, restores it, or restores it for practice. */
export async function backupCommand(args: readonly string[]): Promise<void> {
  const [what = '', ...rest] = args
  const { values, positionals } = parseArgs({
    args: rest,
    allowPositionals: true,
    options: { out: { type: 'string' }, identity: { type: 'string' }, to: { type: 'string' } },
  })
  const [file] = positionals
  const config = readBootConfig()
  const identity = () => readIdentity(resolve(values.identity ?? backupSettings(config).keyFile))
  if (what === 'create' && values.out !== undefined) return create(config, resolve(values.out))
  if (file === undefined) throw new Usage(usage)
  if (what === 'verify') return verify(resolve(file), await identity())
  if (what === 'restore' && values.to !== undefined) {
    await migrateDatabase(values.to)
    return tell(await restoreBackup(resolve(file), await identity(), values.to))
  }
  if (what === 'drill') return drill(config, resolve(file), await identity())
  throw new Usage(usage)
}

async function create(config: BootConfig, out: string): Promise<void> {
  await withDatabases(config, async ({ owner }) => {
    const { keyFile, recipients } = backupSettings(config)
    const own = await recipientOf(await identityIn(keyFile))
    const manifest = await writeBackup({
      databaseUrl: owner,
      out,
      recipients: [own, ...recipients],
      about: 'everything',
      now: new Date(),
    })
    const rows = manifest.tables.reduce((sum, one) => sum + one.rows, 0)
    console.log(`已备份 ${rows} 行、${manifest.tables.length} 张表到 ${out} / backed up`)
    console.log(`根 / root  ${manifest.root}`)
    console.log(`打开它要用密钥文件 ${keyFile}，请另存一份 / opens with this key file; keep a copy elsewhere`)
  })
}

async function verify(file: string, identity: string): Promise<void> {
  const { manifest, rows } = await verifyBackup(file, identity)
  console.log(`完好：${rows} 行、${manifest.tables.length} 张表，写于 ${manifest.createdAt} / sound`)
  console.log(`根 / root  ${manifest.root}`)
}

/** Into a database made for it on the same server, and dropped again whatever happens. */
async function drill(config: BootConfig, file: string, identity: string): Promise<void> {
  await withDatabases(config, async (databases) => {
    const name = `jieli_drill_${process.pid}`
    const admin = new Client({
      connectionString: databases.cluster?.url('jieli_super', 'postgres') ?? databases.owner,
      ...tlsFor(databases.owner),
    })
    admin.on('error', () => {})
    await admin.connect()
    try {
      const owner = databases.cluster ? ' owner jieli_owner' : ''
      await admin.query(`create database ${name}${owner}`).catch((error: unknown) => {
        throw new Error(
          '这个数据库账号不能建库，演练做不了。请用 backup restore 恢复到你自己建的空库 / this login may not create databases; restore into an empty one of your own',
          { cause: error },
        )
      })
      const target = new URL(databases.cluster?.url('jieli_owner') ?? databases.owner)
      target.pathname = `/${name}`
      await migrateDatabase(target.toString())
      tell(await restoreBackup(file, identity, target.toString()))
    } finally {
      await admin.query(`drop database if exists ${name} with (force)`).catch(() => {})
      await admin.end()
    }
  })
}

function tell({ rows, tables, root, seconds }: Restored): void {
  console.log(`恢复了 ${rows} 行、${tables} 张表，逐表行数和根都相等 / restored, equal by counts and roots`)
  console.log(`根 / root  ${root}`)
  console.log(`恢复用时 / RTO  ${seconds} s`)
}

async function withDatabases(
  config: BootConfig,
  work: (databases: Databases) => Promise<void>,
): Promise<void> {
  const databases = await openDatabases(config)
  try {
    await work(databases)
  } finally {
    if (databases.cluster && !databases.cluster.adopted) await databases.cluster.stop()
  }
}
