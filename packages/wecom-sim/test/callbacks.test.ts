import { type CallbackQuery, callbackDoor, readCallback, type ReadCallback } from '@jieli/wecom'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createServer, type Server } from 'node:http'
import { type Desk, aDesk } from './desk.ts'
import type { AddressInfo } from 'node:net'

let desk: Desk
let server: Server
let url: string
/** What arrived and could be opened, and why the rest could not. */
let opened: ReadCallback[]
let closed: string[]
let answers: number[]

beforeEach(async () => {
  desk = await aDesk()
  ;[opened, closed, answers] = [[], [], []]
  const { token, aesKey } = desk.sim.callback
  const door = callbackDoor({
    token,
    encodingAesKey: aesKey,
    receiveId: desk.sim.corpId,
    wallClock: () => new Date(),
  })
  server = createServer((request, response) => {
    const asked: CallbackQuery = Object.fromEntries(new URL(request.url ?? '', 'http://here').searchParams)
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      if (request.method === 'GET') {
        const echo = door.echo(asked)
        return response.end(echo.ok ? echo.value : 'no')
      }
      const taken = door.open(asked, Buffer.concat(parts).toString())
      const read = taken.ok ? readCallback(taken.value.xml) : taken
      if (read.ok) opened.push(read.value)
      else closed.push(read.refusal)
      response.statusCode = answers.shift() ?? 200
      response.end()
    })
  }).listen(0, '127.0.0.1')
  await new Promise((ready) => server.once('listening', ready))
  // A listening TCP server has an address with a port.
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`
  await desk.control('POST', '/callbacks', { app: { url }, contacts: { url } })
})
afterEach(async () => {
  server.close()
  await desk.close()
})

const quiet = async () => {
  desk.sim.sim.deliverer.pump()
  while (!desk.sim.sim.deliverer.isIdle) await new Promise((done) => setTimeout(done, 5))
}
const says = (text: string) => desk.control('POST', '/people/hr/message', { text })
const names = () => opened.map((one) => one.name)
const trouble = (kind: string, more: object = {}) => desk.control('POST', '/faults', { kind, ...more })

test('an address is verified before it is saved', async () => {
  await expect(desk.control('POST', '/callbacks', { app: { url: `http://127.0.0.1:1/` } })).rejects.toThrow(
    /409/,
  )
  const { urls } = await desk.control<{ urls: { app: string } }>('GET', '/callbacks')
  expect(urls.app).toBe(url)
})

test('a person writes, and it arrives encrypted and signed', async () => {
  await says('你好')
  await quiet()
  expect(opened).toMatchObject([{ name: 'textSaid', value: { Content: '你好', FromUserName: 'hr' } }])
  expect(closed).toEqual([])
})

test('not answered with 200 it comes again, three times in all, and the simulator goes on meanwhile', async () => {
  answers = [500, 500, 500]
  await says('听得到吗')
  expect((await desk.call('getUser', { userid: 'hr' })).errcode).toBe(0)
  await quiet()
  expect(names()).toEqual(['textSaid', 'textSaid', 'textSaid'])
  expect(new Set(opened.map((one) => one.dedupeKey)).size).toBe(1)
  const { log } = await desk.control<{ log: { outcome: string; attempts: number }[] }>('GET', '/callbacks')
  expect(log.at(-1)).toMatchObject({ outcome: 'given-up', attempts: 3 })
})

test('the second attempt is enough when it is answered', async () => {
  answers = [503]
  await says('听得到吗')
  await quiet()
  expect(opened).toHaveLength(2)
})

test('lost, doubled, forged, replayed and out of order, each on request', async () => {
  await trouble('callback-drop', { count: 1 })
  await says('丢')
  await quiet()
  expect(opened).toEqual([])
  await trouble('callback-duplicate', { count: 1 })
  await says('双')
  await quiet()
  await expect.poll(() => opened.length).toBe(2)
  await trouble('callback-forge', { count: 1 })
  await says('假')
  await quiet()
  expect(closed).toEqual(['BAD_SIGNATURE'])
  await desk.control('POST', '/callbacks/replay')
  expect(opened).toHaveLength(3)
  expect(new Set(opened.map((one) => one.dedupeKey)).size).toBe(1)
  opened.length = 0
  await trouble('callback-reorder', { count: 1 })
  await says('先')
  await says('后')
  await quiet()
  expect(opened.map((one) => (one.name === 'textSaid' ? one.value.Content : ''))).toEqual(['后', '先'])
})

