import type { ClientBase } from 'pg'
import { linesIn } from './read.ts'

/** A scope destroyed for good. */
export interface Shredded {
  readonly tenant: string
  readonly scopeKind: string
  readonly scopeId: string
  readonly shreddedAt: string
}

const columns = ['tenant', 'scope_kind', 'scope_id', 'shredded_at']

/** What was shredded when this backup was made. It lies at the front, so the rest is not read. */
export async function shreddedIn(file: string, identity: string): Promise<readonly Shredded[]> {
  const found: Shredded[] = []
  let places: readonly number[] = []
  for await (const line of linesIn(file, identity)) {
    if (!('row' in line)) {
      if (!('table' in line) || line.table !== 'vault.shredded') break
      places = columns.map((column) => line.columns.indexOf(column))
      continue
    }
    // Written by us as an array of texts; PostgreSQL reads them again and refuses what is none.
    const values = JSON.parse(line.row) as readonly string[]
    const [tenant = '', scopeKind = '', scopeId = '', shreddedAt = ''] = places.map((at) => values[at] ?? '')
    found.push({ tenant, scopeKind, scopeId, shreddedAt })
  }
  return found
}

/** Shreds again what was shredded after the backup was made. The database's own guard takes the keys along. */
export async function shredAgain(client: ClientBase, scopes: readonly Shredded[]): Promise<number> {
  let fresh = 0
  for (const { tenant, scopeKind, scopeId, shreddedAt } of scopes) {
    const { rowCount } = await client.query(
      `insert into vault.shredded (tenant, scope_kind, scope_id, shredded_at) values ($1, $2, $3, $4)
        on conflict do nothing`,
      [tenant, scopeKind, scopeId, shreddedAt],
    )
    fresh += rowCount ?? 0
  }
  return fresh
}
