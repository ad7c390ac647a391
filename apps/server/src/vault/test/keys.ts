import type { TestDatabase } from '../../../test/database.ts'
import { createTenantKeys } from '../tenant-keys.ts'
import { VaultError, type Place, type VaultTrouble } from '../vault.ts'
import { dataKeyContext, newKey, wrap } from '../wrap.ts'

export const at: Place = { table: 'handover.item', column: 'title', row: '1' }

export async function troubleIn(work: Promise<unknown> | (() => unknown)): Promise<VaultTrouble | 'none'> {
  try {
    await (typeof work === 'function' ? work() : work)
    return 'none'
  } catch (error) {
    if (error instanceof VaultError) return error.trouble
    throw error
  }
}

/** Many handover scopes at once, `bulk-0` and on, as boxes would have made them one by one. */
export async function addManyKeys(
  { db, pool }: TestDatabase,
  rootKey: Buffer,
  tenant: string,
  count: number,
): Promise<void> {
  const tenantKeys = createTenantKeys(tenant, rootKey)
  const tenantKeyVersion = await tenantKeys.current(db)
  const by = await tenantKeys.get(db, tenantKeyVersion)
  const ids = Array.from({ length: count }, (_, i) => `bulk-${i}`)
  const wrapped = ids.map((id) =>
    wrap(by, dataKeyContext({ tenant, kind: 'handover', id, version: 1, tenantKeyVersion }), newKey()),
  )
  await pool.query(
    `insert into vault.data_key (tenant, scope_kind, scope_id, version, wrapped, tenant_key_version)
     select $1, 'handover', id, 1, wrapped, $2 from unnest($3::text[], $4::bytea[]) as fresh (id, wrapped)`,
    [tenant, tenantKeyVersion, ids, wrapped],
  )
}
