import { randomBytes } from 'node:crypto'
import { link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { BackupError } from './trouble.ts'

/** The key that opens backups: a file of its own, outside the database and every backup. Made when it is missing. */
export async function identityIn(file: string): Promise<string> {
  if (await stat(file).catch(() => undefined)) return readIdentity(file)
  const identity = await generateX25519Identity()
  await mkdir(dirname(file), { recursive: true, mode: 0o755 })
  // Written beside and linked into place: two first starts at once end with one whole key.
  const beside = `${file}.${randomBytes(6).toString('hex')}`
  const text = `# 备份的密钥，请另存一份到别处 / keeps backups readable; keep a copy elsewhere\n${identity}\n`
  try {
    await writeFile(beside, text, { mode: 0o600, flag: 'wx', flush: true })
    await link(beside, file)
  } catch (error) {
    // Another process was faster.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    await rm(beside, { force: true })
  }
  return readIdentity(file)
}

export async function readIdentity(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new BackupError(
      'NO_IDENTITY',
      `读不到备份的密钥文件 ${file}，请用 --identity 指明 / cannot read the key of the backups; name it with --identity`,
    )
  })
  const { mode } = await stat(file)
  if ((mode & 0o077) !== 0)
    throw new BackupError(
      'NO_IDENTITY',
      `别人也能读备份的密钥文件 ${file}。请执行 chmod 600 ${file} / the key file is open to others; run chmod 600`,
    )
  return parsed(text, file)
}

export function recipientOf(identity: string): Promise<string> {
  return identityToRecipient(identity)
}

function parsed(text: string, file: string): string {
  const line = text.split('\n').find((one) => one.startsWith('AGE-SECRET-KEY-'))
  if (line === undefined)
    throw new BackupError('NO_IDENTITY', `${file} 里没有备份的密钥 / holds no key of backups`)
  return line.trim()
}