test('a takeover tells both sides, a refusal the successor, and API writes tell nobody', async () => {
  const [taken = '', declined = ''] = desk.customersOf('leaver')
  await desk.call('remarkCustomer', { userid: 'leaver', external_userid: taken, remark: '接口写的' })
  await desk.call('transferCustomer', {
    handover_userid: 'leaver',
    takeover_userid: 'successor1',
    external_userid: [taken, declined],
  })
  await desk.control('POST', `/customers/${declined}/refuse`)
  await desk.advance(86_400)
  await quiet()
  expect(names().toSorted()).toEqual(['addCustomer', 'deleteCustomer', 'transferFail'])
  expect(opened).toContainEqual(
    expect.objectContaining({
      value: expect.objectContaining({ UserID: 'leaver', Source: 'DELETE_BY_TRANSFER' }),
    }),
  )
  expect(opened).toContainEqual(
    expect.objectContaining({
      value: expect.objectContaining({ UserID: 'successor1', FailReason: 'customer_refused' }),
    }),
  )
})

test('somebody who is added is a new customer, and none that was there changes', async () => {
  const before = desk.customersOf('leaver')
  const added = await desk.control<{ id: string }>('POST', '/people/leaver/add-customer', { name: '新来的' })
  expect(before).not.toContain(added.id)
  expect(desk.customersOf('leaver').toSorted()).toEqual([...before, added.id].toSorted())
})

test('a successor who is a friend already, or gets a customer back, hears nothing', async () => {
  const [friend = '', back = ''] = desk.customersOf('leaver')
  await desk.control('POST', '/people/successor1/add-customer', { external_userid: friend })
  await desk.call('transferCustomer', {
    handover_userid: 'leaver',
    takeover_userid: 'successor1',
    external_userid: [friend, back],
  })
  await desk.advance(86_400)
  await quiet()
  opened.length = 0
  await desk.call('transferCustomer', {
    handover_userid: 'successor1',
    takeover_userid: 'leaver',
    external_userid: [back],
  })
  await desk.advance(86_400)
  await quiet()
  expect(names()).toEqual(['deleteCustomer'])
})

test('what the contacts secret does is not called back to it; what an admin does is', async () => {
  await desk.call('deleteUser', { userid: 'colleague' })
  await desk.control('POST', '/people/manager/delete')
  await quiet()
  const deleted = opened.filter((one) => one.name === 'deleteUser')
  expect(deleted).toMatchObject([{ value: { UserID: 'manager' } }])
})

test('a card is pressed, comes back with a code that updates it once, and then is grey', async () => {
  const agentid = desk.sim.agentId
  const template_card = {
    card_type: 'button_interaction',
    task_id: 'handover-1@v1',
    main_title: { title: '请审批' },
    button_list: [
      { text: '同意', style: 1, key: 'yes' },
      { text: '退回', style: 2, key: 'no' },
    ],
  }
  await desk.call('sendMessage', { touser: 'hr|', agentid, msgtype: 'template_card', template_card })
  await desk.control('POST', '/people/hr/press', { taskId: 'handover-1@v1', key: 'yes' })
  await quiet()
  const [click] = opened
  if (click?.name !== 'cardClicked') throw new Error('no click')
  expect(click.value).toMatchObject({
    FromUserName: 'hr',
    EventKey: 'yes',
    TaskId: 'handover-1@v1',
    AgentID: agentid,
  })
  await expect(
    desk.control('POST', '/people/hr/press', { taskId: 'handover-1@v1', key: 'no' }),
  ).rejects.toThrow(/grey/)
  const update = {
    userids: ['hr'],
    agentid,
    response_code: click.value.ResponseCode,
    button: { replace_name: '已同意' },
  }
  expect((await desk.call('updateTemplateCard', update)).errcode).toBe(0)
  expect((await desk.call('updateTemplateCard', update)).errcode).toBe(60140)
  const { messages } = await desk.control<{
    messages: { replacedBy: string; buttons: { text: string; pressable: boolean }[] }[]
  }>('GET', '/people/hr/inbox')
  expect(messages[0]?.replacedBy).toBe('已同意')
  expect(messages[0]?.buttons.every((button) => !button.pressable)).toBe(true)
})
