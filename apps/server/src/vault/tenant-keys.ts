import { sql } from 'kysely'
import type { Reader } from '../platform/db.ts'
import { VaultError } from './vault.ts'
import { newKey, rootKeyId, tenantContext, unwrap, wrap } from './wrap.ts'

/** The middle layer: a few rows, each wrapped by the root key (by two of them while it is being changed). */
export interface TenantKeys {
  /** The version that wraps new data keys; the first is made when there is none. */
  current(reader: Reader): Promise<number>
  get(reader: Reader, version: number): Promise<Buffer>
  addVersion(reader: Reader): Promise<number>
  /** Removes versions that wrap nothing any more. */
  retire(reader: Reader): Promise<void>
  addRootKey(reader: Reader, rootKey: Buffer): Promise<number>
  retireRootKeys(reader: Reader): Promise<number>
}

export function createTenantKeys(tenant: string, rootKey: Buffer): TenantKeys {
  const rootId = rootKeyId(rootKey)
  const known = new Map<number, Buffer>()

  const add = (reader: Reader, version: number) => {
    const wrapped = wrap(rootKey, tenantContext(tenant, version), newKey())
    // One statement, so that a second process with another root key cannot add a wrap of another tenant key.
    return sql`
      with made as (
        insert into vault.tenant_key (tenant, version) values (${tenant}, ${version})
        on conflict do nothing returning tenant, version
      )
      insert into vault.tenant_key_wrap (tenant, version, root_key_id, wrapped)
      select tenant, version, ${rootId}, ${wrapped} from made`.execute(reader)
  }

  const newest = async (reader: Reader) => {
    const { rows } = await sql<{ version: number | null }>`
      select max(version) as version from vault.tenant_key where tenant = ${tenant}`.execute(reader)
    return rows[0]?.version ?? 0
  }

  const keys: TenantKeys = {
    async current(reader) {
      const version = await newest(reader)
      if (version > 0) return version
      await add(reader, 1)
      return newest(reader)
    },
    async get(reader, version) {
      const held = known.get(version)
      if (held) return held
      const { rows } = await sql<{ rootId: string; wrapped: Buffer }>`
        select root_key_id as "rootId", wrapped from vault.tenant_key_wrap
        where tenant = ${tenant} and version = ${version}`.execute(reader)
      const mine = rows.find((row) => row.rootId === rootId)
      if (!mine) throw wrongRootKey(rows.map((row) => row.rootId))
      const key = unwrap(rootKey, tenantContext(tenant, version), mine.wrapped)
      if (!key) throw new VaultError('KEY_DAMAGED', `tenant key ${version}`)
      known.set(version, key)
      return key
    },
    async addVersion(reader) {
      const version = (await keys.current(reader)) + 1
      await add(reader, version)
      return keys.current(reader)
    },
    async retire(reader) {
      await sql`
        delete from vault.tenant_key t where t.tenant = ${tenant}
          and t.version < (select max(version) from vault.tenant_key where tenant = ${tenant})
          and not exists (
            select from vault.data_key k where k.tenant = t.tenant and k.tenant_key_version = t.version
          )`.execute(reader)
    },
    async addRootKey(reader, fresh) {
      const { rows } = await sql<{ version: number }>`
        select version from vault.tenant_key where tenant = ${tenant} order by version`.execute(reader)
      for (const { version } of rows) {
        const wrapped = wrap(fresh, tenantContext(tenant, version), await keys.get(reader, version))
        await sql`
          insert into vault.tenant_key_wrap (tenant, version, root_key_id, wrapped)
          values (${tenant}, ${version}, ${rootKeyId(fresh)}, ${wrapped}) on conflict do nothing`.execute(
          reader,
        )
      }
      return rows.length
    },
    async retireRootKeys(reader) {
      // Only where our own wrap stands, so that no tenant key is ever left without one.
      const gone = await sql`
        delete from vault.tenant_key_wrap w where w.tenant = ${tenant} and w.root_key_id <> ${rootId}
          and exists (
            select from vault.tenant_key_wrap mine
            where (mine.tenant, mine.version, mine.root_key_id) = (w.tenant, w.version, ${rootId})
          )`.execute(reader)
      return Number(gone.numAffectedRows ?? 0n)
    },
  }
  return keys

  function wrongRootKey(found: readonly string[]): VaultError {
    const theirs = found.length > 0 ? found.join(', ') : 'none'
    return new VaultError(
      'WRONG_ROOT_KEY',
      `this database was sealed under root key ${theirs}, but key ${rootId} was given. Give the right key file.`,
    )
  }
}
