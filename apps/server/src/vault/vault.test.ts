import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { createVault, type Vault } from './index.ts'
import { at, troubleIn } from './test/keys.ts'
import { newKey } from './wrap.ts'

const rootKey = newKey()
const scope = { kind: 'handover', id: 'h1' } as const
let database: TestDatabase
let vault: Vault

beforeAll(async () => {
  database = await freshDatabase()
  vault = createVault({ database, rootKey, tenant: 'ww1' })
  await vault.check()
})
afterAll(() => database.close())

test('what one process seals another opens', async () => {
  const other = createVault({ database, rootKey, tenant: 'ww1' })
  const sealed = (await vault.box(database.db, scope)).seal(at, '周晴 的备注 🏃')
  const opened = (await other.box(database.db, scope)).open(at, sealed)
  expect(opened).toBe('周晴 的备注 🏃')
  expect(sealed.includes(Buffer.from('周晴'))).toBe(false)
})

test('an empty text is sealed and opened', async () => {
  const box = await vault.box(database.db, scope)
  expect(box.open(at, box.seal(at, ''))).toBe('')
})

test('no nonce is used twice, so the same text never looks the same', async () => {
  const box = await vault.box(database.db, scope)
  const nonces = Array.from({ length: 5_000 }, () =>
    box.seal(at, '13800000000').subarray(5, 17).toString('hex'),
  )
  expect(new Set(nonces).size).toBe(5_000)
})

test.each([
  ['row', { ...at, row: '2' }],
  ['column', { ...at, column: 'remark' }],
  ['table', { ...at, table: 'issues.issue' }],
  // A bound context made by gluing would take these for the same place.
  ['border between the parts', { table: 'handover.item', column: 'title1', row: '' }],
])('a ciphertext moved to another %s is refused', async (_, elsewhere) => {
  const box = await vault.box(database.db, scope)
  const sealed = box.seal(at, 'secret')
  expect(await troubleIn(() => box.open(elsewhere, sealed))).toBe('CIPHERTEXT_REFUSED')
})

test('a ciphertext moved to another scope or tenant is refused', async () => {
  const sealed = (await vault.box(database.db, scope)).seal(at, 'secret')
  const neighbour = await vault.box(database.db, { kind: 'handover', id: 'h2' })
  const foreign = createVault({ database, rootKey, tenant: 'ww2' })
  const abroad = await foreign.box(database.db, scope)
  expect(await troubleIn(() => neighbour.open(at, sealed))).toBe('CIPHERTEXT_REFUSED')
  expect(await troubleIn(() => abroad.open(at, sealed))).toBe('CIPHERTEXT_REFUSED')
})

test('every single flipped bit is found', async () => {
  const box = await vault.box(database.db, scope)
  const sealed = box.seal(at, '高远')
  for (let bit = 0; bit < sealed.length * 8; bit += 1) {
    const flipped = Buffer.from(sealed)
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    expect(await troubleIn(() => box.open(at, flipped))).toMatch(/^(CIPHERTEXT|KEY_UNKNOWN)/)
  }
})

test.each([0, 1, 5, 16, 32])('a ciphertext cut to %i bytes is refused by name', async (bytes) => {
  const box = await vault.box(database.db, scope)
  const cut = box.seal(at, 'secret').subarray(0, bytes)
  expect(await troubleIn(() => box.open(at, cut))).toMatch(/^CIPHERTEXT/)
})

test('a wrong root key ends at the start, by name', async () => {
  const wrong = createVault({ database, rootKey: newKey(), tenant: 'ww1' })
  expect(await troubleIn(wrong.check())).toBe('WRONG_ROOT_KEY')
  expect(await troubleIn(wrong.box(database.db, scope))).toBe('WRONG_ROOT_KEY')
})

test('a wrapped key put into another scope does not open', async () => {
  await vault.box(database.db, { kind: 'handover', id: 'victim' })
  await vault.box(database.db, { kind: 'handover', id: 'thief' })
  await database.pool.query(`update vault.data_key set wrapped = (
    select wrapped from vault.data_key where scope_id = 'victim') where scope_id = 'thief'`)
  const fresh = createVault({ database, rootKey, tenant: 'ww1' })
  expect(await troubleIn(fresh.box(database.db, { kind: 'handover', id: 'thief' }))).toBe('KEY_DAMAGED')
})

