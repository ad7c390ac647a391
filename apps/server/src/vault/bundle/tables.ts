import type { ClientBase } from 'pg'

/** One table as a backup knows it. */
export interface TableShape {
  /** `schema.name`, quoted where needed. */
  readonly table: string
  /** Those that can be written: generated ones are computed anew. */
  readonly columns: readonly string[]
  /** The type of each column, in SQL. */
  readonly types: readonly string[]
  /** By which its rows are put in order. */
  readonly key: readonly string[]
  readonly refersTo: readonly string[]
}

// Who is alive and what has been migrated belongs to the running database, not to what it holds.
const leftOut = ['platform', 'dbos', 'pg_catalog', 'information_schema', 'public']

interface Row {
  readonly name: string
  readonly columns: string[]
  readonly types: string[]
  readonly key: string[] | null
  readonly refers: string[] | null
}

/** Every table that keeps something, in an order in which what is referred to comes first; shredded scopes lead. */
export async function tablesOf(client: ClientBase): Promise<readonly TableShape[]> {
  const { rows } = await client.query<Row>(
    `select format('%I.%I', n.nspname, c.relname) as name,
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      (select array_agg(format_type(a.atttypid, a.atttypmod) order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as types,
      (select array_agg(a.attname::text order by k.at) from pg_index i
        cross join lateral unnest(i.indkey) with ordinality as k(attnum, at)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
        where i.indrelid = c.oid and i.indisprimary) as key,
      (select array_agg(distinct format('%I.%I', fn.nspname, fc.relname)) from pg_constraint f
        join pg_class fc on fc.oid = f.confrelid join pg_namespace fn on fn.oid = fc.relnamespace
        where f.conrelid = c.oid and f.contype = 'f') as refers
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where (c.relkind = 'p' or (c.relkind = 'r' and not c.relispartition)) and c.relpersistence = 'p'
      and not n.nspname = any($1::text[]) and n.nspname not like 'pg\\_%'
    order by n.nspname = 'vault' and c.relname = 'shredded' desc, n.nspname, c.relname`,
    [leftOut],
  )
  return referredFirst(
    rows.map(({ name, columns, types, key, refers }) => ({
      table: name,
      columns,
      types,
      key: key ?? columns,
      refersTo: (refers ?? []).filter((other) => other !== name),
    })),
  )
}

function referredFirst(tables: readonly TableShape[]): readonly TableShape[] {
  const left = new Map(tables.map((one) => [one.table, one]))
  const out: TableShape[] = []
  while (left.size > 0) {
    const free = [...left.values()].filter(({ refersTo }) => !refersTo.some((other) => left.has(other)))
    // A ring cannot be put in order; its members come as they are.
    for (const one of free.length > 0 ? free : left.values()) {
      out.push(one)
      left.delete(one.table)
    }
  }
  return out
}

const rowsAtOnce = 2_000

/**
 * The rows of a table as canonical text, in the order of its key: a JSON array of each value as PostgreSQL writes it.
 * Values as JSON would lose the difference between a JSON null and a missing value. Runs inside the caller's transaction.
 */
export async function* rowsOf(
  client: ClientBase,
  { table, columns, key }: TableShape,
  where: { readonly text: string; readonly values: readonly unknown[] } | undefined,
): AsyncGenerator<string> {
  const values = columns.map((column) => `${quoted(column)}::text`).join(', ')
  const order = key.map((column) => `${quoted(column)}::text collate "C"`).join(', ')
  const condition = where === undefined ? '' : ` where ${where.text}`
  await client.query(
    `declare rows_of_backup no scroll cursor for
      select to_jsonb(array[${values}])::text as row from ${table}${condition} order by ${order}`,
    [...(where?.values ?? [])],
  )
  try {
    for (;;) {
      const { rows } = await client.query<{ row: string }>(`fetch ${rowsAtOnce} from rows_of_backup`)
      for (const { row } of rows) yield row
      if (rows.length < rowsAtOnce) return
    }
  } finally {
    await client.query('close rows_of_backup').catch(() => {})
  }
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
