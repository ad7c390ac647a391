import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { aCompany, type TestCompany } from '../gateway/test/company.ts'
import { createDirectory, type Directory } from './index.ts'

let company: TestCompany
let directory: Directory
let events: string[]

beforeEach(async () => {
  company = await aCompany({ world: 'hemu' })
  events = []
  directory = aDirectory()
})
afterEach(() => company.close())

function aDirectory(over: { departmentsPerPoll?: number } = {}): Directory {
  const { database, vault, wall, business, gateway, config } = company
  return createDirectory({
    database,
    vault,
    wall,
    business,
    wecom: gateway.wecom,
    leases: gateway.leases,
    corpId: config.corpId,
    onEvent: (event) => events.push(event),
    ...over,
  })
}

const db = () => company.database.db
const does = (userid: string, act: string) => company.control('POST', `/people/${userid}/${act}`)

async function changes(after = 0) {
  return (await directory.changesSince(db(), after)).map(({ userid, what }) => `${userid} ${what}`)
}

test('the first poll fills the mirror and tells nothing', async () => {
  expect(await directory.refresh()).toEqual({ changes: 0, problems: [] })
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from directory.person`.execute(db())
  expect(rows[0]?.n).toBe(42)
  expect(await directory.person(db(), 'LinXiao')).toMatchObject({
    userid: 'linxiao',
    status: 'active',
    departments: [2],
    leaders: ['gaoyuan'],
  })
  expect(await directory.person(db(), 'gaoyuan')).toMatchObject({ leads: [2] })
  const odd = await directory.people(db(), ['cuiying', 'biran', 'nobody'])
  expect(odd.map(({ userid, status }) => [userid, status]).sort()).toEqual([
    ['biran', 'inactive'],
    ['cuiying', 'disabled'],
  ])
  const tree = await directory.departmentsOf(db(), 'linxiao')
  expect(tree.map(({ name }) => name)).toEqual(['禾木云店', '客户成功'])
  expect((await directory.membersOf(db(), 9)).map(({ userid }) => userid)).toEqual(['shenzhiwei', 'tangrui'])
})

test('names are sealed, and opened by one door', async () => {
  await directory.refresh()
  expect(await directory.nameOf(db(), 'linxiao')).toBe('林晓')
  expect(await directory.nameOf(db(), 'nobody')).toBe('nobody')
  const { rows } = await sql<{ text: string }>`select person::text as text from directory.person`.execute(
    db(),
  )
  expect(
    rows.some(({ text }) => text.includes('林晓') || text.includes(Buffer.from('林晓').toString('hex'))),
  ).toBe(false)
})

test('a disabled, an enabled and an activated person are noticed once each', async () => {
  await directory.refresh()
  await does('linxiao', 'disable')
  await does('cuiying', 'enable')
  await does('biran', 'activate')
  await directory.refresh()
  expect((await changes()).sort()).toEqual(['biran activated', 'cuiying enabled', 'linxiao disabled'])
  const last = (await directory.changesSince(db(), 0)).at(-1)?.id ?? 0
  await directory.refresh()
  expect(await changes(last)).toEqual([])
  expect((await directory.person(db(), 'linxiao'))?.status).toBe('disabled')
})

test('a deleted person is noticed in the second listing without him, not in the first', async () => {
  await directory.refresh()
  await does('linxiao', 'delete')
  await directory.refresh()
  expect(await changes()).toEqual([])
  await directory.refresh()
  expect(await changes()).toEqual(['linxiao deleted'])
  expect(await directory.person(db(), 'linxiao')).toMatchObject({ status: 'deleted' })
  expect((await directory.membersOf(db(), 2)).map(({ userid }) => userid)).not.toContain('linxiao')
  // His name is still known to whoever has to act on his things.
  expect(await directory.nameOf(db(), 'linxiao')).toBe('林晓')
})

test('somebody missing in one listing only is not deleted', async () => {
  await directory.refresh()
  await sql`insert into directory.person (userid, status, changed_at) values ('ghost', 'active', now())`.execute(
    db(),
  )
  await directory.refresh()
  await sql`delete from directory.missing`.execute(db())
  await directory.refresh()
  expect(await changes()).toEqual([])
})

test('only two listings running count: missing, there again, missing is not deleted', async () => {
  const { wecom } = company.gateway
  const comes = () =>
    wecom.call('createUser', { userid: 'xinren', name: '新人', department: [3], mobile: '13800000000' })
  const goes = () => wecom.call('deleteUser', { userid: 'xinren' })
  await comes()
  await directory.refresh()
  for (const act of [goes, comes, goes]) {
    await act()
    await directory.refresh()
  }
  expect(await changes()).toEqual([])
  await directory.refresh()
  expect(await changes()).toEqual(['xinren deleted'])
})

test('a department read from an older state brings nobody back, a listing does', async () => {
  await directory.refresh()
  await sql`update directory.person set status = 'deleted' where userid = 'limu'`.execute(db())
  await company.control('POST', '/faults', { call: 'listUserIds', kind: 'refuse', code: 60031, count: 1 })
  await directory.refresh()
  expect((await directory.person(db(), 'limu'))?.status).toBe('deleted')
  await directory.refresh()
  expect(await changes()).toEqual(['limu returned'])
})

test('a newcomer and a returning person are noticed', async () => {
  await directory.refresh()
  await sql`update directory.person set status = 'deleted' where userid = 'limu'`.execute(db())
  await company.gateway.wecom.call('createUser', {
    userid: 'xinren',
    name: '新人',
    department: [3],
    mobile: '13800000000',
  })
  await directory.refresh()
  expect((await changes()).sort()).toEqual(['limu returned', 'xinren joined'])
  expect(await directory.person(db(), 'limu')).toMatchObject({ status: 'active' })
})

test('an interrupted listing counts for nothing and does not stop the departments', async () => {
  await directory.refresh()
  await does('linxiao', 'disable')
  await company.control('POST', '/faults', { call: 'listUserIds', kind: 'refuse', code: 60031 })
  expect(await directory.refresh()).toEqual({
    changes: 1,
    problems: [{ part: 'listing', error: 'WecomError 60031' }],
  })
  expect(await changes()).toEqual(['linxiao disabled'])
  expect(events).toEqual(['directory not read'])
})

test('a listing that lost most of the company is not believed', async () => {
  await directory.refresh()
  await sql`insert into directory.person (userid, status, changed_at)
    select 'more' || n, 'active', now() from generate_series(1, 200) n`.execute(db())
  await directory.refresh()
  await directory.refresh()
  expect(await changes()).toEqual([])
  expect(events).toEqual(['listing not believed', 'listing not believed'])
})

test('a department too big for one answer is read person by person', async () => {
  await company.control('POST', '/faults', { call: 'listUsers', kind: 'refuse', code: 45029 })
  expect(await directory.refresh()).toEqual({ changes: 0, problems: [] })
  expect(await directory.person(db(), 'linxiao')).toMatchObject({ status: 'active', departments: [2] })
})

test('a big company is read in turns, the oldest department first', async () => {
  const turns = aDirectory({ departmentsPerPoll: 4 })
  const unknown = async () => {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from directory.person where status = 'unknown'`.execute(db())
    return rows[0]?.n ?? 0
  }
  await turns.refresh()
  const first = await unknown()
  expect(first).toBeGreaterThan(0)
  await turns.refresh()
  await turns.refresh()
  expect(await unknown()).toBe(0)
})

