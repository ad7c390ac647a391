import { createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { Decrypter } from 'age-encryption'
import { rootOf, rowTree } from './row-tree.ts'
import { BackupError } from './trouble.ts'
import type { Manifest, TableSum } from './write.ts'

/** One line of a backup: a table begins, a row of it, or the manifest at the end. */
export type Line =
  | { readonly table: string; readonly columns: readonly string[] }
  | { readonly row: string }
  | { readonly manifest: Manifest }

/** The lines of a backup. A flipped bit ends it with CHANGED, a wrong key with WRONG_KEY. */
export async function* linesIn(file: string, identity: string): AsyncGenerator<Line> {
  await access(file).catch(() => {
    throw new BackupError('UNREADABLE', `读不到备份 ${file} / cannot read the backup`)
  })
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  const clear = await decrypter
    .decrypt(Readable.toWeb(createReadStream(file)) as never)
    .catch((error: unknown) => {
      throw wrongKeyOrChanged(error, file)
    })
  try {
    let isInTable = false
    for await (const text of createInterface({
      input: Readable.fromWeb(clear as never),
      crlfDelay: Infinity,
    })) {
      if (text.startsWith('{"table":')) {
        isInTable = true
        yield JSON.parse(text) as Line
      } else if (text.startsWith('{"manifest":')) yield JSON.parse(text) as Line
      else if (isInTable) yield { row: text }
      else throw new BackupError('UNREADABLE', `${file} 不是接力的备份 / is no backup of Jieli`)
    }
  } catch (error) {
    if (error instanceof BackupError) throw error
    throw changed(file, error)
  }
}

function wrongKeyOrChanged(error: unknown, file: string): BackupError {
  const text = error instanceof Error ? error.message : ''
  if (/no identity matched/i.test(text))
    return new BackupError(
      'WRONG_KEY',
      `这把密钥打不开 ${file}。请用做备份时的密钥文件 / another key was used; take the key file of that time`,
      { cause: error },
    )
  return changed(file, error)
}

function changed(file: string, cause?: unknown): BackupError {
  return new BackupError(
    'CHANGED',
    `${file} 被改过或损坏，不能用。请换另一份备份 / was changed or damaged; use another backup`,
    { cause },
  )
}

export interface Verified {
  readonly manifest: Manifest
  readonly rows: number
}

/** Reads every line again and computes counts and roots anew; whatever differs is named. */
export async function verifyBackup(file: string, identity: string): Promise<Verified> {
  let current: { table: string; tree: ReturnType<typeof rowTree> } | undefined
  let manifest: Manifest | undefined
  const sums: TableSum[] = []
  const close = () => {
    if (current) sums.push({ table: current.table, rows: current.tree.rows, root: current.tree.root() })
    current = undefined
  }
  for await (const line of linesIn(file, identity)) {
    if ('row' in line) current?.tree.add(line.row)
    else {
      close()
      if ('table' in line) current = { table: line.table, tree: rowTree() }
      else manifest = line.manifest
    }
  }
  if (!manifest) throw changed(file)
  const wrong = differing(manifest.tables, sums)
  if (wrong.length > 0 || manifest.root !== rootOf(sums))
    throw new BackupError(
      'CHANGED',
      `${file} 和它自己的清单不符：${wrong.join('、')} / differs from its own manifest`,
    )
  return { manifest, rows: sums.reduce((sum, { rows }) => sum + rows, 0) }
}

/** The tables whose counts or roots are not the same. */
export function differing(wanted: readonly TableSum[], found: readonly TableSum[]): readonly string[] {
  const byName = new Map(found.map((one) => [one.table, one]))
  return wanted.flatMap(({ table, rows, root }) => {
    const other = byName.get(table)
    return other?.rows === rows && other.root === root ? [] : [`${table}（${rows} / ${other?.rows ?? 0}）`]
  })
}
