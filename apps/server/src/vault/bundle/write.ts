import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ReadableStream } from 'node:stream/web'
import { Encrypter } from 'age-encryption'
import type { ClientBase } from 'pg'
import { rootOf, rowTree } from './row-tree.ts'
import { notAllowed, withSession } from './session.ts'
import { rowsOf, tablesOf, type TableShape } from './tables.ts'
import { BackupError } from './trouble.ts'

export interface TableSum {
  readonly table: string
  readonly rows: number
  readonly root: string
}

/** 2: values as PostgreSQL writes them, under settings of the backup's own. Bundles of 1 lost JSON nulls. */
export const format = 'jieli-backup/2'

export interface Manifest {
  readonly format: typeof format
  readonly about: string
  /** Wall time. */
  readonly createdAt: string
  readonly migrations: readonly string[]
  readonly tables: readonly TableSum[]
  /** Where number sequences stand. */
  readonly sequences: readonly { readonly name: string; readonly at: string }[]
  /** The newest signed state of the audit log, so that a restore can be held against what was published. */
  readonly audit: { readonly log: number; readonly size: number; readonly root: string } | null
  readonly root: string
}

/** Which rows of a table belong to the backup; undefined: none, `all`: every one. */
export type Choose = (
  table: TableShape,
) => 'all' | { readonly text: string; readonly values: readonly unknown[] } | undefined

export interface Writing {
  readonly databaseUrl: string
  readonly out: string
  readonly recipients: readonly string[]
  readonly about: string
  readonly now: Date
  readonly choose?: Choose
}

/**
 * Writes what the database keeps, as it was at one moment, encrypted as it is written. Secrets lie in it only as they
 * lie in the database: sealed, their keys wrapped by a root key that is in neither.
 */
export async function writeBackup(writing: Writing): Promise<Manifest> {
  // A name of its own for each run, so that two into one file do not mix.
  const part = `${writing.out}.${randomBytes(6).toString('hex')}.part`
  try {
    return await withSession(writing.databaseUrl, async (client) => {
      await client.query('begin isolation level repeatable read read only')
      const manifest = await writable(writing.out, () => seal(client, writing, part))
      await client.query('commit')
      return manifest
    })
  } catch (error) {
    await rm(part, { force: true }).catch(() => {})
    throw error
  }
}

async function seal(client: ClientBase, writing: Writing, part: string): Promise<Manifest> {
  const told: { manifest?: Manifest } = {}
  const encrypter = new Encrypter()
  for (const recipient of writing.recipients) encrypter.addRecipient(recipient)
  await mkdir(dirname(writing.out), { recursive: true, mode: 0o700 })
  const lines = ReadableStream.from(
    encoded(linesOf(client, writing, (manifest) => (told.manifest = manifest))),
  )
  const sealed = await encrypter.encrypt(lines as never)
  await pipeline(
    Readable.fromWeb(sealed as never),
    createWriteStream(part, { mode: 0o600, flags: 'wx', flush: true }),
  )
  if (!told.manifest) throw new BackupError('UNREADABLE', 'the backup ended before its manifest')
  await rename(part, writing.out)
  await keepName(dirname(writing.out))
  return told.manifest
}

// The new name is on disk only once its directory is.
async function keepName(dir: string): Promise<void> {
  const opened = await open(dir, 'r')
  await opened.sync().finally(() => opened.close())
}

async function* linesOf(
  client: ClientBase,
  { about, now, choose }: Writing,
  done: (manifest: Manifest) => void,
): AsyncGenerator<string> {
  const sums: TableSum[] = []
  for (const shape of await tablesOf(client)) {
    const chosen = choose === undefined ? 'all' : choose(shape)
    if (chosen === undefined) continue
    yield JSON.stringify({ table: shape.table, columns: shape.columns })
    const tree = rowTree()
    for await (const row of rowsOf(client, shape, chosen === 'all' ? undefined : chosen)) {
      tree.add(row)
      yield row
    }
    sums.push({ table: shape.table, rows: tree.rows, root: tree.root() })
  }
  const manifest: Manifest = {
    format,
    about,
    createdAt: now.toISOString(),
    migrations: await migrationsOf(client),
    tables: sums,
    sequences: choose === undefined ? await sequencesOf(client) : [],
    audit: await newestCheckpoint(client),
    root: rootOf(sums),
  }
  yield JSON.stringify({ manifest })
  done(manifest)
}

export async function migrationsOf(client: ClientBase): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>('select name from platform.migration order by name')
  return rows.map(({ name }) => name)
}

// A login that may not read a sequence sees it as unused; restored from that, the first new row would clash.
async function sequencesOf(client: ClientBase): Promise<Manifest['sequences']> {
  const { rows } = await client.query<{ name: string; at: string | null; isReadable: boolean }>(
    `select format('%I.%I', schemaname, sequencename) as name, last_value::text as at,
        has_sequence_privilege(format('%I.%I', schemaname, sequencename), 'usage, select') as "isReadable"
      from pg_sequences where schemaname not in ('dbos', 'platform') order by 1`,
  )
  const hidden = rows.filter(({ isReadable }) => !isReadable)
  if (hidden.length > 0) throw notAllowed(undefined, hidden.map(({ name }) => name).join('、'))
  return rows.flatMap(({ name, at }) => (at === null ? [] : [{ name, at }]))
}

async function newestCheckpoint(client: ClientBase): Promise<Manifest['audit']> {
  const { rows: known } = await client.query(`select 1 where to_regclass('audit.checkpoint') is not null`)
  if (known.length === 0) return null
  const { rows } = await client.query<{ log: number; size: number; root: string }>(
    `select log, size::int8 as size, encode(root, 'hex') as root from audit.checkpoint
      order by log desc, size desc limit 1`,
  )
  return rows[0] ?? null
}

const chunkBytes = 64 * 1_024

async function* encoded(lines: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  let waiting: string[] = []
  let size = 0
  for await (const line of lines) {
    waiting.push(line, '\n')
    size += line.length + 1
    if (size < chunkBytes) continue
    yield Buffer.from(waiting.join(''), 'utf8')
    waiting = []
    size = 0
  }
  if (waiting.length > 0) yield Buffer.from(waiting.join(''), 'utf8')
}

async function writable<T>(out: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (!['ENOSPC', 'EACCES', 'EROFS', 'ENOTDIR', 'EPERM', 'EDQUOT', 'EISDIR', 'EEXIST'].includes(code))
      throw error
    const why =
      code === 'ENOSPC' || code === 'EDQUOT' ? '磁盘满了 / the disk is full' : '没有写入权限 / not writable'
    throw new BackupError(
      'NOT_WRITABLE',
      `备份写不到 ${out}：${why}。换一个目录再试 / choose another place`,
      {
        cause: error,
      },
    )
  }
}
