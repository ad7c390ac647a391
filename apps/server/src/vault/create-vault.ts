import { sqlState, type Database, type Reader, type Tx } from '../platform/db.ts'
import { boxOf, kill, makeKey, type Key, type Ring } from './box.ts'
import * as store from './store.ts'
import { createTenantKeys } from './tenant-keys.ts'
import { nameOf, VaultError, type Box, type Scope } from './vault.ts'
import { dataKeyContext, keyBytes, newKey, rootKeyId, unwrap, wrap } from './wrap.ts'

export interface Vault {
  /** At start: a wrong root key ends here, by name. Makes the first tenant key. */
  check(): Promise<void>
  /** Makes the key when missing, in the caller's transaction if it is one. One small query each time. */
  box(reader: Reader, scope: Scope): Promise<Box>
  /** For good: the keys are destroyed with the commit of `tx`, and the scope can never be opened again. */
  shred(tx: Tx, scope: Scope): Promise<void>
  /** A new version of one data key seals from now on; older versions still open what they sealed. */
  renew(tx: Tx, scope: Scope): Promise<void>
  /** A new tenant key, then `rewrapTenant`. */
  rotateTenantKey(): Promise<{ readonly rewrapped: number }>
  /** Brings all data keys under the newest tenant key in short transactions; stopped, it goes on where it was. */
  rewrapTenant(options?: { readonly batch?: number }): Promise<{ readonly rewrapped: number }>
  /** Wraps the tenant keys by a second root key too. Restart the processes with it, then `retireRootKeys`. */
  addRootKey(rootKey: Buffer): Promise<{ readonly wrapped: number }>
  /** Removes the wraps of every root key but the one this vault was given. */
  retireRootKeys(): Promise<{ readonly removed: number }>
  readonly rootKeyId: string
  /** Reports the uses of keys that are still only counted here; for an orderly end. */
  settle(): Promise<void>
}

export interface VaultOptions {
  readonly database: Database
  /** 32 bytes from outside the database and outside every backup. */
  readonly rootKey: Buffer
  readonly tenant: string
  /** After so many uses a data key gets a successor. Processes report late, hence far below 2^32. */
  readonly usesPerKey?: number
  readonly reportEvery?: number
  /** How many scopes stay unwrapped in memory. */
  readonly cached?: number
}

