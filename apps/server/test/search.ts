import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'

/** All ways in which a text can stand in a file: UTF-8, JSON escapes in two spellings, hex of bytea in text. */
function formsOf(text: string): readonly string[] {
  const escaped = [...text].map((char) =>
    [...char].length === 1 && char.charCodeAt(0) > 127
      ? char
          .split('')
          .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
          .join('')
      : char,
  )
  const json = escaped.join('')
  const upper = json.replace(/\\u[0-9a-f]{4}/g, (code) => `\\u${code.slice(2).toUpperCase()}`)
  return [...new Set([text, json, upper, encodeURIComponent(text), Buffer.from(text).toString('hex')])]
}

/** Which of the forbidden texts occur in `bytes`, in any spelling. */
export function found(where: string, bytes: Buffer, forbidden: ReadonlyMap<string, string>): string[] {
  return [...forbidden].flatMap(([text, what]) =>
    formsOf(text).some((form) => bytes.includes(form)) ? [`${what} ${text} in ${where}`] : [],
  )
}

export async function filesBelow(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

/** Every row of every table of every schema, as text. */
export async function textOfTables(url: string): Promise<ReadonlyMap<string, Buffer>> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const { rows: tables } = await client.query<{ name: string }>(`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'm') and n.nspname not in ('pg_catalog', 'information_schema')`)
  const texts = new Map<string, Buffer>()
  for (const { name } of tables) {
    const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`)
    texts.set(name, Buffer.from(rows.map(({ row }) => row).join('\n')))
  }
  await client.end()
  return texts
}

export async function checkpoint(url: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query('checkpoint')
  await client.end()
}
