import { afterEach, beforeEach, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { createVault } from './index.ts'
import { addManyKeys, at, troubleIn } from './test/keys.ts'
import { newKey } from './wrap.ts'

const tenant = 'ww1'
const many = 10_000
let database: TestDatabase
let rootKey: Buffer

beforeEach(async () => {
  database = await freshDatabase()
  rootKey = newKey()
})
afterEach(() => database.close())

const bulk = (i: number) => ({ kind: 'handover', id: `bulk-${i % many}` }) as const

async function under(version: number): Promise<number> {
  const { rows } = await database.pool.query<{ n: number }>(
    'select count(*) as n from vault.data_key where tenant_key_version = $1',
    [version],
  )
  return rows[0]?.n ?? 0
}

test(`${many} keys come under a new tenant key while texts are read, and the data stays as it is`, async () => {
  await addManyKeys(database, rootKey, tenant, many)
  const vault = createVault({ database, rootKey, tenant })
  const sealed = new Map<number, Buffer>()
  for (let i = 0; i < many; i += 500) {
    sealed.set(i, (await vault.box(database.db, bulk(i))).seal(at, `text ${i}`))
  }
  const progress = { isDone: false }
  const rotation = vault.rotateTenantKey().finally(() => {
    progress.isDone = true
  })
  let reads = 0
  const reading = async (offset: number) => {
    // Remembers nothing, so that each read takes the key as it stands at that moment.
    const reader = createVault({ database, rootKey, tenant, cached: 0 })
    for (let round = offset; !progress.isDone || round < offset + 20; round += 1) {
      const i = (round * 500) % many
      const box = await reader.box(database.db, bulk(i))
      expect(box.open(at, sealed.get(i) ?? Buffer.alloc(0))).toBe(`text ${i}`)
      reads += 1
    }
  }
  await Promise.all([reading(0), reading(7)])
  expect(await rotation).toEqual({ rewrapped: many })
  expect(reads).toBeGreaterThan(40)
  expect(await under(2)).toBe(many)
  // The old tenant key opens nothing any more and is gone.
  expect((await database.pool.query('select version from vault.tenant_key')).rows).toEqual([{ version: 2 }])
})

test('a rewrap that was cut off goes on where it was', async () => {
  await addManyKeys(database, rootKey, tenant, many)
  let batches = 0
  // The fourth batch is done but never committed, as when the process dies there.
  const inTx: TestDatabase['inTx'] = (work) =>
    database.inTx(async (tx) => {
      const done = await work(tx)
      batches += 1
      if (batches === 4) throw new Error('power cut')
      return done
    })
  const doomed = createVault({ database: { ...database, inTx }, rootKey, tenant })
  await expect(doomed.rotateTenantKey()).rejects.toThrow('power cut')
  const left = await under(1)
  expect(left).toBe(many - 3 * 500)

  const vault = createVault({ database, rootKey, tenant })
  await vault.box(database.db, bulk(many - 1))
  expect(await vault.rewrapTenant()).toEqual({ rewrapped: left })
  expect(await under(1)).toBe(0)
  for (const i of [0, many - 1]) await vault.box(database.db, bulk(i))
})

test('a key made by a process that missed the rotation is taken along', async () => {
  const vault = createVault({ database, rootKey, tenant })
  const other = createVault({ database, rootKey, tenant })
  await other.box(database.db, bulk(1))
  await vault.rotateTenantKey()
  const sealed = (await other.box(database.db, bulk(2))).seal(at, 'late')
  await vault.rotateTenantKey()
  expect((await vault.box(database.db, bulk(2))).open(at, sealed)).toBe('late')
  expect((await other.box(database.db, bulk(2))).open(at, sealed)).toBe('late')
})

test('the root key is changed without a stop', async () => {
  const freshRoot = newKey()
  const old = createVault({ database, rootKey, tenant })
  const sealed = (await old.box(database.db, bulk(1))).seal(at, 'kept')
  const next = createVault({ database, rootKey: freshRoot, tenant })
  expect(await troubleIn(next.check())).toBe('WRONG_ROOT_KEY')

  expect(await old.addRootKey(freshRoot)).toEqual({ wrapped: 1 })
  expect(await old.addRootKey(freshRoot)).toEqual({ wrapped: 1 })
  for (const vault of [old, createVault({ database, rootKey, tenant }), next]) {
    expect((await vault.box(database.db, bulk(1))).open(at, sealed)).toBe('kept')
  }
  expect(await next.retireRootKeys()).toEqual({ removed: 1 })
  const late = createVault({ database, rootKey, tenant })
  expect(await troubleIn(late.check())).toBe('WRONG_ROOT_KEY')
  const after = createVault({ database, rootKey: freshRoot, tenant })
  expect((await after.box(database.db, bulk(1))).open(at, sealed)).toBe('kept')
})

test('a renewed data key seals anew and opens the old', async () => {
  const vault = createVault({ database, rootKey, tenant })
  const sealed = (await vault.box(database.db, bulk(1))).seal(at, 'old')
  await database.inTx((tx) => vault.renew(tx, bulk(1)))
  const box = await vault.box(database.db, bulk(1))
  expect(box.seal(at, 'new').readUInt32BE(1)).toBe(2)
  expect(box.open(at, sealed)).toBe('old')
  expect(await vault.rotateTenantKey()).toEqual({ rewrapped: 2 })
  expect((await vault.box(database.db, bulk(1))).open(at, sealed)).toBe('old')
})
