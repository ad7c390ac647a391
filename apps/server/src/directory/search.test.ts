import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aCompany, type TestCompany } from '../gateway/test/company.ts'
import type { Tx } from '../platform/db.ts'
import { createDirectory, type Directory } from './index.ts'
import { nameAt } from './people.ts'
import { keysOf } from './search.ts'

test.each([
  ['linxiao', '林晓', ['林晓', 'linxiao', 'lx', 'linxiao']],
  // A surname has its own sound.
  ['zeng', '曾可', ['曾可', 'zengke', 'zk', 'zeng']],
  ['anna', 'Anna Li', ['annali', 'annali', 'al', 'anna']],
])('%s is found by name, pinyin and initials', (userid, name, keys) => {
  expect(keysOf(userid, name).slice(0, 2)).toEqual(keys.slice(0, 2))
  expect(keysOf(userid, name)).toContain(keys[3])
})

let company: TestCompany
let directory: Directory
const find = (q: string, limit = 20) => directory.find(company.database.db, q, limit)

beforeAll(async () => {
  company = await aCompany({ world: 'hemu' })
  const { database, vault, wall, business, gateway, config } = company
  const { wecom, leases } = gateway
  directory = createDirectory({ database, vault, wall, business, wecom, leases, corpId: config.corpId })
  await directory.refresh()
})
afterAll(() => company.close())

test.each([
  ['林晓', 'linxiao'],
  ['linxiao', 'linxiao'],
  ['lin xiao', 'linxiao'],
  ['LX', 'linxiao'],
])('"%s" finds %s first', async (q, userid) => {
  expect((await find(q))[0]).toBe(userid)
})

test('a department finds its people, after those with that name', async () => {
  const found = await find('客户成功')
  expect(found).toEqual(expect.arrayContaining(['linxiao', 'gaoyuan']))
  expect(await find('没有这个人')).toEqual([])
})

test('a new name is found at once, the old one no more', async () => {
  await find('')
  const before = await directory.nameOf(company.database.db, 'zhouqing')
  await company.database.inTx((tx) => renamed(tx, 'zhouqing', '欧阳小雨'))
  expect(await find('ouyang')).toEqual(['zhouqing'])
  expect(await find(before)).toEqual([])
})

// How long it takes is told by `npm run bench -- large`.
test('of 50 000 people the index is made once for many who ask, and a change is found at once', async () => {
  const box = await company.vault.box(company.database.db, { kind: 'directory', id: company.config.corpId })
  const userids = Array.from({ length: 50_000 }, (_, n) => `p${n}`)
  const sealed = userids.map((userid, n) => box.seal(nameAt(userid), nameOf(n)))
  await sql`insert into directory.person (userid, name_sealed, status, changed_at)
    select u, s, 'active', ${await company.business.now()} from unnest(${userids}::text[], ${sealed}::bytea[]) as p (u, s)`.execute(
    company.database.db,
  )
  const together = await Promise.all(['wang', 'p49999', 'zm'].map((q) => find(q)))
  expect(together[1]).toEqual(['p49999'])
  for (let n = 0; n < 40; n += 1) {
    const person = n * 997
    // A change before every tenth question: only what changed is read anew.
    if (n % 10 === 0) await company.database.inTx((tx) => renamed(tx, `p${person}`, `改名${nameOf(n)}`))
    expect(await find(nameOf(n + 1), 50)).toHaveLength(50)
  }
  expect(await find(`改名${nameOf(30)}`, 50)).toContain(`p${30 * 997}`)
}, 60_000)

const nameOf = (n: number) =>
  `${'赵钱孙李周吴郑王冯陈'[n % 10]}${'明宁强芳静'[(n >> 3) % 5]}${'娜伟敏佳'[(n >> 6) % 4]}`

async function renamed(tx: Tx, userid: string, name: string): Promise<void> {
  const box = await company.vault.box(tx, { kind: 'directory', id: company.config.corpId })
  await sql`update directory.person set name_sealed = ${box.seal(nameAt(userid), name)},
    changed_at = ${new Date()} where userid = ${userid}`.execute(tx)
  await sql`insert into directory.change (userid, what, noticed_at) values (${userid}, 'renamed', ${new Date()})`.execute(
    tx,
  )
}
