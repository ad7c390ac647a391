import { sql } from 'kysely'
import type { Reader, Tx } from '../platform/db.ts'
import type { Scope } from './vault.ts'

export interface DataKeyRow {
  readonly kind: string
  readonly id: string
  readonly version: number
  readonly wrapped: Buffer
  readonly tenantKeyVersion: number
  readonly uses: number
}

export interface ScopeRows {
  readonly shredded: boolean
  readonly rows: readonly DataKeyRow[]
}

export async function readScope(reader: Reader, tenant: string, scope: Scope): Promise<ScopeRows> {
  const { rows } = await sql<DataKeyRow & { shredded: boolean; version: number | null }>`
    select s.tenant is not null as shredded, k.scope_kind as kind, k.scope_id as id, k.version, k.wrapped,
      k.tenant_key_version as "tenantKeyVersion", k.uses
    from (values (${tenant}::text, ${scope.kind}::text, ${scope.id}::text)) as wanted (tenant, kind, id)
    left join vault.shredded s on (s.tenant, s.scope_kind, s.scope_id) = (wanted.tenant, wanted.kind, wanted.id)
    left join vault.data_key k on (k.tenant, k.scope_kind, k.scope_id) = (wanted.tenant, wanted.kind, wanted.id)
    order by k.version`.execute(reader)
  return { shredded: rows[0]?.shredded ?? false, rows: rows.filter(({ version }) => version !== null) }
}

export interface NewDataKey {
  readonly version: number
  readonly wrapped: Buffer
  readonly tenantKeyVersion: number
}

/** Whoever is second waits for the first and keeps its key. */
export async function addDataKey(
  reader: Reader,
  tenant: string,
  scope: Scope,
  key: NewDataKey,
): Promise<void> {
  await sql`
    insert into vault.data_key (tenant, scope_kind, scope_id, version, wrapped, tenant_key_version)
    values (${tenant}, ${scope.kind}, ${scope.id}, ${key.version}, ${key.wrapped}, ${key.tenantKeyVersion})
    on conflict (tenant, scope_kind, scope_id, version) do nothing`.execute(reader)
}

export async function addUses(
  reader: Reader,
  tenant: string,
  scope: Scope,
  version: number,
  uses: number,
): Promise<void> {
  await sql`
    update vault.data_key set uses = uses + ${uses}
    where tenant = ${tenant} and scope_kind = ${scope.kind} and scope_id = ${scope.id} and version = ${version}`.execute(
    reader,
  )
}

/** The tombstone; its trigger takes the keys. */
export async function addShredded(tx: Tx, tenant: string, scope: Scope): Promise<void> {
  await sql`
    insert into vault.shredded (tenant, scope_kind, scope_id) values (${tenant}, ${scope.kind}, ${scope.id})
    on conflict do nothing`.execute(tx)
}

export async function lockOldDataKeys(
  tx: Tx,
  tenant: string,
  current: number,
  limit: number,
): Promise<readonly DataKeyRow[]> {
  const { rows } = await sql<DataKeyRow>`
    select scope_kind as kind, scope_id as id, version, wrapped, tenant_key_version as "tenantKeyVersion", uses
    from vault.data_key where tenant = ${tenant} and tenant_key_version < ${current}
    order by tenant, scope_kind, scope_id, version limit ${limit} for update`.execute(tx)
  return rows
}

export async function saveRewrapped(
  tx: Tx,
  tenant: string,
  current: number,
  keys: readonly (Pick<DataKeyRow, 'kind' | 'id' | 'version'> & { readonly wrapped: Buffer })[],
): Promise<void> {
  await sql`
    update vault.data_key k set wrapped = fresh.wrapped, tenant_key_version = ${current}
    from unnest(
      ${keys.map(({ kind }) => kind)}::text[], ${keys.map(({ id }) => id)}::text[],
      ${keys.map(({ version }) => version)}::integer[], ${keys.map(({ wrapped }) => wrapped)}::bytea[]
    ) as fresh (kind, id, version, wrapped)
    where k.tenant = ${tenant}
      and (k.scope_kind, k.scope_id, k.version) = (fresh.kind, fresh.id, fresh.version)`.execute(tx)
}

/** Everybody who has keys here. */
export async function tenantsOf(reader: Reader): Promise<readonly string[]> {
  const { rows } = await sql<{ tenant: string }>`select distinct tenant from vault.tenant_key`.execute(reader)
  return rows.map(({ tenant }) => tenant)
}
