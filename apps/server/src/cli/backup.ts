import { lstat, readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { backupSettings } from '../backup-settings.ts'
import { readBootConfig, type BootConfig } from '../config.ts'
import { migrateDatabase, withDatabases } from '../main.ts'
import {
  BackupError,
  identityIn,
  isMigrated,
  proveBackup,
  readIdentity,
  recipientOf,
  restoreBackup,
  shreddedIn,
  verifyBackup,
  writeBackup,
  type Restored,
  type Shredded,
} from '../vault/index.ts'
import { Usage } from './usage.ts'

const usage =
  'backup create --out FILE | backup verify FILE [--identity FILE] | backup restore FILE --to DATABASE_URL [--identity FILE] [--shredded NEWER]... | backup drill FILE... [--identity FILE]'

/** Writes everything into one encrypted file, reads it again, restores it, or restores it for practice. */
export async function backupCommand(args: readonly string[]): Promise<void> {
  const [what = '', ...rest] = args
  const { values, positionals } = parseArgs({
    args: rest,
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      identity: { type: 'string' },
      to: { type: 'string' },
      shredded: { type: 'string', multiple: true },
    },
  })
  const [file] = positionals
  const config = readBootConfig()
  const identity = () => readIdentity(resolve(values.identity ?? backupSettings(config).keyFile))
  if (what === 'create' && values.out !== undefined) return create(config, resolve(values.out))
  if (file === undefined) throw new Usage(usage)
  if (what === 'verify') return verify(resolve(file), await identity())
  if (what === 'restore' && values.to !== undefined) {
    const newer = [...(values.shredded ?? []), ...(await bundlesIn(backupSettings(config).dir))]
    return restore(resolve(file), await identity(), { to: values.to, newer })
  }
  if (what === 'drill') return drill(config, positionals, await identity())
  throw new Usage(usage)
}

async function create(config: BootConfig, out: string): Promise<void> {
  // A mistyped name must not cost an older backup, or the key file.
  if (await lstat(out).catch(() => undefined))
    throw new BackupError(
      'NOT_WRITABLE',
      `${out} 已经存在。请换一个文件名 / exists already; choose another name`,
    )
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

interface Target {
  readonly to: string
  readonly newer: readonly string[]
}

async function restore(file: string, identity: string, { to, newer }: Target): Promise<void> {
  const shreddedSince = await shreddedOf(newer, identity)
  // Only a database that never was one of Jieli's: another one is refused as it is, not first upgraded.
  if (!(await isMigrated(to))) await migrateDatabase(to)
  tell(await restoreBackup({ file, identity, ownerUrl: to, shreddedSince }))
}

async function bundlesIn(dir: string): Promise<readonly string[]> {
  const names = await readdir(dir).catch(() => [])
  return names.filter((name) => name.endsWith('.age')).map((name) => join(dir, name))
}

// An old backup still holds keys that were destroyed since; newer ones know which.
async function shreddedOf(files: readonly string[], identity: string): Promise<readonly Shredded[]> {
  const found: Shredded[] = []
  for (const file of files) {
    try {
      found.push(...(await shreddedIn(resolve(file), identity)))
    } catch (error) {
      if (!(error instanceof BackupError)) throw error
      console.warn(`没有用来查已销毁的密钥 / not asked for shredded keys: ${error.message}`)
    }
  }
  return found
}

/** Into a database made for it on the same server, and dropped again whatever happens. */
async function drill(config: BootConfig, files: readonly string[], identity: string): Promise<void> {
  await withDatabases(config, async ({ owner, cluster }) => {
    const here = cluster
      ? {
          adminUrl: cluster.url('jieli_super', 'postgres'),
          ownerUrl: cluster.url('jieli_owner'),
          owner: 'jieli_owner',
        }
      : { adminUrl: owner, ownerUrl: owner }
    for (const file of files) {
      console.log(file)
      tell(await proveBackup(resolve(file), identity, { ...here, migrate: migrateDatabase }))
    }
  })
}

function tell({ rows, tables, root, shreddedAgain, seconds }: Restored): void {
  console.log(`恢复了 ${rows} 行、${tables} 张表，逐表行数和根都相等 / restored, equal by counts and roots`)
  console.log(`根 / root  ${root}`)
  if (shreddedAgain > 0)
    console.log(`之后销毁的 ${shreddedAgain} 把密钥没有放回 / shredded since, kept shredded`)
  console.log(`恢复用时 / RTO  ${seconds} s`)
}
