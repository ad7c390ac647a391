import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { BackupError } from './trouble.ts'

/** The key that opens backups: a file of its own, outside the database and every backup. Made when it is missing. */
export async function identityIn(file: string): Promise<string> {
  const found = await readFile(file, 'utf8').catch(() => undefined)
  if (found !== undefined) return parsed(found, file)
  const identity = await generateX25519Identity()
  await mkdir(dirname(file), { recursive: true, mode: 0o755 })
  await writeFile(
    file,
    `# 备份的密钥，请另存一份到别处 / keeps backups readable; keep a copy elsewhere\n${identity}\n`,
    {
      mode: 0o600,
      flag: 'wx',
    },
  ).catch(async (error: unknown) => {
    // Another process was faster.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  })
  return parsed(await readFile(file, 'utf8'), file)
}

export async function readIdentity(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new BackupError(
      'NO_IDENTITY',
      `读不到备份的密钥文件 ${file}，请用 --identity 指明 / cannot read the key of the backups; name it with --identity`,
    )
  })
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
