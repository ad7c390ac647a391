import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Desk, aDesk } from './desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await aDesk({ world: 'generated', size: { customers: 2, codes: 3 } })
})
beforeEach(() => desk.reset())
afterAll(() => desk.close())

const all = { start_time: 1_625_846_400 }
const idsOf = async (input: object) =>
  (await desk.call('listContactWays', { ...input })).contact_way?.map(({ config_id }) => config_id) ?? []
const usersOf = async (config_id: string) =>
  (await desk.call('getContactWay', { config_id })).contact_way?.user

test('without a start only the codes of the last 90 days are listed, temporary ones never', async () => {
  expect(await idsOf({})).toEqual([])
  expect(await idsOf(all)).toHaveLength(3)
  await desk.control('POST', '/contact-ways', { remark: '一次', users: ['leaver'], temporary: true })
  const young = await desk.control<{ id: string }>('POST', '/contact-ways', {
    remark: '新',
    users: ['leaver'],
  })
  expect(await idsOf({})).toEqual([young.id])
  expect(await idsOf(all)).toHaveLength(4)
})

test('the list comes page by page', async () => {
  const first = await desk.call('listContactWays', { ...all, limit: 2 })
  const second = await desk.call('listContactWays', { ...all, limit: 2, cursor: first.next_cursor })
  expect([first.contact_way, second.contact_way].map((one) => one?.length)).toEqual([2, 1])
  expect(second.next_cursor).toBe('')
})

test('an update overwrites the members; a code of type 1 takes exactly one, none takes nobody', async () => {
  const [single = '', both = ''] = await idsOf(all)
  expect((await desk.call('updateContactWay', { config_id: single, user: ['a', 'b'] })).errcode).toBe(40058)
  expect((await desk.call('updateContactWay', { config_id: both, user: [] })).errcode).toBe(40058)
  expect((await desk.call('updateContactWay', { config_id: both, user: ['successor2'] })).errcode).toBe(0)
  expect([await usersOf(single), await usersOf(both)]).toEqual([['leaver'], ['successor2']])
  const truth = await desk.control<{ pointing: { id: string; users: string[] }[] }>('GET', '/truth/pointing')
  expect(truth.pointing.find(({ id }) => id === both)?.users).toEqual(['successor2'])
})

test('every member of the new list must be fit, also one who was there before', async () => {
  const [, both = ''] = await idsOf(all)
  await desk.control('POST', '/people/colleague/disable')
  const asked = { config_id: both, user: ['successor1', 'colleague'] }
  expect((await desk.call('updateContactWay', asked)).errcode).toBe(41054)
  expect(await usersOf(both)).toEqual(['leaver', 'colleague'])
})

test('101 members are too many, and a code of another app is neither shown nor changed', async () => {
  const [, both = ''] = await idsOf(all)
  const many = Array.from({ length: 101 }, (_, at) => `u${at}`)
  expect((await desk.call('updateContactWay', { config_id: both, user: many })).errcode).toBe(40058)
  expect((await desk.call('getContactWay', { config_id: 'otherappcode1' })).errcode).toBe(40058)
  await desk.switch({ contactWayListReach: 'all' })
  const other = { config_id: 'otherappcode1', user: ['successor1'] }
  expect((await desk.call('updateContactWay', other)).errcode).toBe(40058)
})

test('without the customer-contact permission nothing is told (48002)', async () => {
  await desk.control('POST', '/grants', { need: 'customer-contact', granted: false })
  for (const call of ['listContactWays', 'getContactWay', 'updateContactWay'] as const)
    expect((await desk.call(call, { config_id: 'x' })).errcode).toBe(48002)
})
