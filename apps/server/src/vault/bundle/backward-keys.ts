import type { ClientBase } from 'pg'
import { quoted } from './tables.ts'

interface Key {
  readonly name: string
  readonly table: string
  readonly refersTo: string
  readonly definition: string
}

/**
 * Takes away the foreign keys that rows put in order cannot satisfy one by one: a table's own, and those of a ring.
 * What it returns puts them back, and PostgreSQL then checks every row.
 */
export async function liftBackwardKeys(
  client: ClientBase,
  order: readonly string[],
): Promise<() => Promise<void>> {
  const { rows } = await client.query<Key>(
    `select f.conname as name, format('%I.%I', n.nspname, c.relname) as table,
        format('%I.%I', rn.nspname, rc.relname) as "refersTo", pg_get_constraintdef(f.oid) as definition
      from pg_constraint f join pg_class c on c.oid = f.conrelid join pg_namespace n on n.oid = c.relnamespace
        join pg_class rc on rc.oid = f.confrelid join pg_namespace rn on rn.oid = rc.relnamespace
      where f.contype = 'f' and f.conparentid = 0`,
  )
  const place = new Map(order.map((table, at) => [table, at]))
  const isBackward = ({ table, refersTo }: Key) =>
    (place.get(refersTo) ?? -1) >= (place.get(table) ?? Infinity)
  const lifted = rows.filter(isBackward)
  for (const { table, name } of lifted)
    await client.query(`alter table ${table} drop constraint ${quoted(name)}`)
  return async () => {
    for (const { table, name, definition } of lifted)
      await client.query(`alter table ${table} add constraint ${quoted(name)} ${definition}`)
  }
}
