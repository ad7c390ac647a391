import { link, mkdir, open, readFile, stat, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { randomBytes } from 'node:crypto'
import { VaultError } from './vault.ts'
import { keyBytes, newKey } from './wrap.ts'

/** The root key as text: 32 bytes in base64 (or 64 hex digits), as in the file and in the environment. */
export function parseRootKey(text: string): Buffer {
  const trimmed = text.trim()
  const key = /^[0-9a-fA-F]{64}$/.test(trimmed) ? Buffer.from(trimmed, 'hex') : Buffer.from(trimmed, 'base64')
  if (key.length !== keyBytes || !/^[0-9a-zA-Z+/_-]+=?$/.test(trimmed)) {
    throw new VaultError('ROOT_KEY_UNUSABLE', `expected ${keyBytes} bytes in base64`)
  }
  return key
}

/** Reads the key file. Makes it only when asked to: a lost file must never be replaced silently. */
export async function loadRootKey(
  path: string,
  options: { readonly create?: boolean } = {},
): Promise<Buffer> {
  const found = await readKeyFile(path)
  if (found) return found
  if (!options.create) {
    throw new VaultError('ROOT_KEY_MISSING', `${path} does not exist. Restore it from where it was kept.`)
  }
  await createKeyFile(path)
  const made = await readKeyFile(path)
  if (!made) throw new VaultError('ROOT_KEY_MISSING', `${path} vanished while it was made`)
  return made
}

async function readKeyFile(path: string): Promise<Buffer | undefined> {
  try {
    const { mode } = await stat(path)
    if ((mode & 0o077) !== 0) {
      throw new VaultError('ROOT_KEY_UNUSABLE', `${path} is open to others. Run: chmod 600 ${path}`)
    }
    return parseRootKey(await readFile(path, 'utf8'))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

// Written beside and linked into place: two first starts at once end with one whole key, the first one.
async function createKeyFile(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const beside = `${path}.${randomBytes(6).toString('hex')}`
  const file = await open(beside, 'wx', 0o600)
  try {
    await file.writeFile(`${newKey().toString('base64')}\n`)
    await file.sync()
    await link(beside, path)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    await file.close()
    await unlink(beside)
  }
}
