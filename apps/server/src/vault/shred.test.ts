import { afterAll, beforeAll, expect, test } from 'vitest'
import { Client } from 'pg'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { sqlState } from '../platform/db.ts'
import { createVault, type Scope, type Vault } from './index.ts'
import { at, troubleIn } from './test/keys.ts'
import { newKey } from './wrap.ts'

const rootKey = newKey()
let database: TestDatabase
let vault: Vault
let other: Vault
let count = 0

beforeAll(async () => {
  database = await freshDatabase()
  vault = createVault({ database, rootKey, tenant: 'ww1' })
  other = createVault({ database, rootKey, tenant: 'ww1' })
  await vault.check()
})
afterAll(() => database.close())

function newScope(): Scope {
  count += 1
  return { kind: 'handover', id: `h${count}` }
}

test('what was shredded opens nowhere, and its tokens are gone', async () => {
  const scope = newScope()
  const box = await vault.box(database.db, scope)
  const sealed = box.seal(at, 'secret')
  await other.box(database.db, scope)
  await database.inTx((tx) => vault.shred(tx, scope))
  for (const act of [
    () => box.open(at, sealed),
    () => box.seal(at, 'more'),
    () => box.token('13800000000'),
    () => box.bigrams('回滚'),
    () => vault.box(database.db, scope),
    () => other.box(database.db, scope),
    () => database.inTx((tx) => vault.renew(tx, scope)),
  ]) {
    expect(await troubleIn(act)).toBe('SHREDDED')
  }
  const { rows } = await database.pool.query('select 1 from vault.data_key where scope_id = $1', [scope.id])
  expect(rows).toEqual([])
})

test('a neighbour is not touched', async () => {
  const [scope, neighbour] = [newScope(), newScope()]
  const sealed = (await vault.box(database.db, neighbour)).seal(at, 'kept')
  await vault.box(database.db, scope)
  await database.inTx((tx) => vault.shred(tx, scope))
  expect((await vault.box(database.db, neighbour)).open(at, sealed)).toBe('kept')
})

test('a shred that rolls back has destroyed nothing', async () => {
  const scope = newScope()
  const sealed = (await vault.box(database.db, scope)).seal(at, 'kept')
  await database
    .inTx(async (tx) => {
      await vault.shred(tx, scope)
      throw new Error('changed my mind')
    })
    .catch(() => {})
  expect((await vault.box(database.db, scope)).open(at, sealed)).toBe('kept')
})

test('a scope that never had a key can be shredded, twice', async () => {
  const scope = newScope()
  await database.inTx((tx) => vault.shred(tx, scope))
  await database.inTx((tx) => vault.shred(tx, scope))
  expect(await troubleIn(vault.box(database.db, scope))).toBe('SHREDDED')
})

test('a key that comes back with a backup stays refused', async () => {
  const scope = newScope()
  await vault.box(database.db, scope)
  const { rows } = await database.pool.query<Record<string, unknown>>(
    'select * from vault.data_key where scope_id = $1',
    [scope.id],
  )
  await database.inTx((tx) => vault.shred(tx, scope))
  const owner = new Client({ connectionString: database.urls.owner })
  await owner.connect()
  const restore = () =>
    owner.query(
      `insert into vault.data_key (tenant, scope_kind, scope_id, version, wrapped, tenant_key_version)
       values ($1, $2, $3, $4, $5, $6)`,
      ['tenant', 'scope_kind', 'scope_id', 'version', 'wrapped', 'tenant_key_version'].map(
        (column) => rows[0]?.[column],
      ),
    )
  await expect(restore()).rejects.toMatchObject({ code: 'JV001' })
  // Even past the trigger, as a restore of files would be.
  await owner.query('alter table vault.data_key disable trigger refuse_shredded')
  await restore()
  await owner.query('alter table vault.data_key enable trigger refuse_shredded')
  await owner.end()
  expect(await troubleIn(vault.box(database.db, scope))).toBe('SHREDDED')
  expect(await troubleIn(other.box(database.db, scope))).toBe('SHREDDED')
})

test('making a key and shredding at once leaves no key', async () => {
  const scopes = Array.from({ length: 40 }, newScope)
  await Promise.all(
    scopes.flatMap((scope) => [
      database.inTx((tx) => vault.box(tx, scope)).catch(() => {}),
      database.inTx((tx) => other.shred(tx, scope)),
    ]),
  )
  const { rows } = await database.pool.query('select 1 from vault.data_key where scope_id = any ($1)', [
    scopes.map(({ id }) => id),
  ])
  expect(rows).toEqual([])
  for (const scope of scopes) expect(await troubleIn(vault.box(database.db, scope))).toBe('SHREDDED')
})

test.each([
  'delete from vault.data_key',
  'delete from vault.shredded',
  'update vault.shredded set scope_id = scope_id',
  "update vault.data_key set scope_id = 'other'",
  'truncate vault.data_key',
  'alter table vault.data_key disable trigger all',
])('the application may not: %s', async (text) => {
  const code = await database.pool.query(text).then(() => '', sqlState)
  expect(code).toBe('42501')
})

test('the auditor sees that keys exist, not even wrapped ones', async () => {
  const auditor = new Client({ connectionString: database.urls.auditor })
  await auditor.connect()
  await auditor.query('select scope_kind, scope_id, version from vault.data_key')
  await expect(auditor.query('select wrapped from vault.data_key')).rejects.toMatchObject({ code: '42501' })
  await expect(auditor.query('select wrapped from vault.tenant_key_wrap')).rejects.toMatchObject({
    code: '42501',
  })
  await auditor.end()
})
