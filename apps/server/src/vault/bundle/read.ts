import { createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { Decrypter } from 'age-encryption'
import { rootOf, rowTree } from './row-tree.ts'
import { BackupError } from './trouble.ts'
import { format, type Manifest, type TableSum } from './write.ts'

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
  let table: string | undefined
  let row = 0
  try {
    for await (const text of splitAtLineFeeds(Readable.fromWeb(clear as never))) {
      const line = parsed(text)
      if ('row' in line) {
        if (table === undefined) throw noBackup(file)
        row += 1
      } else if ('table' in line) {
        table = line.table
        row = 0
      } else if (line.manifest.format !== format) throw otherFormat(file, line.manifest.format)
      yield line
    }
  } catch (error) {
    if (error instanceof BackupError) throw error
    throw changed(file, error, table === undefined ? '' : `（${table} 第 ${row} 行之后 / after row ${row}）`)
  }
}

// The first sign tells a row from the rest: rows are arrays.
function parsed(text: string): Line {
  return text.startsWith('[') ? { row: text } : (JSON.parse(text) as Line)
}

// Not readline: newer ones also break lines at U+2028, U+2029 and carriage returns, which texts may hold.
async function* splitAtLineFeeds(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let rest: string[] = []
  for await (const chunk of bytes) {
    const [first = '', ...more] = decoder.decode(chunk, { stream: true }).split('\n')
    rest.push(first)
    for (const next of more) {
      yield rest.join('')
      rest = [next]
    }
  }
  const last = rest.join('') + decoder.decode()
  if (last !== '') yield last
}

function noBackup(file: string): BackupError {
  return new BackupError('UNREADABLE', `${file} 不是接力的备份 / is no backup of Jieli`)
}

function otherFormat(file: string, theirs: string): BackupError {
  return new BackupError(
    'OTHER_VERSION',
    `${file} 是另一种格式（${theirs}）。请用写它的那个版本读，再做一份新的 / is of another format; read it with the version that wrote it, then make a new one`,
  )
}

export function wrongKeyOrChanged(error: unknown, file: string): BackupError {
  const text = error instanceof Error ? error.message : ''
  if (/no identity matched/i.test(text))
    return new BackupError(
      'WRONG_KEY',
      `这把密钥打不开 ${file}。请用做备份时的密钥文件 / another key was used; take the key file of that time`,
      { cause: error },
    )
  return changed(file, error)
}

function changed(file: string, cause?: unknown, where = ''): BackupError {
  return new BackupError(
    'CHANGED',
    `${file} 被改过或损坏${where}，不能用。请换另一份备份 / was changed or damaged; use another backup`,
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