export function createVault(options: VaultOptions): Vault {
  const { database, rootKey, tenant } = options
  const usesPerKey = options.usesPerKey ?? 2 ** 28
  const reportEvery = options.reportEvery ?? 4_096
  const cached = options.cached ?? 512
  if (rootKey.length !== keyBytes) throw new VaultError('ROOT_KEY_UNUSABLE', `not ${keyBytes} bytes`)
  const tenantKeys = createTenantKeys(tenant, rootKey)
  const rings = new Map<string, Ring>()
  const reports = new Set<Promise<void>>()
  let ready: Promise<void> | undefined

  // Outside the caller's transaction: a tenant key that a roll-back takes away again must not stay in memory.
  const check = async () => {
    await tenantKeys.get(database.db, await tenantKeys.current(database.db))
  }
  const checked = () => {
    ready ??= check().catch((error: unknown) => {
      ready = undefined
      throw error
    })
    return ready
  }

  const report = (ring: Ring, key: Key) => {
    const uses = key.unreported
    key.unreported = 0
    key.reported += uses
    const sent = store
      .addUses(database.db, tenant, ring.scope, key.version, uses)
      .catch(() => {
        // Counted here again and reported with the next ones.
        key.reported -= uses
        key.unreported += uses
      })
      .finally(() => reports.delete(sent))
    reports.add(sent)
  }
  const used = (ring: Ring, key: Key) => {
    if (key.unreported >= reportEvery) report(ring, key)
  }

  const addVersion = async (reader: Reader, scope: Scope, version: number) => {
    const tenantKeyVersion = await tenantKeys.current(reader)
    const name = { tenant, ...scope, version, tenantKeyVersion }
    const wrapped = wrap(await tenantKeys.get(reader, tenantKeyVersion), dataKeyContext(name), newKey())
    try {
      await store.addDataKey(reader, tenant, scope, { version, wrapped, tenantKeyVersion })
    } catch (error) {
      // JV001: shredded between our look and our insert.
      if (sqlState(error) === 'JV001') throw new VaultError('SHREDDED', nameOf(scope), error)
      throw error
    }
  }

  const read = async (reader: Reader, scope: Scope) => {
    const found = await store.readScope(reader, tenant, scope)
    if (found.shredded) {
      forget(scope)
      throw new VaultError('SHREDDED', nameOf(scope))
    }
    return found.rows
  }

  const unwrapRow = async (reader: Reader, row: store.DataKeyRow, before: Key | undefined): Promise<Key> => {
    if (before && !before.dead && before.wrapped.equals(row.wrapped)) {
      before.reported = Math.max(before.reported, row.uses)
      return before
    }
    const by = await tenantKeys.get(reader, row.tenantKeyVersion)
    const raw = unwrap(by, dataKeyContext({ tenant, ...row }), row.wrapped)
    if (!raw) throw new VaultError('KEY_DAMAGED', `${row.kind} ${row.id}, version ${row.version}`)
    if (before && !before.dead && before.raw.equals(raw)) {
      before.wrapped = row.wrapped
      return before
    }
    return makeKey(row.version, raw, row.wrapped, row.uses)
  }

  const hold = async (reader: Reader, scope: Scope, rows: readonly store.DataKeyRow[]): Promise<Ring> => {
    const before = rings.get(nameOf(scope))
    const keys = new Map<number, Key>()
    for (const row of rows) keys.set(row.version, await unwrapRow(reader, row, before?.keys.get(row.version)))
    const first = keys.get(1)
    const newest = keys.get(rows.at(-1)?.version ?? 0)
    if (!first || !newest) throw new VaultError('KEY_UNKNOWN', `${nameOf(scope)} has lost its first version`)
    const ring = { tenant, scope, keys, first, newest }
    // Re-inserted, so that the least recently used scope is the first in the map.
    rings.delete(nameOf(scope))
    rings.set(nameOf(scope), ring)
    for (const [name, oldest] of rings) {
      if (rings.size <= cached) break
      for (const key of oldest.keys.values()) if (key.unreported > 0) report(oldest, key)
      rings.delete(name)
    }
    return ring
  }

  const forget = (scope: Scope) => {
    for (const key of rings.get(nameOf(scope))?.keys.values() ?? []) kill(key)
    rings.delete(nameOf(scope))
  }

  const vault: Vault = {
    check: checked,
    rootKeyId: rootKeyId(rootKey),
    async box(reader, scope) {
      await checked()
      let rows = await read(reader, scope)
      if (rows.length === 0) {
        await addVersion(reader, scope, 1)
        rows = await read(reader, scope)
      }
      const ring = await hold(reader, scope, rows)
      const { version, reported, unreported } = ring.newest
      if (reported + unreported < usesPerKey) return boxOf(ring, used)
      await addVersion(reader, scope, version + 1)
      return boxOf(await hold(reader, scope, await read(reader, scope)), used)
    },
    async shred(tx, scope) {
      await store.addShredded(tx, tenant, scope)
      forget(scope)
    },
    async renew(tx, scope) {
      await checked()
      const rows = await read(tx, scope)
      await addVersion(tx, scope, (rows.at(-1)?.version ?? 0) + 1)
    },
    async rotateTenantKey() {
      await checked()
      await tenantKeys.addVersion(database.db)
      return vault.rewrapTenant()
    },
    async rewrapTenant({ batch = 500 } = {}) {
      await checked()
      let rewrapped = 0
      for (;;) {
        const current = await tenantKeys.current(database.db)
        const done = await database.inTx((tx) => rewrapBatch(tx, current, batch))
        rewrapped += done
        if (done === 0) break
      }
      await tenantKeys.retire(database.db).catch((error: unknown) => {
        // 23503: a key was made under the old tenant key just now; the next rewrap takes it along.
        if (sqlState(error) !== '23503') throw error
      })
      return { rewrapped }
    },
    async addRootKey(fresh) {
      if (fresh.length !== keyBytes) throw new VaultError('ROOT_KEY_UNUSABLE', `not ${keyBytes} bytes`)
      await checked()
      return { wrapped: await database.inTx((tx) => tenantKeys.addRootKey(tx, fresh)) }
    },
    async retireRootKeys() {
      await checked()
      return { removed: await tenantKeys.retireRootKeys(database.db) }
    },
    async settle() {
      for (const ring of rings.values()) {
        for (const key of ring.keys.values()) if (key.unreported > 0) report(ring, key)
      }
      await Promise.all(reports)
    },
  }
  return vault

  async function rewrapBatch(tx: Tx, current: number, batch: number): Promise<number> {
    const rows = await store.lockOldDataKeys(tx, tenant, current, batch)
    if (rows.length === 0) return 0
    const by = await tenantKeys.get(tx, current)
    const fresh: { kind: string; id: string; version: number; wrapped: Buffer }[] = []
    for (const row of rows) {
      const raw = unwrap(
        await tenantKeys.get(tx, row.tenantKeyVersion),
        dataKeyContext({ tenant, ...row }),
        row.wrapped,
      )
      if (!raw) throw new VaultError('KEY_DAMAGED', `${row.kind} ${row.id}, version ${row.version}`)
      const { kind, id, version } = row
      const name = { tenant, kind, id, version, tenantKeyVersion: current }
      fresh.push({ kind, id, version, wrapped: wrap(by, dataKeyContext(name), raw) })
      raw.fill(0)
    }
    await store.saveRewrapped(tx, tenant, current, fresh)
    return rows.length
  }
}