test('a company nobody changes is not written again', async () => {
  await directory.refresh()
  const versions = async () => {
    const { rows } = await sql<{ v: string }>`
      select string_agg(xmin::text, ',' order by userid) as v from directory.person`.execute(db())
    return rows[0]?.v
  }
  const before = await versions()
  await directory.refresh()
  expect(await versions()).toBe(before)
})

test('who can take customers: activation and permission, and no promise beyond', async () => {
  await directory.refresh()
  await company.control('POST', '/people/hanlu/permission', { customerContact: false })
  const asked = ['zhouqing', 'hanlu', 'cuiying', 'biran', 'renyuan', 'nobody']
  const said = await directory.canTakeCustomers(asked)
  expect(said.map((one) => [one.userid, one.can, 'why' in one ? one.why : ''])).toEqual([
    ['zhouqing', 'yes', ''],
    ['hanlu', 'no', 'NO_CUSTOMER_CONTACT'],
    ['cuiying', 'no', 'DISABLED'],
    ['biran', 'no', 'NOT_ACTIVATED'],
    // Not real-name verified: WeCom does not say so before an attempt.
    ['renyuan', 'yes', ''],
    ['nobody', 'unknown', 'NOT_READABLE'],
  ])
  await company.control('POST', '/grants', { need: 'customer-contact', granted: false })
  expect(await directory.canTakeCustomers(['zhouqing'])).toMatchObject([
    { can: 'unknown', why: 'NOT_READABLE' },
  ])
})

test('one id WeCom does not know spoils no answer about the others', async () => {
  await directory.refresh()
  await sql`insert into directory.person (userid, status, changed_at) values ('ghost', 'active', now())`.execute(
    db(),
  )
  const said = await directory.canTakeCustomers(['zhouqing', 'ghost', 'chenmo', 'hejianing'])
  expect(said.map(({ can }) => can)).toEqual(['yes', 'unknown', 'yes', 'yes'])
})

test('fresh details of one person without a poll', async () => {
  await directory.refresh()
  await does('zhouqing', 'disable')
  await directory.refreshPeople(['zhouqing', 'nobody'])
  expect(await directory.person(db(), 'zhouqing')).toMatchObject({ status: 'disabled' })
})

test('of several processes one polls when it is time', async () => {
  const others = [aDirectory(), aDirectory(), aDirectory()]
  const polled = await Promise.all(others.map((one) => one.pollDue()))
  expect(polled.filter(Boolean)).toHaveLength(1)
  expect(await directory.pollDue()).toBeUndefined()
  company.pass(60_001)
  expect(await directory.pollDue()).toEqual({ changes: 0, problems: [] })
})