test('eight callers, each its own process, make one key', async () => {
  const fresh = { kind: 'archive-month', id: '2026-11' } as const
  const vaults = Array.from({ length: 8 }, () => createVault({ database, rootKey, tenant: 'ww1' }))
  const boxes = await Promise.all(vaults.map((each) => each.box(database.db, fresh)))
  const sealed = boxes.map((box, i) => box.seal(at, `text ${i}`))
  for (const box of boxes)
    expect(sealed.map((s) => box.open(at, s))).toEqual(sealed.map((_, i) => `text ${i}`))
  expect(new Set(boxes.map((box) => box.token('x').toString('hex'))).size).toBe(1)
})

test('eight first starts at once, in transactions, agree on tenant key and data key', async () => {
  const own = await freshDatabase()
  const vaults = Array.from({ length: 8 }, () => createVault({ database: own, rootKey, tenant: 'ww1' }))
  const sealed = await Promise.all(
    vaults.map((each, i) => own.inTx(async (tx) => (await each.box(tx, scope)).seal(at, `text ${i}`))),
  )
  const box = await createVault({ database: own, rootKey, tenant: 'ww1' }).box(own.db, scope)
  expect(sealed.map((s) => box.open(at, s))).toEqual(sealed.map((_, i) => `text ${i}`))
  await own.close()
})

test('a key made in a transaction that rolls back is not used afterwards', async () => {
  const lost = { kind: 'issue-year', id: '2031' } as const
  await database
    .inTx(async (tx) => {
      await vault.box(tx, lost)
      throw new Error('changed my mind')
    })
    .catch(() => {})
  const sealed = (await vault.box(database.db, lost)).seal(at, 'kept')
  const other = createVault({ database, rootKey, tenant: 'ww1' })
  expect((await other.box(database.db, lost)).open(at, sealed)).toBe('kept')
})

test('a worn key gets a successor; old texts open and tokens stay', async () => {
  const busy = createVault({ database, rootKey, tenant: 'ww1', usesPerKey: 10, reportEvery: 1 })
  const year = { kind: 'issue-year', id: '2030' } as const
  const before = await busy.box(database.db, year)
  const sealed = Array.from({ length: 10 }, (_, i) => before.seal(at, `text ${i}`))
  await busy.settle()
  const after = await createVault({ database, rootKey, tenant: 'ww1', usesPerKey: 10 }).box(database.db, year)
  const newer = after.seal(at, 'newer')
  expect(newer.readUInt32BE(1)).toBe(2)
  expect(sealed.map((s) => after.open(at, s))).toEqual(sealed.map((_, i) => `text ${i}`))
  expect(after.token('13800000000')).toEqual(before.token('13800000000'))
  expect(await troubleIn(() => before.open(at, newer))).toBe('KEY_UNKNOWN')
  expect((await busy.box(database.db, year)).open(at, newer)).toBe('newer')
})

test('tokens differ by scope and tell nothing without the key', async () => {
  const here = await vault.box(database.db, scope)
  const there = await vault.box(database.db, { kind: 'handover', id: 'h2' })
  expect(here.token('13800000000').equals(here.token('13800000000'))).toBe(true)
  expect(here.token('13800000000').equals(there.token('13800000000'))).toBe(false)
  expect(here.bigrams('回滚')).not.toEqual(there.bigrams('回滚'))
})

test('a query finds a text that contains it', async () => {
  const box = await vault.box(database.db, scope)
  const text = box.bigrams('昨晚上线 Jenkins 之后回滚了两次')
  for (const query of ['回滚', 'JENK', 'ｊｅｎｋｉｎｓ', '上线']) {
    expect(box.bigrams(query).every((token) => text.includes(token))).toBe(true)
  }
  expect(box.bigrams('滚回').every((token) => text.includes(token))).toBe(false)
  for (const token of text) expect(token).toMatch(/^[0-9a-f]{16}$/)
})
