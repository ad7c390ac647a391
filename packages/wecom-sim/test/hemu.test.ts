import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Desk, aDesk } from './desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await aDesk({ world: 'hemu', assignMs: 0 })
})
beforeEach(() => desk.reset())
afterAll(() => desk.close())

const day = 86_400

interface Truth {
  id: string
  name: string
  followers: string[]
  budgetLeft: number
}
const customers = async (of: string) =>
  (await desk.control<{ customers: Truth[] }>('GET', `/truth/customers?of=${of}`)).customers

/** Tag names of one of 林晓's customers, read the way the product reads them. */
async function tagsByCustomer(): Promise<Map<string, string[]>> {
  const tags = new Map<string, string>()
  for (const group of (await desk.call('listCorpTags', {})).tag_group ?? []) {
    for (const tag of group.tag ?? []) tags.set(tag.id, tag.name)
  }
  const found = new Map<string, string[]>()
  for (let cursor = ''; ;) {
    const page = await desk.call('batchGetCustomers', { userid_list: ['linxiao'], cursor, limit: 100 })
    for (const one of page.external_contact_list ?? []) {
      found.set(
        one.external_contact.external_userid,
        (one.follow_info.tag_id ?? []).map((id) => tags.get(id) ?? id),
      )
    }
    cursor = page.next_cursor ?? ''
    if (cursor === '') return found
  }
}

/** VIP first, then the two pairs of regions, then the rest. */
async function allocation(): Promise<Record<string, string[]>> {
  const rules: Record<string, string[]> = { vip: [], east: [], middle: [], rest: [] }
  for (const [id, tags] of await tagsByCustomer()) {
    const has = (...names: string[]) => names.some((name) => tags.includes(name))
    const rule = has('VIP') ? 'vip' : has('浙江', '上海') ? 'east' : has('江苏', '安徽') ? 'middle' : 'rest'
    rules[rule]?.push(id)
  }
  return rules
}

test('42 members, the named ones where the tour expects them', async () => {
  const { accounts } = await desk.control<{ accounts: { userid: string; customers: number; cap: number }[] }>(
    'GET',
    '/truth/accounts',
  )
  expect(accounts).toHaveLength(42)
  const of = (userid: string) => accounts.find((one) => one.userid === userid)
  expect(of('linxiao')?.customers).toBe(1_286)
  expect(of('zhouqing')).toMatchObject({ customers: 642, cap: 1_500 })
  expect(of('chenmo')).toMatchObject({ customers: 866, cap: 1_500 })
  expect(of('hejianing')).toMatchObject({ customers: 1_182, cap: 1_500 })
  const sizes = [...desk.company.departments.values()]
    .slice(1)
    .map(
      (one) => [...desk.company.members.values()].filter((member) => member.mainDepartment === one.id).length,
    )
  expect(sizes).toEqual([10, 10, 7, 6, 2, 2, 3, 2])
})

test('the rules read first match wins: 46, 502, 431, 307', async () => {
  const rules = await allocation()
  expect(Object.values(rules).map((ids) => ids.length)).toEqual([46, 502, 431, 307])
  const tags = await tagsByCustomer()
  const vipIn = (...regions: string[]) =>
    [...tags.values()].filter(
      (names) => names.includes('VIP') && regions.some((name) => names.includes(name)),
    ).length
  expect([vipIn('浙江', '上海'), vipIn('江苏', '安徽')]).toEqual([31, 15])
})

test('38 groups of his own, 26 in which he is only a member, one of them full', async () => {
  const { groups } = await desk.control<{
    groups: { id: string; name: string; owner: string; wechatMembers: number }[]
  }>('GET', '/truth/groups?of=linxiao')
  expect(groups.filter((group) => group.owner === 'linxiao')).toHaveLength(38)
  expect(groups.filter((group) => group.owner !== 'linxiao')).toHaveLength(26)
  const full = groups.find((group) => group.name === '华东店长交流 ①')
  expect(full?.wechatMembers).toBe(99)
  const move = () => desk.call('transferGroups', { chat_id_list: [full?.id], new_owner: 'chenmo' })
  expect((await move()).failed_chat_list?.map((one) => one.errcode)).toEqual([90503])
  await desk.control('POST', `/groups/${full?.id}/make-room`)
  expect((await move()).failed_chat_list).toEqual([])
})

