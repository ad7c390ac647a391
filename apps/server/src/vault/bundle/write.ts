import { createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ReadableStream } from 'node:stream/web'
import { Encrypter } from 'age-encryption'
import type { Client } from 'pg'
import { connect } from './connect.ts'
import { rootOf, rowTree } from './row-tree.ts'
import { rowsOf, tablesOf, type TableShape } from './tables.ts'
import { BackupError } from './trouble.ts'

export interface TableSum {
  readonly table: string
  readonly rows: number
  readonly root: string
}

export interface Manifest {
  readonly format: 'jieli-backup/1'
  readonly about: string
  /** Wall time. */
  readonly createdAt: string
  readonly migrations: readonly string[]
  readonly tables: readonly TableSum[]
  /** Where number sequences stand. */
  readonly sequences: readonly { readonly name: string; readonly at: string }[]
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
  const client = await connect(writing.databaseUrl)
  const part = `${writing.out}.part`
  const told: { manifest?: Manifest } = {}
  try {
    await client.query('begin isolation level repeatable read read only')
    const lines = ReadableStream.from(
      encoded(linesOf(client, writing, (manifest) => (told.manifest = manifest))),
    )
    const encrypter = new Encrypter()
    for (const recipient of writing.recipients) encrypter.addRecipient(recipient)
    await writable(writing.out, async () => {
      await mkdir(dirname(writing.out), { recursive: true, mode: 0o700 })
      const sealed = await encrypter.encrypt(lines as never)
      await pipeline(Readable.fromWeb(sealed as never), createWriteStream(part, { mode: 0o600 }))
      const file = await open(part, 'r')
      await file.sync().finally(() => file.close())
      await rename(part, writing.out)
    })
    await client.query('commit')
  } catch (error) {
    await rm(part, { force: true }).catch(() => {})
    throw error
  } finally {
    await client.end().catch(() => {})
  }
  if (!told.manifest) throw new BackupError('UNREADABLE', 'the backup ended before its manifest')
  return told.manifest
}

async function* linesOf(
  client: Client,
  { about, now, choose = () => 'all' }: Writing,
  done: (manifest: Manifest) => void,
): AsyncGenerator<string> {
  const sums: TableSum[] = []
  for (const shape of await tablesOf(client)) {
    const chosen = choose(shape)
    if (chosen === undefined) continue
    yield JSON.stringify({ table: shape.table, columns: shape.columns })
    const tree = rowTree()
    for await (const row of rowsOf(client, shape, chosen === 'all' ? undefined : chosen)) {
      tree.add(row)
      yield row
    }
    sums.push({ table: shape.table, rows: tree.rows, root: tree.root() })
  }
  const { rows: migrations } = await client.query<{ name: string }>(
    'select name from platform.migration order by name',
  )
  const { rows: sequences } = await client.query<{ name: string; at: string }>(
    `select format('%I.%I', schemaname, sequencename) as name, last_value::text as at from pg_sequences
      where last_value is not null and schemaname not in ('dbos', 'platform') order by 1`,
  )
  const manifest: Manifest = {
    format: 'jieli-backup/1',
    about,
    createdAt: now.toISOString(),
    migrations: migrations.map(({ name }) => name),
    tables: sums,
    sequences: about === 'everything' ? sequences : [],
    root: rootOf(sums),
  }
  yield JSON.stringify({ manifest })
  done(manifest)
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

async function writable(out: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
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
