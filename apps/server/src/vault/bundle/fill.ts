import type { ClientBase } from 'pg'
import { linesIn } from './read.ts'
import { rowTree } from './row-tree.ts'
import { quoted, rowsOf, type TableShape } from './tables.ts'
import type { Manifest, TableSum } from './write.ts'

export interface Filling {
  readonly file: string
  readonly identity: string
  readonly shapes: ReadonlyMap<string, TableShape>
  readonly into: (table: string) => string
}

const rowsAtOnce = 500

/** Puts the rows of a backup where they belong, as the types of the tables read them. */
export async function fill(client: ClientBase, { file, identity, shapes, into }: Filling): Promise<void> {
  let shape: TableShape | undefined
  let waiting: string[] = []
  const flush = async () => {
    if (shape && waiting.length > 0) await client.query(insertInto(shape, into), [`[${waiting.join(',')}]`])
    waiting = []
  }
  for await (const line of linesIn(file, identity)) {
    if ('row' in line) {
      waiting.push(line.row)
      if (waiting.length >= rowsAtOnce) await flush()
      continue
    }
    await flush()
    shape = 'table' in line ? shapes.get(line.table) : undefined
  }
  await flush()
}

function insertInto({ table, columns, types }: TableShape, into: (table: string) => string): string {
  const values = types.map((type, at) => `(backup_row->>${at})::${type}`).join(', ')
  return `insert into ${into(table)} (${columns.map(quoted).join(', ')}) overriding system value
    select ${values} from jsonb_array_elements($1::jsonb) as backup_row`
}

/** Counts and roots of the tables of a backup, as they now are. */
export async function sumsOf(
  client: ClientBase,
  manifest: Manifest,
  shapes: ReadonlyMap<string, TableShape>,
): Promise<readonly TableSum[]> {
  const sums: TableSum[] = []
  for (const { table } of manifest.tables) {
    const shape = shapes.get(table)
    if (!shape) continue
    const tree = rowTree()
    for await (const row of rowsOf(client, shape, undefined)) tree.add(row)
    sums.push({ table, rows: tree.rows, root: tree.root() })
  }
  return sums
}