test('the budget in truth is 1,198 / 76 / 12, and eight of the twelve are in the history of the product', async () => {
  const his = await customers('linxiao')
  const left = [2, 1, 0].map((budget) => his.filter((one) => one.budgetLeft === budget).length)
  expect(left).toEqual([1_198, 76, 12])
  const spent = new Set(his.filter((one) => one.budgetLeft === 0).map((one) => one.id))
  const { transfers } = await desk.control<{ transfers: { subject: string; startedAt: string }[] }>(
    'GET',
    '/truth/transfers?via=product',
  )
  expect(new Set(transfers.map((one) => one.subject)).size).toBe(8)
  expect(transfers.every((one) => spent.has(one.subject))).toBe(true)
  const xiaolu = his.find((one) => one.name.endsWith('小鹿母婴'))
  const dates = transfers.filter((one) => one.subject === xiaolu?.id).map((one) => one.startedAt.slice(0, 10))
  expect(dates).toEqual(['2026-09-10', '2026-10-22'])
  // Only the last move of each leaves its origin on the relation.
  const moved = desk.company.relations.of('linxiao').filter((one) => one.addWay === 202)
  expect(moved).toHaveLength(76 + 12 + 5)
})

test('小鹿母婴 is free again on 12-09 and not a day earlier', async () => {
  const id = (await customers('linxiao')).find((one) => one.name.endsWith('小鹿母婴'))?.id
  const send = async () =>
    (
      await desk.call('transferCustomer', {
        handover_userid: 'linxiao',
        takeover_userid: 'chenmo',
        external_userid: [id],
      })
    ).customer?.[0]?.errcode
  await desk.control('POST', '/clock', { to: '2026-12-08T23:59:59+08:00' })
  expect(await send()).toBe(40128)
  await desk.control('POST', '/clock', { to: '2026-12-09T00:00:00+08:00' })
  expect(await send()).toBe(0)
})

test('everything moved at once ends as the tour says: 7 declined, 12 without budget, 11 over the cap', async () => {
  const rules = await allocation()
  const plan: [string, string[]][] = [
    ['zhouqing', [...(rules['vip'] ?? []), ...(rules['east'] ?? [])]],
    ['chenmo', rules['middle'] ?? []],
    ['hejianing', rules['rest'] ?? []],
  ]
  const codes = new Map<number, number>()
  for (const [to, ids] of plan) {
    for (let at = 0; at < ids.length; at += 100) {
      const batch = ids.slice(at, at + 100)
      const { customer } = await desk.call('transferCustomer', {
        handover_userid: 'linxiao',
        takeover_userid: to,
        external_userid: batch,
      })
      for (const one of customer ?? []) codes.set(one.errcode, (codes.get(one.errcode) ?? 0) + 1)
    }
  }
  expect(Object.fromEntries(codes)).toEqual({ 0: 1_274, 40128: 12 })
  await desk.advance(day)
  const ended = [...desk.company.transfers.table.values()].filter((row) => row.via === 'api')
  const count = (outcome: string) => ended.filter((row) => row.outcome === outcome).length
  expect([count('done'), count('refused'), count('full'), count('pending')]).toEqual([1_256, 7, 11, 0])
  expect(ended.filter((row) => row.outcome === 'full').every((row) => row.to === 'hejianing')).toBe(true)
  expect(desk.company.relations.count('hejianing')).toBe(1_500)
  expect(desk.company.relations.count('linxiao')).toBe(30)
  const declined = ended
    .filter((row) => row.outcome === 'refused')
    .map((row) => desk.company.customers.get(row.subject)?.name ?? '')
  expect(declined.some((name) => name.endsWith('知味轩餐饮'))).toBe(true)
  // Asked a second time they let themselves be taken over.
  const again = ended.filter((row) => row.outcome === 'refused').map((row) => row.subject)
  await desk.call('transferCustomer', {
    handover_userid: 'linxiao',
    takeover_userid: 'zhouqing',
    external_userid: again,
  })
  await desk.advance(day)
  expect(again.map((id) => desk.company.transfers.history(id).at(-1)?.outcome)).toEqual(
    again.map(() => 'done'),
  )
})

test('麦田便利 cannot be hurried', async () => {
  const id = (await customers('linxiao')).find((one) => one.name.endsWith('麦田便利'))?.id ?? ''
  await desk.call('transferCustomer', {
    handover_userid: 'linxiao',
    takeover_userid: 'zhouqing',
    external_userid: [id],
  })
  await expect(desk.control('POST', `/customers/${id}/accept`)).rejects.toThrow(/only after the 24 hours/)
  await desk.advance(day - 1)
  expect((await customers('linxiao')).some((one) => one.id === id)).toBe(true)
  await desk.advance(1)
  expect((await customers('zhouqing')).some((one) => one.id === id)).toBe(true)
})

test('every name and every remark occurs once', () => {
  const names = [...desk.company.customers.values()].map((one) => one.name)
  const remarks = [...desk.company.relations.table.values()].map((one) => one.remark)
  expect(new Set([...names, ...remarks]).size).toBe(names.length + remarks.length)
  expect(remarks.every((remark) => remark.length <= 20)).toBe(true)
})
