import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Decrypter, Encrypter } from 'age-encryption'
import { identityIn, recipientOf } from './identity.ts'
import { wrongKeyOrChanged } from './read.ts'

/** A file that was encrypted and lies beside its place until it is put there. */
export interface Ready {
  readonly bytes: number
  /** Of the encrypted file. */
  readonly sha256: string
  put(): Promise<void>
  drop(): Promise<void>
}

/** Keeps single files encrypted with age, for the same recipients as the backups. Names are file names. */
export interface Safe {
  prepare(name: string, clear: Uint8Array): Promise<Ready>
  /** As it lies there, encrypted; undefined when it is gone. */
  read(name: string): Promise<Buffer | undefined>
  /** Removes it and what an interrupted run left beside it; gone already is gone. */
  remove(name: string): Promise<void>
}

export interface SafeSettings {
  readonly dir: string
  readonly keyFile: string
  readonly recipients: readonly string[]
}

export function createSafe({ dir, keyFile, recipients }: SafeSettings): Safe {
  const pathOf = (name: string) => join(dir, name)
  return {
    async prepare(name, clear) {
      const encrypter = new Encrypter()
      for (const recipient of [await recipientOf(await identityIn(keyFile)), ...recipients])
        encrypter.addRecipient(recipient)
      const sealed = await encrypter.encrypt(clear)
      await mkdir(dir, { recursive: true, mode: 0o700 })
      const part = pathOf(`${name}.${randomBytes(6).toString('hex')}.part`)
      await writeFile(part, sealed, { mode: 0o600, flag: 'wx', flush: true })
      return {
        bytes: sealed.length,
        sha256: createHash('sha256').update(sealed).digest('hex'),
        async put() {
          await rename(part, pathOf(name))
          await keepNames(dir)
        },
        drop: () => rm(part, { force: true }),
      }
    },
    read: (name) =>
      readFile(pathOf(name)).catch((error: unknown) => {
        if (isMissing(error)) return undefined
        throw error
      }),
    async remove(name) {
      const names = await readdir(dir).catch(() => [])
      for (const one of names)
        if (one === name || (one.startsWith(`${name}.`) && one.endsWith('.part')))
          await rm(pathOf(one), { force: true })
      if (names.length > 0) await keepNames(dir)
    },
  }
}

/** What the safe encrypted. A flipped bit ends with CHANGED, another key with WRONG_KEY; `name` is for the message. */
export async function openSafe(sealed: Uint8Array, identity: string, name: string): Promise<Buffer> {
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  try {
    return Buffer.from(await decrypter.decrypt(sealed))
  } catch (error) {
    throw wrongKeyOrChanged(error, name)
  }
}

// A new or removed name is on disk only once its directory is.
async function keepNames(dir: string): Promise<void> {
  const opened = await open(dir, 'r')
  await opened.sync().finally(() => opened.close())
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
